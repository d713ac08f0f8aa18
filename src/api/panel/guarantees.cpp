#include "api/panel/routes.hpp"
#include "api/storefront/signed_link.hpp"
#include "shop/service/warranty.hpp"

namespace taraba::api::panel {

namespace {

struct Guarantees {
    std::vector<service::Warranty> items;
};
BOOST_DESCRIBE_STRUCT(Guarantees, (), (items))

struct WordsQuery {
    std::optional<std::string> q;
};
BOOST_DESCRIBE_STRUCT(WordsQuery, (), (q))

} // namespace

void add_guarantees(Api& api) {
    api.get<WordsQuery, Guarantees>(
        "/api/v1/guarantees",
        {"Guarantees by serial number, order or customer", "service", "orders.read"},
        [](const Scope& scope, const In<Nothing, WordsQuery>& in) -> Result<Guarantees> {
            return scope.read([&](db::Transaction& tx) -> Result<Guarantees> {
                TRY(found, service::find_warranties(tx, scope, in.query.q.value_or("")));
                return Guarantees{found};
            });
        });
}

} // namespace taraba::api::panel
