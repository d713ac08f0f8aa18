#pragma once

#include "shop/orders/workflow.hpp"
#include "shop/payments/exchange.hpp"
#include "shop/pricing/vat.hpp"

namespace taraba::invoicing {

enum class InvoiceKind { invoice, proforma, storno };
BOOST_DESCRIBE_ENUM(InvoiceKind, invoice, proforma, storno)

/// Seller or buyer as printed; complete enough for the e-invoice.
struct Party {
    static constexpr bool lenient = true;
    std::string name;
    std::string tax_id;
    std::string trade_register_number;
    shop::Address address;
    std::string bank;
    std::string iban;
    std::string share_capital;
    std::string email;
    std::string phone;
    bool company = false;
    std::optional<Date> registered_on; ///< of the public register's answer, when it was asked
};
BOOST_DESCRIBE_STRUCT(Party, (),
                      (name, tax_id, trade_register_number, address, bank, iban, share_capital,
                       email, phone, company, registered_on))

/// Why lines without VAT carry none (Cod fiscal).
enum class WithoutVat {
    exempt,          ///< by the law that the class of the goods names
    reverse_charge,  ///< the buyer, a VAT payer, pays it (art. 331)
    intra_community, ///< goods to a VAT payer of another EU state (art. 294 (2))
    exported,        ///< goods that leave the EU (art. 294 (1))
    small_enterprise ///< the shop collects no VAT (art. 310)
};
BOOST_DESCRIBE_ENUM(WithoutVat, exempt, reverse_charge, intra_community, exported, small_enterprise)

struct InvoiceLine {
    static constexpr bool lenient = true;
    std::string description;
    std::string unit;
    Quantity quantity;
    Rate vat_rate;
    Money net;
    Money vat;
    Money gross;
    std::string sku; ///< empty: no product of the shop
};
BOOST_DESCRIBE_STRUCT(InvoiceLine, (),
                      (description, unit, quantity, vat_rate, net, vat, gross, sku))

/// All that an invoice says, frozen when it is issued (Cod fiscal art. 319 (20)).
struct InvoiceContent {
    static constexpr bool lenient = true; // papers of before lack what came later
    InvoiceKind kind = InvoiceKind::invoice;
    std::string series;
    std::int64_t number = 0;
    Date issued_on{};
    std::optional<Date> due_on;
    std::string language;
    std::string currency;
    Party seller;
    Party buyer;
    std::vector<InvoiceLine> lines;
    std::vector<pricing::VatGroup> vat;
    Money net;
    Money vat_total;
    Money gross;
    std::vector<std::string> mentions;
    std::optional<std::int64_t> order_number;
    std::optional<std::string> storno_of;  ///< series, number and day of the corrected invoice
    std::optional<WithoutVat> without_vat; ///< of lines at 0 %; unknown on papers of before
    std::string without_vat_by;            ///< the law, in words
    bool vat_at_cash_receipt = false;      ///< TVA la încasare (art. 282 (3))
    std::optional<Date> delivered_on;      ///< when it differs from the day of issue
    /// Of another currency: lei for one unit in ten-thousandths, of the National Bank on a day.
    std::int64_t exchange_rate = 0; ///< 0: in the shop's own currency
    std::optional<Date> exchange_day;
    std::optional<Money> vat_in_own; ///< VAT in the shop's currency
    std::string payment;             ///< method and reference
    std::string payment_qr;          ///< what a banking app reads; empty: none
    std::string page_link;           ///< of the order's page; empty: no order
    shop::PaperLayout layout;
};
BOOST_DESCRIBE_STRUCT(InvoiceContent, (),
                      (kind, series, number, issued_on, due_on, language, currency, seller, buyer,
                       lines, vat, net, vat_total, gross, mentions, order_number, storno_of,
                       without_vat, without_vat_by, vat_at_cash_receipt, delivered_on,
                       exchange_rate, exchange_day, vat_in_own, payment, payment_qr, page_link,
                       layout))

struct Invoice {
    InvoiceId id;
    InvoiceKind kind = InvoiceKind::invoice;
    std::string series;
    std::int64_t number = 0;
    std::optional<OrderId> order_id;
    std::optional<InvoiceId> storno_of;
    Date issued_on{};
    Money net; ///< this and what follows in the shop's currency, whatever the content's
    Money vat;
    Money gross;
    InvoiceContent content;
    Instant created_at{};
};
BOOST_DESCRIBE_STRUCT(Invoice, (),
                      (id, kind, series, number, order_id, storno_of, issued_on, net, vat, gross,
                       content, created_at))

/// A line of an invoice written by hand; the price is with VAT where there is any.
struct ManualLine {
    std::string description;
    std::string unit;
    Quantity quantity;
    Money unit_price;
    std::string vat_class;
};
BOOST_DESCRIBE_STRUCT(ManualLine, (), (description, unit, quantity, unit_price, vat_class))

struct ManualInvoice {
    orders::Billing buyer;
    std::vector<ManualLine> lines;
    std::optional<InvoiceKind> kind;
    std::optional<std::string> language;
    std::optional<Date> due_on;
    std::optional<std::string> mention;
    std::optional<std::string> currency;   ///< the shop's when not given
    std::optional<WithoutVat> without_vat; ///< no line carries VAT
    std::optional<std::string> without_vat_by;
    std::optional<Date> delivered_on;
};
BOOST_DESCRIBE_STRUCT(ManualInvoice, (),
                      (buyer, lines, kind, language, due_on, mention, currency, without_vat,
                       without_vat_by, delivered_on))

/// Puts lines into VAT groups: VAT once a group, the nets of its lines by largest remainder, so
/// that both columns add up. `lines` carry gross and rate; those negative are discounts on
/// others of their rate.
void settle_lines(InvoiceContent& content);

/// Issues the invoice (or proforma) of an order, numbered without gaps in this transaction.
/// Refuses with `already_invoiced` when a live one is there, `order_closed`.
Result<Invoice> issue_for_order(db::Transaction& tx, const shop::Scope& scope,
                                const orders::Order& order, InvoiceKind kind);
/// `rate` is of the invoice's currency when that is not the shop's (payments::rate_for_invoice).
/// Reverse charge wants a buyer with a CUI beginning with RO, an intra-Community supply one with a
/// VAT number of the buyer's own state. Refuses with `invalid_field`.
Result<Invoice> issue_manual(db::Transaction& tx, const shop::Scope& scope,
                             const ManualInvoice& wanted,
                             const std::optional<payments::ExchangeRate>& rate = {});
/// The negative of an invoice, or of a storno that was written in error. Refuses with `not_found`,
/// `not_an_invoice`, `already_invoiced` and `already_reversed`, also when a part of it is.
Result<Invoice> storno(db::Transaction& tx, const shop::Scope& scope, InvoiceId id,
                       const std::string& reason);

/// The negative of a part of an order's invoice, such as goods that came back: lines with their
/// gross and rate, positive. Nothing when the order has no invoice. Refuses with
/// `already_reversed` when more would be taken back than was invoiced.
Result<std::optional<Invoice>> storno_part(db::Transaction& tx, const shop::Scope& scope,
                                           OrderId order, std::vector<InvoiceLine> lines,
                                           const std::string& reason);

std::optional<Invoice> find(db::Transaction& tx, ShopId shop, InvoiceId id);
/// Newest first, below an id.
std::vector<Invoice> list(db::Transaction& tx, ShopId shop, std::int64_t before,
                          std::int64_t limit);
std::vector<Invoice> of_order(db::Transaction& tx, ShopId shop, OrderId id);
bool is_issued(db::Transaction& tx, ShopId shop, const std::string& series, std::int64_t number);
/// What an invoice or storno comes to, without what is on it.
struct IssuedAmount {
    InvoiceId root; ///< the invoice that stornos, and theirs, take back; itself
    std::optional<OrderId> order_id;
    Date issued_on{};
    std::string number; ///< with its series
    std::string buyer;  ///< only of those without an order
    Money gross;
};
/// All until a day, included.
void each_amount(db::Transaction& tx, ShopId shop, Date until,
                 const std::function<void(const IssuedAmount&)>& take);
/// Invoices and stornos of a period, both days included, by day and number; no proformas.
void each_issued(db::Transaction& tx, ShopId shop, Date from, Date to,
                 const std::function<void(const Invoice&)>& take);
/// The invoice of an order that no storno has taken back whole.
std::optional<Invoice> live_invoice(db::Transaction& tx, ShopId shop, OrderId id);
/// A series of numbers: `invoice` also numbers stornos.
struct Series {
    std::string kind; ///< invoice, proforma
    std::string series;
    std::int64_t last = 0;
};
BOOST_DESCRIBE_STRUCT(Series, (), (kind, series, last))
std::vector<Series> all_series(db::Transaction& tx, ShopId shop);
/// Numbers go on from `last` + 1. Refuses with `invalid_field` a series that has issued more
/// already: no number is ever given twice.
Result<Series> change_series(db::Transaction& tx, const shop::Scope& scope, const Series& wanted);
/// An invoice that nobody issued, to see how the papers look.
InvoiceContent sample(const shop::Scope& scope, const shop::PaperLayout& layout);
void insert_series(db::Transaction& tx, ShopId shop, const std::string& kind,
                   const std::string& series);

/// The shop's rule, and the actions that statuses may name.
void register_steps(orders::Workflow& workflow);

} // namespace taraba::invoicing
