#pragma once

#include "shop/orders/order.hpp"

#include <map>

namespace taraba::orders {

/// What of a line came back. Costs without VAT.
struct ReturnedLine {
    Quantity quantity; ///< that was paid back
    Money goods;       ///< cost of what is on the shelf again
    Money green_tax;   ///< of the same
};

/// What of an order came back: the money, once it is paid back, and the goods, once they are on the
/// shelf again. Costs without VAT.
struct Returned {
    Money gross; ///< paid back, with VAT
    Money vat;
    Money goods;                                  ///< cost of what is on the shelf again
    Money green_tax;                              ///< of the same
    std::map<std::int64_t, ReturnedLine> lines{}; ///< by line number
};

/// What the areas above orders do when an order moves. They register themselves when the program
/// starts, so that orders never name them.
struct Workflow {
    using Guard = std::function<Result<void>(db::Transaction&, const shop::Scope&, const Order&,
                                             const statuses::Status& to)>;
    using EditGuard =
        std::function<Result<void>(db::Transaction&, const shop::Scope&, const Order&)>;
    using Step = std::function<Result<void>(db::Transaction&, const shop::Scope&, Order&,
                                            const statuses::Status& entered)>;
    using Change = std::function<void(db::Transaction&, const shop::Scope&, Order&)>;
    using Issued = std::function<Result<void>(db::Transaction&, const shop::Scope&, InvoiceId)>;
    using Message = std::function<void(db::Transaction&, const shop::Scope&, const Order&,
                                       const std::string& template_code)>;

    using Alert = std::function<void(db::Transaction&, const shop::Scope&, const Order&,
                                     const std::string& kind, const std::string& details)>;

    std::vector<Guard> guards;                ///< asked before a status is entered
    std::vector<EditGuard> edit_guards;       ///< asked before an order is edited
    std::vector<Step> on_enter;               ///< in the transaction, for every status entered
    std::map<statuses::Action, Step> actions; ///< for statuses that name the action
    std::vector<Change> on_change; ///< after anything that may move money: the profit report
    /// In the transaction that issues an invoice or storno, with or without an order.
    std::vector<Issued> on_invoice;
    /// What couriers' lists say of a place, by code of delivery method; for a quote.
    std::function<std::map<std::string, std::int64_t>(const shop::Scope&, std::int64_t siruta)>
        far_kilometres = [](auto&&...) { return std::map<std::string, std::int64_t>(); };
    /// What came back of an order; for its profit. Nothing while it is not filled in.
    std::function<Returned(db::Transaction&, const shop::Scope&, const Order&)> returned;
    /// What repairs of an order's goods cost the shop, without VAT; for its profit. Nothing while
    /// it is not filled in.
    std::function<Money(db::Transaction&, const shop::Scope&, const Order&)> repairs;
    /// The parcel of a return has moved; `stage` as the courier's are named. Nothing while it is
    /// not filled in.
    std::function<Result<void>(db::Transaction&, const shop::Scope&, RmaId,
                               const std::string& awb_number, const std::string& stage)>
        collection_moved;
    Message send_message = [](auto&&...) {};
    Message confirm = [](auto&&...) {}; ///< the same, at once and not gathered with others
    Alert alert = [](auto&&...) {}; ///< tells the people of the shop; without details it is over
};

/// Why a status changes by itself, when no person or program asked for it.
enum class Because { asked, fact }; // a fact (the courier delivered) needs no allowed transition

/// Moves the order to a status of one axis, with everything that hangs on it: stock, messages,
/// actions, the profit report, the event. Entering the status it is in changes nothing.
/// Refuses with `transition_not_allowed`, `forbidden`, `order_at_loss` and what actions refuse.
Result<Order> change_status(db::Transaction& tx, const shop::Scope& scope, Order order,
                            const statuses::Status& to, const std::string& reason,
                            Because because = Because::asked);

/// Takes a change of status back: from `set`, where the order must still be, to `before`. Nothing
/// of `before` runs again. Refuses with `changed_since` and with `cannot_undo` when entering `set`
/// has already told the buyer, moved goods or issued papers.
Result<Order> undo_status(db::Transaction& tx, const shop::Scope& scope, OrderId id,
                          const statuses::Status& set, const statuses::Status& before);

/// Moves the order to the first status of a stage, if the shop has one and the order is not
/// already in that stage.
Result<Order> enter_stage(db::Transaction& tx, const shop::Scope& scope, Order order,
                          statuses::Axis axis, statuses::Stage stage, const std::string& reason);

/// Cancels: goods are free again. Refuses with `order_shipped` and like change_status().
Result<Order> cancel(db::Transaction& tx, const shop::Scope& scope, OrderId id,
                     const std::string& reason);

struct WantedLine {
    std::string sku;
    Quantity quantity;
};
BOOST_DESCRIBE_STRUCT(WantedLine, (), (sku, quantity))

/// What may change before goods leave; what is missing stays.
struct Edit {
    std::optional<std::vector<WantedLine>> lines;
    std::optional<Contact> customer;
    std::optional<shop::Address> delivery_address;
    std::optional<Billing> billing;
    std::optional<std::string> delivery_method; ///< id or code
    std::optional<std::string> payment_method;
    std::optional<LongText> note;
    std::optional<std::string> reason;
};
BOOST_DESCRIBE_STRUCT(Edit, (),
                      (lines, customer, delivery_address, billing, delivery_method, payment_method,
                       note, reason))

/// Reprices and records every changed value. Lines that stay keep the price they were sold at.
/// Refuses with `order_shipped`, `order_invoiced`, `order_closed`, `out_of_stock`,
/// `version_conflict` when `version` is given and is not the order's, `invalid_field`.
Result<Order> edit(db::Transaction& tx, const shop::Scope& scope, OrderId id, const Edit& edit,
                   std::optional<std::int64_t> version);

/// What edit() would make of it, with nothing changed: the amounts, and the estimated profit.
struct EditPreview {
    Money goods;
    Money delivery;
    Money fees;
    Money vat;
    Money total;
    Money net_profit;
    std::vector<OrderLine> lines;
};
BOOST_DESCRIBE_STRUCT(EditPreview, (), (goods, delivery, fees, vat, total, net_profit, lines))
/// Refuses like edit().
Result<EditPreview> preview_edit(const shop::Scope& scope, OrderId id, const Edit& edit);

/// Lets a held order be completed at a loss. Needs orders.release_loss and a reason.
Result<Order> release_loss(db::Transaction& tx, const shop::Scope& scope, OrderId id,
                           const std::string& reason);
/// Marks the order as held after its completion was refused at a loss.
Result<Order> hold(db::Transaction& tx, const shop::Scope& scope, OrderId id);

} // namespace taraba::orders
