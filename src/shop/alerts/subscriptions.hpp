#pragma once

#include "shop/alerts/alert.hpp"

namespace taraba::alerts {

enum class ByMail { never, each, daily };
BOOST_DESCRIBE_ENUM(ByMail, never, each, daily)

/// How a person of the shop wants to hear of alerts outside the panel.
struct Subscription {
    ByMail by_mail = ByMail::never; ///< daily: the open ones, on working days at 8 in the morning
    std::string phone;              ///< a text message for each alert; empty: none
};
BOOST_DESCRIBE_STRUCT(Subscription, (), (by_mail, phone))

Subscription subscription_of(db::Transaction& tx, ShopId shop, StaffId person);
void subscribe(db::Transaction& tx, const shop::Scope& scope, StaffId person,
               const Subscription& how);

/// Tells those who want to hear of each alert, in the transaction that raises it. Alerts for
/// administrators reach only those who may change the settings.
void notify_subscribers(db::Transaction& tx, const shop::Scope& scope, const Alert& alert);

/// The daily list to those who want it and have not had today's.
void send_daily_digests(const shop::Scope& scope);

} // namespace taraba::alerts
