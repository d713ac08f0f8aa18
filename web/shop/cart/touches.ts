// How the buyer came here. Kept for the session only: longer needs the buyer's consent (Legea 506/2004).

export interface Touch {
  url: string;
  landing_url: string;
  at: string;
}

const key = 'taraba.touches';
const marks = /[?&](utm_source|utm_medium|gclid|fbclid|msclkid|ttclid)=/;

export function touches(): Touch[] {
  try {
    return JSON.parse(sessionStorage.getItem(key) ?? '[]') as Touch[];
  } catch {
    return [];
  }
}

/** A visit counts when it is the first, comes from another site or carries a campaign. */
export function rememberTouch(): void {
  const known = touches();
  const foreign = document.referrer !== '' && new URL(document.referrer).host !== location.host;
  if (known.length > 0 && !foreign && !marks.test(location.search)) return;
  const touch = { url: foreign ? document.referrer : '', landing_url: location.href, at: new Date().toISOString() };
  // Of many the first and the last matter; the server keeps ten.
  sessionStorage.setItem(key, JSON.stringify([...known.slice(0, 1), ...known.slice(1).slice(-20), touch]));
}

/** Touches that another page of the shop has seen come before the visit here. */
export function addTouches(earlier: Touch[]): void {
  if (earlier.length > 0) sessionStorage.setItem(key, JSON.stringify(earlier));
}
