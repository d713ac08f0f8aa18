// What is bought and what each part costs; it moves with every choice.

import type { Schemas } from '../../common/api';
import { isZero, money } from '../../common/format';
import { texts } from '../../common/texts/shop/checkout';
import { texts as commonTexts } from '../../common/texts/shop/common';
import { type CartLine, setQuantity } from '../cart/cart';

interface Props {
  problems: Record<string, string>; // by SKU
  cart: CartLine[];
  quote?: Schemas['Quote'];
  placed: boolean; // the destination is known
}

export function Summary({ cart, quote, placed, problems }: Props) {
  return (
    <section aria-label={commonTexts.summary}>
      <h2>{commonTexts.summary}</h2>
      <ul className="lines">
        {cart.map((line) => {
          const priced = quote?.lines.find((each) => each.sku === line.sku);
          return (
            <li key={line.sku}>
              <span>{priced?.name ?? line.name}</span>
              <span className="amount">
                <input
                  type="number"
                  min={0}
                  max={999}
                  aria-label={`${texts.quantity}: ${line.name}`}
                  value={line.quantity}
                  onChange={(event) =>
                    setQuantity(line.sku, Math.min(999, Math.trunc(Number(event.target.value)) || 0))
                  }
                />
                <button
                  type="button"
                  className="quiet"
                  aria-label={`${commonTexts.remove}: ${line.name}`}
                  onClick={() => setQuantity(line.sku, 0)}
                >
                  ×
                </button>
                <span className="num">{priced ? money(priced.total) : ''}</span>
              </span>
              <Shortage line={line} available={priced?.available} problem={problems[line.sku]} />
            </li>
          );
        })}
      </ul>
      {quote && (
        <dl className="totals" aria-live="polite">
          <dt>{commonTexts.goods}</dt>
          <dd>{money(quote.goods)}</dd>
          {!isZero(quote.discount) && (
            <>
              <dt>{quote.discount_name}</dt>
              <dd data-testid="discount">−{money(quote.discount)}</dd>
            </>
          )}
          <dt>{commonTexts.delivery}</dt>
          <dd data-testid="delivery-cost">
            {isZero(quote.delivery) ? commonTexts.free : `${placed ? '' : '≈ '}${money(quote.delivery)}`}
          </dd>
          {!isZero(quote.fees) && (
            <>
              <dt>{commonTexts.fees}</dt>
              <dd data-testid="fees">+{money(quote.fees)}</dd>
            </>
          )}
          <dt className="total">{commonTexts.total}</dt>
          <dd className="total" data-testid="total">
            {money(quote.total)}
          </dd>
          {quote.vat.map((group) => (
            <VatRow key={group.rate} group={group} />
          ))}
        </dl>
      )}
      {!placed && <p className="hint">{texts.choosePlace}</p>}
    </section>
  );
}

/** Less is left than is wanted: said at the line, with what can be done. */
function Shortage({ line, available, problem }: { line: CartLine; available?: string; problem?: string }) {
  const left = available === undefined ? line.quantity : Math.max(0, Math.trunc(Number(available)));
  if (left >= line.quantity && !problem) return null;
  return (
    <span className="shortage" role="alert">
      {left < line.quantity ? texts.onlyLeft(left) : problem}
      {left > 0 && left < line.quantity && (
        <button type="button" className="quiet" onClick={() => setQuantity(line.sku, left)}>
          {texts.takeLeft(left)}
        </button>
      )}
      <button type="button" className="quiet" onClick={() => setQuantity(line.sku, 0)}>
        {commonTexts.remove}
      </button>
    </span>
  );
}

function VatRow({ group }: { group: Schemas['VatGroup'] }) {
  return (
    <>
      <dt className="muted">
        {commonTexts.vat} {group.rate / 100} %
      </dt>
      <dd className="muted">{money(group.vat)}</dd>
    </>
  );
}
