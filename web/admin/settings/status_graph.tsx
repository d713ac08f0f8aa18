// What may follow what, as arrows between the statuses of one axis.

import type { Schemas } from '../../common/api';
import { texts } from '../../common/texts/admin/settings/statuses';

type Status = Schemas['Status'];
const width = 420,
  rowHeight = 34,
  boxWidth = 170,
  left = 120;

/** An empty list of followers means any of the axis; arrows would say nothing then. */
export function StatusGraph({ statuses }: { statuses: Status[] }) {
  const row = new Map(statuses.map((status, i) => [status.code, i]));
  const y = (i: number) => i * rowHeight + rowHeight / 2;
  const arrows = statuses.flatMap((from, i) =>
    from.next
      .filter((code) => row.has(code))
      .map((code) => ({ from: i, to: row.get(code)!, key: `${from.code}-${code}` })),
  );
  const words = statuses
    .map(
      (status) =>
        `${status.name} → ${status.next.length ? status.next.map((code) => statuses.find((each) => each.code === code)?.name ?? code).join(', ') : texts.anyStatus}`,
    )
    .join('; ');
  return (
    <svg
      viewBox={`0 0 ${width} ${statuses.length * rowHeight + 4}`}
      role="img"
      aria-label={`${texts.transitions}: ${words}`}
      className="graph"
    >
      <defs>
        <marker id="tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="6" markerHeight="6" orient="auto">
          <path d="M0 0 8 4 0 8z" fill="currentColor" />
        </marker>
      </defs>
      {arrows.map((arrow) => {
        const down = arrow.to > arrow.from,
          side = down ? left + boxWidth : left,
          reach = (down ? 1 : -1) * (14 + Math.abs(arrow.to - arrow.from) * 12);
        return (
          <path
            key={arrow.key}
            d={`M${side} ${y(arrow.from)} C${side + reach} ${y(arrow.from)} ${side + reach} ${y(arrow.to)} ${side} ${y(arrow.to)}`}
            fill="none"
            stroke="currentColor"
            opacity="0.55"
            markerEnd="url(#tip)"
          />
        );
      })}
      {statuses.map((status, i) => (
        <g key={status.id} className="chip" data-colour={status.colour}>
          <rect
            x={left}
            y={y(i) - 13}
            width={boxWidth}
            height={26}
            rx={5}
            fill="var(--mantine-color-body)"
            stroke="var(--chip, #868e96)"
            strokeWidth={status.entry ? 2.5 : 1.2}
          />
          <text x={left + boxWidth / 2} y={y(i) + 4} textAnchor="middle" fontSize="12" fill="currentColor">
            {status.name.length > 26 ? `${status.name.slice(0, 25)}…` : status.name}
          </text>
          {status.next.length === 0 && (
            <text x={left + boxWidth + 8} y={y(i) + 4} fontSize="11" fill="currentColor" opacity="0.75">
              → {texts.anyStatus}
            </text>
          )}
        </g>
      ))}
    </svg>
  );
}
