#pragma once

#include "shop/pricing/delivery.hpp"
#include "shop/shipping/courier_account.hpp"

// Couriers name localities in their own way ("Sector 1" against "Bucuresti, Sector 1"). Their lists
// are copied and matched by name and county; what does not match an operator says once.

namespace taraba::shipping {

struct KnownLocality : CourierLocality {
    std::int64_t siruta = 0; ///< ours; 0: not matched
    bool fixed = false;      ///< said by an operator
    std::string matched{};   ///< our name of it
};
BOOST_DESCRIBE_STRUCT(KnownLocality, (CourierLocality), (siruta, fixed, matched))

struct LocalityReport {
    std::int64_t total = 0;
    std::int64_t matched = 0;
    std::vector<KnownLocality> unmatched; ///< by county and name, at most 500
};
BOOST_DESCRIBE_STRUCT(LocalityReport, (), (total, matched, unmatched))

/// Copies a courier's list, all or none, and keeps what operators have said. Refuses with
/// `courier_cannot` when it has none, and with what the courier refuses.
Result<LocalityReport> sync_localities(const shop::Scope& scope, const std::string& courier);
LocalityReport locality_report(const shop::Scope& scope, const std::string& courier);
/// Says which of our localities a courier's one is; 0: none. Refuses with `not_found` and
/// `invalid_field`.
Result<LocalityReport> fix_locality(const shop::Scope& scope, const std::string& courier,
                                    const std::string& code, std::int64_t siruta);

/// How many kilometres a courier charges for beyond its network; nothing: not on its list.
std::optional<std::int64_t> extra_km(const shop::Scope& scope, const std::string& courier,
                                     std::int64_t siruta);
/// How many kilometres couriers charge for beyond their network, by code of the delivery methods
/// that take that from their lists.
std::map<std::string, std::int64_t> far_kilometres(const shop::Scope& scope, std::int64_t siruta);

/// The parcel with its places named as the courier names them, where its list is known.
Parcel localised(const shop::Scope& scope, const std::string& courier, Parcel parcel);

} // namespace taraba::shipping
