#include "base/text.hpp"
#include "shop/audit/audit.hpp"
#include "shop/customers/customer.hpp"
#include "shop/orders/order_draft.hpp"
#include "shop/orders/workflow.hpp"

#include <algorithm>

namespace taraba::orders {

namespace {

using statuses::Stage;

/// Only what has not left the shelf can be edited.
Result<void> may_edit(db::Transaction& tx, const shop::Scope& scope, const Order& order) {
    const auto now = standing(scope, order);
    if (now.order.stage == Stage::cancelled || now.order.stage == Stage::completed)
        return refuse(RefusalKind::conflict, "order_closed",
                      said("The order is {}; it can no longer be edited.", now.order.name));
    if (order.stock != StockState::reserved)
        return refuse(RefusalKind::conflict, "order_shipped",
                      "The goods have left; the order can no longer be edited.");
    for (const auto& guard : scope.installation.workflow->edit_guards)
        MUST(guard(tx, scope, order));
    return {};
}

void adjust_stock(db::Transaction& tx, const shop::Scope& scope,
                  const std::vector<OrderLine>& before, const std::vector<OrderLine>& after) {
    const auto old_order = stock_order(before), new_order = stock_order(after);
    auto old_line = old_order.begin();
    const auto release_up_to = [&](std::int64_t product) {
        for (; old_line != old_order.end() && before[*old_line].product_id.value <= product;
             ++old_line)
            catalog::release(tx, scope.id(), before[*old_line].product_id,
                             before[*old_line].quantity);
    };
    for (const auto i : new_order) {
        release_up_to(after[i].product_id.value);
        catalog::reserve_later(tx, scope.id(), after[i].product_id, after[i].quantity, after[i].sku,
                               "lines[" + std::to_string(i) + "].quantity");
    }
    release_up_to(INT64_MAX);
}

std::string in_words(const std::vector<OrderLine>& lines) {
    std::string text;
    for (const auto& line : lines)
        text += (text.empty() ? "" : ", ") + to_decimal(line.quantity) + " × " + line.sku;
    return text;
}

std::string in_words(const shop::Address& address) {
    return address.street + ", " + address.locality + ", " + address.county;
}

std::string in_words(const Billing& billing) {
    if (billing.company) return billing.company->name + " (" + billing.company->cui + ")";
    return billing.person ? billing.person->name : "";
}

/// The name of the method that an order has; methods stay when they are no longer offered.
template <class Methods, class AnyId>
std::string name_in(const Methods& methods, AnyId id) {
    const auto found =
        std::ranges::find_if(methods, [&](const auto& each) { return each.id == id; });
    return found == methods.end() ? to_text(id) : found->name;
}

std::vector<audit::Change> differences(const shop::Scope& scope, const Order& before,
                                       const std::vector<OrderLine>& lines_before,
                                       const Order& after,
                                       const std::vector<OrderLine>& lines_after) {
    std::vector<audit::Change> changes;
    const auto compare = [&](const char* field, const std::string& from, const std::string& to) {
        if (from != to) changes.push_back({field, from, to});
    };
    compare("lines", in_words(lines_before), in_words(lines_after));
    compare("customer.name", before.customer.name, after.customer.name);
    compare("customer.email", before.customer.email, after.customer.email);
    compare("customer.phone", before.customer.phone, after.customer.phone);
    compare("delivery_address", in_words(before.address), in_words(after.address));
    compare("billing", in_words(before.billing), in_words(after.billing));
    const auto deliveries = pricing::delivery_methods(scope);
    const auto payments = pricing::payment_methods(scope);
    compare("delivery_method", name_in(*deliveries, before.delivery_method_id),
            name_in(*deliveries, after.delivery_method_id));
    compare("payment_method", name_in(*payments, before.payment_method_id),
            name_in(*payments, after.payment_method_id));
    compare("note", before.note.text, after.note.text);
    compare("discount", to_decimal(before.discount), to_decimal(after.discount));
    compare("delivery", to_decimal(before.delivery), to_decimal(after.delivery));
    compare("fees", to_decimal(before.fees), to_decimal(after.fees));
    compare("total", to_decimal(before.total), to_decimal(after.total));
    return changes;
}

/// The products of the lines after the edit; those that stay keep the price they were sold at.
Result<std::vector<pricing::Wanted>>
wanted_lines(db::Transaction& tx, const shop::Scope& scope, const std::vector<OrderLine>& before,
             const std::optional<std::vector<WantedLine>>& edit) {
    std::vector<WantedLine> wanted;
    if (edit)
        wanted = *edit;
    else
        for (const auto& line : before)
            wanted.push_back({line.sku, line.quantity});
    TRY(products, look_up(tx, scope, wanted, !edit));
    for (auto& each : products) {
        const auto kept = std::ranges::find(before, each.product.id, &OrderLine::product_id);
        if (kept != before.end()) each.unit_price = kept->unit_price;
    }
    return products;
}

/// An order keeps the discount it was placed with, reckoned anew; of one that is gone, its amount.
Result<std::optional<pricing::Discount>> discount_of(db::Transaction& tx, const shop::Scope& scope,
                                                     const Order& order) {
    if (!order.discount_id) return std::optional<pricing::Discount>();
    if (auto known = pricing::find_discount(tx, scope.id(), *order.discount_id)) return known;
    pricing::Discount kept;
    kept.kind = pricing::DiscountKind::amount;
    kept.amount = order.discount;
    return std::optional(kept);
}

} // namespace

Result<Order> edit(db::Transaction& tx, const shop::Scope& scope, OrderId id, const Edit& wanted,
                   std::optional<std::int64_t> version) {
    TRY(order, must_find(tx, scope, id));
    if (version && *version != order.version)
        return refuse(RefusalKind::conflict, "version_conflict",
                      "Somebody else has just changed the order; look again.");
    const Order before = order;
    const auto lines_before = lines_of(tx, scope.id(), id);
    auto lines = lines_before;

    if (wanted.note) order.note = *wanted.note;
    const bool moves_money = wanted.lines || wanted.customer || wanted.delivery_address ||
                             wanted.billing || wanted.delivery_method || wanted.payment_method;
    if (moves_money) {
        MUST(may_edit(tx, scope, order));
        if (wanted.customer) {
            TRY(contact, checked_contact(*wanted.customer, "customer."));
            order.customer = contact;
        }
        if (wanted.delivery_address) {
            TRY(address, customers::checked(*wanted.delivery_address, "delivery_address."));
            order.address = address;
        }
        if (wanted.billing) {
            TRY(billing, checked_billing(*wanted.billing, order.customer, "billing."));
            order.billing = billing;
        }
        TRY(products, wanted_lines(tx, scope, lines_before, wanted.lines));
        TRY(discount, discount_of(tx, scope, order));
        pricing::QuoteRequest request{
            products,
            order.address.siruta,
            order.address.county,
            order.billing.company.has_value(),
            wanted.delivery_method.value_or(to_text(order.delivery_method_id)),
            wanted.payment_method.value_or(to_text(order.payment_method_id)),
            discount};
        request.postal_code = order.address.postal_code;
        request.far_km = scope.installation.workflow->far_kilometres(scope, order.address.siruta);
        // A price that the courier gave stays what the buyer was told.
        for (const auto& method : *pricing::delivery_methods(scope))
            if (method.id == order.delivery_method_id && method.formula.ask_courier &&
                order.delivery.minor > 0)
                request.courier_prices[method.code] = order.delivery;
        TRY(priced, pricing::price(scope, request));
        lines = draft_lines(products, priced);
        for (auto& line : lines) { // the cost it was sold at stays too
            const auto kept =
                std::ranges::find(lines_before, line.product_id, &OrderLine::product_id);
            if (kept != lines_before.end()) line.unit_cost = kept->unit_cost;
        }
        // A parcel stays at its locker unless it is sent elsewhere; to another one it goes by a new
        // order, because only the buyer chooses it.
        if (order.pickup_point && !priced.delivery_method.formula.to_points) {
            if (!wanted.delivery_address)
                return invalid_field("delivery_address",
                                     "Say where the parcel goes instead of the pick-up point.");
            order.pickup_point.reset();
        }
        if (!order.pickup_point && priced.delivery_method.formula.to_points)
            return invalid_field("delivery_method", "Only the buyer can choose a pick-up point.");
        if (order.pickup_point && wanted.delivery_address)
            return invalid_field("delivery_address", "The parcel goes to a pick-up point.");
        apply(scope, priced, order);
        order.held = order.released = false; // another order now: the guard looks at it anew
        if (wanted.lines) adjust_stock(tx, scope, lines_before, lines);
        replace_lines(tx, scope.id(), id, lines);
        MUST(tx.settle());
    }
    const auto changes = differences(scope, before, lines_before, order, lines);
    if (changes.empty()) return order;
    audit::append(tx, scope,
                  {shop::order_subject(id), "order_edited", changes, wanted.reason.value_or("")});
    refresh_terms(tx, scope.id(), before, order);
    for (const auto& change : scope.installation.workflow->on_change)
        change(tx, scope, order);
    store(tx, scope, order);
    return order;
}

Result<EditPreview> preview_edit(const shop::Scope& scope, OrderId id, const Edit& wanted) {
    std::optional<EditPreview> preview;
    const auto tried = scope.installation.database.write([&](db::Transaction& tx) -> Result<bool> {
        tx.currency = scope.currency();
        TRY(order, edit(tx, scope, id, wanted, std::nullopt));
        MUST(tx.settle());
        preview = {order.goods,
                   order.delivery,
                   order.fees,
                   order.vat,
                   order.total,
                   order.net_profit,
                   lines_of(tx, scope.id(), id)};
        return refuse(RefusalKind::conflict, "preview", "Rolled back: it was only a preview.");
    });
    if (!preview) return Failure(tried.error());
    return *preview;
}

} // namespace taraba::orders
