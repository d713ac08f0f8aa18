#include "api/panel/return_view.hpp"

#include "shop/documents/return_papers.hpp"
#include "shop/orders/order.hpp"
#include "shop/returns/payback.hpp"
#include "shop/returns/photos.hpp"
#include "shop/returns/return.hpp"
#include "shop/shipping/collection.hpp"
#include "shop/shipping/courier.hpp"

#include <algorithm>

namespace taraba::api::panel {

using returns::Return;

Result<Return> return_of(db::Transaction& tx, const Scope& scope, RmaId id,
                         std::optional<OrderId> of) {
    const auto rma = returns::find(tx, scope.id(), id);
    if (!rma || (of && rma->order_id != *of)) return not_found("There is no such return.");
    return *rma;
}

ReturnView view_of(db::Transaction& tx, const Scope& scope, const Return& rma) {
    ReturnView view;
    static_cast<Return&>(view) = rma;
    view.opened_at = rma.opened_at();
    view.worth = {0, scope.currency()};
    view.paid_back = returns::paid_back(tx, scope, rma).sum;
    for (const auto& each : shipping::collections_of(tx, scope.id(), rma.id))
        view.collections.push_back({each.id, each.courier,
                                    shipping::courier_registry().at(each.courier).traits.title,
                                    each.state, each.stage, each.awb_number, each.error});
    view.photos = returns::photos_of(tx, scope.id(), rma.id);
    const auto order = orders::find(tx, scope.id(), rma.order_id);
    if (!order) return view;
    view.order_number = order->number;
    view.customer = order->customer.name;
    view.company = order->billing.company.has_value();
    for (const auto& line : returns::value_of(tx, scope, *order, rma))
        view.worth += line.gross;
    const auto sold = orders::lines_of(tx, scope.id(), order->id);
    for (const auto& line : returns::lines_of(tx, scope.id(), rma.id)) {
        const auto bought = std::ranges::find(sold, line.line_no, &orders::OrderLine::line_no);
        if (bought != sold.end())
            view.lines.push_back({line, bought->sku, bought->name, bought->unit});
    }
    return view;
}

Result<File> return_paper(const Scope& scope, RmaId id, std::optional<OrderId> of) {
    return scope.read([&](db::Transaction& tx) -> Result<File> {
        TRY(rma, return_of(tx, scope, id, of));
        TRY(order, orders::must_find(tx, scope, rma.order_id));
        return File{"application/pdf",
                    "rma-" + std::to_string(rma.number) + ".pdf",
                    documents::return_pdf(scope, order, orders::lines_of(tx, scope.id(), order.id),
                                          rma, returns::lines_of(tx, scope.id(), id),
                                          std::ssize(returns::photos_of(tx, scope.id(), id))),
                    {}};
    });
}

Result<File> return_photo(const Scope& scope, RmaId id, returns::PhotoId photo,
                          std::optional<OrderId> of) {
    return scope.read([&](db::Transaction& tx) -> Result<File> {
        TRY(rma, return_of(tx, scope, id, of));
        const auto file = returns::find_photo(tx, scope.id(), rma.id, photo);
        if (!file) return not_found("There is no such photo.");
        const std::string ending = file->type.substr(file->type.find('/') + 1);
        return File{
            file->type, "rma-" + std::to_string(rma.number) + "." + ending, file->bytes, {}};
    });
}

} // namespace taraba::api::panel
