// Invoices from scratch, without an order.

#include "base/text.hpp"
#include "shop/customers/customer.hpp"
#include "shop/invoicing/invoice_store.hpp"
#include "shop/invoicing/issuing.hpp"
#include "shop/pricing/quote.hpp"

namespace taraba::invoicing {

namespace {

constexpr std::size_t lines_max = 1'000;

/// Who it is for, checked.
Result<orders::Billing> checked_buyer(orders::Billing billing) {
    if (!billing.company && (!billing.person || trimmed(billing.person->name).empty()))
        return invalid_field("buyer", "The invoice needs a person or a company.");
    if (!billing.address) return invalid_field("buyer.address", "The buyer's address is required.");
    TRY(address, customers::checked_anywhere(*billing.address, "buyer.address."));
    billing.address = address;
    if (billing.company) {
        TRY(company, customers::checked(*billing.company, "buyer.company.", address.country));
        billing.company = company;
    }
    return billing;
}

/// That what the invoice says of VAT fits its buyer. `registered` is the buyer's tax number as the
/// public register has it.
Result<void> check_without_vat(const ManualInvoice& wanted, const orders::Billing& buyer,
                               const std::string& registered) {
    const std::string& country = buyer.address->country;
    switch (*wanted.without_vat) {
    case WithoutVat::exempt:
        if (trimmed(wanted.without_vat_by.value_or("")).empty())
            return invalid_field("without_vat_by", "By which law is it exempt?");
        return {};
    case WithoutVat::reverse_charge:
        if (!registered.starts_with("RO") || country != "RO")
            return invalid_field("buyer.company.cui", "Reverse charge needs a buyer who is a VAT "
                                                      "payer in Romania: a CUI with RO.");
        return {};
    case WithoutVat::intra_community:
        if (country == "RO" || !customers::is_eu_state(country))
            return invalid_field("buyer.address.country",
                                 "An intra-Community supply goes to another state of the EU.");
        if (!customers::is_eu_vat_number(registered) ||
            customers::country_of_vat_number(registered) != country)
            return invalid_field("buyer.company.cui",
                                 "An intra-Community supply needs the buyer's VAT number, which "
                                 "begins with its state: DE123456789.");
        return {};
    case WithoutVat::exported:
        if (customers::is_eu_state(country))
            return invalid_field("buyer.address.country", "An export leaves the EU.");
        return {};
    case WithoutVat::small_enterprise: break;
    }
    return invalid_field("without_vat", "This is so when the shop is no VAT payer.");
}

Result<InvoiceLine> read_line(const pricing::TaxCalendar& calendar, const ManualLine& line,
                              const InvoiceContent& content, const std::string& here) {
    if (trimmed(line.description).empty())
        return invalid_field(here + "description", "A line needs a description.");
    if (line.quantity.thousandths <= 0)
        return invalid_field(here + "quantity", "The quantity is above 0.");
    if (line.unit_price.currency.code() != content.currency)
        return invalid_field(here + "unit_price.currency",
                             said("This invoice is in {}.", content.currency));
    if (line.unit_price.minor < 0 ||
        Wide{line.unit_price.minor} * line.quantity.thousandths / 1'000 > money_minor_max / 1'000)
        return invalid_field(here + "unit_price",
                             "The amount of the line is too large or negative.");
    if (!calendar.knows_class(line.vat_class))
        return invalid_field(here + "vat_class",
                             said("There is no VAT class `{}`.", line.vat_class));
    const Rate rate =
        content.without_vat ? Rate{0} : calendar.vat(line.vat_class, content.issued_on);
    return InvoiceLine{line.description,
                       line.unit,
                       line.quantity,
                       rate,
                       {},
                       {},
                       pricing::line_total(line.unit_price, line.quantity)};
}

/// The amounts in lei that an invoice in another currency must give (Cod fiscal art. 319 (20) l).
Result<void> convert(InvoiceContent& content, const std::optional<payments::ExchangeRate>& rate,
                     Currency own) {
    if (Currency::of(content.currency) == own) return {};
    if (!rate || rate->currency != content.currency)
        return invalid_field(
            "currency", said("There is no rate of the National Bank for {}.", content.currency));
    content.exchange_rate = rate->rate;
    content.exchange_day = rate->day;
    content.vat_in_own = in_own_currency(content, content.vat_total, own);
    return {};
}

} // namespace

Result<Invoice> issue_manual(db::Transaction& tx, const shop::Scope& scope,
                             const ManualInvoice& wanted,
                             const std::optional<payments::ExchangeRate>& rate) {
    const std::string language = wanted.language.value_or(scope.language);
    if (language != "ro" && language != "en")
        return invalid_field("language", "The language is ro or en.");
    const auto kind = wanted.kind.value_or(InvoiceKind::invoice);
    if (kind == InvoiceKind::storno)
        return invalid_field("kind", "A storno is made from its invoice.");
    if (wanted.lines.empty()) return invalid_field("lines", "An invoice has at least one line.");
    if (wanted.lines.size() > lines_max)
        return invalid_field("lines", "An invoice has at most 1000 lines.");
    auto content = blank(scope, kind, language);
    if (wanted.currency && wanted.currency->size() != 3)
        return invalid_field("currency", "A currency has three letters, like EUR.");
    content.currency = wanted.currency.value_or(content.currency);
    TRY(billing, checked_buyer(wanted.buyer));
    content.buyer = buyer_of(tx, scope, billing, *billing.address);
    if (wanted.without_vat && !content.without_vat) {
        MUST(check_without_vat(wanted, billing, content.buyer.tax_id));
        content.without_vat = wanted.without_vat;
        content.without_vat_by = trimmed(wanted.without_vat_by.value_or(""));
    }
    if (wanted.due_on && *wanted.due_on < scope.today())
        return invalid_field("due_on", "The term is today or later.");
    content.due_on = wanted.due_on;
    if (wanted.delivered_on && *wanted.delivered_on > scope.today())
        return invalid_field("delivered_on", "Goods that are still to be delivered have no day.");
    if (wanted.delivered_on != scope.today()) content.delivered_on = wanted.delivered_on;
    const auto calendar = pricing::taxes(scope);
    for (std::size_t i = 0; i < wanted.lines.size(); ++i) {
        TRY(line,
            read_line(*calendar, wanted.lines[i], content, "lines[" + std::to_string(i) + "]."));
        content.lines.push_back(std::move(line));
        exempt_by_class(content, *calendar, wanted.lines[i].vat_class);
    }
    settle_lines(content);
    MUST(convert(content, rate, scope.currency()));
    add_tax_mentions(content);
    if (wanted.mention) content.mentions.push_back(*wanted.mention);
    take_number(tx, scope, content);
    return issue(tx, scope, std::move(content), std::nullopt, std::nullopt);
}

} // namespace taraba::invoicing
