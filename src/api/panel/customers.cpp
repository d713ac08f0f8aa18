#include "api/crud.hpp"
#include "api/panel/order_view.hpp"
#include "api/panel/routes.hpp"
#include "shop/alerts/alert.hpp"
#include "shop/customers/account.hpp"
#include "shop/customers/customer.hpp"
#include "shop/invoicing/invoice.hpp"
#include "shop/orders/order.hpp"
#include "shop/orders/order_list.hpp"
#include "shop/orders/order_statistics.hpp"
#include "shop/reports/order_row.hpp"

namespace taraba::api::panel {

using customers::Customer;

namespace {

/// What the shop knows of a customer beside the address book.
struct CustomerStory {
    orders::CustomerStatistics figures;
    std::vector<reports::OrderSummary> orders; ///< the last fifty
    std::vector<InvoiceView> invoices;         ///< of those
};
BOOST_DESCRIBE_STRUCT(CustomerStory, (), (figures, orders, invoices))

Result<CustomerStory> story_of(const Scope& scope, CustomerId id) {
    return scope.read([&](db::Transaction& tx) -> Result<CustomerStory> {
        if (!customers::find(tx, scope.id(), id)) return not_found("There is no such customer.");
        orders::OrderFilter filter;
        filter.customer = to_text(id);
        filter.limit = 50;
        TRY(found, orders::search(tx, scope, filter));
        CustomerStory story{orders::customer_statistics(tx, scope, id),
                            reports::summaries(tx, scope, found.orders),
                            {}};
        for (const auto& order : found.orders)
            for (auto& invoice : views_of(tx, scope, invoicing::of_order(tx, scope.id(), order.id)))
                story.invoices.push_back(std::move(invoice));
        if (!scope.principal.may("profit.read")) story.figures.net_profit = {0, scope.currency()};
        return story;
    });
}

} // namespace

void add_customers(Api& api) {
    add_crud<Customer>(
        api, {"/api/v1/customers", "customers", "customer", "customers.read", "customers.edit",
              [](db::Transaction& tx, const Scope& scope, const std::string& q, std::int64_t before,
                 std::int64_t limit) { return customers::list(tx, scope.id(), q, before, limit); },
              [](db::Transaction& tx, const Scope& scope, std::int64_t id) {
                  return customers::find(tx, scope.id(), CustomerId{id});
              },
              [](db::Transaction& tx, const Scope& scope, Customer customer, bool fresh) {
                  return fresh ? customers::create(tx, scope, std::move(customer))
                               : customers::change(tx, scope, std::move(customer));
              },
              [](db::Transaction& tx, const Scope& scope, std::int64_t id) -> Result<void> {
                  if (orders::is_customer_used(tx, scope.id(), CustomerId{id}))
                      return refuse(RefusalKind::conflict, "in_use",
                                    "The customer has orders, whose papers must be kept.");
                  return customers::remove(tx, scope, CustomerId{id});
              }});
    api.post<Nothing, Customer>(
        "/api/v1/customers/{id}/forget",
        {"Take out of a customer what the law does not make the shop keep", "customers",
         "customers.edit"},
        [](const Scope& scope, const In<>& in) -> Result<Customer> {
            TRY(id, in.id<CustomerId>());
            return scope.write([&](db::Transaction& tx) -> Result<Customer> {
                TRY(forgotten, customers::forget(tx, scope, id));
                alerts::resolve(tx, scope, "customer:" + to_text(id), "deletion_asked");
                return forgotten;
            });
        });
    api.get<Nothing, CustomerStory>(
        "/api/v1/customers/{id}/story",
        {"What a customer bought, paid and got invoices for", "customers", "customers.read"},
        [](const Scope& scope, const In<>& in) -> Result<CustomerStory> {
            TRY(id, in.id<CustomerId>());
            return story_of(scope, id);
        });
}

} // namespace taraba::api::panel
