#include "program/wiring.hpp"

#include "shop/alerts/watch.hpp"
#include "shop/efactura/filing.hpp"
#include "shop/invoicing/invoice.hpp"
#include "shop/messages/message.hpp"
#include "shop/payments/credit.hpp"
#include "shop/payments/payment.hpp"
#include "shop/profit/profit.hpp"
#include "shop/returns/return.hpp"
#include "shop/service/case.hpp"
#include "shop/shipping/shipment.hpp"

namespace taraba::program {

namespace {

/// A status may name any action, and one that no area does would be passed over without a word.
void check_actions(const orders::Workflow& workflow) {
    boost::mp11::mp_for_each<boost::describe::describe_enumerators<statuses::Action>>(
        [&](auto action) {
            if (!workflow.actions.contains(action.value))
                throw Fault("no area does the status action " + std::string(action.name));
        });
}

} // namespace

orders::Workflow make_workflow() {
    orders::Workflow workflow;
    payments::register_steps(workflow);
    payments::register_credit_steps(workflow);
    shipping::register_steps(workflow);
    invoicing::register_steps(workflow);
    profit::register_steps(workflow);
    returns::register_steps(workflow);
    service::register_steps(workflow);
    alerts::register_steps(workflow);
    efactura::register_steps(workflow);
    workflow.alert = [](db::Transaction& tx, const shop::Scope& scope, const orders::Order& order,
                        const std::string& kind, const std::string& details) {
        const std::string subject = shop::order_subject(order.id);
        if (details.empty())
            alerts::resolve(tx, scope, subject, kind);
        else
            alerts::raise(tx, scope,
                          {{}, kind, subject, alerts::Audience::operators, details, order.id, {}});
    };
    workflow.send_message = [](db::Transaction& tx, const shop::Scope& scope,
                               const orders::Order& order, const std::string& code) {
        messages::send_later(tx, scope, order.id, code);
    };
    workflow.confirm = [](db::Transaction& tx, const shop::Scope& scope, const orders::Order& order,
                          const std::string& code) {
        messages::send_later(tx, scope, order.id, code, messages::AskedBy::person);
    };
    check_actions(workflow);
    return workflow;
}

} // namespace taraba::program
