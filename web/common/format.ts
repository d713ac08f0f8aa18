// How amounts, times and phones are shown. Amounts stay decimal text: no arithmetic on money here.

import type { Money } from './api';
import { language } from './language';

/** `1.234,56 lei`; in English `1,234.56 lei`. */
export function money(value: Money): string {
  const negative = value.amount.startsWith('-');
  const [whole, fraction] = value.amount.replace('-', '').split('.');
  const romanian = language() === 'ro';
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, romanian ? '.' : ',');
  const unit = value.currency === 'RON' ? 'lei' : value.currency;
  return `${negative ? '−' : ''}${grouped}${romanian ? ',' : '.'}${(fraction ?? '').padEnd(2, '0')}\u00a0${unit}`;
}

export function isNegative(value: Money): boolean {
  return value.amount.startsWith('-');
}

export function isZero(value: Money): boolean {
  return !/[1-9]/.test(value.amount);
}

export function lei(amount: string): Money {
  return { amount, currency: 'RON' };
}

const locale = () => (language() === 'ro' ? 'ro-RO' : 'en-GB');
const zone = 'Europe/Bucharest';

/** `24 nov. 2026, 14:05` */
export function time(at: string): string {
  return new Intl.DateTimeFormat(locale(), {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    timeZone: zone,
  }).format(new Date(at));
}

/** `24 nov. 2026` */
export function day(at: string): string {
  return new Intl.DateTimeFormat(locale(), { day: 'numeric', month: 'short', year: 'numeric', timeZone: zone }).format(
    new Date(at),
  );
}

/** `joi, 26 nov.` of a day without an hour. */
export function weekday(isoDate: string): string {
  return new Intl.DateTimeFormat(locale(), { weekday: 'long', day: 'numeric', month: 'short', timeZone: 'UTC' }).format(
    new Date(`${isoDate}T00:00:00Z`),
  );
}

export function hour(at: string): string {
  return new Intl.DateTimeFormat(locale(), { hour: '2-digit', minute: '2-digit', timeZone: zone }).format(new Date(at));
}

/** `acum 5 minute` under a day, then the day, with the year only when it is another one. */
export function age(at: string, now = Date.now()): string {
  const minutes = Math.round((Date.parse(at) - now) / 60_000);
  const relative = new Intl.RelativeTimeFormat(language(), { numeric: 'auto', style: 'short' });
  if (minutes > -1) return language() === 'ro' ? 'acum' : 'now';
  if (minutes > -60) return relative.format(Math.min(minutes, 0), 'minute');
  if (minutes > -24 * 60) return relative.format(Math.ceil(minutes / 60), 'hour');
  if (at.slice(0, 4) !== new Date(now).toISOString().slice(0, 4)) return day(at);
  return new Intl.DateTimeFormat(locale(), { day: 'numeric', month: 'short', timeZone: zone }).format(new Date(at));
}

/** `0722 123 456` */
export function phone(text: string): string {
  const digits = text.replace(/^\+?40(?=\d{9}$)/, '0');
  return /^0\d{9}$/.test(digits) ? `${digits.slice(0, 4)} ${digits.slice(4, 7)} ${digits.slice(7)}` : text;
}

/** `2.100 kg` of grams, without floating point. */
export function kilograms(grams: number): string {
  const whole = Math.trunc(grams / 1000);
  const rest = String(grams % 1000)
    .padStart(3, '0')
    .replace(/0+$/, '');
  return `${whole}${rest ? (language() === 'ro' ? ',' : '.') + rest : ''} kg`;
}

/** `1,2 km` of metres. */
export function kilometres(metres: number): string {
  return `${new Intl.NumberFormat(locale(), { maximumFractionDigits: metres < 10_000 ? 1 : 0 }).format(metres / 1000)} km`;
}

/** The day of the shop as `2026-11-24`. */
export function isoDay(date: Date): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone: zone }).format(date);
}

/** What a person types as an amount (`12,5` or `12.50`) as decimal text; nothing when it is none. */
export function typedAmount(text: string): string | undefined {
  const plain = text.trim().replace(/\s/g, '').replace(',', '.');
  return /^-?\d{1,10}(\.\d{1,2})?$/.test(plain) ? plain : undefined;
}
