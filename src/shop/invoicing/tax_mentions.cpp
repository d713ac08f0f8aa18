#include "base/decimal.hpp"
#include "shop/invoicing/issuing.hpp"

#include <algorithm>

namespace taraba::invoicing {

std::string words_of(WithoutVat reason, const std::string& by, const std::string& language) {
    const bool english = language == "en";
    switch (reason) {
    case WithoutVat::exempt: return (english ? "VAT exempt: " : "Scutit de TVA: ") + by;
    case WithoutVat::reverse_charge:
        return english ? "Reverse charge, art. 331 Cod fiscal"
                       : "Taxare inversă, art. 331 Cod fiscal";
    case WithoutVat::intra_community:
        return english ? "Intra-Community supply exempt from VAT, art. 294 (2) Cod fiscal"
                       : "Livrare intracomunitară scutită de TVA, art. 294 alin. (2) Cod fiscal";
    case WithoutVat::exported:
        return english ? "Export exempt from VAT, art. 294 (1) Cod fiscal"
                       : "Export scutit de TVA, art. 294 alin. (1) Cod fiscal";
    case WithoutVat::small_enterprise:
        return english ? "VAT exempt: special regime for small enterprises, art. 310 Cod fiscal"
                       : "Scutit de TVA: regim special de scutire, art. 310 Cod fiscal";
    }
    return by;
}

namespace {

std::string rate_in_words(std::int64_t rate, bool english) {
    std::string text = format_decimal(rate, 4, true);
    if (!english) std::ranges::replace(text, '.', ',');
    return text;
}

} // namespace

void exempt_by_class(InvoiceContent& content, const pricing::TaxCalendar& calendar,
                     const std::string& vat_class) {
    if (content.without_vat || content.lines.back().vat_rate.basis_points != 0) return;
    content.without_vat = WithoutVat::exempt;
    content.without_vat_by = calendar.law_of(vat_class, content.issued_on);
}

void add_tax_mentions(InvoiceContent& content) {
    const bool english = content.language == "en";
    const bool none = std::ranges::any_of(
        content.lines, [](const InvoiceLine& line) { return line.vat_rate.basis_points == 0; });
    if (content.without_vat && none)
        content.mentions.push_back(
            words_of(*content.without_vat, content.without_vat_by, content.language));
    else if (!none)
        content.without_vat.reset();
    if (content.vat_at_cash_receipt)
        content.mentions.push_back(english ? "VAT at cash receipt" : "TVA la încasare");
    if (content.delivered_on)
        content.mentions.push_back((english ? "Delivered on " : "Data livrării: ") +
                                   to_people(*content.delivered_on, content.language));
    if (content.vat_in_own && content.exchange_day)
        content.mentions.push_back(
            (english ? "National Bank rate of " : "Curs BNR din ") +
            to_people(*content.exchange_day, content.language) + ": 1 " + content.currency + " = " +
            rate_in_words(content.exchange_rate, english) + " " +
            std::string(content.vat_in_own->currency.code()) + (english ? "; VAT: " : "; TVA: ") +
            to_people(*content.vat_in_own, content.language));
}

Money in_own_currency(const InvoiceContent& content, Money amount, Currency own) {
    if (content.exchange_rate == 0) return amount;
    constexpr std::int64_t ten_thousandths = 10'000;
    return {divide_half_up(Wide{amount.minor} * content.exchange_rate, ten_thousandths), own};
}

} // namespace taraba::invoicing
