// A link by e-mail first, because nobody forgets it; a password for who has set one.

import { useEffect, useState } from 'react';
import { take } from '../../common/api';
import { texts } from '../../common/texts/shop/account';
import { texts as commonTexts } from '../../common/texts/shop/common';
import { Field } from '../checkout/field';
import { api } from '../frame/route';
import { wordsOf } from '../frame/words';
import { refreshAccount } from './use_account';

async function enter(body: { email?: string; password?: string; token?: string }): Promise<void> {
  await take(api.POST('/api/v1/account/sign-in', { body }));
  // The token is used up; it must not stay in the address.
  history.replaceState(null, '', location.pathname);
  await refreshAccount();
}

export function SignIn({ token }: { token?: string }) {
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const [byPassword, setByPassword] = useState(false);
  const [sent, setSent] = useState(false);
  const [problem, setProblem] = useState('');
  const [busy, setBusy] = useState(token !== undefined);

  const run = async (work: () => Promise<unknown>) => {
    setBusy(true);
    setProblem('');
    await work().catch((error: unknown) => setProblem(wordsOf(error)));
    setBusy(false);
  };
  useEffect(() => {
    if (!token) return;
    enter({ token })
      .catch((error: unknown) => setProblem(wordsOf(error)))
      .finally(() => setBusy(false));
  }, [token]);

  if (busy && token) return <p aria-busy="true">{commonTexts.loading}</p>;
  return (
    <div className="narrow">
      <h1>{commonTexts.signIn}</h1>
      {problem && (
        <p role="alert" className="alert">
          {problem}
        </p>
      )}
      {sent ? (
        <p role="status">{texts.linkSent(email)}</p>
      ) : (
        <form
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            void run(async () => {
              if (byPassword) return enter({ email, password });
              await take(api.POST('/api/v1/account/link', { body: { email } }));
              setSent(true);
            });
          }}
        >
          <Field
            label={commonTexts.email}
            name="email"
            type="email"
            autoComplete="email"
            value={email}
            onChange={setEmail}
          />
          {byPassword && (
            <Field
              label={texts.password}
              name="password"
              type="password"
              autoComplete="current-password"
              value={password}
              onChange={setPassword}
            />
          )}
          <button type="submit" className="buy" disabled={busy}>
            {byPassword ? commonTexts.signIn : texts.sendLink}
          </button>
          <p>
            <button type="button" className="quiet" onClick={() => setByPassword(!byPassword)}>
              {byPassword ? texts.useLink : texts.usePassword}
            </button>
          </p>
          <p className="muted">{texts.accountHint}</p>
        </form>
      )}
    </div>
  );
}
