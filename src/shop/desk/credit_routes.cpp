#include "shop/crud.hpp"
#include "shop/desk/routes.hpp"
#include "shop/payments/credit.hpp"

#include <algorithm>

namespace taraba::desk {

using payments::Credit;
using payments::Statement;
using shop::Api;
using shop::In;
using shop::Nothing;
using shop::Scope;

namespace {

struct Statements {
    std::vector<Statement> items;
};
BOOST_DESCRIBE_STRUCT(Statements, (), (items))

} // namespace

void add_credit_routes(Api& api) {
    add_crud<Credit>(api, {"/api/v1/credits",
                           "credits",
                           "credit of a company",
                           "customers.read",
                           "customers.edit",
                           [](db::Transaction& tx, const Scope& scope, const std::string&,
                              std::int64_t before, std::int64_t limit) {
                               return shop::cut(payments::credits(tx, scope.id()), before, limit);
                           },
                           [](db::Transaction& tx, const Scope& scope, std::int64_t id) {
                               return payments::find_credit(tx, scope.id(), CreditId{id});
                           },
                           [](db::Transaction& tx, const Scope& scope, Credit credit, bool fresh) {
                               return payments::save(tx, scope, std::move(credit), fresh);
                           },
                           {}});
    api.get<Nothing, Statements>(
        "/api/v1/credit-statements",
        {"What every company with a credit owes, those that ask first", "credits",
         "customers.read"},
        [](const Scope& scope, const In<>&) -> Result<Statements> {
            return scope.read([&](db::Transaction& tx) -> Result<Statements> {
                Statements all;
                for (const auto& credit : payments::credits(tx, scope.id()))
                    all.items.push_back(payments::statement(tx, scope, credit));
                std::ranges::stable_sort(all.items, [](const Statement& a, const Statement& b) {
                    const auto rank = [](const Statement& each) {
                        return each.credit.state == payments::CreditState::asked ? 0
                               : each.overdue                                    ? 1
                                                                                 : 2;
                    };
                    return rank(a) < rank(b);
                });
                return all;
            });
        });
    api.get<Nothing, Statement>(
        "/api/v1/credits/{id}/statement",
        {"What a company owes, by term", "credits", "customers.read"},
        [](const Scope& scope, const In<>& in) -> Result<Statement> {
            TRY(id, in.id<CreditId>());
            return scope.read([&](db::Transaction& tx) -> Result<Statement> {
                const auto credit = payments::find_credit(tx, scope.id(), id);
                if (!credit) return not_found("There is no such credit.");
                return payments::statement(tx, scope, *credit);
            });
        });
}

} // namespace taraba::desk
