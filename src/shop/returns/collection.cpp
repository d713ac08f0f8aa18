#include "shop/returns/collection.hpp"

#include "shop/audit/audit.hpp"
#include "shop/returns/return_store.hpp"

namespace taraba::returns {

namespace {

Result<void> moved(db::Transaction& tx, const shop::Scope& scope, RmaId id,
                   const std::string& awb_number, const std::string& stage) {
    const auto rma = find(tx, scope.id(), id);
    if (!rma) return {};
    TRY(order, orders::must_find(tx, scope, rma->order_id));
    const bool waits = rma->state == ReturnState::approved;
    if (stage == "registered" && waits) {
        audit::append(tx, scope,
                      {shop::order_subject(order.id),
                       "return_collected",
                       {{"return", "", rma->label()}, {"awb", "", awb_number}}});
        scope.installation.workflow->send_message(tx, scope, order, "return_collected");
    }
    if (stage == "delivered" && waits) {
        audit::append(tx, scope,
                      {shop::order_subject(order.id),
                       "return_arrived",
                       {{"return", "", rma->label()}, {"awb", "", awb_number}}});
        scope.installation.workflow->alert(tx, scope, order, "return_arrived",
                                           rma->label() + ", AWB " + awb_number);
    }
    return {};
}

} // namespace

Result<Return> collect(db::Transaction& tx, const shop::Scope& scope, RmaId id,
                       const shipping::CollectionRequest& wanted) {
    TRY(rma, in_state(tx, scope, id, {ReturnState::approved}));
    std::vector<shipping::ShippedLine> parts;
    for (const auto& line : lines_of(tx, scope.id(), id))
        parts.push_back({line.line_no, line.quantity});
    TRY(shipment,
        shipping::request_collection(tx, scope, rma.order_id, id, rma.label(), parts, wanted));
    rma.by_courier = true;
    store(tx, scope, rma);
    audit::append(tx, scope,
                  {shop::order_subject(rma.order_id),
                   "return_courier_called",
                   {{"return", "", rma.label()}, {"courier", "", shipment.courier}}});
    return rma;
}

void register_collection(orders::Workflow& workflow) { workflow.collection_moved = moved; }

} // namespace taraba::returns
