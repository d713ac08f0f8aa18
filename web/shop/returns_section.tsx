// The buyer sends goods back: what may go back until when, a new return, and how each one stands.

import { useState } from 'react';
import { type BodyOf, idempotencyKey, Problem, type Schemas, take } from '../common/api';
import { day, isZero, money, time, weekday } from '../common/format';
import { t } from '../common/texts/shop';
import { Field } from './checkout/field';
import { api, route } from './route';
import { useLoad } from './use_load';

type Returns = Schemas['BuyerReturns'];
type Reason = Schemas['BuyerReturn']['reason'];

interface Props {
  id: string;
  token: string;
}

export function ReturnsSection({ id, token }: Props) {
  const request = { path: { id }, query: { t: token } };
  const loaded = useLoad(`returns ${id}`, () => take(api.GET('/api/v1/checkout/orders/{id}/returns', { params: request })));
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
      setProblem(error instanceof Problem ? t.problems[error.code] ?? error.message : t.notReached);
    }
  };
  const left = all.returnable.filter((item) => Number(item.left) > 0);
  return (
    <section className="panel" id="returns">
      <h2>{t.returns}</h2>
      {problem && <p role="alert" className="alert">{problem}</p>}
      <ul className="plain">
        {all.items.map((rma) => (
          <li key={rma.id}>
            <strong>RMA {rma.number}</strong> · {t.returnStates[rma.state]}
            <p className="muted">{rma.lines.map((line) => `${line.quantity} × ${line.name}`).join(', ')}</p>
            {rma.state === 'approved' && (
              <p>{t.sendGoods(weekday(rma.send_until ?? rma.refund_until))} {all.seller}, {all.send_to.street}, {all.send_to.locality}. {t.writeNumber(rma.number)}</p>
            )}
            {['requested', 'approved'].includes(rma.state) && (
              <p><a target="_blank" rel="noreferrer" href={`${route.base === '/shop' ? '' : route.base}/api/v1/checkout/orders/${id}/returns/${rma.id}/paper.pdf?t=${encodeURIComponent(token)}`}>{t.returnPaper}</a></p>
            )}
            <ol className="plain muted">{rma.steps.filter((each) => t.returnSteps[each.step]).map((each) => <li key={`${each.step}${each.at}`}>{time(each.at)} · {t.returnSteps[each.step]}</li>)}</ol>
            {rma.answer && <p>{t.shopSays}: {rma.answer}</p>}
            {!isZero(rma.amount) && <p>{t.moneyBack(money(rma.amount))}</p>}
            {rma.may_cancel && <button type="button" className="quiet" onClick={() => void act(() => take(api.POST('/api/v1/checkout/orders/{id}/returns/{return}/cancel', { params: { ...request, path: { id, return: rma.id } } })))}>{t.keepGoods}</button>}
          </li>
        ))}
      </ul>
      {all.delivered && left.length > 0 && !opening && <button type="button" onClick={() => setOpening(true)}>{t.sendBack}</button>}
      {opening && <NewReturn items={left} today={all.today} onGiveUp={() => setOpening(false)}
        onSend={(body) => act(() => take(api.POST('/api/v1/checkout/orders/{id}/returns', { params: { ...request, header: { 'Idempotency-Key': idempotencyKey() } }, body })))} />}
    </section>
  );
}

const reasons: Reason[] = ['withdrawal', 'wrong_item', 'damaged', 'defect'];

interface FormProps {
  items: Schemas['Returnable'][];
  today: string;
  onSend: (body: BodyOf<'/api/v1/checkout/orders/{id}/returns'>) => Promise<void>;
  onGiveUp: () => void;
}

function NewReturn({ items, today, onSend, onGiveUp }: FormProps) {
  const [reason, setReason] = useState<Reason>('withdrawal');
  const [wish, setWish] = useState<Schemas['BuyerReturn']['wish']>('money');
  const [quantities, setQuantities] = useState<Record<number, string>>({});
  const [iban, setIban] = useState('');
  const [note, setNote] = useState('');
  const [sending, setSending] = useState(false);
  const until = (item: Schemas['Returnable']) => (reason === 'withdrawal' ? item.withdrawal_until : item.warranty_until);
  const may = (item: Schemas['Returnable']) => (until(item) ?? '') >= today;
  const lines = items.filter((item) => may(item) && Number(quantities[item.line_no]) > 0).map((item) => ({ line_no: item.line_no, quantity: quantities[item.line_no] }));
  const send = async () => {
    setSending(true);
    await onSend({ lines, reason, wish, iban, note });
    setSending(false);
  };
  return (
    <form onSubmit={(event) => { event.preventDefault(); void send(); }}>
      <div className="field">
        <label htmlFor="return-reason">{t.why}</label>
        <select id="return-reason" value={reason} onChange={(event) => setReason(event.target.value as Reason)}>
          {reasons.map((each) => <option key={each} value={each}>{t.returnReasons[each]}</option>)}
        </select>
      </div>
      <ul className="plain lines">
        {items.map((item) => (
          <li key={item.line_no}>
            <span>{item.name}<br /><span className="muted">{until(item) === undefined ? (reason === 'withdrawal' ? t.noWithdrawal : t.noWarranty) : t.untilDay((reason === 'withdrawal' ? weekday : day)(until(item)!))}</span></span>
            <span className="amount">
              <input type="number" aria-label={`${t.howMany}: ${item.name}`} min={0} max={Number(item.left)} step={1} disabled={!may(item)} value={quantities[item.line_no] ?? '0'} onChange={(event) => setQuantities({ ...quantities, [item.line_no]: event.target.value })} />
              <span className="muted">/ {item.left}</span>
            </span>
          </li>
        ))}
      </ul>
      <div className="field">
        <label htmlFor="return-wish">{t.youWant}</label>
        <select id="return-wish" value={wish} onChange={(event) => setWish(event.target.value as typeof wish)}>
          {(['money', 'replacement', 'repair'] as const).map((each) => <option key={each} value={each}>{t.returnWishes[each]}</option>)}
        </select>
      </div>
      {wish === 'money' && <Field label={t.ibanForReturn} name="iban" value={iban} autoComplete="off" onChange={setIban} />}
      <Field label={t.whatHappened} name="note" value={note} onChange={setNote} />
      <p className="muted">{t.returnLaw}</p>
      <div className="actions">
        <button type="submit" disabled={sending || lines.length === 0}>{t.askReturn}</button>
        <button type="button" className="quiet" onClick={onGiveUp}>{t.giveUp}</button>
      </div>
    </form>
  );
}
