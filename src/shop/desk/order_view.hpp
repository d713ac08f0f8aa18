#pragma once

#include "shop/checkout/checkout.hpp"
#include "shop/desk/payment_view.hpp"
#include "shop/efactura/filing.hpp"
#include "shop/messages/message.hpp"
#include "shop/notices/notice.hpp"
#include "shop/orders/order_list.hpp"
#include "shop/shipping/shipment.hpp"

// The order desk stands above all areas: it shows an order with everything the areas know of it.

namespace taraba::desk {

struct StatusRef {
    StatusId id;
    statuses::Axis axis = statuses::Axis::order;
    std::string code;
    std::string name;
    std::string colour;
    statuses::Stage stage = statuses::Stage::new_;
    bool reversible = false; ///< entering it can be taken back
};
BOOST_DESCRIBE_STRUCT(StatusRef, (), (id, axis, code, name, colour, stage, reversible))

struct Statuses {
    StatusRef order;
    StatusRef payment;
    StatusRef delivery;
};
BOOST_DESCRIBE_STRUCT(Statuses, (), (order, payment, delivery))

struct ShipmentView {
    ShipmentId id;
    std::string courier;
    std::string title;  ///< of the courier
    bool tracks = true; ///< the courier says by itself where the parcel is
    bool finds = true;  ///< it can be asked whether it has the parcel
    std::vector<shipping::LabelFormat> labels;
    shipping::ShipmentState state = shipping::ShipmentState::requested;
    shipping::ShipmentStage stage = shipping::ShipmentStage::registered;
    std::string awb_number;
    std::int64_t parcels = 1;
    std::int64_t weight_g = 0;
    Money cash;
    Money tariff;
    std::string error;
    std::int64_t part = 1;
    std::vector<shipping::ShippedLine> lines; ///< empty: the whole order
    Instant created_at{};
    std::vector<shipping::TrackingEvent> tracking;
};
BOOST_DESCRIBE_STRUCT(ShipmentView, (),
                      (id, courier, title, tracks, finds, labels, state, stage, awb_number, parcels,
                       weight_g, cash, tariff, error, part, lines, created_at, tracking))

struct InvoiceView {
    InvoiceId id;
    invoicing::InvoiceKind kind = invoicing::InvoiceKind::invoice;
    std::string series;
    std::int64_t number = 0;
    std::optional<OrderId> order_id;
    std::optional<InvoiceId> storno_of;
    Date issued_on{};
    std::string buyer; ///< name
    std::string tax_id;
    std::optional<Date> registered_on; ///< when the public register was asked of the buyer
    Money net;
    Money vat;
    Money gross;
    std::optional<Money> in_currency; ///< the total as written, when that is not in the shop's
    std::optional<efactura::FilingState> efactura; ///< how it stands with the ministry
};
BOOST_DESCRIBE_STRUCT(InvoiceView, (),
                      (id, kind, series, number, order_id, storno_of, issued_on, buyer, tax_id,
                       registered_on, net, vat, gross, in_currency, efactura))

struct MessageView {
    MessageId id;
    std::string template_;
    messages::MessageChannel channel = messages::MessageChannel::email;
    std::string recipient;
    std::string subject;
    LongText body;
    messages::MessageState state = messages::MessageState::waiting;
    std::int64_t attempts = 0;
    std::string error;
    std::optional<Instant> sent_at;
    std::int64_t parts = 0;
    Money cost;
    messages::SmsFate fate = messages::SmsFate::unknown;
    std::optional<Instant> fate_at;
    std::optional<Instant> gather_until;
    std::optional<MessageId> sent_with;
};
BOOST_DESCRIBE_STRUCT(MessageView, (),
                      (id, template_, channel, recipient, subject, body, state, attempts, error,
                       sent_at, parts, cost, fate, fate_at, gather_until, sent_with))

struct JobView {
    JobId id;
    std::string kind;
    std::string state;
    std::int64_t attempts = 0;
    std::string last_error;
    std::string subject;
    Instant run_at{};
};
BOOST_DESCRIBE_STRUCT(JobView, (), (id, kind, state, attempts, last_error, subject, run_at))

/// A line with what its product looks like now.
struct LineView : orders::OrderLine {
    std::string image_url;
    Quantity available; ///< free stock
    std::string shelf;
    std::string barcode;
    Money margin; ///< of the line, without VAT
    std::vector<std::string> serials;
};
BOOST_DESCRIBE_STRUCT(LineView, (orders::OrderLine),
                      (image_url, available, shelf, barcode, margin, serials))

/// Another order that this one is linked to.
struct OrderRef {
    OrderId id;
    std::int64_t number = 0;
};
BOOST_DESCRIBE_STRUCT(OrderRef, (), (id, number))

/// A touch with what the advertising network said of the click.
struct ReferrerView : referrers::Referrer {
    std::string keyword;
    std::string click_id; ///< `gclid=…` and the like
};
BOOST_DESCRIBE_STRUCT(ReferrerView, (referrers::Referrer), (keyword, click_id))

struct OrderView {
    OrderId id;
    std::int64_t number = 0;
    Instant placed_at{};
    std::string language;
    Statuses statuses;
    CustomerId customer_id;
    orders::Contact customer;
    orders::Billing billing;
    shop::Address delivery_address;
    std::optional<orders::ChosenPoint> pickup_point;
    std::string county_name;
    std::string delivery_method; ///< name
    std::string delivery_method_code;
    bool by_courier = false;
    std::string payment_method; ///< name
    std::string payment_method_code;
    std::string payment_reference;
    std::vector<LineView> lines;
    checkout::Totals totals;
    Money paid;
    Money due;
    std::vector<ReferrerView> referrers;
    std::vector<ShipmentView> shipments;
    std::vector<shipping::ShippedLine> left_to_send;
    std::vector<InvoiceView> invoices;
    std::vector<PaymentSummary> payments;
    std::vector<MessageView> messages;
    std::vector<JobView> jobs; ///< still to do, or failed
    std::vector<std::string> tags;
    std::string handler; ///< who of the shop took it on
    std::vector<notices::Notice> alerts;
    Money net_profit;
    bool held = false;
    bool released = false;
    LongText note;
    std::optional<OrderRef> replaces;  ///< sent without charge in the place of goods of that one
    std::vector<OrderRef> replaced_by; ///< orders that are
    std::string buyer_link;
    std::vector<StatusRef> next_statuses; ///< that may follow now, on all axes
    std::int64_t version = 1;
};
BOOST_DESCRIBE_STRUCT(OrderView, (),
                      (id, number, placed_at, language, statuses, customer_id, customer, billing,
                       delivery_address, pickup_point, county_name, delivery_method,
                       delivery_method_code, by_courier, payment_method, payment_method_code,
                       payment_reference, lines, totals, paid, due, referrers, shipments,
                       left_to_send, invoices, payments, messages, jobs, tags, handler, alerts,
                       net_profit, held, released, note, replaces, replaced_by, buyer_link,
                       next_statuses, version))

/// A row of the order list.
struct OrderSummary {
    OrderId id;
    std::int64_t number = 0;
    Instant placed_at{};
    Statuses statuses;
    orders::Contact customer;
    std::string company; ///< when one buys
    std::string locality;
    std::string county;
    std::string lines; ///< in short
    Money total;
    Money due;
    std::string payment_method;  ///< name
    std::string delivery_method; ///< name
    std::string courier;         ///< of the shipment
    std::string awb_number;
    Money net_profit;
    bool held = false;
    std::string channel; ///< the last one
    std::vector<std::string> tags;
    std::string handler;
    std::int64_t alerts = 0; ///< open ones
    std::int64_t version = 1;
};
BOOST_DESCRIBE_STRUCT(OrderSummary, (),
                      (id, number, placed_at, statuses, customer, company, locality, county, lines,
                       total, due, payment_method, delivery_method, courier, awb_number, net_profit,
                       held, channel, tags, handler, alerts, version))

Result<OrderView> view_of(db::Transaction& tx, const shop::Scope& scope, OrderId id);
/// With a fixed number of statements, however many orders they are.
std::vector<OrderSummary> summaries(db::Transaction& tx, const shop::Scope& scope,
                                    const std::vector<orders::Order>& orders);
std::vector<InvoiceView> views_of(db::Transaction& tx, const shop::Scope& scope,
                                  const std::vector<invoicing::Invoice>& invoices);
InvoiceView view_of(db::Transaction& tx, const shop::Scope& scope,
                    const invoicing::Invoice& invoice);
ShipmentView view_of(db::Transaction& tx, ShopId shop, const shipping::Shipment& shipment);
StatusRef ref_of(const shop::Scope& scope, const statuses::Status& status);
Statuses statuses_of(const shop::Scope& scope, const orders::Order& order);

} // namespace taraba::desk
