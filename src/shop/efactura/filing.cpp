#include "shop/efactura/filing.hpp"

#include "base/calendar.hpp"
#include "base/text.hpp"
#include "shop/alerts/alert.hpp"
#include "shop/audit/audit.hpp"
#include "shop/customers/customer.hpp"
#include "shop/efactura/filing_store.hpp"

#include <algorithm>

namespace taraba::efactura {

namespace {

using invoicing::Invoice;
using invoicing::InvoiceKind;

/// OUG 120/2021 art. 4 (1): five calendar days until the end of 2025, five working days since.
Date term_of(Date issued_on) {
    constexpr int days = 5;
    return issued_on < date(2026, 1, 1) ? issued_on + std::chrono::days(days)
                                        : add_working_days(issued_on, days);
}

/// What a storno takes back.
std::optional<Corrected> corrected_by(db::Transaction& tx, const shop::Scope& scope,
                                      const Invoice& storno) {
    if (!storno.storno_of) return std::nullopt;
    const auto original = invoicing::find(tx, scope.id(), *storno.storno_of);
    if (!original) return std::nullopt;
    return Corrected{number_of(original->series, original->number), original->issued_on};
}

Result<std::string> make_xml(db::Transaction& tx, const shop::Scope& scope, const Invoice& invoice,
                             const std::string& mended) {
    auto content = invoice.content;
    if (!mended.empty()) content.buyer.address = trusted_json<shop::Address>(mended);
    return document_of(content, corrected_by(tx, scope, invoice));
}

/// A person or program who can put the data right at once.
bool can_mend(const Principal& who) {
    return who.kind == ActorKind::operator_ || who.kind == ActorKind::machine ||
           who.kind == ActorKind::buyer;
}

Result<void> begin_filing(db::Transaction& tx, const shop::Scope& scope, InvoiceId id) {
    const auto invoice = invoicing::find(tx, scope.id(), id);
    expects(invoice && invoice->kind != InvoiceKind::proforma);
    const auto xml = make_xml(tx, scope, *invoice, "");
    const bool here = scope.shop->settings.books.reporting == shop::Reporting::here;
    if (!xml && here && can_mend(scope.principal)) return Failure(xml.error());
    Filing filing;
    filing.invoice_id = id;
    filing.number = number_of(invoice->series, invoice->number);
    filing.person = !invoice->content.buyer.company;
    filing.due_on = term_of(invoice->issued_on);
    filing.state = !here ? FilingState::elsewhere
                   : xml ? FilingState::waiting
                         : FilingState::invalid;
    if (!xml) filing.error = xml.error().detail.text();
    filing_table().insert(tx, scope.id(), filing);
    if (xml) put_paper(tx, scope.id(), id, {{*xml}, {}});
    if (filing.state == FilingState::waiting) enqueue_sending(tx, scope, id);
    if (filing.state == FilingState::invalid) tell_refused(tx, scope, filing);
    return {};
}

bool contains_any(const std::string& text, std::initializer_list<const char*> parts) {
    return std::ranges::any_of(
        parts, [&](const char* part) { return text.find(part) != std::string::npos; });
}

} // namespace

void tell_refused(db::Transaction& tx, const shop::Scope& scope, const Filing& filing) {
    alerts::raise(tx, scope,
                  {{},
                   "efactura_refused",
                   subject_of(filing.invoice_id),
                   alerts::Audience::operators,
                   filing.number + ": " + shortened(filing.error, 300),
                   {},
                   {}});
}

Result<std::string> xml_of(db::Transaction& tx, const shop::Scope& scope, InvoiceId id) {
    if (const auto paper = find_paper(tx, scope.id(), id)) return paper->xml.text;
    const auto invoice = invoicing::find(tx, scope.id(), id);
    if (!invoice) return not_found("There is no such invoice.");
    return make_xml(tx, scope, *invoice, "");
}

Result<std::string> answer_of(db::Transaction& tx, const shop::Scope& scope, InvoiceId id) {
    auto answer = find_answer(tx, scope.id(), id);
    if (!answer) return not_found("The ministry has not answered for this invoice.");
    return std::move(*answer);
}

Result<Filing> send_again(db::Transaction& tx, const shop::Scope& scope, InvoiceId id,
                          const std::optional<shop::Address>& buyer_address) {
    using enum FilingState;
    const auto invoice = invoicing::find(tx, scope.id(), id);
    if (!invoice || invoice->kind == InvoiceKind::proforma)
        return not_found("There is no such invoice.");
    auto filing = find(tx, scope.id(), id);
    if (!filing) { // issued before this program reported
        MUST(begin_filing(tx, scope, id));
        filing = find(tx, scope.id(), id);
        if (filing->state == waiting) return *filing;
    }
    if (filing->state == sending || filing->state == sent || filing->state == accepted)
        return refuse(RefusalKind::conflict, "already_sent",
                      "This invoice is at ANAF already; see its state.");
    std::string mended;
    if (const auto paper = find_paper(tx, scope.id(), id)) mended = paper->mended.text;
    if (buyer_address) {
        TRY(address, customers::checked_anywhere(*buyer_address, "buyer_address."));
        mended = to_json(address);
    }
    TRY(xml, make_xml(tx, scope, *invoice, mended));
    put_paper(tx, scope.id(), id, {{xml}, {mended}});
    const auto before = filing->state;
    filing->state = waiting;
    filing->error.clear();
    filing->upload_index.clear();
    filing->asked = 0;
    store(tx, scope, *filing);
    enqueue_sending(tx, scope, id);
    alerts::resolve(tx, scope, subject_of(id), "efactura_refused");
    audit::append(tx, scope,
                  {invoice->order_id ? shop::order_subject(*invoice->order_id) : subject_of(id),
                   "efactura_sent_again",
                   {{filing->number, std::string(name_of(before)), "waiting"}},
                   buyer_address ? "The buyer's address was mended in the document." : ""});
    return *filing;
}

Advice advice_for(const Filing& filing) {
    const std::string& error = filing.error;
    if (filing.state != FilingState::refused && filing.state != FilingState::invalid)
        return Advice::none;
    if (contains_any(error, {"dreptul", "drept", "SPV"})) return Advice::rights;
    if (contains_any(error, {"BR-RO-08", "BR-RO-09", "BR-RO-10", "BR-RO-11", "sector", "street",
                             "county", "locality", "BT-50", "BT-52", "BT-54"}))
        return contains_any(error, {"BR-RO-081", "BR-RO-091", "BR-RO-110", "BR-RO-100", "seller"})
                   ? Advice::seller
                   : Advice::buyer_address;
    if (contains_any(error, {"BR-RO-120", "BT-46", "BT-47", "BT-48"})) return Advice::buyer_number;
    if (contains_any(error, {"BR-RO-065", "BR-CO-26", "BT-31", "BT-32"})) return Advice::seller;
    return Advice::storno;
}

void register_steps(orders::Workflow& workflow) { workflow.on_invoice.push_back(begin_filing); }

} // namespace taraba::efactura
