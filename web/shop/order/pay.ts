// To the processor's page: by a link, or by a form that is filled and sent.

import { type Schemas, take } from '../../common/api';
import { textMap } from '../../common/text_map';
import { api } from '../frame/route';

type Redirect = NonNullable<Schemas['StartedView']['redirect']>;

function follow({ method, url, fields }: Redirect): void {
  if (method === 'GET') {
    location.assign(url);
    return;
  }
  const form = document.createElement('form');
  form.method = 'post';
  form.action = url;
  for (const [name, value] of Object.entries(textMap(fields))) {
    const input = document.createElement('input');
    input.type = 'hidden';
    input.name = name;
    input.value = value;
    form.append(input);
  }
  document.body.append(form);
  form.submit();
}

/** Starts a payment; true when the buyer is on the way to the processor. */
export async function payOrder(id: string, token: string, method: string): Promise<boolean> {
  try {
    const started = await take(
      api.POST('/api/v1/checkout/orders/{id}/payments', {
        params: { path: { id }, query: { t: token } },
        body: { method },
      }),
    );
    if (started.redirect) follow(started.redirect);
    return started.redirect !== undefined;
  } catch {
    return false;
  }
}
