// A link by e-mail first, because nobody forgets it; a password for who has set one.

import { useEffect, useState } from 'react';
import { Problem, take } from '../../common/api';
import { t } from '../../common/texts/shop';
import { Field } from '../checkout/field';
import { api } from '../frame/route';
import { refreshAccount } from './use_account';

const wordsOf = (error: unknown) =>
  !(error instanceof Problem) || error.code === 'not_reached'
    ? t.notReached
    : (t.problems[error.code] ?? error.message);

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
  const enter = (body: { email?: string; password?: string; token?: string }) =>
    run(async () => {
      await take(api.POST('/api/v1/account/sign-in', { body }));
      // The token is used up; it must not stay in the address.
      history.replaceState(null, '', location.pathname);
      await refreshAccount();
    });
  useEffect(() => {
    if (token) void enter({ token });
  }, [token]);

  if (busy && token) return <p aria-busy="true">{t.loading}</p>;
  return (
    <div className="narrow">
      <h1>{t.signIn}</h1>
      {problem && (
        <p role="alert" className="alert">
          {problem}
        </p>
      )}
      {sent ? (
        <p role="status">{t.linkSent(email)}</p>
      ) : (
        <form
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            void (byPassword
              ? enter({ email, password })
              : run(async () => {
                  await take(api.POST('/api/v1/account/link', { body: { email } }));
                  setSent(true);
                }));
          }}
        >
          <Field label={t.email} name="email" type="email" autoComplete="email" value={email} onChange={setEmail} />
          {byPassword && (
            <Field
              label={t.password}
              name="password"
              type="password"
              autoComplete="current-password"
              value={password}
              onChange={setPassword}
            />
          )}
          <button type="submit" className="buy" disabled={busy}>
            {byPassword ? t.signIn : t.sendLink}
          </button>
          <p>
            <button type="button" className="quiet" onClick={() => setByPassword(!byPassword)}>
              {byPassword ? t.useLink : t.usePassword}
            </button>
          </p>
          <p className="muted">{t.accountHint}</p>
        </form>
      )}
    </div>
  );
}
