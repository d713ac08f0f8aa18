#include "api/crud.hpp"
#include "api/panel/routes.hpp"
#include "shop/pricing/delivery.hpp"
#include "shop/pricing/discount.hpp"

namespace taraba::api::panel {

void add_discounts(Api& api) {
    add_crud<pricing::Discount>(
        api,
        {"/api/v1/discounts", "discounts", "discount", "settings.read", "settings.edit",
         [](db::Transaction& tx, const Scope& scope, const std::string&, std::int64_t before,
            std::int64_t limit) { return cut(pricing::discounts(tx, scope.id()), before, limit); },
         [](db::Transaction& tx, const Scope& scope, std::int64_t id) {
             return pricing::find_discount(tx, scope.id(), DiscountId{id});
         },
         [](db::Transaction& tx, const Scope& scope, pricing::Discount discount, bool fresh) {
             return pricing::save(tx, scope, std::move(discount), fresh);
         },
         [](db::Transaction& tx, const Scope& scope, std::int64_t id) -> Result<void> {
             auto discount = pricing::find_discount(tx, scope.id(), DiscountId{id});
             if (!discount) return not_found("There is no such discount.");
             discount->active = false; // orders name it
             MUST(pricing::save(tx, scope, *discount, false));
             return {};
         }});
}

} // namespace taraba::api::panel
