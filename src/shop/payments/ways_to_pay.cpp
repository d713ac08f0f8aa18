#include "shop/payments/ways_to_pay.hpp"

#include "shop/catalog/product.hpp"
#include "shop/orders/workflow.hpp"
#include "shop/pricing/methods.hpp"

#include <algorithm>

namespace taraba::payments {

namespace {

/// What the conditions of payment methods look at.
pricing::QuoteRequest request_of(db::Transaction& tx, const shop::Scope& scope,
                                 const orders::Order& order) {
    pricing::QuoteRequest request;
    request.county = order.address.county;
    request.company = order.billing.company.has_value();
    std::vector<ProductId> ids;
    for (const auto& line : orders::lines_of(tx, scope.id(), order.id))
        ids.push_back(line.product_id);
    for (auto& product : catalog::find_several(tx, scope.id(), ids)) {
        pricing::Wanted wanted;
        wanted.product = std::move(product);
        request.lines.push_back(std::move(wanted));
    }
    return request;
}

} // namespace

std::vector<pricing::PaymentOption> ways_to_pay(db::Transaction& tx, const shop::Scope& scope,
                                                const orders::Order& order) {
    if (orders::still_due(scope, order).minor == 0 ||
        orders::standing(scope, order).order.stage == statuses::Stage::cancelled)
        return {};
    const auto methods = pricing::delivery_methods(scope);
    auto ways = pricing::payment_options(
        scope, pricing::method_of(*methods, order.delivery_method_id), request_of(tx, scope, order),
        order.goods - order.discount, order.delivery);
    std::erase_if(ways, [](const pricing::PaymentOption& way) {
        return !way.available || (way.kind != pricing::PaymentKind::online &&
                                  way.kind != pricing::PaymentKind::bank_transfer);
    });
    return ways;
}

} // namespace taraba::payments
