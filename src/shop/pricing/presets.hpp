#pragma once

#include "shop/pricing/delivery.hpp"

namespace taraba::pricing {

/// A courier's published price list, as a formula to start from.
struct DeliveryPreset {
    std::string code;
    std::string courier; ///< of the registry
    std::string name;
    std::string source;        ///< where it was published
    std::optional<Date> dated; ///< of the list; nothing: it bears no date
    Date read_on{};            ///< when it was copied from there
    bool fuel_apart = false;   ///< the courier adds a fuel index to these prices
    Money cash_fee;            ///< what it takes for cash on delivery, without VAT
    DeliveryFormula formula;   ///< its prices with the VAT of today
};
BOOST_DESCRIBE_STRUCT(DeliveryPreset, (),
                      (code, courier, name, source, dated, read_on, fuel_apart, cash_fee, formula))

/// List prices change often and a contract says others: every figure is there to be changed.
std::vector<DeliveryPreset> delivery_presets(const shop::Scope& scope);

} // namespace taraba::pricing
