#include "shop/invoicing/invoice.hpp"

#include "base/calendar.hpp"
#include "base/text.hpp"
#include "shop/audit/audit.hpp"
#include "shop/customers/register.hpp"
#include "shop/invoicing/invoice_store.hpp"
#include "shop/invoicing/issuing.hpp"
#include "shop/links.hpp"
#include "shop/payments/credit.hpp"
#include "shop/payments/transfer.hpp"
#include "shop/pricing/quote.hpp"
#include "shop/shops/closing.hpp"
#include "texts/invoicing.hpp"

#include <algorithm>

namespace taraba::invoicing {

namespace words = texts::invoicing;

namespace {

using statuses::Axis;
using statuses::Stage;

Party seller_of(const shop::Scope& scope) {
    const auto& seller = scope.shop->settings.seller;
    return {seller.name,  seller.tax_id, seller.trade_register_number, seller.address,
            seller.bank,  seller.iban,   seller.share_capital,         seller.email,
            seller.phone, true};
}

/// Delivery and fees as lines: one a rate, in proportion to the goods they serve.
void add_extra(InvoiceContent& content, const std::vector<InvoiceLine>& goods,
               std::string_view description, Money amount, Rate standard) {
    if (amount.minor == 0) return;
    std::vector<Rate> rates;
    std::vector<std::int64_t> weights;
    for (const auto& line : goods) {
        const auto known = std::ranges::find(rates, line.vat_rate);
        if (known == rates.end()) {
            rates.push_back(line.vat_rate);
            weights.push_back(line.gross.minor);
        } else {
            weights[static_cast<std::size_t>(known - rates.begin())] += line.gross.minor;
        }
    }
    if (rates.empty()) {
        rates.push_back(standard);
        weights.push_back(1);
    }
    const auto shares = split(amount, weights);
    for (std::size_t i = 0; i < rates.size(); ++i)
        if (shares[i].minor != 0)
            content.lines.push_back(
                {std::string(description), "buc", units(1), rates[i], {}, {}, shares[i]});
}

std::string payment_words(const shop::Scope& scope, const orders::Order& order) {
    for (const auto& method : *pricing::payment_methods(scope))
        if (method.id == order.payment_method_id)
            return (order.language == "en" && !method.name_en.empty() ? method.name_en
                                                                      : method.name) +
                   (order.payment_reference.empty() ? "" : " · " + order.payment_reference);
    return "";
}

/// The nets of the lines of one rate. A discount takes off what is without VAT in it; the goods
/// share the rest.
void settle_group(std::vector<InvoiceLine>& all, const pricing::VatGroup& group) {
    std::vector<InvoiceLine*> goods;
    std::vector<std::int64_t> weights;
    Money rest = group.net;
    for (auto& line : all) {
        if (line.vat_rate != group.rate) continue;
        if (line.gross.minor < 0) {
            line.net = -pricing::vat_inside(-line.gross, group.rate).net;
            line.vat = line.gross - line.net;
            rest = rest - line.net;
        } else {
            goods.push_back(&line);
            weights.push_back(line.gross.minor);
        }
    }
    const auto nets = split(rest, weights);
    for (std::size_t i = 0; i < goods.size(); ++i) {
        goods[i]->net = nets[i];
        goods[i]->vat = goods[i]->gross - nets[i];
    }
}

} // namespace

Party buyer_of(db::Transaction& tx, const shop::Scope& scope, const orders::Billing& billing,
               const shop::Address& delivery_address) {
    Party buyer;
    buyer.address = billing.address.value_or(delivery_address);
    if (billing.company) {
        const auto& company = *billing.company;
        buyer.name = company.name;
        buyer.tax_id = company.cui;
        buyer.trade_register_number = company.reg_no;
        buyer.bank = company.bank;
        buyer.iban = company.iban;
        buyer.company = true;
        if (!company.address.empty()) buyer.address.street = company.address;
        if (const auto known = customers::find_registered(tx, scope, company.cui)) {
            buyer.tax_id = known->cui; // with RO when the register has it as a VAT payer
            buyer.registered_on = known->asked_on;
        }
    } else if (billing.person) {
        buyer.name = billing.person->name;
    }
    return buyer;
}

InvoiceContent blank(const shop::Scope& scope, InvoiceKind kind, const std::string& language) {
    InvoiceContent content;
    content.kind = kind;
    content.issued_on = scope.today();
    content.language = language;
    content.currency = scope.shop->currency;
    content.seller = seller_of(scope);
    content.layout = scope.shop->settings.layout;
    if (pricing::taxes(scope)->regime(scope.today()).vat_payer)
        content.vat_at_cash_receipt = scope.shop->settings.seller.vat_at_cash_receipt;
    else
        content.without_vat = WithoutVat::small_enterprise;
    return content;
}

Result<Invoice> issue(db::Transaction& tx, const shop::Scope& scope, InvoiceContent content,
                      std::optional<OrderId> order, std::optional<InvoiceId> storno_of) {
    MUST(shop::check_open(tx, scope, content.issued_on, "issued_on"));
    Invoice invoice;
    invoice.id = scope.new_id<InvoiceId>();
    invoice.kind = content.kind;
    invoice.series = content.series;
    invoice.number = content.number;
    invoice.order_id = order;
    invoice.storno_of = storno_of;
    invoice.issued_on = content.issued_on;
    const Currency own = scope.currency();
    invoice.net = in_own_currency(content, content.net, own);
    invoice.vat = content.vat_in_own.value_or(content.vat_total);
    invoice.gross = invoice.net + invoice.vat;
    invoice.created_at = scope.now;
    invoice.content = std::move(content);
    invoice_table().insert(tx, scope.id(), invoice);
    const std::string subject =
        order ? shop::order_subject(*order) : "invoice:" + to_text(invoice.id);
    audit::append(tx, scope,
                  {subject,
                   std::string(name_of(invoice.kind)) + "_issued",
                   {{"number", "", invoice.series + " " + std::to_string(invoice.number)},
                    {"total", "", to_decimal(invoice.gross)}}});
    if (scope.installation.workflow && invoice.kind != InvoiceKind::proforma)
        for (const auto& step : scope.installation.workflow->on_invoice)
            MUST(step(tx, scope, invoice.id));
    return invoice;
}

void take_number(db::Transaction& tx, const shop::Scope& scope, InvoiceContent& content) {
    const auto number = next_number(tx, scope.id(), content.kind == InvoiceKind::proforma);
    content.series = number.series;
    content.number = number.number;
}

void settle_lines(InvoiceContent& content) {
    const Currency currency = Currency::of(content.currency);
    std::vector<pricing::Taxable> taxables;
    for (const auto& line : content.lines)
        taxables.push_back({line.gross, line.vat_rate});
    content.vat = pricing::vat_groups(taxables, {0, currency}, {0});
    content.net = content.vat_total = content.gross = {0, currency};
    for (const auto& group : content.vat) {
        settle_group(content.lines, group);
        content.net += group.net;
        content.vat_total += group.vat;
        content.gross += group.gross;
    }
}

Result<Invoice> issue_for_order(db::Transaction& tx, const shop::Scope& scope,
                                const orders::Order& order, InvoiceKind kind) {
    const auto now = orders::standing(scope, order);
    if (now.order.stage == Stage::cancelled)
        return refuse(RefusalKind::conflict, "order_closed", "The order is cancelled.");
    auto content = blank(scope, kind, order.language);
    content.order_number = order.number;
    content.buyer = buyer_of(tx, scope, order.billing, order.address);
    content.buyer.email = order.customer.email;
    content.buyer.phone = order.customer.phone;
    content.payment = payment_words(scope, order);
    content.page_link = shop::short_link(scope, order.id);
    const std::string& language = order.language;
    // Rates are those of today: VAT falls due with the delivery, not with the order.
    const auto calendar = pricing::taxes(scope);
    for (const auto& line : orders::lines_of(tx, scope.id(), order.id)) {
        content.lines.push_back({line.name,
                                 line.unit,
                                 line.quantity,
                                 calendar->vat(line.vat_class, scope.today()),
                                 {},
                                 {},
                                 line.total,
                                 line.sku});
        exempt_by_class(content, *calendar, line.vat_class);
    }
    const Rate standard = calendar->vat("standard", scope.today());
    const auto goods = content.lines;
    add_extra(content, goods, words::line::discount(language), -order.discount, standard);
    add_extra(content, goods, words::line::delivery(language), order.delivery, standard);
    add_extra(content, goods, words::line::fees(language), order.fees, standard);
    settle_lines(content);
    add_tax_mentions(content);
    if (kind == InvoiceKind::proforma) {
        content.due_on = shop::add_working_days(
            *scope.shop, scope.today(), static_cast<int>(scope.shop->settings.payment_days));
        if (!order.payment_reference.empty())
            content.payment_qr = payments::transfer_qr(scope.shop->settings.seller, order.due(),
                                                       order.payment_reference);
    } else if (const auto due = payments::start_term(tx, scope, order.id, scope.today()))
        content.due_on = due;
    if (order.billing.purchase_order)
        content.mentions.push_back(
            words::mention::your_order(language, *order.billing.purchase_order));
    // First the number, whose row lock makes a second issuer wait, then the look for a first.
    take_number(tx, scope, content);
    if (kind == InvoiceKind::invoice && live_invoice(tx, scope.id(), order.id))
        return refuse(RefusalKind::conflict, "already_invoiced",
                      "The order has an invoice; reverse it first.");
    TRY(invoice, issue(tx, scope, std::move(content), order.id, std::nullopt));
    // The order is found by its invoice too: `TRB123`, or `TRB 123`.
    const std::string number = std::to_string(invoice.number);
    const std::string series = folded(invoice.series);
    orders::add_terms(tx, scope.id(), order.id, {series + number, series, number});
    return invoice;
}

namespace {

/// A storno written in error is taken back by one of its own; that one stays.
bool can_be_reversed(db::Transaction& tx, const shop::Scope& scope, const Invoice& invoice) {
    if (invoice.kind == InvoiceKind::invoice) return true;
    if (invoice.kind != InvoiceKind::storno || !invoice.storno_of) return false;
    const auto original = find(tx, scope.id(), *invoice.storno_of);
    return original && original->kind == InvoiceKind::invoice;
}

/// A storno of what `content` says, which was invoiced with `original`.
InvoiceContent negative_of(const shop::Scope& scope, const Invoice& original,
                           InvoiceContent content, const std::string& reason) {
    content.kind = InvoiceKind::storno;
    content.issued_on = scope.today();
    content.due_on.reset();
    content.payment_qr.clear();
    content.storno_of = original.series + " " + std::to_string(original.number) + " / " +
                        to_people(original.issued_on, content.language);
    content.mentions.push_back(words::mention::reason(content.language, reason));
    for (auto& line : content.lines) {
        line.quantity.thousandths = -line.quantity.thousandths;
        line.net = -line.net;
        line.vat = -line.vat;
        line.gross = -line.gross;
    }
    for (auto& group : content.vat)
        group = {group.rate, -group.net, -group.vat, -group.gross};
    content.net = -content.net;
    content.vat_total = -content.vat_total;
    content.gross = -content.gross;
    if (content.vat_in_own) content.vat_in_own = -*content.vat_in_own;
    return content;
}

} // namespace

Result<Invoice> storno(db::Transaction& tx, const shop::Scope& scope, InvoiceId id,
                       const std::string& reason) {
    const auto original = find(tx, scope.id(), id);
    if (!original) return not_found("There is no such invoice.");
    if (!can_be_reversed(tx, scope, *original))
        return refuse(RefusalKind::conflict, "not_an_invoice",
                      "Only an invoice, or the storno of one, can be reversed.");
    if (trimmed(reason).empty()) return invalid_field("reason", "A storno needs a reason.");
    auto content = negative_of(scope, *original, original->content, reason);
    take_number(tx, scope, content);
    if (original->kind == InvoiceKind::storno && original->order_id &&
        live_invoice(tx, scope.id(), *original->order_id))
        return refuse(RefusalKind::conflict, "already_invoiced",
                      "The order has another invoice since.");
    if (reversed_of(tx, scope.id(), id).gross.minor != 0)
        return refuse(RefusalKind::conflict, "already_reversed",
                      "This invoice, or a part of it, is reversed already.");
    return issue(tx, scope, std::move(content), original->order_id, id);
}

Result<std::optional<Invoice>> storno_part(db::Transaction& tx, const shop::Scope& scope,
                                           OrderId order, std::vector<InvoiceLine> lines,
                                           const std::string& reason) {
    const auto original = live_invoice(tx, scope.id(), order);
    if (!original) return std::optional<Invoice>();
    auto part = original->content;
    part.lines = std::move(lines);
    settle_lines(part);
    auto content = negative_of(scope, *original, std::move(part), reason);
    // The number's row lock makes a second one wait, before what is left is looked at.
    take_number(tx, scope, content);
    if (original->gross < reversed_of(tx, scope.id(), original->id).gross - content.gross)
        return refuse(RefusalKind::conflict, "already_reversed",
                      "More would be taken back than was invoiced.");
    TRY(issued, issue(tx, scope, std::move(content), order, original->id));
    return std::optional(std::move(issued));
}

void register_steps(orders::Workflow& workflow) {
    const auto issue_kind = [](InvoiceKind kind) {
        return [kind](db::Transaction& tx, const shop::Scope& scope, orders::Order& order,
                      const statuses::Status&) -> Result<void> {
            // What is sent without charge, in the place of other goods, has nothing to invoice.
            if (order.total.minor == 0) return {};
            if (kind == InvoiceKind::invoice && live_invoice(tx, scope.id(), order.id)) return {};
            MUST(issue_for_order(tx, scope, order, kind));
            return {};
        };
    };
    const orders::Workflow::Step issue_invoice = issue_kind(InvoiceKind::invoice);
    workflow.actions[statuses::Action::issue_invoice] = issue_invoice;
    workflow.actions[statuses::Action::issue_proforma] = issue_kind(InvoiceKind::proforma);
    workflow.actions[statuses::Action::storno_invoices] =
        [](db::Transaction& tx, const shop::Scope& scope, orders::Order& order,
           const statuses::Status& to) -> Result<void> {
        if (const auto live = live_invoice(tx, scope.id(), order.id))
            MUST(storno(tx, scope, live->id, to.name));
        return {};
    };
    workflow.on_enter.push_back([issue_invoice](db::Transaction& tx, const shop::Scope& scope,
                                                orders::Order& order,
                                                const statuses::Status& to) -> Result<void> {
        const bool at_payment = scope.shop->settings.invoice_rule == shop::InvoiceRule::at_payment;
        if (at_payment && to.axis == Axis::payment && to.stage == Stage::paid)
            return issue_invoice(tx, scope, order, to);
        return {};
    });
    workflow.edit_guards.push_back([](db::Transaction& tx, const shop::Scope& scope,
                                      const orders::Order& order) -> Result<void> {
        if (!live_invoice(tx, scope.id(), order.id)) return {};
        return refuse(RefusalKind::conflict, "order_invoiced",
                      "The order is invoiced; reverse the invoice first.");
    });
}

InvoiceContent sample(const shop::Scope& scope, const shop::PaperLayout& layout) {
    const std::string& language = scope.language;
    const Currency currency = scope.currency();
    auto content = blank(scope, InvoiceKind::invoice, scope.language);
    content.layout = layout;
    content.series = "TRB";
    content.number = 1024;
    content.order_number = 1001;
    content.buyer.name = "Ioana Popescu";
    content.buyer.address = {0, "CJ", "Cluj-Napoca", "Str. Memorandumului 21", "400114"};
    const auto calendar = pricing::taxes(scope);
    const Rate standard = calendar->vat("standard", scope.today());
    content.lines = {{std::string(words::sample::machine(language)),
                      "buc",
                      units(1),
                      standard,
                      {},
                      {},
                      {89'900, currency}},
                     {std::string(words::sample::coffee(language)),
                      "buc",
                      units(2),
                      calendar->vat("reduced", scope.today()),
                      {},
                      {},
                      {15'980, currency}},
                     {std::string(words::line::delivery(language)),
                      "buc",
                      units(1),
                      standard,
                      {},
                      {},
                      {1'999, currency}}};
    settle_lines(content);
    return content;
}

} // namespace taraba::invoicing
