// Romanian first, English beside it: one choice for the page, kept in the browser.

export type Language = 'ro' | 'en';

const key = 'taraba.language';

export function language(): Language {
  const asked = new URLSearchParams(location.search).get('lang');
  if (asked === 'ro' || asked === 'en') return asked;
  return localStorage.getItem(key) === 'en' ? 'en' : 'ro';
}

export function chooseLanguage(next: Language): void {
  localStorage.setItem(key, next);
  const url = new URL(location.href);
  url.searchParams.delete('lang');
  location.replace(url);
}

/** The texts of the chosen language; `en` has every key of `ro`. */
export function pick<T>(texts: { ro: T; en: T }): T {
  document.documentElement.lang = language();
  return texts[language()];
}
