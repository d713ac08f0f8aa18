#include "shop/pricing/discount.hpp"

#include "base/text.hpp"
#include "db/table.hpp"
#include "shop/audit/audit.hpp"

#include <algorithm>

namespace taraba::pricing {

namespace {

const db::Table<Discount>& discount_table() {
    static const db::Table<Discount> discounts("discounts");
    return discounts;
}

constexpr db::Sql use_sql{"discounts.use", R"sql(
    UPDATE discounts SET uses = uses + 1
     WHERE shop_id = $1 AND id = $2 AND (uses_max = 0 OR uses < uses_max)
)sql"};

constexpr db::Sql give_back_sql{"discounts.give_back", R"sql(
    UPDATE discounts SET uses = uses - 1 WHERE shop_id = $1 AND id = $2 AND uses > 0
)sql"};

std::string capitals(std::string_view text) {
    std::string code(trimmed(text));
    for (char& c : code)
        if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    return code;
}

Failure refused(const char* code, Sentence detail) {
    return refuse(RefusalKind::conflict, code, std::move(detail), "coupon");
}

Result<void> applies(const Discount& discount, const shop::Scope& scope, Money goods) {
    const Date today = scope.today();
    if (!discount.active) return refused("coupon_unknown", "There is no such coupon.");
    if ((discount.valid_from && today < *discount.valid_from) ||
        (discount.valid_to && *discount.valid_to < today))
        return refused("coupon_expired", "The coupon does not hold today.");
    if (discount.uses_max > 0 && discount.uses >= discount.uses_max)
        return refused("coupon_used_up", "The coupon has been used up.");
    if (goods < discount.minimum)
        return refused("coupon_minimum", said("The coupon holds from {} on.",
                                              to_people(discount.minimum, scope.language)));
    return {};
}

Result<void> check(const Discount& discount, const shop::Scope& scope) {
    if (trimmed(discount.name).empty()) return invalid_field("name", "A discount needs a name.");
    if (discount.code.size() > 40)
        return invalid_field("code", "A code has at most 40 characters.");
    for (const auto& [field, amount] :
         {std::pair{"amount", discount.amount}, std::pair{"minimum", discount.minimum}}) {
        if (amount.currency != scope.currency())
            return invalid_field(std::string(field) + ".currency",
                                 said("The shop sells in {}.", scope.shop->currency));
        if (amount.minor < 0 || amount.minor > 1'000'000'000)
            return invalid_field(field, "The amount is 0 to 10000000.00.");
    }
    if (discount.percent.basis_points < 0 || discount.percent.basis_points > 10'000)
        return invalid_field("percent", "The share is 0 to 10000 basis points.");
    const bool nothing = discount.kind == DiscountKind::percent ? discount.percent.basis_points == 0
                                                                : discount.amount.minor == 0;
    if (nothing)
        return invalid_field(discount.kind == DiscountKind::percent ? "percent" : "amount",
                             "A discount takes something off.");
    if (discount.valid_from && discount.valid_to && *discount.valid_to < *discount.valid_from)
        return invalid_field("valid_to", "The last day is not before the first.");
    if (discount.uses_max < 0) return invalid_field("uses_max", "This is 0 or more.");
    return {};
}

} // namespace

Result<Discount> save(db::Transaction& tx, const shop::Scope& scope, Discount discount,
                      bool fresh) {
    discount.code = capitals(discount.code);
    if (discount.amount.minor == 0) discount.amount = {0, scope.currency()};
    if (discount.minimum.minor == 0) discount.minimum = {0, scope.currency()};
    MUST(check(discount, scope));
    for (const auto& other : discounts(tx, scope.id()))
        if (other.id != discount.id && !discount.code.empty() && other.code == discount.code)
            return invalid_field("code", "Another discount has this code.");
    if (fresh) {
        discount.id = scope.new_id<DiscountId>();
        discount.uses = 0;
        discount_table().insert(tx, scope.id(), discount);
    } else {
        const auto before = find_discount(tx, scope.id(), discount.id);
        if (!before) return not_found("There is no such discount.");
        discount.uses = before->uses;
        ++discount.version;
        if (!discount_table().update(tx, scope.id(), discount))
            return refuse(RefusalKind::conflict, "version_conflict",
                          "Somebody else has just changed this discount; look again.");
    }
    shop::bump_config(tx, scope.id());
    audit::append(tx, scope,
                  {"discount:" + to_text(discount.id),
                   fresh ? "discount_created" : "discount_changed",
                   {{"name", "", discount.name}}});
    return discount;
}

std::vector<Discount> discounts(db::Transaction& tx, ShopId shop) {
    return discount_table().all(tx, shop);
}

std::optional<Discount> find_discount(db::Transaction& tx, ShopId shop, DiscountId id) {
    return discount_table().find(tx, shop, id.value);
}

Money off(const Discount& discount, Money goods) {
    const Money wanted =
        discount.kind == DiscountKind::percent ? portion(goods, discount.percent) : discount.amount;
    return goods < wanted ? goods : wanted;
}

Result<std::optional<Discount>> discount_for(db::Transaction& tx, const shop::Scope& scope,
                                             const std::string& code, Money goods) {
    // Whether there are any is kept in memory; how often each was used is not.
    const bool any = *scope.cached<bool>([&](db::Transaction& look) {
        return std::ranges::any_of(discounts(look, scope.id()), &Discount::active);
    });
    const std::string wanted = capitals(code);
    if (!any) {
        if (wanted.empty()) return std::optional<Discount>();
        return refused("coupon_unknown", "There is no such coupon.");
    }
    std::optional<Discount> best;
    for (const auto& discount : discounts(tx, scope.id())) {
        if (!wanted.empty()) {
            if (discount.code != wanted) continue;
            MUST(applies(discount, scope, goods));
            return std::optional(discount);
        }
        if (discount.code.empty() && applies(discount, scope, goods) &&
            (!best || off(*best, goods) < off(discount, goods)))
            best = discount;
    }
    if (!wanted.empty()) return refused("coupon_unknown", "There is no such coupon.");
    return best;
}

void use_later(db::Transaction& tx, ShopId shop, DiscountId id) {
    tx.later(use_sql, {shop, id},
             {RefusalKind::conflict, "coupon_used_up", "The coupon has been used up.", "coupon"});
}

void give_back(db::Transaction& tx, ShopId shop, DiscountId id) {
    tx.change(give_back_sql, {shop, id});
}

} // namespace taraba::pricing
