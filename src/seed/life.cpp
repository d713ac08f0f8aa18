#include "seed/life.hpp"

#include "shop/invoicing/invoice_store.hpp"
#include "shop/invoicing/issuing.hpp"
#include "shop/messages/message_store.hpp"
#include "shop/payments/payment_store.hpp"
#include "shop/returns/return_store.hpp"
#include "shop/shipping/shipment_store.hpp"

namespace taraba::seed {

namespace {

using statuses::Stage;

/// A letter of a usual length; those who read the log do not read its body.
void write_letter(db::Transaction& tx, const shop::Scope& scope, const orders::Order& order,
                  const char* code, Instant at) {
    messages::Message letter;
    letter.id = scope.installation.ids.make<MessageId>(at);
    letter.order_id = order.id;
    letter.template_ = code;
    letter.recipient = order.customer.email;
    letter.subject = "Comanda " + std::to_string(order.number);
    letter.body.text = "Bună ziua, " + order.customer.name + "!\n\n" + std::string(900, '.');
    letter.state = messages::MessageState::sent;
    letter.attempts = 1;
    letter.sent_at = at;
    letter.cost = {0, scope.currency()};
    messages::message_table().insert_later(tx, scope.id(), letter);
}

void write_payment(db::Transaction& tx, const shop::Scope& scope, const orders::Order& order,
                   const pricing::PaymentMethod& method, Instant at) {
    payments::Payment payment;
    payment.id = scope.installation.ids.make<PaymentId>(at);
    payment.order_id = order.id;
    payment.method = method.code;
    payment.state = payments::PaymentState::paid;
    payment.amount = order.total;
    payment.currency = order.currency;
    payment.charge = payment.captured = order.total.minor;
    payment.reference = "OP " + std::to_string(order.number);
    payment.commission = {0, scope.currency()};
    payment.created_at = at;
    payment.settled_at = at;
    payment.actor = "seed";
    payments::insert(tx, scope.id(), payment);
}

void write_parcel(db::Transaction& tx, const shop::Scope& scope, const orders::Order& order,
                  const pricing::PaymentMethod& method, Stage delivery, Instant at) {
    using shipping::ShipmentStage;
    const std::vector<ShipmentStage> way =
        delivery == Stage::delivered
            ? std::vector{ShipmentStage::picked_up, ShipmentStage::in_transit,
                          ShipmentStage::out_for_delivery, ShipmentStage::delivered}
        : delivery == Stage::returned
            ? std::vector{ShipmentStage::picked_up, ShipmentStage::in_transit,
                          ShipmentStage::refused, ShipmentStage::returned}
            : std::vector{ShipmentStage::picked_up, ShipmentStage::in_transit};
    shipping::Shipment parcel;
    parcel.id = scope.installation.ids.make<ShipmentId>(at);
    parcel.order_id = order.id;
    parcel.courier = "fan";
    parcel.reference = "TRB-" + to_text(parcel.id);
    parcel.state = shipping::ShipmentState::registered;
    parcel.stage = way.back();
    parcel.awb_number = std::to_string(2'000'000'000'000 + order.number);
    parcel.weight_g = order.weight_g;
    parcel.cash = method.kind == pricing::PaymentKind::cash_on_delivery
                      ? order.total
                      : Money{0, scope.currency()};
    parcel.tariff = order.delivery_cost;
    parcel.request.reference = parcel.reference;
    parcel.request.recipient = order.customer.name;
    parcel.request.phone = order.customer.phone;
    parcel.request.cash = parcel.cash;
    parcel.request.declared_value = {0, scope.currency()};
    shipping::put_address(parcel.request, order.address, order.address.county);
    parcel.created_at = at;
    parcel.registered_at = at;
    parcel.tracked_at = at + std::chrono::hours(12) * std::ssize(way);
    shipping::shipment_table().insert_later(tx, scope.id(), parcel);
    for (std::int64_t seq = 1; const auto stage : way) {
        const std::string code(name_of(stage));
        shipping::insert_tracking(
            tx, scope.id(), parcel.id,
            {seq, code, code, order.address.locality, at + std::chrono::hours(12) * seq, stage});
        ++seq;
    }
}

void write_invoice(db::Transaction& tx, const shop::Scope& scope, const orders::Order& order,
                   const std::vector<orders::OrderLine>& lines, Instant at) {
    auto content = invoicing::blank(scope, invoicing::InvoiceKind::invoice, order.language);
    content.order_number = order.number;
    content.buyer.name = order.billing.company ? order.billing.company->name : order.customer.name;
    content.buyer.tax_id = order.cui;
    content.buyer.address = order.address;
    content.issued_on = scope.shop->time_zone().day_of(at);
    for (const auto& line : lines)
        content.lines.push_back({line.name, line.unit, line.quantity, line.vat_rate, line.total,
                                 line.total, line.total, line.sku});
    const Money rest = order.total - order.goods;
    if (rest.minor > 0)
        content.lines.push_back(
            {"Transport", "buc", units(1), lines.front().vat_rate, rest, rest, rest, ""});
    invoicing::settle_lines(content);
    const auto number = invoicing::next_number(tx, scope.id(), false);
    content.series = number.series;
    content.number = number.number;
    invoicing::Invoice invoice;
    invoice.id = scope.installation.ids.make<InvoiceId>(at);
    invoice.kind = content.kind;
    invoice.series = content.series;
    invoice.number = content.number;
    invoice.order_id = order.id;
    invoice.issued_on = content.issued_on;
    invoice.net = content.net;
    invoice.vat = content.vat_total;
    invoice.gross = content.gross;
    invoice.created_at = at;
    invoice.content = std::move(content);
    invoicing::invoice_table().insert_later(tx, scope.id(), invoice);
}

void write_return(db::Transaction& tx, const shop::Scope& scope, const orders::Order& order,
                  const orders::OrderLine& line, Instant at) {
    returns::Return rma;
    rma.id = scope.installation.ids.make<RmaId>(at);
    rma.number = returns::next_number(tx, scope.id());
    rma.order_id = order.id;
    rma.customer_id = order.customer_id;
    rma.state = returns::ReturnState::refunded;
    rma.by_buyer = true;
    rma.refund_until = scope.shop->time_zone().day_of(at) + std::chrono::days(14);
    rma.amount = line.total;
    rma.updated_at = at;
    returns::return_table().insert_later(tx, scope.id(), rma);
    returns::insert_line(tx, scope.id(), rma.id,
                         {line.line_no, line.quantity, line.quantity, {0}, ""});
}

} // namespace

void live(db::Transaction& tx, const shop::Scope& scope, const orders::Order& order,
          const std::vector<orders::OrderLine>& lines, const pricing::PaymentMethod& method,
          Dice& dice) {
    const auto now = orders::standing(scope, order);
    const auto after = [&](int hours) { return scope.now + std::chrono::hours(hours); };
    write_letter(tx, scope, order, "order_placed", after(0));
    const auto delivery = now.delivery.stage;
    const bool sent = delivery == Stage::in_transit || delivery == Stage::delivered ||
                      delivery == Stage::returned;
    if (sent) {
        write_invoice(tx, scope, order, lines, after(4));
        write_parcel(tx, scope, order, method, delivery, after(5));
        write_letter(tx, scope, order, "order_shipped", after(6));
    }
    if (now.payment.stage == Stage::paid) write_payment(tx, scope, order, method, after(60));
    if (delivery == Stage::delivered && dice.chance(3))
        write_return(tx, scope, order, lines.front(), after(24 * 6));
}

} // namespace taraba::seed
