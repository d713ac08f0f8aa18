// Sums as rows: what was sold, what it cost, what is left.

import { Link } from '@tanstack/react-router';
import type { Schemas } from '../../common/api';
import { day, isZero, weekday } from '../../common/format';
import { labelOf } from '../../common/labels';
import { texts } from '../../common/texts/admin/reports';
import { Wide } from '../parts/wide';
import { Amount } from '../parts/words';

type Sums = Omit<Schemas['TotalsRow'], 'key' | 'label'>;

/** `12` and `0,3`. */
export const count = (decimal: string) =>
  decimal.includes('.') ? Number(decimal).toFixed(1).replace(/0+$/, '').replace(/\.$/, '').replace('.', ',') : decimal;

function nameOf(row: Schemas['TotalsRow'], by: string) {
  if (by === 'over_time')
    return row.key.length === 10 ? weekday(row.key) : day(`${row.key}-15T12:00:00Z`).replace(/^\d+ /, '');
  if (by === 'product')
    return (
      <Link className="link" to="/products/$id" params={{ id: row.key }}>
        {row.label || row.key}
      </Link>
    );
  if (by === 'customer')
    return (
      <Link className="link" to="/customers/$id" params={{ id: row.key }}>
        {row.label || row.key}
      </Link>
    );
  if (by === 'outcome') return labelOf(texts.outcomes, row.key);
  if (row.key === '') return by === 'courier' ? texts.noPickup : texts.unknown;
  return row.label || row.key;
}

/** What is left comes first; costs that nobody had are not shown. */
const amounts = [
  'net_profit',
  'sales',
  'revenue',
  'goods',
  'courier',
  'commission',
  'advertising',
  'other',
  'tax',
] as const;
const titles: Record<(typeof amounts)[number], string> = {
  net_profit: texts.net,
  sales: texts.sales,
  revenue: texts.revenue,
  goods: texts.goods,
  courier: texts.courier,
  commission: texts.commission,
  advertising: texts.advertising,
  other: texts.other,
  tax: texts.tax,
};

function Cells({ sums, shown }: { sums: Sums; shown: readonly (typeof amounts)[number][] }) {
  return (
    <>
      <td className="num">{count(sums.orders)}</td>
      {shown.map((name) => (
        <td key={name} className="num">
          {name === 'net_profit' ? (
            <strong>
              <Amount value={sums[name]} />
            </strong>
          ) : (
            <Amount value={sums[name]} />
          )}
        </td>
      ))}
      <td className="num">{count(sums.pieces)}</td>
      <td className="num">{/[1-9]/.test(sums.returned) ? count(sums.returned) : ''}</td>
    </>
  );
}

export function SumsTable({ report, by }: { report: Schemas['Breakdown']; by: string }) {
  const shown = amounts.filter(
    (name) => !['commission', 'advertising', 'other'].includes(name) || !isZero(report.total[name]),
  );
  return (
    <Wide>
      <table className="grid">
        <thead>
          <tr>
            <th style={{ minWidth: 200 }} />
            <th className="num">{texts.orders}</th>
            {shown.map((name) => (
              <th key={name} className="num">
                {titles[name]}
              </th>
            ))}
            <th className="num">{texts.pieces}</th>
            <th className="num">{texts.withReturn}</th>
          </tr>
        </thead>
        <tbody>
          {report.items.map((row) => (
            <tr key={row.key}>
              <td>{nameOf(row, by)}</td>
              <Cells sums={row} shown={shown} />
            </tr>
          ))}
          <tr className="total">
            <td>
              <strong>{texts.rest}</strong>
            </td>
            <Cells sums={report.total} shown={shown} />
          </tr>
        </tbody>
      </table>
    </Wide>
  );
}
