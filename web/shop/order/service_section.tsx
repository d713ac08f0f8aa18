// Guarantees of what was bought, and pieces that are being repaired, with everything that was said of them.

import { take } from '../../common/api';
import { day, time, weekday } from '../../common/format';
import { texts } from '../../common/texts/shop/order';
import { api } from '../frame/route';
import { useLoad } from '../frame/use_load';

export function ServiceSection({ id, token }: { id: string; token: string }) {
  const { data } = useLoad(`service ${id}`, () =>
    take(api.GET('/api/v1/checkout/orders/{id}/service', { params: { path: { id }, query: { t: token } } })),
  );
  const running = data?.guarantees.filter((each) => each.until) ?? [];
  if (!data || (running.length === 0 && data.items.length === 0)) return null;
  return (
    <section className="panel" id="service">
      <h2>{texts.guarantees}</h2>
      <ul className="plain">
        {running.map((each) => (
          <li key={`${each.line_no} ${each.maker_serial}`}>
            {each.name}
            {each.maker_serial && ` · ${texts.serial} ${each.maker_serial}`}
            <br />
            <span className="muted">
              {each.covered ? texts.coveredUntil(day(each.until!)) : texts.coverEnded(day(each.until!))}
            </span>
          </li>
        ))}
      </ul>
      {data.items.map((piece) => (
        <div key={piece.number}>
          <h3>
            {texts.serviceCase(piece.number)} · {piece.step}
          </h3>
          <p>
            {piece.product}
            {piece.maker_serial && ` · ${texts.serial} ${piece.maker_serial}`}
            <br />
            {piece.defect}
          </p>
          {!piece.closed_on && <p>{texts.settledBy(weekday(piece.due_on))}</p>}
          <ul className="plain">
            {piece.news.map((each, i) => (
              <li key={i}>
                <strong>{each.step}</strong> <span className="muted">{time(each.at)}</span>
                <br />
                {each.words}
              </li>
            ))}
          </ul>
        </div>
      ))}
    </section>
  );
}
