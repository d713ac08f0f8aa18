#pragma once

#include "api/invoice_view.hpp"
#include "api/panel/payment_view.hpp"
#include "api/panel/shipment_view.hpp"
#include "shop/alerts/alert.hpp"
#include "shop/checkout/checkout.hpp"
#include "shop/messages/message.hpp"
#include "shop/orders/status_ref.hpp"
#include "shop/referrers/channel.hpp"

// An order with everything that the areas know of it, as the panel shows it.

namespace taraba::api::panel {

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
    orders::Statuses statuses;
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
    std::vector<alerts::Alert> alerts;
    Money net_profit;
    bool held = false;
    bool released = false;
    LongText note;
    std::optional<OrderRef> replaces;  ///< sent without charge in the place of goods of that one
    std::vector<OrderRef> replaced_by; ///< orders that are
    std::string buyer_link;
    std::vector<orders::StatusRef> next_statuses; ///< that may follow now, on all axes
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

Result<OrderView> view_of(db::Transaction& tx, const Scope& scope, OrderId id);
/// The same in a transaction of its own.
Result<OrderView> order_view(const Scope& scope, OrderId id);
/// The answer after a change: the order as it is now, which other panels hear of.
Result<OrderView> order_after(const Scope& scope, OrderId id, const Result<orders::Order>& changed);

} // namespace taraba::api::panel
