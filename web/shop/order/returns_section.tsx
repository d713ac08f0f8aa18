// The buyer sends goods back: what may go back until when, a new return, and how each one stands.

import { useState } from 'react';
import { type BodyOf, idempotencyKey, type Schemas, take } from '../../common/api';
import { day, isZero, money, time, weekday } from '../../common/format';
import { labelOf } from '../../common/labels';
import { answerOf, send } from '../../common/send_file';
import { texts as commonTexts } from '../../common/texts/shop/common';
import { texts } from '../../common/texts/shop/order';
import { Field } from '../checkout/field';
import { api, route } from '../frame/route';
import { wordsOf } from '../frame/words';
import { useLoad } from '../frame/use_load';

type Returns = Schemas['BuyerReturns'];
type Reason = Schemas['BuyerReturn']['reason'];
type Asked = BodyOf<'/api/v1/checkout/orders/{id}/returns'>;

interface Props {
  id: string;
  token: string;
}

export function ReturnsSection({ id, token }: Props) {
  const request = { path: { id }, query: { t: token } };
  const loaded = useLoad(`returns ${id}`, () =>
    take(api.GET('/api/v1/checkout/orders/{id}/returns', { params: request })),
  );
  const [now, setNow] = useState<Returns>();
  const [opening, setOpening] = useState(false);
  const [problem, setProblem] = useState('');
  const all = now ?? loaded.data;
  if (!all || (!all.delivered && all.items.length === 0)) return null;
  const act = async (work: () => Promise<Returns>) => {
    try {
      setNow(await work());
      setProblem('');
      setOpening(false);
    } catch (error) {
      setProblem(wordsOf(error));
    }
  };
  const at = (rma: string, what: string) =>
    `${route.base === '/shop' ? '' : route.base}/api/v1/checkout/orders/${id}/returns/${rma}/${what}?t=${encodeURIComponent(token)}`;
  const upload = async (rma: string, files: File[]) => {
    let last = all;
    for (const file of files) last = await answerOf<Returns>(await send(at(rma, 'photos'), file));
    return last;
  };
  const open = async (body: Asked, files: File[]) => {
    const opened = await take(
      api.POST('/api/v1/checkout/orders/{id}/returns', {
        params: { ...request, header: { 'Idempotency-Key': idempotencyKey() } },
        body,
      }),
    );
    // From here on the return is there: a photo that fails is added to it, and no second one is asked for.
    setNow(opened);
    setOpening(false);
    return files.length > 0 ? upload(opened.items[opened.items.length - 1].id, files) : opened;
  };
  const left = all.returnable.filter((item) => Number(item.left) > 0);
  return (
    <section className="panel" id="returns">
      <h2>{texts.returns}</h2>
      {problem && (
        <p role="alert" className="alert">
          {problem}
        </p>
      )}
      <ul className="plain">
        {all.items.map((rma) => (
          <li key={rma.id}>
            <strong>RMA {rma.number}</strong> · {texts.returnStates[rma.state]}
            {rma.cause && <p className="muted">{rma.cause}</p>}
            <p className="muted">{rma.lines.map((line) => `${line.quantity} × ${line.name}`).join(', ')}</p>
            {rma.state === 'approved' && rma.by_courier && (
              <p>
                {texts.courierComes}{' '}
                {rma.awb_number && (
                  <>
                    AWB {rma.awb_number} ·{' '}
                    <a target="_blank" rel="noreferrer" href={at(rma.id, 'label.pdf')}>
                      {texts.parcelLabel}
                    </a>
                  </>
                )}
              </p>
            )}
            {rma.state === 'approved' && !rma.by_courier && (
              <p>
                {texts.sendGoods(weekday(rma.send_until ?? rma.refund_until))} {all.seller}, {all.send_to.street},{' '}
                {all.send_to.locality}. {texts.writeNumber(rma.number)}
              </p>
            )}
            {['requested', 'approved'].includes(rma.state) && (
              <p>
                <a target="_blank" rel="noreferrer" href={at(rma.id, 'paper.pdf')}>
                  {texts.returnPaper}
                </a>
              </p>
            )}
            {(rma.photos.length > 0 || ['requested', 'approved'].includes(rma.state)) && (
              <p className="photos">
                {rma.photos.map((photo, i) => (
                  <a key={photo.id} target="_blank" rel="noreferrer" href={at(rma.id, `photos/${photo.id}`)}>
                    <img src={at(rma.id, `photos/${photo.id}`)} alt={texts.photoNumber(i + 1)} loading="lazy" />
                  </a>
                ))}
                {['requested', 'approved'].includes(rma.state) && (
                  <label className="quiet">
                    {texts.addPhoto}
                    <input
                      type="file"
                      accept="image/png,image/jpeg,image/webp"
                      multiple
                      onChange={(event) => {
                        const files = [...(event.target.files ?? [])];
                        event.target.value = '';
                        void act(() => upload(rma.id, files));
                      }}
                    />
                  </label>
                )}
              </p>
            )}
            <ol className="plain muted">
              {rma.steps
                .filter((each) => Object.hasOwn(texts.returnSteps, each.step))
                .map((each) => (
                  <li key={`${each.step}${each.at}`}>
                    {time(each.at)} · {labelOf(texts.returnSteps, each.step)}
                  </li>
                ))}
            </ol>
            {rma.answer && (
              <p>
                {texts.shopSays}: {rma.answer}
              </p>
            )}
            {!isZero(rma.amount) && <p>{texts.moneyBack(money(rma.amount))}</p>}
            {rma.may_cancel && (
              <button
                type="button"
                className="quiet"
                onClick={() =>
                  void act(() =>
                    take(
                      api.POST('/api/v1/checkout/orders/{id}/returns/{return}/cancel', {
                        params: { ...request, path: { id, return: rma.id } },
                      }),
                    ),
                  )
                }
              >
                {texts.keepGoods}
              </button>
            )}
          </li>
        ))}
      </ul>
      {all.delivered && left.length > 0 && !opening && (
        <button type="button" onClick={() => setOpening(true)}>
          {texts.sendBack}
        </button>
      )}
      {opening && (
        <NewReturn
          all={all}
          items={left}
          onGiveUp={() => setOpening(false)}
          onSend={(body, files) => act(() => open(body, files))}
        />
      )}
    </section>
  );
}

/** The shop's own reasons, or the grounds of the law as they are. */
function causesOf(all: Returns): Schemas['BuyerCause'][] {
  const grounds: Reason[] = ['withdrawal', 'wrong_item', 'damaged', 'defect'];
  return all.causes.length > 0 ? all.causes : grounds.map((ground) => ({ name: '', ground, photo: false }));
}

interface FormProps {
  all: Returns;
  items: Schemas['Returnable'][];
  onSend: (body: Asked, files: File[]) => Promise<void>;
  onGiveUp: () => void;
}

function NewReturn({ all, items, onSend, onGiveUp }: FormProps) {
  const { today } = all;
  const causes = causesOf(all);
  const [chosen, setChosen] = useState(0);
  const cause = causes[chosen];
  const reason = cause.ground;
  const [byCourier, setByCourier] = useState(false);
  const [files, setFiles] = useState<File[]>([]);
  const [wish, setWish] = useState<Schemas['BuyerReturn']['wish']>('money');
  const [quantities, setQuantities] = useState<Record<number, string>>({});
  const [iban, setIban] = useState('');
  const [note, setNote] = useState('');
  const [sending, setSending] = useState(false);
  const until = (item: Schemas['Returnable']) =>
    reason === 'withdrawal' ? item.withdrawal_until : item.warranty_until;
  const may = (item: Schemas['Returnable']) => (until(item) ?? '') >= today;
  const lines = items
    .filter((item) => may(item) && Number(quantities[item.line_no]) > 0)
    .map((item) => ({ line_no: item.line_no, quantity: quantities[item.line_no] }));
  const send = async () => {
    setSending(true);
    await onSend({ lines, cause: cause.name, reason, by_courier: byCourier, wish, iban, note }, files);
    setSending(false);
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      {all.text && <p style={{ whiteSpace: 'pre-line' }}>{all.text}</p>}
      <div className="field">
        <label htmlFor="return-reason">{texts.why}</label>
        <select id="return-reason" value={chosen} onChange={(event) => setChosen(Number(event.target.value))}>
          {causes.map((each, i) => (
            <option key={`${each.ground} ${each.name}`} value={i}>
              {each.name || texts.returnReasons[each.ground]}
            </option>
          ))}
        </select>
      </div>
      <ul className="plain lines">
        {items.map((item) => (
          <li key={item.line_no}>
            <span>
              {item.name}
              <br />
              <span className="muted">
                {until(item) === undefined
                  ? reason === 'withdrawal'
                    ? texts.noWithdrawal
                    : texts.noWarranty
                  : texts.untilDay((reason === 'withdrawal' ? weekday : day)(until(item)!))}
              </span>
            </span>
            <span className="amount">
              <input
                type="number"
                aria-label={`${texts.howMany}: ${item.name}`}
                min={0}
                max={Number(item.left)}
                step={1}
                disabled={!may(item)}
                value={quantities[item.line_no] ?? '0'}
                onChange={(event) => setQuantities({ ...quantities, [item.line_no]: event.target.value })}
              />
              <span className="muted">/ {item.left}</span>
            </span>
          </li>
        ))}
      </ul>
      <div className="field">
        <label htmlFor="return-wish">{texts.youWant}</label>
        <select id="return-wish" value={wish} onChange={(event) => setWish(event.target.value as typeof wish)}>
          {(['money', 'replacement', 'repair'] as const).map((each) => (
            <option key={each} value={each}>
              {texts.returnWishes[each]}
            </option>
          ))}
        </select>
      </div>
      {wish === 'money' && (
        <Field label={texts.ibanForReturn} name="iban" value={iban} autoComplete="off" onChange={setIban} />
      )}
      <Field label={texts.whatHappened} name="note" value={note} onChange={setNote} />
      <div className="field">
        <label htmlFor="return-photos">{cause.photo ? texts.photosWanted : texts.photos}</label>
        <input
          id="return-photos"
          type="file"
          multiple
          required={cause.photo}
          accept="image/png,image/jpeg,image/webp"
          onChange={(event) => setFiles([...(event.target.files ?? [])])}
        />
      </div>
      {all.fetched && (
        <label className="tick">
          <input type="checkbox" checked={byCourier} onChange={(event) => setByCourier(event.target.checked)} />{' '}
          {texts.askCourier}
        </label>
      )}
      <p className="muted">{texts.returnLaw(all.withdrawal_days)}</p>
      <div className="actions">
        <button type="submit" disabled={sending || lines.length === 0}>
          {texts.askReturn}
        </button>
        <button type="button" className="quiet" onClick={onGiveUp}>
          {commonTexts.giveUp}
        </button>
      </div>
    </form>
  );
}
