#include "shop/service/warranty.hpp"

#include "base/calendar.hpp"
#include "base/text.hpp"
#include "shop/orders/order_list.hpp"
#include "shop/orders/serials.hpp"
#include "shop/returns/return.hpp"

#include <map>
#include <set>

namespace taraba::service {

namespace {

/// The buyer has a new one of another order, with a guarantee of its own, or the money.
bool is_the_shops(const Case& piece) {
    return piece.replacement_id || piece.outcome == Stage::refunded;
}

/// Where the term of a piece ends, by what became of it in the workshop.
void count(const std::vector<Case>& cases, std::optional<Date> arrived, Warranty& piece) {
    piece.delivered_on = arrived;
    std::optional<Date> from = arrived;
    for (const auto& each : cases) {
        if (each.line_no != piece.line_no || each.maker_serial != piece.maker_serial) continue;
        piece.cases.push_back(each.id);
        if (!each.closed_on) continue;
        if (each.outcome == Stage::replaced && !each.replacement_id) {
            from = each.closed_on;
            piece.extended_days = 0;
        }
        // Of several pieces without numbers nobody knows which one was longer away.
        if (each.outcome == Stage::repaired)
            piece.extended_days = piece.quantity == units(1)
                                      ? piece.extended_days + each.extended_days
                                      : std::max(piece.extended_days, each.extended_days);
    }
    if (from)
        piece.until = months_after(*from, piece.months) + std::chrono::days(piece.extended_days);
}

/// How many pieces of each line are the shop's again: paid back or exchanged, each counted once
/// whether a return, a case or both say so.
std::map<std::int64_t, Quantity> gone_back(db::Transaction& tx, ShopId shop, OrderId order,
                                           const std::vector<Case>& cases) {
    std::map<std::int64_t, Quantity> gone;
    std::set<RmaId> counted;
    for (const auto& rma : returns::of_order(tx, shop, order)) {
        if (rma.state != returns::ReturnState::refunded &&
            rma.state != returns::ReturnState::closed)
            continue;
        counted.insert(rma.id);
        for (const auto& line : returns::lines_of(tx, shop, rma.id))
            gone[line.line_no] = gone[line.line_no] + line.received;
    }
    for (const auto& each : cases)
        if (is_the_shops(each) && !(each.return_id && counted.contains(*each.return_id)))
            gone[each.line_no] = gone[each.line_no] + units(1);
    return gone;
}

} // namespace

std::vector<Warranty> warranties_of(db::Transaction& tx, const shop::Scope& scope,
                                    const orders::Order& order) {
    const auto arrived = returns::arrived_on(tx, scope, order);
    const auto cases = of_order(tx, scope.id(), order.id);
    const auto serials = orders::serials_of(tx, scope.id(), order.id);
    auto gone = gone_back(tx, scope.id(), order.id, cases);
    std::set<std::string> kept_by_shop;
    for (const auto& each : cases)
        if (is_the_shops(each)) kept_by_shop.insert(each.maker_serial);
    kept_by_shop.erase("");
    std::vector<Warranty> all;
    for (const auto& line : orders::lines_of(tx, scope.id(), order.id)) {
        if (line.warranty_months == 0) continue;
        Warranty piece;
        piece.order_id = order.id;
        piece.order_number = order.number;
        piece.customer = order.customer.name;
        piece.line_no = line.line_no;
        piece.sku = line.sku;
        piece.name = line.name;
        piece.months = line.warranty_months;
        Quantity rest = line.quantity - gone[line.line_no];
        const auto add = [&](const std::string& serial, Quantity quantity) {
            auto each = piece;
            each.maker_serial = serial;
            each.quantity = quantity;
            count(cases, arrived, each);
            each.covered = !each.until || *each.until >= scope.today();
            all.push_back(std::move(each));
        };
        if (const auto known = serials.find(line.product_id); known != serials.end())
            for (const auto& serial : known->second) {
                if (rest < units(1)) break; // they belong to another line of this product
                if (kept_by_shop.contains(serial)) continue;
                add(serial, units(1));
                rest = rest - units(1);
            }
        if (rest.thousandths > 0) add("", rest);
    }
    return all;
}

Result<std::vector<Warranty>> find_warranties(db::Transaction& tx, const shop::Scope& scope,
                                              const std::string& words) {
    if (trimmed(words).empty())
        return invalid_field("q", "Type a serial number, an order or a customer.");
    orders::OrderFilter filter;
    filter.q = words;
    filter.limit = 20;
    TRY(found, orders::search(tx, scope, filter));
    std::vector<Warranty> all;
    for (const auto& order : found.orders)
        for (auto& piece : warranties_of(tx, scope, order))
            all.push_back(std::move(piece));
    return all;
}

bool is_covered(db::Transaction& tx, const shop::Scope& scope, const orders::Order& order,
                const orders::OrderLine& line, const std::string& serial, Date day) {
    for (const auto& piece : warranties_of(tx, scope, order))
        if (piece.line_no == line.line_no && piece.maker_serial == serial)
            return !piece.until || *piece.until >= day;
    return false;
}

} // namespace taraba::service
