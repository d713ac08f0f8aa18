#include "api/crud.hpp"
#include "api/panel/routes.hpp"
#include "shop/pricing/vat.hpp"

namespace taraba::api::panel {

namespace {

struct Taxes {
    std::vector<pricing::VatRate> vat_rates;
    std::vector<pricing::TaxRegime> regimes;
};
BOOST_DESCRIBE_STRUCT(Taxes, (), (vat_rates, regimes))

struct NewVatRate {
    std::string vat_class;
    Date valid_from{};
    Rate rate;
    std::string source; ///< the law
};
BOOST_DESCRIBE_STRUCT(NewVatRate, (), (vat_class, valid_from, rate, source))

struct NewTaxRegime {
    Date valid_from{};
    bool vat_payer = true;
    std::string kind;
    Rate rate;
};
BOOST_DESCRIBE_STRUCT(NewTaxRegime, (), (valid_from, vat_payer, kind, rate))

} // namespace

void add_taxes(Api& api) {
    api.get<Nothing, Taxes>("/api/v1/taxes",
                            {"VAT rates and tax regimes by date", "taxes", "settings.read"},
                            [](const Scope& scope, const In<>&) -> Result<Taxes> {
                                const auto calendar = pricing::taxes(scope);
                                return Taxes{calendar->rates(), calendar->regimes()};
                            });
    api.post<NewVatRate, pricing::VatRate>(
        "/api/v1/vat-rates", {"A VAT rate from a day on", "taxes", "settings.edit"},
        [](const Scope& scope, const In<NewVatRate>& in) {
            const auto& wanted = in.body;
            return scope.create([&](db::Transaction& tx) {
                return pricing::add_vat_rate(
                    tx, scope,
                    {0, wanted.vat_class, wanted.valid_from, wanted.rate, wanted.source});
            });
        },
        201);
    api.post<NewTaxRegime, pricing::TaxRegime>(
        "/api/v1/tax-regimes", {"A tax regime from a day on", "taxes", "settings.edit"},
        [](const Scope& scope, const In<NewTaxRegime>& in) {
            const auto& wanted = in.body;
            return scope.create([&](db::Transaction& tx) {
                return pricing::add_tax_regime(
                    tx, scope, {0, wanted.valid_from, wanted.vat_payer, wanted.kind, wanted.rate});
            });
        },
        201);
}

} // namespace taraba::api::panel
