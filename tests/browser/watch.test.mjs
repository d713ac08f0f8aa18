// An administrator writes a rule and tries it on past orders; an operator works off what it finds.

import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { faultsOf, overflows, stage } from '../lib/browser.mjs';
import { until } from '../lib/shop.mjs';

describe('watch', () => {
  const { shop, panel } = stage();
  let api, waiting;
  before(async () => {
    api = shop.api;
    for (const status of await api.all('/statuses')) if (status.alert_hours > 0) await api.patch(`/statuses/${status.id}`, { alert_hours: 0 });
    [waiting] = (await api.all('/orders?order_status=waiting')).sort((a, b) => a.number - b.number);
  });

  /** A rule that the order which has waited longest breaks at once. */
  const rule = (name) => api.post('/watch-rules', { name, active: true, begins: ['waiting'], ends: [], payment_methods: [], delivery_methods: [], counties: [], term: 1, unit: 'hours', audience: 'administrators', escalate_hours: 0 });

  test('a rule is written, tried on history and switched on', async () => {
    const { page } = await panel('settings/alerts');
    await page.getByText('Nicio regulă încă').waitFor();
    await page.getByRole('button', { name: 'Regulă nouă' }).click();
    await page.getByLabel('Ce spune alerta').fill('Stă pe loc');
    await page.getByRole('combobox', { name: 'Așteaptă în stările' }).click();
    await page.getByRole('option', { name: 'Comandă în așteptare' }).click();
    await page.getByRole('combobox', { name: 'până ajunge în' }).click();
    await page.getByRole('option', { name: 'Comandă finalizată' }).click();
    await page.keyboard.press('Escape');
    await page.getByLabel(/^Termen/).fill('2');
    await page.getByRole('combobox', { name: 'socotit în' }).click();
    await page.getByRole('option', { name: 'zile', exact: true }).click();
    await page.getByRole('button', { name: /^Încearcă/ }).click();
    await page.getByText(/^Ar fi dat \d+ alerte/).waitFor();
    await page.getByRole('switch', { name: 'Pornită' }).click();
    assert.deepEqual(await faultsOf(page), []);
    await page.getByRole('button', { name: 'Salvează' }).click();
    await page.getByRole('cell', { name: '2 zile' }).waitFor();
    assert.equal((await api.get('/watch-rules')).items[0].active, true);
  });

  test('what it finds is taken on, put aside, put away', async () => {
    await rule('Uitată');
    await until(async () => (await api.get('/notices')).items.some((each) => each.details === `#${waiting.number}: Uitată`), 'the alert', 90_000);
    const { page } = await panel('alerts');
    const row = page.getByRole('row', { name: `#${waiting.number}: Uitată` });
    await row.getByRole('button', { name: 'Preiau' }).click();
    await row.getByText(/^la /).waitFor();
    assert.deepEqual(await faultsOf(page), []);
    await row.getByRole('button', { name: /^Mai târziu/ }).click();
    await page.getByRole('menuitem', { name: 'Mâine la 9' }).click();
    await row.waitFor({ state: 'detached' });
    await page.getByRole('switch', { name: 'Arată și ce e amânat' }).click();
    await row.getByText(/^amânată până la/).waitFor();
    await row.getByRole('button', { name: 'Închide alerta' }).click();
    await page.getByRole('textbox', { name: 'Motiv' }).fill('clientul știe');
    await page.getByRole('dialog').getByRole('button', { name: 'Închide alerta' }).click();
    await row.waitFor({ state: 'detached' });
    await page.goto(`/admin/orders/${waiting.id}`);
    await page.getByText('a închis alerta').waitFor();
    await page.getByText('clientul știe').waitFor();
  });

  test('each person chooses how to hear of alerts', async () => {
    const { page } = await panel('alerts');
    await page.getByRole('combobox', { name: 'E-mail' }).click();
    await page.getByRole('option', { name: 'la fiecare alertă' }).click();
    await page.getByLabel(/^SMS la fiecare alertă/).fill('12');
    await page.getByRole('button', { name: 'Salvează' }).click();
    await page.getByRole('alert').getByText(/număr de mobil/).waitFor();
    await page.getByLabel(/^SMS la fiecare alertă/).fill('');
    await page.getByRole('button', { name: 'Salvează' }).click();
    await page.getByText('Salvat').waitFor();
    await rule('Încă una');
    const subjects = async () => (await (await fetch(`${shop.server.base}/sandbox/mails`)).json()).map(({ data }) => /^Subject: (.*(?:\r\n .*)*)/m.exec(data)[1].replace(/=\?UTF-8\?B\?(.*?)\?=(\r\n )?/g, (_, word) => Buffer.from(word, 'base64').toString()));
    await until(async () => (await subjects()).includes(`Alertă: #${waiting.number}: Încă una`), 'the mail', 90_000);
  });

  test('on a small screen', async () => {
    for (const path of ['alerts', 'settings/alerts']) {
      const { page } = await panel(path, { width: 390, height: 844 });
      await page.getByRole('heading', { level: 1 }).waitFor();
      assert.equal(await overflows(page), false, path);
    }
  });
});
