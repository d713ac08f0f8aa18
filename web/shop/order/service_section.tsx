// Guarantees of what was bought, and pieces that are being repaired, with everything that was said of them.

import { take } from '../../common/api';
import { day, time, weekday } from '../../common/format';
import { t } from '../../common/texts/shop';
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
      <h2>{t.guarantees}</h2>
      <ul className="plain">
        {running.map((each) => (
          <li key={`${each.line_no} ${each.maker_serial}`}>
            {each.name}
            {each.maker_serial && ` · ${t.serial} ${each.maker_serial}`}
            <br />
            <span className="muted">
              {each.covered ? t.coveredUntil(day(each.until!)) : t.coverEnded(day(each.until!))}
            </span>
          </li>
        ))}
      </ul>
      {data.items.map((piece) => (
        <div key={piece.number}>
          <h3>
            {t.serviceCase(piece.number)} · {piece.step}
          </h3>
          <p>
            {piece.product}
            {piece.maker_serial && ` · ${t.serial} ${piece.maker_serial}`}
            <br />
            {piece.defect}
          </p>
          {!piece.closed_on && <p>{t.settledBy(weekday(piece.due_on))}</p>}
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
