#pragma once

#include "shop/scope.hpp"

namespace taraba::pricing {

/// A rate of a product class from a day on. Rates are data of the shop, with their source.
struct VatRate {
    std::int64_t id = 0;
    std::string vat_class;
    Date valid_from{};
    Rate rate;
    std::string source;
};
BOOST_DESCRIBE_STRUCT(VatRate, (), (id, vat_class, valid_from, rate, source))

/// Whether the shop collects VAT, and how its income is taxed, from a day on.
struct TaxRegime {
    std::int64_t id = 0;
    Date valid_from{};
    bool vat_payer = true;
    std::string kind = "micro"; ///< micro: share of revenue; profit: share of a positive result
    Rate rate{100};
};
BOOST_DESCRIBE_STRUCT(TaxRegime, (), (id, valid_from, vat_payer, kind, rate))

/// Looks up what holds on a day.
class TaxCalendar {
public:
    TaxCalendar(std::vector<VatRate> rates, std::vector<TaxRegime> regimes);

    /// The rate of a class on the day of the taxable event; 0 when the shop is no VAT payer then.
    /// An unknown class has the standard rate.
    Rate vat(const std::string& vat_class, Date day) const;
    /// The same as if the shop were a VAT payer: what its suppliers charge it.
    Rate listed_vat(const std::string& vat_class, Date day) const;
    /// The law that the rate of a class names.
    std::string law_of(const std::string& vat_class, Date day) const;
    const TaxRegime& regime(Date day) const;
    bool knows_class(const std::string& vat_class) const;
    std::vector<std::string> classes() const;
    const std::vector<VatRate>& rates() const { return rates_; }
    const std::vector<TaxRegime>& regimes() const { return regimes_; }

private:
    const VatRate* listed(const std::string& vat_class, Date day) const;
    std::vector<VatRate> rates_;
    std::vector<TaxRegime> regimes_;
};

std::shared_ptr<const TaxCalendar> taxes(const shop::Scope& scope);
void insert_vat_rate(db::Transaction& tx, ShopId shop, const VatRate& rate);
void insert_tax_regime(db::Transaction& tx, ShopId shop, const TaxRegime& regime);

/// A rate or regime that holds from a day to come on, or from today. What held before stays as it
/// was: papers were written by it. Refuse with `invalid_field`.
Result<VatRate> add_vat_rate(db::Transaction& tx, const shop::Scope& scope, VatRate rate);
Result<TaxRegime> add_tax_regime(db::Transaction& tx, const shop::Scope& scope, TaxRegime regime);

/// All amounts of a document that carry one rate.
struct VatGroup {
    Rate rate;
    Money net;
    Money vat;
    Money gross;
};
BOOST_DESCRIBE_STRUCT(VatGroup, (), (rate, net, vat, gross))

/// VAT inside a gross amount: round half up(gross × r / (1 + r)), net = gross − VAT, so that the
/// buyer pays exactly what was shown. The only place where VAT is rounded (domain rule: once per
/// rate group of a document).
VatGroup vat_inside(Money gross, Rate rate);
/// VAT on top of a net amount: round half up(net × r) (EN 16931 BR-CO-17).
VatGroup vat_on_top(Money net, Rate rate);

/// An amount with VAT at a rate, as it stands on a document.
struct Taxable {
    Money gross;
    Rate rate;
};

/// Groups the goods of a document by rate and spreads delivery and fees over the groups in
/// proportion to the goods (they follow the rate of what they serve); without goods at `standard`.
std::vector<VatGroup> vat_groups(const std::vector<Taxable>& goods, Money delivery_and_fees,
                                 Rate standard);

Money total_vat(const std::vector<VatGroup>& groups, Currency currency);

} // namespace taraba::pricing
