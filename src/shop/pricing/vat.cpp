#include "shop/pricing/vat.hpp"

#include "base/text.hpp"
#include "shop/audit/audit.hpp"

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

std::vector<std::string> TaxCalendar::classes() const {
    std::vector<std::string> names;
    for (const auto& rate : rates_)
        if (std::ranges::find(names, rate.vat_class) == names.end())
            names.push_back(rate.vat_class);
    return names;
}

bool TaxCalendar::knows_class(const std::string& vat_class) const {
    return std::ranges::find(rates_, vat_class, &VatRate::vat_class) != rates_.end();
}

Rate TaxCalendar::vat(const std::string& vat_class, Date day) const {
    return regime(day).vat_payer ? listed_vat(vat_class, day) : Rate{0};
}

const VatRate* TaxCalendar::listed(const std::string& vat_class, Date day) const {
    const std::string_view wanted = knows_class(vat_class) ? vat_class : standard_class;
    const VatRate* found = nullptr;
    for (const auto& each : rates_)
        if (each.vat_class == wanted && each.valid_from <= day) found = &each;
    return found;
}

Rate TaxCalendar::listed_vat(const std::string& vat_class, Date day) const {
    const auto* rate = listed(vat_class, day);
    return rate ? rate->rate : Rate{0};
}

std::string TaxCalendar::law_of(const std::string& vat_class, Date day) const {
    const auto* rate = listed(vat_class, day);
    return rate ? rate->source : "";
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

Result<VatRate> add_vat_rate(db::Transaction& tx, const shop::Scope& scope, VatRate rate) {
    if (trimmed(rate.vat_class).empty()) return invalid_field("vat_class", "Which class?");
    if (rate.rate.basis_points < 0 || rate.rate.basis_points > 10'000)
        return invalid_field("rate", "A rate is 0 to 100 %: 0 to 10000 basis points.");
    if (rate.valid_from < scope.today())
        return invalid_field("valid_from", "A new rate holds from today on at the earliest.");
    if (trimmed(rate.source).empty()) return invalid_field("source", "Which law says so?");
    for (const auto& known : taxes(scope)->rates())
        if (known.vat_class == rate.vat_class && known.valid_from == rate.valid_from)
            return invalid_field("valid_from", "This class has a rate from this day on already.");
    rate.id = scope.installation.ids.next(scope.now);
    insert_vat_rate(tx, scope.id(), rate);
    shop::bump_config(tx, scope.id());
    audit::append(tx, scope,
                  {"settings",
                   "vat_rate_added",
                   {{rate.vat_class, "", std::to_string(rate.rate.basis_points)},
                    {"valid_from", "", to_text(rate.valid_from)}}});
    return rate;
}

Result<TaxRegime> add_tax_regime(db::Transaction& tx, const shop::Scope& scope, TaxRegime regime) {
    if (regime.kind != "micro" && regime.kind != "profit")
        return invalid_field("kind", "The regime is micro or profit.");
    if (regime.rate.basis_points < 0 || regime.rate.basis_points > 10'000)
        return invalid_field("rate", "A rate is 0 to 100 %: 0 to 10000 basis points.");
    if (regime.valid_from < scope.today())
        return invalid_field("valid_from", "A new regime holds from today on at the earliest.");
    for (const auto& known : taxes(scope)->regimes())
        if (known.valid_from == regime.valid_from)
            return invalid_field("valid_from", "There is a regime from this day on already.");
    regime.id = scope.installation.ids.next(scope.now);
    insert_tax_regime(tx, scope.id(), regime);
    shop::bump_config(tx, scope.id());
    audit::append(tx, scope,
                  {"settings",
                   "tax_regime_added",
                   {{"kind", "", regime.kind}, {"valid_from", "", to_text(regime.valid_from)}}});
    return regime;
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
