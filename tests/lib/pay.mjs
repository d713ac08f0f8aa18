// Pays at the played processors as a buyer's browser does.

import { bani, orderOf, until } from './shop.mjs';

/** The form fields of a redirect, sent as a browser would; gives the answer without following it. */
function submit({ method, url, fields }) {
  if (method === 'GET') return fetch(url, { redirect: 'manual' });
  return fetch(url, { method, redirect: 'manual', headers: { 'Content-Type': 'application/x-www-form-urlencoded' }, body: new URLSearchParams(fields) });
}

export class Payer {
  constructor(shop) { Object.assign(this, { shop, api: shop.api }); }

  async order(lines = [['CAF-ESP-01', 1]], change = {}) {
    return this.api.post('/checkout/orders', orderOf(lines, { payment_method: 'bank_transfer', ...change }));
  }

  /** Starts a payment and opens the processor's page. */
  async begin(order, method, more = {}) {
    const started = await this.api.post(`/orders/${order.id}/payments`, { method, ...more });
    const answer = await submit(started.redirect);
    const page = started.redirect.method === 'GET' ? started.redirect.url : answer.headers.get('location');
    return { ...started, page: page && new URL(page, this.shop.server.base).href, status: answer.status };
  }

  /** Presses a button of the hosted page. */
  async choose(started, choice) {
    return fetch(started.page, { method: 'POST', redirect: 'manual', headers: { 'Content-Type': 'application/x-www-form-urlencoded' }, body: `choice=${choice}` });
  }

  payment(id) { return this.api.get(`/payments/${id}`); }

  /** The reference that the processor knows the newest attempt by. */
  async reference(id) { return (await this.payment(id)).attempts.at(-1).id; }

  /** Something happens at the processor; its callback is sent, and the answers to it come back. */
  async happens(id, event, amount) {
    const response = await fetch(`${this.shop.server.base}/sandbox/charges/${await this.reference(id)}/${event}${amount ? `?amount=${amount}` : ''}`, { method: 'POST' });
    return response.json();
  }

  async fault(call, fault, times = 1, wait_ms = 1000) {
    await fetch(`${this.shop.server.base}/sandbox/faults`, { method: 'POST', body: JSON.stringify({ call, fault, times, wait_ms }) });
  }

  async settles(id, state) {
    return until(async () => { const payment = await this.payment(id); return payment.state === state && payment; }, `payment ${id} to be ${state}`, 8_000);
  }

  /** Payments, captures, refunds and what the order says add up. */
  async sums(orderId) {
    const order = await this.api.get(`/orders/${orderId}`);
    const brought = order.payments.reduce((sum, each) => sum + bani(each.captured) - bani(each.refunded), 0n);
    for (const { id } of order.payments) {
      const payment = await this.payment(id);
      const back = payment.operations.filter((each) => ['refund', 'chargeback'].includes(each.kind) && each.state === 'done').reduce((sum, each) => sum + bani(each.amount), 0n);
      if (payment.processor && payment.charge.currency === 'RON' && back !== bani(payment.refunded)) throw new Error(`refunds of ${id}: ${back} against ${payment.refunded.amount}`);
    }
    if (brought !== bani(order.paid)) throw new Error(`order ${orderId}: ${brought} came, ${order.paid.amount} is booked`);
    return { order, brought };
  }
}
