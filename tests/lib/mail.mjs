// A real SMTP server (STARTTLS, AUTH) that keeps what it gets.

import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { simpleParser } from 'mailparser';
import { SMTPServer } from 'smtp-server';
import { until } from './shop.mjs';

export async function mailServer({ user = 'taraba', password = 'secret' } = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'taraba-mail-'));
  execFileSync('openssl', ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2', '-subj', '/CN=127.0.0.1',
    '-addext', 'subjectAltName=IP:127.0.0.1', '-keyout', join(folder, 'key.pem'), '-out', join(folder, 'cert.pem')], { stdio: 'ignore' });
  const mails = [];
  const state = { refuse: false };
  const server = new SMTPServer({
    key: readFileSync(join(folder, 'key.pem')), cert: readFileSync(join(folder, 'cert.pem')), authOptional: false,
    onAuth(auth, _session, done) {
      if (auth.username === user && auth.password === password) done(null, { user });
      else done(new Error('wrong credentials'));
    },
    onData(stream, session, done) {
      if (state.refuse) {
        stream.resume();
        stream.on('end', () => done(Object.assign(new Error('try later'), { responseCode: 451 })));
        return;
      }
      simpleParser(stream).then((mail) => { mails.push({ ...mail, secure: session.secure }); done(); }, done);
    },
  });
  await new Promise((started) => server.listen(0, '127.0.0.1', started));
  return {
    mails, state, user, password, certificate: join(folder, 'cert.pem'), url: `smtp://127.0.0.1:${server.server.address().port}`,
    wait: (holds) => until(() => mails.find(holds), 'a mail'),
    close: () => { server.close(); rmSync(folder, { recursive: true, force: true }); },
  };
}
