#include "api/panel/case_view.hpp"
#include "api/storefront/routes.hpp"
#include "api/storefront/signed_link.hpp"
#include "shop/orders/order.hpp"
#include "shop/service/case.hpp"
#include "shop/service/warranty.hpp"

#include <algorithm>

namespace taraba::api::storefront {

namespace {

/// What a buyer sees of a case.
struct BuyerNews {
    Instant at{};
    std::string step;
    std::string words;
};
BOOST_DESCRIBE_STRUCT(BuyerNews, (), (at, step, words))
struct BuyerCase {
    std::int64_t number = 0;
    std::string product;
    std::string maker_serial;
    std::string step;
    std::string defect;
    Date received_on{};
    Date due_on{};
    std::optional<Date> closed_on;
    std::vector<BuyerNews> news; ///< newest first
};
BOOST_DESCRIBE_STRUCT(BuyerCase, (),
                      (number, product, maker_serial, step, defect, received_on, due_on, closed_on,
                       news))
struct BuyerService {
    std::vector<BuyerCase> items;
    std::vector<service::Warranty> guarantees;
};
BOOST_DESCRIBE_STRUCT(BuyerService, (), (items, guarantees))

BuyerCase buyers(const panel::CaseView& view) {
    BuyerCase shown{view.number,    view.product,     view.maker_serial,
                    view.step_name, view.defect.text, view.received_on,
                    view.due_on,    view.closed_on,   {}};
    for (const auto& each : view.news)
        if (!each.internal) shown.news.push_back({each.at, each.step, each.words});
    std::ranges::reverse(shown.news);
    return shown;
}

} // namespace

void add_service(Api& api) {
    api.get<TokenQuery, BuyerService>(
        "/api/v1/checkout/orders/{id}/service",
        {"The buyer's guarantees and repairs", "checkout", "checkout"},
        [](const Scope& scope, const In<Nothing, TokenQuery>& in) -> Result<BuyerService> {
            TRY(id, signed_order(scope, in));
            return scope.read([&](db::Transaction& tx) -> Result<BuyerService> {
                TRY(order, orders::must_find(tx, scope, id));
                BuyerService all{{}, service::warranties_of(tx, scope, order)};
                for (const auto& piece : service::of_order(tx, scope.id(), id))
                    all.items.push_back(buyers(panel::view_of(tx, scope, piece)));
                return all;
            });
        });
}

} // namespace taraba::api::storefront
