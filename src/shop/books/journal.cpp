#include "shop/books/journal.hpp"

#include "base/calendar.hpp"
#include "base/decimal.hpp"
#include "base/text.hpp"
#include "shop/invoicing/issuing.hpp"
#include "texts/books.hpp"

#include <algorithm>

namespace taraba::books {

namespace {

using invoicing::Invoice;
using invoicing::InvoiceContent;
using invoicing::WithoutVat;

/// Why lines at 0 % carry none; papers of before do not say it.
std::optional<WithoutVat> reason_of(const InvoiceContent& content, Rate rate) {
    if (rate.basis_points != 0) return std::nullopt;
    if (content.without_vat) return content.without_vat;
    return content.seller.tax_id.starts_with("RO") ? WithoutVat::exempt
                                                   : WithoutVat::small_enterprise;
}

JournalRow row_of(const Invoice& invoice, Currency own) {
    const auto& content = invoice.content;
    return {invoice.id,
            invoice.kind,
            invoice.series,
            invoice.number,
            invoice.issued_on,
            content.buyer.name,
            content.buyer.tax_id,
            content.buyer.address.country,
            content.order_number,
            content.storno_of,
            content.currency,
            content.vat_at_cash_receipt,
            parts_of(invoice, own),
            invoice.net,
            invoice.vat,
            invoice.gross};
}

/// The numbers of a period, by series.
class Numbers {
public:
    void count(const JournalRow& row) {
        auto& range = ranges_[row.series];
        range.series = row.series;
        (row.kind == invoicing::InvoiceKind::storno ? range.stornos : range.invoices) += 1;
        seen_[row.series].push_back(row.number);
    }

    std::vector<SeriesRange> ranges(db::Transaction& tx, ShopId shop) {
        std::vector<SeriesRange> all;
        for (auto& [series, range] : ranges_) {
            auto& numbers = seen_[series];
            std::ranges::sort(numbers);
            range.first = numbers.front();
            range.last = numbers.back();
            find_gaps(tx, shop, numbers, range);
            all.push_back(std::move(range));
        }
        return all;
    }

private:
    /// What is not there may have been issued on a day of another period.
    static void find_gaps(db::Transaction& tx, ShopId shop,
                          const std::vector<std::int64_t>& numbers, SeriesRange& range) {
        constexpr std::size_t missing_max = 10;
        for (std::size_t i = 1; i < numbers.size(); ++i)
            for (auto gap = numbers[i - 1] + 1;
                 gap < numbers[i] && range.missing.size() < missing_max; ++gap)
                if (!invoicing::is_issued(tx, shop, range.series, gap))
                    range.missing.push_back(gap);
    }

    std::map<std::string, SeriesRange> ranges_;
    std::map<std::string, std::vector<std::int64_t>> seen_;
};

} // namespace

Result<Period> month_of(const std::string& text) {
    const auto first = text.size() == 7 ? date_from(text + "-01") : std::nullopt;
    if (!first) return invalid_field("month", "A month is written as 2026-11.");
    return Period{*first, months_after(*first, 1) + std::chrono::days(-1)};
}

Result<Period> period_of(Date from, Date to) {
    constexpr int days_max = 550;
    if (to < from) return invalid_field("to", "The period ends before it begins.");
    if (from + std::chrono::days(days_max) < to)
        return invalid_field("to", "A period is a year and a half at most.");
    return Period{from, to};
}

// The last takes what rounding leaves, so that they add up.
std::vector<VatPart> parts_of(const Invoice& invoice, Currency own) {
    std::vector<VatPart> parts;
    Money net = invoice.net, vat = invoice.vat;
    const auto& groups = invoice.content.vat;
    for (std::size_t i = 0; i < groups.size(); ++i) {
        const bool last = i + 1 == groups.size();
        VatPart part{groups[i].rate, reason_of(invoice.content, groups[i].rate),
                     last ? net : in_own_currency(invoice.content, groups[i].net, own),
                     last ? vat : in_own_currency(invoice.content, groups[i].vat, own)};
        net = net - part.net;
        vat = vat - part.vat;
        parts.push_back(part);
    }
    return parts;
}

void add_part(std::vector<VatPart>& sums, const VatPart& part) {
    for (auto& sum : sums)
        if (sum.rate == part.rate && sum.without_vat == part.without_vat) {
            sum.net += part.net;
            sum.vat += part.vat;
            return;
        }
    sums.push_back(part);
}

void sort_parts(std::vector<VatPart>& parts) {
    std::ranges::sort(parts, [](const VatPart& a, const VatPart& b) {
        return a.rate != b.rate ? b.rate < a.rate : a.without_vat < b.without_vat;
    });
}

void each_row(db::Transaction& tx, const shop::Scope& scope, const Period& period,
              const std::function<void(const JournalRow&)>& take) {
    invoicing::each_issued(tx, scope.id(), period.from, period.to, [&](const Invoice& invoice) {
        take(row_of(invoice, scope.currency()));
    });
}

JournalTotals totals_of(db::Transaction& tx, const shop::Scope& scope, const Period& period) {
    const Money none{0, scope.currency()};
    JournalTotals totals{{}, none, none, none, {}};
    Numbers numbers;
    each_row(tx, scope, period, [&](const JournalRow& row) {
        for (const auto& part : row.vat)
            add_part(totals.vat, part);
        totals.net += row.net;
        totals.vat_total += row.vat_total;
        totals.gross += row.gross;
        numbers.count(row);
    });
    totals.series = numbers.ranges(tx, scope.id());
    sort_parts(totals.vat);
    return totals;
}

std::string title_of(const VatPart& part, const std::string& language) {
    if (part.rate.basis_points != 0) return format_decimal(part.rate.basis_points, 2, true) + "%";
    namespace words = texts::books::vat_part;
    switch (part.without_vat.value_or(WithoutVat::exempt)) {
    case WithoutVat::exempt: return std::string(words::exempt(language));
    case WithoutVat::reverse_charge: return std::string(words::reverse_charge(language));
    case WithoutVat::intra_community: return std::string(words::intra_community(language));
    case WithoutVat::exported: return std::string(words::exported(language));
    case WithoutVat::small_enterprise: return std::string(words::small_enterprise(language));
    }
    return "";
}

} // namespace taraba::books
