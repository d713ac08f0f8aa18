// Methods as a list to choose from, each with its price, and why on a tap.

import type { Schemas } from '../../common/api';
import { isZero, money, weekday } from '../../common/format';
import { labelOf } from '../../common/labels';
import { texts } from '../../common/texts/shop/checkout';
import { texts as commonTexts } from '../../common/texts/shop/common';

interface Props {
  name: string;
  methods: (Schemas['DeliveryOption'] | Schemas['PaymentOption'])[];
  chosen: string;
  known: boolean; // whether the price is final: the place has been chosen
  onChoose: (code: string) => void;
}

/** The cards that are taken, in words: they read well at any size and in the dark. */
export function Brands({ icons }: { icons: Schemas['PaymentOption']['icons'] }) {
  if (icons.length === 0) return null;
  return (
    <span className="brands">
      {icons.map((icon) => (
        <span key={icon} className="card-brand">
          {texts.brands[icon]}
        </span>
      ))}
    </span>
  );
}

export function MethodChoice({ name, methods, chosen, known, onChoose }: Props) {
  return (
    <div className="methods">
      {methods.map((method) => (
        <div key={method.id} className={method.available ? 'method' : 'method off'}>
          <label>
            <input
              type="radio"
              name={name}
              value={method.code}
              checked={method.code === chosen}
              disabled={!method.available}
              onChange={() => onChoose(method.code)}
            />
            <span>
              {method.name}
              {'icons' in method && <Brands icons={method.icons} />}
              {'delivered_on' in method && method.delivered_on && (
                <small className="muted block">
                  {(method.kind === 'pickup' ? texts.readyOn : texts.arrives)(weekday(method.delivered_on))}
                </small>
              )}
            </span>
            <span className="cost">
              {!method.available
                ? ''
                : isZero(method.cost)
                  ? commonTexts.free
                  : `${known ? '' : '≈ '}${money(method.cost)}`}
            </span>
          </label>
          {method.why && <p className="muted">{method.why}</p>}
          {'parts' in method && method.parts.length > 0 && method.code === chosen && known && (
            <details>
              <summary>{texts.how}</summary>
              <table>
                <tbody>
                  {method.parts.map((part) => (
                    <tr key={part.what}>
                      <td>
                        {labelOf(texts.parts, part.what)} <span className="muted">{part.explanation}</span>
                      </td>
                      <td className="num">{money(part.amount)}</td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </details>
          )}
        </div>
      ))}
    </div>
  );
}
