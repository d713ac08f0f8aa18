#include "shop/pricing/delivery.hpp"

#include "base/calendar.hpp"
#include "base/text.hpp"
#include "db/table.hpp"
#include "shop/audit/audit.hpp"

#include <algorithm>

namespace taraba::pricing {

namespace {

const db::Table<DeliveryMethod>& delivery_method_table() {
    static const db::Table<DeliveryMethod> methods("delivery_methods");
    return methods;
}

Result<void> check(const DeliveryMethod& method, Currency currency) {
    if (trimmed(method.code).empty()) return invalid_field("code", "A method needs a code.");
    if (trimmed(method.name).empty()) return invalid_field("name", "A method needs a name.");
    if (method.formula.working_days < 0 || method.formula.working_days > 60)
        return invalid_field("formula.working_days", "This is 0 to 60.");
    return check(method.formula, currency);
}

} // namespace

Date delivered_on(const shop::Scope& scope, const DeliveryMethod& method) {
    constexpr auto last_hour = std::chrono::hours(14); // after it, parcels leave the next day
    const auto zone = scope.shop->time_zone();
    const Date today = scope.today();
    const bool closed = std::ranges::find(scope.shop->settings.closed_days, today) !=
                        scope.shop->settings.closed_days.end();
    const bool leaves_today =
        is_working_day(today) && !closed && scope.now - zone.start_of(today) < last_hour;
    const Date leaves = leaves_today ? today : shop::add_working_days(*scope.shop, today, 1);
    return shop::add_working_days(*scope.shop, leaves,
                                  static_cast<int>(method.formula.working_days));
}

Result<DeliveryMethod> save(db::Transaction& tx, const shop::Scope& scope, DeliveryMethod method,
                            bool fresh) {
    MUST(check(method, scope.currency()));
    for (const auto& other : delivery_method_table().all(tx, scope.id()))
        if (other.id != method.id && other.code == method.code)
            return invalid_field("code", "Another method has this code.");
    if (fresh) {
        method.id = scope.new_id<DeliveryMethodId>();
        method.version = 1;
        delivery_method_table().insert(tx, scope.id(), method);
    } else {
        ++method.version;
        if (!delivery_method_table().update(tx, scope.id(), method))
            return refuse(RefusalKind::conflict, "version_conflict",
                          "Somebody else has just changed this method; look again.");
    }
    shop::bump_config(tx, scope.id());
    audit::append(tx, scope,
                  {"delivery_method:" + to_text(method.id),
                   fresh ? "delivery_method_created" : "delivery_method_changed",
                   {{"name", "", method.name}, {"active", "", method.active ? "yes" : "no"}}});
    return method;
}

std::vector<DeliveryMethod> delivery_methods(db::Transaction& tx, ShopId shop) {
    auto all = delivery_method_table().all(tx, shop);
    std::ranges::stable_sort(all, {}, &DeliveryMethod::position);
    return all;
}

std::shared_ptr<const std::vector<DeliveryMethod>> delivery_methods(const shop::Scope& scope) {
    return scope.cached<std::vector<DeliveryMethod>>(
        [&](db::Transaction& tx) { return delivery_methods(tx, scope.id()); });
}

} // namespace taraba::pricing
