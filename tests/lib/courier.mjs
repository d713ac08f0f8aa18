// Sends orders by one courier after another, and looks into the courier's own books.

import { orderOf, until } from './shop.mjs';

/** What each courier can do by its interface, and the number of steps to the address in the sandbox. */
export const couriers = [
  { name: 'fan', finds: true, remits: true, prices: true, zpl: true },
  { name: 'sameday', prices: true },
  { name: 'cargus', finds: true, remits: true, prices: true },
  { name: 'dpd', finds: true, remits: true, prices: true, zpl: true },
  { name: 'gls', finds: true },
];

/** FAN's sandbox speaks in its own codes. */
const fanCodes = { picked_up: 'C0', in_transit: 'H4', out_for_delivery: 'S1', delivered: 'S2', refused: 'S6', returning: 'S33', returned: 'S50' };

export class Sender {
  constructor(shop, courier) { Object.assign(this, { shop, api: shop.api, courier, base: shop.server.base }); }

  /** An account of the shop's own, and a delivery method that goes by it. */
  async setUp() {
    const { traits } = await this.api.get(`/couriers/${this.courier.name}`);
    const credentials = Object.fromEntries(traits.credentials.filter((each) => !each.optional).map(({ name }) => [name, /_id|number|pickup_point/.test(name) ? '7000000' : 'secret-word']));
    this.account = await this.api.call('PUT', `/couriers/${this.courier.name}`, { mode: 'sandbox', credentials, endpoints: { base: `${this.base}/${this.courier.name}` } });
    const courier = (await this.api.all('/delivery-methods')).find((each) => each.code === 'courier');
    const { id, version, ...method } = courier;
    this.method = await this.api.post('/delivery-methods', { ...method, code: `by_${this.courier.name}`, name: this.courier.name, courier: this.courier.name, position: 90 });
    return this.account;
  }

  fault(call, fault, times = 1, wait_ms = 1000) {
    return fetch(`${this.base}/sandbox/faults`, { method: 'POST', body: JSON.stringify({ call: `${this.courier.name}.${call}`, fault, times, wait_ms }) });
  }

  order(change = {}) {
    return this.api.post('/checkout/orders', orderOf([['CAF-ESP-01', 1]], { delivery_method: this.method.code, ...change }));
  }

  /** Presses the button; gives the shipment as it is at once. */
  async send(order) { return this.api.post(`/orders/${order.id}/shipments`, {}); }

  shipment(id) { return this.api.get(`/shipments/${id}`); }

  async becomes(id, state, limit = 20_000) {
    return until(async () => { const shipment = await this.shipment(id); return shipment.state === state && shipment; }, `${this.courier.name}: shipment ${id} to be ${state}`, limit);
  }

  /** Ordered, sent and registered. */
  async registered(change) {
    const order = await this.order(change);
    const { id } = await this.send(order);
    return { order, shipment: await this.becomes(id, 'registered') };
  }

  /** The courier's own books: every waybill it made, in one shape. */
  async books() {
    if (this.courier.name !== 'fan') return (await fetch(`${this.base}/sandbox/couriers/${this.courier.name}/awbs`)).json();
    const rows = await (await fetch(`${this.base}/sandbox/fan/awbs`)).json();
    return rows.map(({ awb, reference, cancelled, shipment }) => ({ number: awb, reference, cancelled, cash: shipment.info.cod || '0.00', recipient: shipment.recipient.name, from: shipment.sender?.name ?? '' }));
  }

  async advance(awb, ...stages) {
    const fan = this.courier.name === 'fan';
    const path = fan ? '/sandbox/fan/advance' : `/sandbox/couriers/${this.courier.name}/advance`;
    const body = fan ? { awb, codes: stages.map((stage) => fanCodes[stage]) } : { awb, stages };
    const answer = await fetch(this.base + path, { method: 'POST', body: JSON.stringify(body) });
    if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
  }

  track(id) { return this.api.post(`/shipments/${id}/track`, {}); }
}
