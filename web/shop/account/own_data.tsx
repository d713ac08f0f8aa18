// Name, wishes about messages, password, and what one may ask of the shop about one's own data.

import { useState } from 'react';
import { take } from '../../common/api';
import { texts } from '../../common/texts/shop/account';
import { texts as commonTexts } from '../../common/texts/shop/common';
import { Field } from '../checkout/field';
import { api, route } from '../frame/route';
import { wordsOf } from '../frame/words';
import { type Account, setAccount } from './use_account';

export function OwnData({ account }: { account: Account }) {
  const [form, setForm] = useState({
    name: account.name,
    phone: account.phone,
    language: account.language,
    news: account.news,
    no_sms: account.no_sms,
  });
  const [told, setTold] = useState('');
  const [problem, setProblem] = useState('');
  const run = async (work: () => Promise<void>, done: string) => {
    setTold('');
    setProblem('');
    try {
      await work();
      setTold(done);
    } catch (error) {
      setProblem(wordsOf(error));
    }
  };
  return (
    <>
      {told && (
        <p role="status" className="told">
          {told}
        </p>
      )}
      {problem && (
        <p role="alert" className="alert">
          {problem}
        </p>
      )}
      <form
        className="panel"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void run(
            async () => setAccount(await take(api.POST('/api/v1/account/profile', { body: form }))),
            texts.saved,
          );
        }}
      >
        <h2>{commonTexts.contact}</h2>
        <p className="muted">{account.email}</p>
        <Field
          label={commonTexts.name}
          name="name"
          autoComplete="name"
          value={form.name}
          onChange={(name) => setForm({ ...form, name })}
        />
        <Field
          label={commonTexts.phone}
          name="phone"
          type="tel"
          autoComplete="tel"
          value={form.phone}
          onChange={(phone) => setForm({ ...form, phone })}
        />
        <div className="field">
          <label htmlFor="language">{texts.messageLanguage}</label>
          <select
            id="language"
            value={form.language}
            onChange={(event) => setForm({ ...form, language: event.target.value })}
          >
            <option value="ro">Română</option>
            <option value="en">English</option>
          </select>
        </div>
        <label className="check">
          <input
            type="checkbox"
            checked={form.news}
            onChange={(event) => setForm({ ...form, news: event.target.checked })}
          />{' '}
          {texts.wantsNews}
        </label>
        <label className="check">
          <input
            type="checkbox"
            checked={!form.no_sms}
            onChange={(event) => setForm({ ...form, no_sms: !event.target.checked })}
          />{' '}
          {texts.wantsSms}
        </label>
        <button type="submit">{texts.save}</button>
      </form>
      <Password has={account.has_password} run={run} />
      <section className="panel">
        <h2>{texts.yourData}</h2>
        <p>{texts.yourDataHint}</p>
        <div className="actions">
          <a href={`${route.base === '/shop' ? '' : route.base}/api/v1/account/data.json`} download="datele-mele.json">
            {texts.downloadData}
          </a>
          {account.deletion_asked ? (
            <span role="status">{texts.deletionAsked}</span>
          ) : (
            <button
              type="button"
              className="quiet"
              onClick={() =>
                void run(async () => setAccount(await take(api.POST('/api/v1/account/deletion'))), texts.deletionAsked)
              }
            >
              {texts.askDeletion}
            </button>
          )}
        </div>
      </section>
    </>
  );
}

function Password({ has, run }: { has: boolean; run: (work: () => Promise<void>, done: string) => Promise<void> }) {
  const [old, setOld] = useState('');
  const [password, setPassword] = useState('');
  return (
    <form
      className="panel"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void run(async () => {
          await take(api.POST('/api/v1/account/password', { body: { old, password } }));
          setOld('');
          setPassword('');
        }, texts.saved);
      }}
    >
      <h2>{has ? texts.changePassword : texts.setPassword}</h2>
      {has && (
        <Field
          label={texts.oldPassword}
          name="old"
          type="password"
          autoComplete="current-password"
          value={old}
          onChange={setOld}
        />
      )}
      <Field
        label={texts.newPassword}
        name="password"
        type="password"
        autoComplete="new-password"
        value={password}
        onChange={setPassword}
      />
      <button type="submit" disabled={!password}>
        {texts.save}
      </button>
    </form>
  );
}
