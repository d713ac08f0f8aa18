#pragma once

#include "shop/scope.hpp"

namespace taraba::pricing {

enum class DiscountKind { percent, amount };
BOOST_DESCRIBE_ENUM(DiscountKind, percent, amount)

/// What the goods of an order cost less: by a code, or by itself when it has none.
struct Discount {
    DiscountId id;
    std::string name;
    std::string name_en;
    std::string code; ///< compared in capitals
    DiscountKind kind = DiscountKind::percent;
    Rate percent;  ///< of the goods
    Money amount;  ///< with VAT; never more than the goods
    Money minimum; ///< goods of at least so much, with VAT
    std::optional<Date> valid_from;
    std::optional<Date> valid_to; ///< the last day
    std::int64_t uses_max = 0;    ///< 0: any number
    std::int64_t uses = 0;        ///< orders that have it
    bool active = true;
    std::int64_t version = 1;
};
BOOST_DESCRIBE_STRUCT(Discount, (),
                      (id, name, name_en, code, kind, percent, amount, minimum, valid_from,
                       valid_to, uses_max, uses, active, version))

/// Refuses with `invalid_field`.
Result<Discount> save(db::Transaction& tx, const shop::Scope& scope, Discount discount, bool fresh);
std::vector<Discount> discounts(db::Transaction& tx, ShopId shop);
std::optional<Discount> find_discount(db::Transaction& tx, ShopId shop, DiscountId id);

/// The discount of a code, or without one the best that applies by itself to goods of this value.
/// A shop without discounts costs no look. Refuses a code with `coupon_unknown`, `coupon_expired`,
/// `coupon_used_up`, `coupon_minimum`, all on the field `coupon`.
Result<std::optional<Discount>> discount_for(db::Transaction& tx, const shop::Scope& scope,
                                             const std::string& code, Money goods);

/// What it takes off goods of this value, rounded half up.
Money off(const Discount& discount, Money goods);

/// Counts a use; refuses at settle() with `coupon_used_up` when another order was first.
void use_later(db::Transaction& tx, ShopId shop, DiscountId id);
/// A cancelled order gives its use back.
void give_back(db::Transaction& tx, ShopId shop, DiscountId id);

} // namespace taraba::pricing
