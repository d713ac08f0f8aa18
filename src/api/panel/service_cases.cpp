#include "api/panel/case_view.hpp"
#include "api/panel/routes.hpp"
#include "api/storefront/signed_link.hpp"
#include "shop/documents/service_papers.hpp"
#include "shop/orders/order.hpp"
#include "shop/service/case.hpp"
#include "shop/service/warranty.hpp"

namespace taraba::api::panel {

using service::Case;

namespace {

using CasePage = shop::Page<CaseView>;

struct Cases {
    std::vector<CaseView> items;
};
BOOST_DESCRIBE_STRUCT(Cases, (), (items))

struct OrderService {
    std::vector<CaseView> items;
    std::vector<service::Warranty> guarantees;
};
BOOST_DESCRIBE_STRUCT(OrderService, (), (items, guarantees))

struct CaseQuery {
    std::optional<std::string> cursor;
    std::optional<std::int64_t> limit;
    std::optional<service::CaseFilter> filter; ///< `open` when not given
};
BOOST_DESCRIBE_STRUCT(CaseQuery, (), (cursor, limit, filter))

Result<CaseView> viewed(const Scope& scope, const Result<Case>& piece) {
    if (!piece) return Failure(piece.error());
    scope.announce("service", shop::order_subject(piece->order_id));
    return scope.read([&](db::Transaction& tx) { return view_of(tx, scope, *piece); });
}

Result<CasePage> page_of(const Scope& scope, const CaseQuery& query) {
    TRY(limit, shop::list_limit(query.limit));
    TRY(before, shop::cursor_id(query.cursor));
    const auto filter = query.filter.value_or(service::CaseFilter::open);
    return scope.read([&](db::Transaction& tx) -> Result<CasePage> {
        auto page = shop::page_of(service::list(tx, scope, filter, before, limit + 1),
                                  static_cast<std::size_t>(limit),
                                  [](const auto& piece) { return piece.id.value; });
        // By their term there is no place to go on from; what is not shown is later due.
        if (filter != service::CaseFilter::all) page.next_cursor.reset();
        CasePage shown{{}, page.next_cursor};
        for (const auto& piece : page.items)
            shown.items.push_back(view_of(tx, scope, piece, Depth::row));
        return shown;
    });
}

Result<File> paper(const Scope& scope, CaseId id, bool resolution) {
    return scope.read([&](db::Transaction& tx) -> Result<File> {
        const auto piece = service::find(tx, scope.id(), id);
        if (!piece) return not_found("There is no such case.");
        TRY(order, orders::must_find(tx, scope, piece->order_id));
        const std::string name =
            (resolution ? "resolution-" : "reception-") + std::to_string(piece->number) + ".pdf";
        if (!resolution)
            return File{"application/pdf",
                        name,
                        documents::reception_protocol_pdf(scope, order, *piece),
                        {}};
        TRY(pdf,
            documents::resolution_pdf(scope, order, *piece, service::news_of(tx, scope.id(), id)));
        return File{"application/pdf", name, pdf, {}};
    });
}

} // namespace

void add_service_cases(Api& api) {
    api.get<CaseQuery, CasePage>(
        "/api/v1/service-cases",
        {"Pieces in the workshop: the soonest due first, or all by age", "service", "orders.read"},
        [](const Scope& scope, const In<Nothing, CaseQuery>& in) {
            return page_of(scope, in.query);
        });
    api.get<Nothing, CaseView>("/api/v1/service-cases/{id}",
                               {"One case with its story", "service", "orders.read"},
                               [](const Scope& scope, const In<>& in) -> Result<CaseView> {
                                   TRY(id, in.id<CaseId>());
                                   return scope.read([&](db::Transaction& tx) -> Result<CaseView> {
                                       const auto piece = service::find(tx, scope.id(), id);
                                       if (!piece) return not_found("There is no such case.");
                                       return view_of(tx, scope, *piece);
                                   });
                               });
    api.post<service::Progress, CaseView>(
        "/api/v1/service-cases/{id}/progress",
        {"A step, words to the buyer, or facts of a case", "service", "orders.edit"},
        [](const Scope& scope, const In<service::Progress>& in) -> Result<CaseView> {
            TRY(id, in.template id<CaseId>());
            return viewed(scope, scope.create([&](db::Transaction& tx) {
                return service::progress(tx, scope, id, in.body);
            }));
        });
    api.get<Nothing, OrderService>(
        "/api/v1/orders/{id}/service-cases",
        {"The cases of an order, and the guarantees of its goods", "service", "orders.read"},
        [](const Scope& scope, const In<>& in) -> Result<OrderService> {
            TRY(id, in.id<OrderId>());
            return scope.read([&](db::Transaction& tx) -> Result<OrderService> {
                TRY(order, orders::must_find(tx, scope, id));
                OrderService all{{}, service::warranties_of(tx, scope, order)};
                for (const auto& piece : service::of_order(tx, scope.id(), id))
                    all.items.push_back(view_of(tx, scope, piece));
                return all;
            });
        });
    api.post<service::NewCase, CaseView>(
        "/api/v1/orders/{id}/service-cases",
        {"Take a piece into the workshop", "service", "orders.edit"},
        [](const Scope& scope, const In<service::NewCase>& in) -> Result<CaseView> {
            TRY(id, in.template id<OrderId>());
            return viewed(scope, scope.create([&](db::Transaction& tx) {
                return service::open(tx, scope, id, in.body);
            }));
        },
        201);
    api.post<Nothing, Cases>(
        "/api/v1/returns/{id}/service",
        {"Take what a return brought into the workshop", "service", "orders.edit"},
        [](const Scope& scope, const In<>& in) -> Result<Cases> {
            TRY(id, in.id<RmaId>());
            const auto opened = scope.write(
                [&](db::Transaction& tx) { return service::open_for_return(tx, scope, id); });
            if (!opened) return Failure(opened.error());
            scope.announce("service", shop::order_subject(opened->front().order_id));
            return scope.read([&](db::Transaction& tx) -> Result<Cases> {
                Cases all;
                for (const auto& piece : *opened)
                    all.items.push_back(view_of(tx, scope, piece));
                return all;
            });
        },
        201);
    api.file<Nothing>("/api/v1/service-cases/{id}/reception.pdf", "application/pdf",
                      {"The protocol of reception", "service", "orders.read"},
                      [](const Scope& scope, const In<>& in) -> Result<File> {
                          TRY(id, in.id<CaseId>());
                          return paper(scope, id, false);
                      });
    api.file<Nothing>("/api/v1/service-cases/{id}/resolution.pdf", "application/pdf",
                      {"What was found and done", "service", "orders.read"},
                      [](const Scope& scope, const In<>& in) -> Result<File> {
                          TRY(id, in.id<CaseId>());
                          return paper(scope, id, true);
                      });
}

} // namespace taraba::api::panel
