// Texts of an order's payments and refunds, in Romanian; every key is here.

import type { EventSource, OperationKind, OperationState, PaymentNews, PaymentState, Verdict } from '../../../codes';
import type { Labels } from '../../../labels';

export const ro = {
  paymentStates: {
    pending: 'în așteptare',
    authorised: 'autorizată',
    paid: 'încasată',
    partly_refunded: 'rambursată parțial',
    refunded: 'rambursată',
    failed: 'eșuată',
    disputed: 'contestată',
  } satisfies Labels<PaymentState>,
  noPayments: 'Nicio plată încă.',
  paymentLink: 'Copiază linkul de plată',
  linkCopied: 'Linkul de plată e în clipboard; trimiteți-l clientului.',
  details: 'Detalii',
  refundedSoFar: 'returnat',
  capture: 'Încasează',
  voidHold: 'Eliberează suma',
  refund: 'Returnează bani',
  refundElsewhere: 'Banii se returnează din panoul procesatorului; aici apare singur.',
  askProcessor: 'Întreabă procesatorul',
  chargedIn: 'Încasat în altă monedă:',
  bnrRate: 'curs BNR',
  itHappened: 'S-a făcut',
  itDidNot: 'Nu s-a făcut',
  seenAtProcessor: 'Văzut în panoul procesatorului',
  nothingHeard: 'Procesatorul nu a spus încă nimic.',
  operationKinds: {
    capture: 'încasare',
    void: 'eliberare',
    refund: 'returnare',
    chargeback: 'contestație pierdută',
  } satisfies Labels<OperationKind>,
  operationStates: {
    sending: 'se trimite',
    done: 'făcută',
    refused: 'refuzată',
    unclear: 'nu se știe',
  } satisfies Labels<OperationState>,
  eventSources: { callback: 'Înștiințare', poll: 'Întrebare', answer: 'Răspuns' } satisfies Labels<EventSource>,
  paymentNews: {
    nothing: 'nimic despre bani',
    approved: 'clientul a aprobat',
    authorised: 'suma e rezervată',
    captured: 'banii au venit',
    refused: 'plata a fost refuzată',
    voided: 'suma a fost eliberată',
    refunded: 'banii au plecat înapoi',
    disputed: 'plata e contestată',
    dispute_won: 'contestație câștigată',
    dispute_lost: 'contestație pierdută',
  } satisfies Labels<PaymentNews>,
  verdicts: { known: 'știut', stale: 'întârziat', noted: 'notat', quarantined: 'nu se potrivește' } satisfies Labels<
    Exclude<Verdict, 'applied'>
  >,
  allOfIt: 'tot ce a rămas',
  whatWillHappen: 'Ce se va întâmpla',
  goesBackThrough: (way: string) => `pleacă înapoi la client prin ${way}`,
  goesBackByHand: 'dați dumneavoastră înapoi clientului; aici doar se notează',
  leftOfPayment: 'Rămâne din plată',
  paymentBecomes: 'Plata comenzii devine',
  invoiceStays: (invoice: string) => `Factura ${invoice} rămâne emisă; stornați-o dacă vânzarea cade.`,
  by: 'de',
};
