// Papers of a selection as one document, in the order in which the goods are picked.

#include "shop/desk/printing.hpp"
#include "shop/desk/routes.hpp"

namespace taraba::desk {

using shop::Api;
using shop::In;
using shop::Scope;

namespace {

struct PrintRequest : WantedPapers {
    std::vector<std::string> orders; ///< ids, at most 500
};
BOOST_DESCRIBE_STRUCT(PrintRequest, (WantedPapers), (orders))

Result<std::vector<OrderId>> ids_of(const std::vector<std::string>& texts) {
    if (texts.empty() || std::cmp_greater(texts.size(), printed_at_once))
        return invalid_field("orders", "One to 500 orders at a time.");
    std::vector<OrderId> ids;
    for (std::size_t i = 0; i < texts.size(); ++i) {
        const auto id = parse_id(texts[i]);
        if (!id) return invalid_field("orders[" + std::to_string(i) + "]", "This is not an id.");
        ids.push_back(OrderId{*id});
    }
    return ids;
}

Result<http::File> print(const Scope& scope, const PrintRequest& wanted) {
    TRY(ids, ids_of(wanted.orders));
    if (wanted.papers.empty()) return invalid_field("papers", "Which papers?");
    std::map<OrderId, std::vector<std::string>> pages;
    for (const auto id : ids) {
        TRY(own, papers_of(scope, id, wanted));
        pages[id] = std::move(own);
    }
    TRY(all, printed(scope, wanted, std::move(pages)));
    return http::File{"application/pdf", "print.pdf", all, {}};
}

} // namespace

void add_print_routes(Api& api) {
    api.file_for<PrintRequest>(
        "/api/v1/print", "application/pdf",
        {"Papers of several orders as one document, in picking order", "documents", "orders.read"},
        [](const Scope& scope, const In<PrintRequest>& in) { return print(scope, in.body); });
}

} // namespace taraba::desk
