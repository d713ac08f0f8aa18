// Romania as tiles, a county each, roughly where it lies: every county is as easy to hit as any other.

import { Link } from '@tanstack/react-router';
import type { Schemas } from '../../common/api';
import { money } from '../../common/format';
import { texts } from '../../common/texts/admin/dashboard';

/** Column and row of each county. */
const places: Record<string, [number, number]> = {
  SM: [2, 0],
  MM: [3, 0],
  BT: [7, 0],
  BH: [1, 1],
  SJ: [2, 1],
  CJ: [3, 1],
  BN: [4, 1],
  SV: [6, 1],
  IS: [8, 1],
  AR: [1, 2],
  AB: [3, 2],
  MS: [4, 2],
  HR: [5, 2],
  NT: [6, 2],
  BC: [7, 2],
  VS: [8, 2],
  TM: [0, 3],
  HD: [2, 3],
  SB: [3, 3],
  BV: [4, 3],
  CV: [5, 3],
  VN: [7, 3],
  GL: [8, 3],
  CS: [1, 4],
  GJ: [2, 4],
  VL: [3, 4],
  AG: [4, 4],
  DB: [5, 4],
  PH: [6, 4],
  BZ: [7, 4],
  BR: [8, 4],
  TL: [9, 4],
  MH: [2, 5],
  DJ: [3, 5],
  OT: [4, 5],
  TR: [5, 5],
  IF: [6, 5],
  B: [7, 5],
  IL: [8, 5],
  CT: [9, 5],
  GR: [6, 6],
  CL: [8, 6],
};

export function CountyMap({ groups, period }: { groups: Schemas['Group'][]; period: string }) {
  const most = Math.max(1, ...groups.map((group) => group.orders));
  const of = (code: string) => groups.find((group) => group.key === code);
  return (
    <nav className="counties" aria-label={texts.byCounty}>
      {Object.entries(places).map(([code, [x, y]]) => {
        const group = of(code),
          share = group ? Math.ceil((group.orders / most) * 4) : 0;
        return (
          <Link
            key={code}
            to="/orders"
            search={{ county: code, period }}
            className="county"
            data-share={share}
            style={{ gridColumn: x + 1, gridRow: y + 1 }}
            title={group ? `${code}: ${texts.ordersCount(group.orders)}, ${money(group.sales)}` : code}
          >
            {code} <small>{group?.orders ?? ''}</small>
          </Link>
        );
      })}
    </nav>
  );
}
