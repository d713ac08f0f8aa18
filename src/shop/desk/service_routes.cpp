// Guarantees and the workshop: for operators, and for the buyer by the order's signed link.

#include "shop/desk/routes.hpp"
#include "shop/desk/signed_link.hpp"
#include "shop/documents/service_papers.hpp"
#include "shop/service/guarantee.hpp"

#include <algorithm>

namespace taraba::desk {

using service::Case;
using shop::Api;
using shop::In;
using shop::Nothing;
using shop::Scope;

namespace {

struct NewsView {
    Instant at{};
    std::string step; ///< its name
    std::string words;
    std::string actor;
    bool internal = false;
};
BOOST_DESCRIBE_STRUCT(NewsView, (), (at, step, words, actor, internal))

struct CaseView : Case {
    std::int64_t order_number = 0;
    std::string customer;
    std::string step_name;
    std::int64_t days_left = 0; ///< to the term; below nothing when it has passed
    std::vector<shop::ServiceStep> next;
    std::vector<NewsView> news;
};
BOOST_DESCRIBE_STRUCT(CaseView, (Case), (order_number, customer, step_name, days_left, next, news))

using CasePage = shop::Page<CaseView>;

struct Cases {
    std::vector<CaseView> items;
};
BOOST_DESCRIBE_STRUCT(Cases, (), (items))

struct OrderService {
    std::vector<CaseView> items;
    std::vector<service::Guarantee> guarantees;
};
BOOST_DESCRIBE_STRUCT(OrderService, (), (items, guarantees))

struct Guarantees {
    std::vector<service::Guarantee> items;
};
BOOST_DESCRIBE_STRUCT(Guarantees, (), (items))

struct CaseQuery {
    std::optional<std::string> cursor;
    std::optional<std::int64_t> limit;
    std::optional<service::CaseFilter> filter; ///< `open` when not given
};
BOOST_DESCRIBE_STRUCT(CaseQuery, (), (cursor, limit, filter))

struct WordsQuery {
    std::optional<std::string> q;
};
BOOST_DESCRIBE_STRUCT(WordsQuery, (), (q))

struct Steps {
    std::vector<shop::ServiceStep> items;
};
BOOST_DESCRIBE_STRUCT(Steps, (), (items))

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
    std::vector<service::Guarantee> guarantees;
};
BOOST_DESCRIBE_STRUCT(BuyerService, (), (items, guarantees))

std::string step_title(const Scope& scope, const std::string& code, const std::string& language) {
    const auto* step = service::find_step(scope, code);
    return step ? service::title_of(*step, language) : code;
}

std::vector<shop::ServiceStep> next_of(const Scope& scope, const Case& piece) {
    if (piece.closed_on) return {};
    auto steps = service::steps_of(scope);
    std::erase_if(steps, [&](const auto& step) {
        return step.code == piece.step ||
               (step.stage == service::Stage::handed_back && !piece.outcome);
    });
    return steps;
}

enum class Depth { row, whole };

CaseView view_of(db::Transaction& tx, const Scope& scope, const Case& piece,
                 Depth depth = Depth::whole) {
    CaseView view;
    static_cast<Case&>(view) = piece;
    view.step_name = step_title(scope, piece.step, scope.language);
    view.days_left = (piece.due_on.day - scope.today().day).count();
    if (const auto order = orders::find(tx, scope.id(), piece.order_id)) {
        view.order_number = order->number;
        view.customer = order->customer.name;
    }
    if (depth == Depth::row) return view;
    view.next = next_of(scope, piece);
    for (const auto& each : service::news_of(tx, scope.id(), piece.id))
        view.news.push_back({each.at(), step_title(scope, each.step, scope.language),
                             each.words.text, each.actor, each.internal});
    return view;
}

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

Result<http::File> paper(const Scope& scope, CaseId id, bool resolution) {
    return scope.read([&](db::Transaction& tx) -> Result<http::File> {
        const auto piece = service::find(tx, scope.id(), id);
        if (!piece) return not_found("There is no such case.");
        TRY(order, orders::must_find(tx, scope, piece->order_id));
        const std::string name =
            (resolution ? "resolution-" : "reception-") + std::to_string(piece->number) + ".pdf";
        if (!resolution)
            return http::File{"application/pdf",
                              name,
                              documents::reception_protocol_pdf(scope, order, *piece),
                              {}};
        TRY(pdf,
            documents::resolution_pdf(scope, order, *piece, service::news_of(tx, scope.id(), id)));
        return http::File{"application/pdf", name, pdf, {}};
    });
}

BuyerCase buyers(const CaseView& view) {
    BuyerCase shown{view.number,    view.product,     view.maker_serial,
                    view.step_name, view.defect.text, view.received_on,
                    view.due_on,    view.closed_on,   {}};
    for (const auto& each : view.news)
        if (!each.internal) shown.news.push_back({each.at, each.step, each.words});
    std::ranges::reverse(shown.news);
    return shown;
}

} // namespace

void add_service_routes(Api& api) {
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
    api.get<Nothing, Steps>("/api/v1/service-steps",
                            {"The steps of a case, in the shop's order", "service", "orders.read"},
                            [](const Scope& scope, const In<>&) -> Result<Steps> {
                                return Steps{service::steps_of(scope)};
                            });
    api.get<WordsQuery, Guarantees>(
        "/api/v1/guarantees",
        {"Guarantees by serial number, order or customer", "service", "orders.read"},
        [](const Scope& scope, const In<Nothing, WordsQuery>& in) -> Result<Guarantees> {
            return scope.read([&](db::Transaction& tx) -> Result<Guarantees> {
                TRY(found, service::find_guarantees(tx, scope, in.query.q.value_or("")));
                return Guarantees{found};
            });
        });
    api.get<Nothing, OrderService>(
        "/api/v1/orders/{id}/service-cases",
        {"The cases of an order, and the guarantees of its goods", "service", "orders.read"},
        [](const Scope& scope, const In<>& in) -> Result<OrderService> {
            TRY(id, in.id<OrderId>());
            return scope.read([&](db::Transaction& tx) -> Result<OrderService> {
                TRY(order, orders::must_find(tx, scope, id));
                OrderService all{{}, service::guarantees_of(tx, scope, order)};
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
                      [](const Scope& scope, const In<>& in) -> Result<http::File> {
                          TRY(id, in.id<CaseId>());
                          return paper(scope, id, false);
                      });
    api.file<Nothing>("/api/v1/service-cases/{id}/resolution.pdf", "application/pdf",
                      {"What was found and done", "service", "orders.read"},
                      [](const Scope& scope, const In<>& in) -> Result<http::File> {
                          TRY(id, in.id<CaseId>());
                          return paper(scope, id, true);
                      });
    api.get<TokenQuery, BuyerService>(
        "/api/v1/checkout/orders/{id}/service",
        {"The buyer's guarantees and repairs", "checkout", "checkout"},
        [](const Scope& scope, const In<Nothing, TokenQuery>& in) -> Result<BuyerService> {
            TRY(id, signed_order(scope, in));
            return scope.read([&](db::Transaction& tx) -> Result<BuyerService> {
                TRY(order, orders::must_find(tx, scope, id));
                BuyerService all{{}, service::guarantees_of(tx, scope, order)};
                for (const auto& piece : service::of_order(tx, scope.id(), id))
                    all.items.push_back(buyers(view_of(tx, scope, piece)));
                return all;
            });
        });
}

} // namespace taraba::desk
