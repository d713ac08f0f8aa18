#include "api/crud.hpp"
#include "api/panel/routes.hpp"
#include "shop/documents/statement_pdf.hpp"
#include "shop/invoicing/invoice.hpp"
#include "shop/payments/credit.hpp"

#include <algorithm>

namespace taraba::api::panel {

using payments::Credit;
using payments::Statement;

namespace {

struct Statements {
    std::vector<Statement> items;
};
BOOST_DESCRIBE_STRUCT(Statements, (), (items))

/// The statement with the invoices that are open.
Statement statement_of(db::Transaction& tx, const Scope& scope, const Credit& credit) {
    auto statement = payments::statement(tx, scope, credit);
    for (auto& each : statement.items)
        if (const auto invoice = invoicing::live_invoice(tx, scope.id(), each.order_id))
            each.invoice = invoice->series + " " + std::to_string(invoice->number);
    return statement;
}

} // namespace

void add_credits(Api& api) {
    add_crud<Credit>(api, {"/api/v1/credits",
                           "credits",
                           "credit of a company",
                           "customers.read",
                           "customers.edit",
                           [](db::Transaction& tx, const Scope& scope, const std::string&,
                              std::int64_t before, std::int64_t limit) {
                               return cut(payments::credits(tx, scope.id()), before, limit);
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
                    all.items.push_back(statement_of(tx, scope, credit));
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
                return statement_of(tx, scope, *credit);
            });
        });
    api.file<Nothing>("/api/v1/credits/{id}/statement.pdf", "application/pdf",
                      {"What a company owes, as a paper to send it", "credits", "customers.read"},
                      [](const Scope& scope, const In<>& in) -> Result<File> {
                          TRY(id, in.id<CreditId>());
                          return scope.read([&](db::Transaction& tx) -> Result<File> {
                              const auto credit = payments::find_credit(tx, scope.id(), id);
                              if (!credit) return not_found("There is no such credit.");
                              return File{
                                  "application/pdf",
                                  "statement-" + credit->cui + ".pdf",
                                  documents::statement_pdf(scope, statement_of(tx, scope, *credit)),
                                  {}};
                          });
                      });
}

} // namespace taraba::api::panel
