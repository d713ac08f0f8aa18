#include "base/decimal.hpp"
#include "shop/invoicing/issuing.hpp"
#include "texts/invoicing.hpp"

#include <algorithm>

namespace taraba::invoicing {

std::string words_of(WithoutVat reason, const std::string& by, const std::string& language) {
    namespace words = texts::invoicing::without_vat;
    switch (reason) {
    case WithoutVat::exempt: return words::exempt(language, by);
    case WithoutVat::reverse_charge: return std::string(words::reverse_charge(language));
    case WithoutVat::intra_community: return std::string(words::intra_community(language));
    case WithoutVat::exported: return std::string(words::exported(language));
    case WithoutVat::small_enterprise: return std::string(words::small_enterprise(language));
    }
    return by;
}

namespace {

std::string rate_in_words(std::int64_t rate, std::string_view language) {
    std::string text = format_decimal(rate, 4, true);
    if (language != "en") std::ranges::replace(text, '.', ',');
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
    namespace words = texts::invoicing::mention;
    const std::string& language = content.language;
    const bool none = std::ranges::any_of(
        content.lines, [](const InvoiceLine& line) { return line.vat_rate.basis_points == 0; });
    if (content.without_vat && none)
        content.mentions.push_back(
            words_of(*content.without_vat, content.without_vat_by, language));
    else if (!none)
        content.without_vat.reset();
    if (content.vat_at_cash_receipt)
        content.mentions.emplace_back(words::vat_at_cash_receipt(language));
    if (content.delivered_on)
        content.mentions.push_back(
            words::delivered_on(language, to_people(*content.delivered_on, language)));
    if (content.vat_in_own && content.exchange_day)
        content.mentions.push_back(words::exchange(
            language, to_people(*content.exchange_day, language), content.currency,
            rate_in_words(content.exchange_rate, language), content.vat_in_own->currency.code(),
            to_people(*content.vat_in_own, language)));
}

Money in_own_currency(const InvoiceContent& content, Money amount, Currency own) {
    if (content.exchange_rate == 0) return amount;
    constexpr std::int64_t ten_thousandths = 10'000;
    return {divide_half_up(Wide{amount.minor} * content.exchange_rate, ten_thousandths), own};
}

} // namespace taraba::invoicing
