#include "shop/pricing/payment_method.hpp"

#include "base/text.hpp"
#include "db/table.hpp"
#include "shop/audit/audit.hpp"
#include "shop/places/places.hpp"

#include <algorithm>

namespace taraba::pricing {

namespace {

const db::Table<PaymentMethod>& payment_method_table() {
    static const db::Table<PaymentMethod> methods("payment_methods");
    return methods;
}

Result<void> check(const shop::Scope& scope, const PaymentMethod& method) {
    const auto& conditions = method.conditions;
    if (conditions.min_total && conditions.min_total->currency != scope.currency())
        return invalid_field("conditions.min_total.currency",
                             said("The shop sells in {}.", scope.shop->currency));
    if (conditions.min_total && conditions.min_total->minor < 0)
        return invalid_field("conditions.min_total", "The least total is not negative.");
    for (std::size_t i = 0; i < conditions.counties.size(); ++i)
        if (!places::find_county(conditions.counties[i]))
            return invalid_field("conditions.counties[" + std::to_string(i) + "]",
                                 "There is no such county.");
    if (method.kind == PaymentKind::online && method.processor.empty())
        return invalid_field("processor", "A method that is paid online needs its processor.");
    if (method.kind != PaymentKind::online && !method.processor.empty())
        return invalid_field("processor", "Only a method that is paid online has a processor.");
    if (method.kind == PaymentKind::on_invoice && !method.companies_only)
        return invalid_field("companies_only", "Only companies pay on invoice.");
    return {};
}

} // namespace

Money payment_fee(const PaymentMethod& method, Money goods_and_delivery) {
    return method.fee + portion(goods_and_delivery, method.fee_percent);
}

Result<PaymentMethod> save(db::Transaction& tx, const shop::Scope& scope, PaymentMethod method,
                           bool fresh) {
    if (trimmed(method.code).empty()) return invalid_field("code", "A method needs a code.");
    if (trimmed(method.name).empty()) return invalid_field("name", "A method needs a name.");
    if (method.fee.currency != scope.currency())
        return invalid_field("fee.currency", said("The shop sells in {}.", scope.shop->currency));
    if (method.fee.minor < 0 || method.fee.minor > 10'000'000)
        return invalid_field("fee", "The fee is 0 to 100000.00.");
    if (method.max_total && method.max_total->currency != scope.currency())
        return invalid_field("max_total.currency",
                             said("The shop sells in {}.", scope.shop->currency));
    if (method.fee_percent.basis_points < 0 || method.fee_percent.basis_points > 5'000)
        return invalid_field("fee_percent", "The share is 0 to 5000 basis points.");
    MUST(check(scope, method));
    for (const auto& other : payment_method_table().all(tx, scope.id()))
        if (other.id != method.id && other.code == method.code)
            return invalid_field("code", "Another method has this code.");
    if (fresh) {
        method.id = scope.new_id<PaymentMethodId>();
        method.version = 1;
        payment_method_table().insert(tx, scope.id(), method);
    } else {
        ++method.version;
        if (!payment_method_table().update(tx, scope.id(), method))
            return refuse(RefusalKind::conflict, "version_conflict",
                          "Somebody else has just changed this method; look again.");
    }
    shop::bump_config(tx, scope.id());
    audit::append(tx, scope,
                  {"payment_method:" + to_text(method.id),
                   fresh ? "payment_method_created" : "payment_method_changed",
                   {{"name", "", method.name}, {"fee", "", to_decimal(method.fee)}}});
    return method;
}

std::vector<PaymentMethod> payment_methods(db::Transaction& tx, ShopId shop) {
    auto all = payment_method_table().all(tx, shop);
    std::ranges::stable_sort(all, {}, &PaymentMethod::position);
    return all;
}

std::shared_ptr<const std::vector<PaymentMethod>> payment_methods(const shop::Scope& scope) {
    return scope.cached<std::vector<PaymentMethod>>(
        [&](db::Transaction& tx) { return payment_methods(tx, scope.id()); });
}

} // namespace taraba::pricing
