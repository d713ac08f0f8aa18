#include "shop/orders/status_ref.hpp"

namespace taraba::orders {

StatusRef ref_of(const shop::Scope& scope, const statuses::Status& status) {
    const bool english = scope.language == "en" && !status.name_en.empty();
    return {status.id,
            status.axis,
            status.code,
            english ? status.name_en : status.name,
            status.colour,
            status.stage,
            statuses::is_reversible(status)};
}

Statuses statuses_of(const shop::Scope& scope, const Order& order) {
    const auto now = standing(scope, order);
    return {ref_of(scope, now.order), ref_of(scope, now.payment), ref_of(scope, now.delivery)};
}

std::vector<StatusRef> next_statuses(const shop::Scope& scope, const Order& order) {
    std::vector<StatusRef> next;
    const auto now = standing(scope, order);
    for (const auto& status : statuses::of(scope)->all())
        for (const auto* current : {&now.order, &now.payment, &now.delivery})
            if (current->id != status.id && statuses::may_follow(*current, status))
                next.push_back(ref_of(scope, status));
    return next;
}

} // namespace taraba::orders
