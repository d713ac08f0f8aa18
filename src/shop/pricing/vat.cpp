#include "shop/pricing/vat.hpp"

#include "db/table.hpp"

#include <algorithm>

namespace taraba::pricing {

namespace {

const db::Table<VatRate>& rate_table() {
    static const db::Table<VatRate> table("vat_rates");
    return table;
}

const db::Table<TaxRegime>& regime_table() {
    static const db::Table<TaxRegime> table("tax_regimes");
    return table;
}

constexpr std::string_view standard_class = "standard";

} // namespace

TaxCalendar::TaxCalendar(std::vector<VatRate> rates, std::vector<TaxRegime> regimes)
    : rates_(std::move(rates)), regimes_(std::move(regimes)) {
    expects(!regimes_.empty());
    std::ranges::stable_sort(rates_, {}, &VatRate::valid_from);
    std::ranges::stable_sort(regimes_, {}, &TaxRegime::valid_from);
}

bool TaxCalendar::knows_class(const std::string& vat_class) const {
    return std::ranges::find(rates_, vat_class, &VatRate::vat_class) != rates_.end();
}

Rate TaxCalendar::vat(const std::string& vat_class, Date day) const {
    return regime(day).vat_payer ? listed_vat(vat_class, day) : Rate{0};
}

Rate TaxCalendar::listed_vat(const std::string& vat_class, Date day) const {
    const std::string_view wanted = knows_class(vat_class) ? vat_class : standard_class;
    Rate rate{0};
    for (const auto& each : rates_)
        if (each.vat_class == wanted && each.valid_from <= day) rate = each.rate;
    return rate;
}

const TaxRegime& TaxCalendar::regime(Date day) const {
    const TaxRegime* found = &regimes_.front();
    for (const auto& each : regimes_)
        if (each.valid_from <= day) found = &each;
    return *found;
}

std::shared_ptr<const TaxCalendar> taxes(const shop::Scope& scope) {
    return scope.cached<TaxCalendar>([&](db::Transaction& tx) {
        return TaxCalendar(rate_table().all(tx, scope.id()), regime_table().all(tx, scope.id()));
    });
}

void insert_vat_rate(db::Transaction& tx, ShopId shop, const VatRate& rate) {
    rate_table().insert(tx, shop, rate);
}

void insert_tax_regime(db::Transaction& tx, ShopId shop, const TaxRegime& regime) {
    regime_table().insert(tx, shop, regime);
}

VatGroup vat_inside(Money gross, Rate rate) {
    const Money vat = scaled(gross, rate.basis_points, 10'000 + rate.basis_points);
    return {rate, gross - vat, vat, gross};
}

VatGroup vat_on_top(Money net, Rate rate) {
    const Money vat = portion(net, rate);
    return {rate, net, vat, net + vat};
}

std::vector<VatGroup> vat_groups(const std::vector<Taxable>& goods, Money extras, Rate standard) {
    std::vector<Taxable> groups;
    for (const auto& each : goods) {
        const auto known = std::ranges::find(groups, each.rate, &Taxable::rate);
        if (known == groups.end())
            groups.push_back(each);
        else
            known->gross += each.gross;
    }
    if (groups.empty()) groups.push_back({{0, extras.currency}, standard});
    std::ranges::sort(groups, std::greater{}, &Taxable::rate);
    std::vector<std::int64_t> weights;
    for (const auto& group : groups)
        weights.push_back(std::max<std::int64_t>(0, group.gross.minor));
    const auto shares = split(extras, weights);
    std::vector<VatGroup> result;
    for (std::size_t i = 0; i < groups.size(); ++i)
        result.push_back(vat_inside(groups[i].gross + shares[i], groups[i].rate));
    return result;
}

Money total_vat(const std::vector<VatGroup>& groups, Currency currency) {
    Money sum{0, currency};
    for (const auto& group : groups)
        sum += group.vat;
    return sum;
}

} // namespace taraba::pricing
