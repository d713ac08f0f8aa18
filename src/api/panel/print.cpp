#include "api/panel/routes.hpp"
#include "shop/documents/printing.hpp"

namespace taraba::api::panel {

namespace {

struct PrintRequest : documents::WantedPapers {
    std::vector<std::string> orders; ///< ids, at most 500
};
BOOST_DESCRIBE_STRUCT(PrintRequest, (documents::WantedPapers), (orders))

Result<std::vector<OrderId>> ids_of(const std::vector<std::string>& texts) {
    if (texts.empty() || std::cmp_greater(texts.size(), documents::printed_at_once))
        return invalid_field("orders", "One to 500 orders at a time.");
    std::vector<OrderId> ids;
    for (std::size_t i = 0; i < texts.size(); ++i) {
        const auto id = parse_id(texts[i]);
        if (!id) return invalid_field("orders[" + std::to_string(i) + "]", "This is not an id.");
        ids.push_back(OrderId{*id});
    }
    return ids;
}

Result<File> print(const Scope& scope, const PrintRequest& wanted) {
    TRY(ids, ids_of(wanted.orders));
    if (wanted.papers.empty()) return invalid_field("papers", "Which papers?");
    std::map<OrderId, std::vector<std::string>> pages;
    for (const auto id : ids) {
        TRY(own, documents::papers_of(scope, id, wanted));
        pages[id] = std::move(own);
    }
    TRY(all, documents::printed(scope, wanted, std::move(pages)));
    return File{"application/pdf", "print.pdf", all, {}};
}

} // namespace

void add_print(Api& api) {
    api.file_for<PrintRequest>(
        "/api/v1/print", "application/pdf",
        {"Papers of several orders as one document, in picking order", "documents", "orders.read"},
        [](const Scope& scope, const In<PrintRequest>& in) { return print(scope, in.body); });
}

} // namespace taraba::api::panel
