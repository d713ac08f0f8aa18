#include "shop/pricing/presets.hpp"

#include "shop/pricing/vat.hpp"

namespace taraba::pricing {

namespace {

/// `bani` without VAT up to and including `kg`.
struct ListedBand {
    std::int64_t kg;
    std::int64_t bani;
};

struct Listed {
    const char* code;
    const char* courier;
    const char* name;
    std::vector<ListedBand> bands;
    std::int64_t extra_kg = 0; ///< each kilogram above the last band
    std::int64_t cash_fee = 0;
    std::int64_t weight_kg_max = 0;
    bool to_points = false;
};

// Where prices were read, by the name that the source has.
constexpr const char* cargus_source =
    "Cargus, „Ofertă exclusivă pentru antreprenori”, abonament pe 12 luni";
constexpr Date cargus_dated = date(2025, 8, 5);
constexpr const char* dpd_source = "dpd.com/ro/en/dpd-standard";
constexpr Date read_on = date(2026, 11, 26);

/// The subscriptions differ in what a parcel up to 15 kg costs, what one up to 31 kg adds, and
/// what two heavier bands do; above 50 kg all pay the same.
Listed cargus(const char* code, const char* name, std::int64_t to_15, std::int64_t more_to_31,
              std::int64_t to_40, std::int64_t to_50, std::int64_t cash_fee) {
    return {code,
            "cargus",
            name,
            {{15, to_15},
             {31, to_15 + more_to_31},
             {40, to_40},
             {50, to_50},
             {100, 150'00},
             {200, 180'00},
             {400, 300'00},
             {600, 700'00},
             {800, 1'000'00}},
            0,
            cash_fee,
            800};
}

Listed ship_and_go(const char* code, const char* name, std::int64_t price, std::int64_t cash_fee) {
    return {code, "cargus", name, {{31, price}}, 0, cash_fee, 31, true};
}

const std::vector<Listed>& lists() {
    static const std::vector<Listed> all{
        cargus("cargus_10", "Mini Business 10", 15'80, 4'90, 82'00, 99'00, 2'50),
        cargus("cargus_20", "Mini Business 20", 13'59, 4'90, 82'00, 99'00, 2'50),
        cargus("cargus_50", "Multi Business 50", 13'18, 4'60, 78'00, 94'00, 2'20),
        cargus("cargus_100", "Maxi Business 100", 13'08, 4'30, 72'00, 89'00, 2'00),
        cargus("cargus_200", "Business 200", 12'36, 4'00, 66'00, 83'00, 1'50),
        cargus("cargus_300", "Business 300", 12'11, 4'00, 66'00, 83'00, 1'50),
        ship_and_go("cargus_points_10", "Ship & Go, Mini Business", 11'80, 2'50),
        ship_and_go("cargus_points_50", "Ship & Go, Multi Business 50", 11'30, 2'20),
        ship_and_go("cargus_points_100", "Ship & Go, Maxi Business 100", 10'80, 2'00),
        ship_and_go("cargus_points_300", "Ship & Go, Business", 10'30, 1'50),
        {"dpd_standard",
         "dpd",
         "DPD Standard",
         {{3, 26'80}, {6, 32'00}, {10, 40'00}, {15, 52'00}, {20, 65'00}},
         2'60,
         7'80},
        {"dpd_points",
         "dpd",
         "DPD Standard, Pickup",
         {{3, 9'99}, {6, 10'99}, {10, 14'99}, {15, 19'99}, {20, 21'99}},
         2'60,
         7'80,
         0,
         true},
    };
    return all;
}

DeliveryPreset preset_of(const Listed& listed, Rate vat, Currency currency) {
    const auto gross = [&](std::int64_t bani) {
        return scaled(Money{bani, currency}, 10'000 + vat.basis_points, 10'000);
    };
    DeliveryPreset preset{listed.code, listed.courier, listed.name, "", {}, read_on};
    const bool is_cargus = preset.courier == "cargus";
    preset.source = is_cargus ? cargus_source : dpd_source;
    if (is_cargus) preset.dated = cargus_dated;
    preset.fuel_apart = !is_cargus;
    preset.cash_fee = {listed.cash_fee, currency};
    auto& formula = preset.formula;
    formula.base = {0, currency};
    formula.per_extra_10km = {0, currency};
    for (const auto& band : listed.bands)
        formula.weight_bands.push_back({band.kg * 1'000, gross(band.bani)});
    formula.per_extra_kg = gross(listed.extra_kg);
    formula.weight_g_max = listed.weight_kg_max * 1'000;
    formula.to_points = listed.to_points;
    return preset;
}

} // namespace

std::vector<DeliveryPreset> delivery_presets(const shop::Scope& scope) {
    if (scope.currency() != ron) return {};
    const Rate vat = taxes(scope)->vat("standard", scope.today());
    std::vector<DeliveryPreset> all;
    for (const auto& listed : lists())
        all.push_back(preset_of(listed, vat, scope.currency()));
    return all;
}

} // namespace taraba::pricing
