// Lockers near the buyer: a list to choose from, and a map drawn here, so that no other server learns who looks.

import { type Schemas, take } from '../../common/api';
import { kilometres } from '../../common/format';
import { texts } from '../../common/texts/shop/checkout';
import { texts as commonTexts } from '../../common/texts/shop/common';
import { api } from '../frame/route';
import { useLoad } from '../frame/use_load';

type Point = Schemas['NearPoint'];
type Around = Schemas['PointMap'];

const wide = 600;

/** Degrees to the picture's units; a degree of longitude is shorter the farther north. */
function projection({ south_west: low, north_east: high }: Around) {
  const squeeze = Math.cos(((low.latitude_e6 + high.latitude_e6) / 2e6) * (Math.PI / 180));
  const scale = wide / ((high.longitude_e6 - low.longitude_e6) * squeeze);
  const tall = Math.round((high.latitude_e6 - low.latitude_e6) * scale);
  const at = (place: { latitude_e6: number; longitude_e6: number }) => ({
    x: (place.longitude_e6 - low.longitude_e6) * squeeze * scale,
    y: (high.latitude_e6 - place.latitude_e6) * scale,
  });
  return {
    tall,
    at,
    inside: (place: { latitude_e6: number; longitude_e6: number }) => {
      const { x, y } = at(place);
      return x > 0 && x < wide && y > 0 && y < tall;
    },
  };
}

function PointMap({ around, chosen, onChoose }: { around: Around; chosen?: string; onChoose: (point: Point) => void }) {
  const { tall, at, inside } = projection(around);
  return (
    <svg className="map" viewBox={`0 0 ${wide} ${tall}`} role="img" aria-label={texts.pointsMap}>
      {around.landmarks.map(({ name, position }) => {
        const { x, y } = at(position);
        const right = x > wide * 0.7;
        return (
          <g key={name + x} className="landmark">
            <circle cx={x} cy={y} r="4" />
            <text x={right ? x - 8 : x + 8} y={y + 5} textAnchor={right ? 'end' : 'start'}>
              {name}
            </text>
          </g>
        );
      })}
      {around.items.map(
        (point, i) =>
          inside(point) && (
            <g
              key={point.code}
              className={point.code === chosen ? 'spot chosen' : 'spot'}
              onClick={() => onChoose(point)}
            >
              <circle cx={at(point).x} cy={at(point).y} r="15" />
              <text x={at(point).x} y={at(point).y + 5} textAnchor="middle">
                {i + 1}
              </text>
            </g>
          ),
      )}
    </svg>
  );
}

export function PointField({
  method,
  siruta,
  chosen,
  error,
  onChoose,
}: {
  method: string;
  siruta: number;
  chosen?: string;
  error?: string;
  onChoose: (point: Point) => void;
}) {
  const found = useLoad(`${method} ${siruta}`, () =>
    take(api.GET('/api/v1/checkout/pickup-points', { params: { query: { method, siruta } } })),
  );
  if (found.error !== undefined)
    return (
      <p role="alert" className="alert">
        {texts.noPointsNow}
      </p>
    );
  if (!found.data) return <p aria-busy="true">{commonTexts.loading}</p>;
  if (found.data.items.length === 0) return <p className="alert">{texts.noPoints}</p>;
  return (
    <div className="points" role="radiogroup" aria-label={texts.choosePoint}>
      <p className="label">{texts.choosePoint}</p>
      <PointMap around={found.data} chosen={chosen} onChoose={onChoose} />
      <ol className="methods">
        {found.data.items.map((point, i) => (
          <li key={point.code} className="method">
            <label>
              <input
                type="radio"
                name="pickup_point"
                value={point.code}
                checked={point.code === chosen}
                onChange={() => onChoose(point)}
              />
              <span>
                <b>{i + 1}.</b> {point.name}
                <small className="muted block">
                  {point.street}, {point.locality}
                </small>
              </span>
              {point.distance_m !== undefined && <span className="cost muted">{kilometres(point.distance_m)}</span>}
            </label>
          </li>
        ))}
      </ol>
      {error && <p className="error">{error}</p>}
    </div>
  );
}
