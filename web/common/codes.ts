// The fixed codes of the API under the names that the shop uses for them. Each is a list in the API's description, so a code
// that the server gains has no word until somebody writes one, and the pages do not compile.

import type { BodyOf, paths, Schemas } from './api';

type Query<Path extends keyof paths> = paths[Path] extends { get: { parameters: { query?: infer Fields } } }
  ? Required<NonNullable<Fields>>
  : never;

export type Axis = Schemas['StatusRef']['axis'];
export type Stage = Schemas['StatusRef']['stage'];
export type StatusAction = Schemas['Status']['actions'][number];

export type Period = Query<'/api/v1/orders'>['period'];
export type ReferrerMatch = Query<'/api/v1/orders'>['referrer_match'];
export type BulkAction = Schemas['BulkView']['action'];
export type PrintedPaper = NonNullable<BodyOf<'/api/v1/print'>['papers']>[number];

export type PaymentState = Schemas['PaymentSummary']['state'];
export type EventSource = Schemas['PaymentEventView']['source'];
export type PaymentNews = Schemas['PaymentEventView']['what'];
export type Verdict = Schemas['PaymentEventView']['verdict'];
export type OperationKind = Schemas['OperationView']['kind'];
export type OperationState = Schemas['OperationView']['state'];
export type BankLineState = Schemas['BankLineView']['state'];
export type MatchReason = Schemas['Suggestion']['reason'];
export type CreditState = Schemas['Credit']['state'];
export type PaymentKind = Schemas['PaymentMethod']['kind'];
export type CardBrand = Schemas['PaymentMethod']['icons'][number];
export type CaptureRule = Schemas['ProcessorAccountView']['capture'];
export type DiscountKind = Schemas['Discount']['kind'];

export type ShipmentState = Schemas['ShipmentView']['state'];
export type ShipmentStage = Schemas['ShipmentView']['stage'];
export type CourierOption = Schemas['CourierTraits']['options'][number];
export type PlaceKind = Schemas['Zone']['places'];

export type InvoiceKind = Schemas['InvoiceView']['kind'];
export type InvoiceRule = Schemas['ShopSettings']['invoice_rule'];
export type WithoutVat = NonNullable<Schemas['VatPart']['without_vat']>;
export type Reporting = Schemas['BookSettings']['reporting'];
export type StockCost = Schemas['BookSettings']['stock_cost'];
export type FilingState = Schemas['FilingView']['state'];
export type FilingAdvice = Schemas['FilingView']['advice'];
export type MoneyMove = Schemas['MoneyRow']['kind'];
export type MismatchKind = Schemas['Mismatch']['kind'];

export type ProfitLineKind = Schemas['ProfitLine']['kind'];
export type LossCause = Schemas['LossReason']['cause'];
export type VisitPart = Schemas['ChannelRule']['part'];
export type VisitMatch = Schemas['ChannelRule']['matches'];

export type MessageState = Schemas['MessageView']['state'];
export type SmsFate = Schemas['MessageView']['fate'];
export type SuppressionKind = Schemas['Suppression']['kind'];
export type WebhookState = Schemas['Delivery']['state'];

export type ReturnState = Schemas['BuyerReturn']['state'];
export type ReturnReason = Schemas['BuyerReturn']['reason'];
export type ReturnWish = Schemas['BuyerReturn']['wish'];
export type ServiceStage = Schemas['ServiceStep']['stage'];
export type CaseFilter = Query<'/api/v1/service-cases'>['filter'];

export type WatchKind = Schemas['WatchRule']['kind'];
export type TermUnit = Schemas['WatchRule']['unit'];
export type Audience = Schemas['WatchRule']['audience'];
export type ByMail = Schemas['Subscription']['by_mail'];
