// The way out of offers, from the link in one. Only the button does it, since programs open links by themselves.

import { useEffect, useState } from 'react';
import { t } from '../../common/texts/shop';
import { Frame } from '../frame/frame';

export function UnsubscribePage() {
  const [state, setState] = useState<'asked' | 'sending' | 'done' | 'failed'>('asked');
  useEffect(() => {
    document.title = t.unsubscribe;
  }, []);
  const send = async () => {
    setState('sending');
    const answer = await fetch(location.pathname + location.search, { method: 'POST' }).catch(() => undefined);
    setState(answer?.ok ? 'done' : 'failed');
  };
  return (
    <Frame>
      <h1>{t.unsubscribe}</h1>
      {state === 'done' ? (
        <p role="status">{t.unsubscribed}</p>
      ) : (
        <>
          <p>{t.unsubscribeHint}</p>
          {state === 'failed' && (
            <p role="alert" className="alert">
              {t.unsubscribeFailed}
            </p>
          )}
          <button type="button" className="primary" disabled={state === 'sending'} onClick={() => void send()}>
            {t.noMoreOffers}
          </button>
        </>
      )}
    </Frame>
  );
}
