// The way out of offers, from the link in one. Only the button does it, since programs open links by themselves.

import { useEffect, useState } from 'react';
import { texts } from '../../common/texts/shop/unsubscribe';
import { Frame } from '../frame/frame';

export function UnsubscribePage() {
  const [state, setState] = useState<'asked' | 'sending' | 'done' | 'failed'>('asked');
  useEffect(() => {
    document.title = texts.unsubscribe;
  }, []);
  const send = async () => {
    setState('sending');
    const answer = await fetch(location.pathname + location.search, { method: 'POST' }).catch(() => undefined);
    setState(answer?.ok ? 'done' : 'failed');
  };
  return (
    <Frame>
      <h1>{texts.unsubscribe}</h1>
      {state === 'done' ? (
        <p role="status">{texts.unsubscribed}</p>
      ) : (
        <>
          <p>{texts.unsubscribeHint}</p>
          {state === 'failed' && (
            <p role="alert" className="alert">
              {texts.unsubscribeFailed}
            </p>
          )}
          <button type="button" className="primary" disabled={state === 'sending'} onClick={() => void send()}>
            {texts.noMoreOffers}
          </button>
        </>
      )}
    </Frame>
  );
}
