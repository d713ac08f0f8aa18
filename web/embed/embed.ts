// For any storefront: keeps a cart, remembers how the visitor came (in a cookie only with their consent), opens the checkout.
//
//   <script src="https://shop.example/shop/embed.js" data-shop="demo" data-consent="ask" defer></script>
//   <button data-taraba-add="SKU-1">…</button>  <a data-taraba-checkout>…</a>  <span data-taraba-count></span>

interface Line {
  sku: string;
  name: string;
  quantity: number;
}

interface Touch {
  url: string;
  landing_url: string;
  at: string;
}

const script = document.currentScript as HTMLScriptElement;
const origin = new URL(script.src).origin;
const shop = script.dataset.shop ?? '';
const base = shop ? `${origin}/s/${encodeURIComponent(shop)}` : `${origin}/shop`;
const cartKey = `taraba.cart.${shop}`,
  touchKey = 'taraba_touches',
  consentKey = 'taraba_consent';
const romanian = document.documentElement.lang !== 'en';

function read<T>(text: string | null, otherwise: T): T {
  try {
    return text ? (JSON.parse(text) as T) : otherwise;
  } catch {
    return otherwise;
  }
}

// The cart.

let lines = read<Line[]>(localStorage.getItem(cartKey), []);

function keep(): void {
  localStorage.setItem(cartKey, JSON.stringify(lines));
  const pieces = lines.reduce((sum, line) => sum + line.quantity, 0);
  document.querySelectorAll('[data-taraba-count]').forEach((element) => {
    element.textContent = String(pieces);
  });
  document.dispatchEvent(new CustomEvent('taraba:cart', { detail: { lines, pieces } }));
}

function add(sku: string, quantity = 1, name = sku): void {
  const known = lines.find((line) => line.sku === sku);
  lines = known
    ? lines.map((line) => (line === known ? { ...line, quantity: line.quantity + quantity } : line))
    : [...lines, { sku, name, quantity }];
  lines = lines.filter((line) => line.quantity > 0);
  keep();
}

// How the visitor came. A cookie that outlives the visit needs their consent (Legea 506/2004 art. 4); without it the visit alone remembers.

const cookie = (name: string) =>
  document.cookie
    .split('; ')
    .find((part) => part.startsWith(`${name}=`))
    ?.slice(name.length + 1);
const setCookie = (name: string, value: string, days: number) => {
  document.cookie = `${name}=${value}; Path=/; Max-Age=${days * 86_400}; SameSite=Lax${location.protocol === 'https:' ? '; Secure' : ''}`;
};
const consented = () => cookie(consentKey) === 'yes';

function touches(): Touch[] {
  const text = consented()
    ? cookie(touchKey) && decodeURIComponent(cookie(touchKey)!)
    : sessionStorage.getItem(touchKey);
  return read<Touch[]>(text ?? null, []);
}

function keepTouches(list: Touch[]): void {
  // Of many the first and the last nine, as the order keeps them; a cookie holds about 4 kB.
  const kept = list.length > 10 ? [list[0], ...list.slice(-9)] : list;
  const text = JSON.stringify(
    kept.map((touch) => ({ ...touch, url: touch.url.slice(0, 120), landing_url: touch.landing_url.slice(0, 180) })),
  );
  if (consented()) setCookie(touchKey, encodeURIComponent(text), 90);
  else sessionStorage.setItem(touchKey, text);
}

function rememberTouch(): void {
  const known = touches();
  const foreign = document.referrer !== '' && new URL(document.referrer).host !== location.host;
  const campaign = /[?&](utm_source|utm_medium|gclid|fbclid|msclkid|ttclid)=/.test(location.search);
  if (known.length > 0 && !foreign && !campaign) return;
  keepTouches([
    ...known,
    { url: foreign ? document.referrer : '', landing_url: location.href, at: new Date().toISOString() },
  ]);
}

function consent(given: boolean): void {
  const known = touches();
  setCookie(consentKey, given ? 'yes' : 'no', 180);
  if (given) keepTouches(known);
  else document.cookie = `${touchKey}=; Path=/; Max-Age=0`;
  document.getElementById('taraba-consent')?.remove();
}

function askConsent(): void {
  const box = document.createElement('section');
  box.id = 'taraba-consent';
  box.setAttribute('aria-label', romanian ? 'Cookie-uri' : 'Cookies');
  box.style.cssText =
    'position:fixed;left:16px;right:16px;bottom:16px;max-width:560px;margin:auto;padding:16px;border-radius:12px;background:#fff;color:#1c1e21;border:1px solid #8a919c;font:15px/1.5 system-ui,sans-serif;z-index:9999';
  const text = document.createElement('p');
  text.style.margin = '0 0 12px';
  text.textContent = romanian
    ? 'Vrem să ținem minte într-un cookie cum ați ajuns la noi, ca să știm ce reclame au rost. Coșul merge și fără.'
    : 'We would like to remember in a cookie how you found us, to know which advertising makes sense. The cart works without.';
  box.append(text);
  for (const [given, word] of [
    [true, romanian ? 'Accept' : 'Accept'],
    [false, romanian ? 'Refuz' : 'Refuse'],
  ] as const) {
    const button = document.createElement('button');
    button.type = 'button';
    button.textContent = word;
    button.style.cssText =
      'font:inherit;padding:8px 16px;margin-right:8px;border-radius:8px;border:1px solid #1d4ed8;background:#fff;color:#1d4ed8;cursor:pointer';
    button.addEventListener('click', () => consent(given));
    box.append(button);
  }
  document.body.append(box);
}

// The checkout reads the cart from the fragment, which no server and no log sees.

function open(): void {
  const cart = lines.map(({ sku, name, quantity }) => ({ sku, name, quantity }));
  location.href = `${base}/checkout#cart=${encodeURIComponent(JSON.stringify({ cart, touches: touches() }))}`;
}

function start(): void {
  rememberTouch();
  if (script.dataset.consent === 'ask' && cookie(consentKey) === undefined) askConsent();
  document.addEventListener('click', (event) => {
    const target = (event.target as Element).closest<HTMLElement>('[data-taraba-add],[data-taraba-checkout]');
    if (!target) return;
    event.preventDefault();
    if (target.dataset.tarabaAdd)
      add(target.dataset.tarabaAdd, Number(target.dataset.tarabaQuantity ?? 1), target.dataset.tarabaName);
    else open();
  });
  keep();
}

Object.assign(window, { Taraba: { add, open, consent, lines: () => lines, touches } });
if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', start);
else start();

export {};
