#pragma once

#include "shop/notices/notice.hpp"

namespace taraba::notices {

enum class ByMail { never, each, daily };
BOOST_DESCRIBE_ENUM(ByMail, never, each, daily)

/// How a person of the shop wants to hear of alerts outside the panel.
struct Listening {
    ByMail by_mail = ByMail::never; ///< daily: the open ones, on working days at 8 in the morning
    std::string phone;              ///< a text message for each alert; empty: none
};
BOOST_DESCRIBE_STRUCT(Listening, (), (by_mail, phone))

Listening listening_of(db::Transaction& tx, ShopId shop, StaffId person);
void listen(db::Transaction& tx, const shop::Scope& scope, StaffId person, const Listening& how);

/// Tells those who want to hear of each alert, in the transaction that raises it. Alerts for
/// administrators reach only those who may change the settings.
void tell_listeners(db::Transaction& tx, const shop::Scope& scope, const Notice& notice);

/// The daily list to those who want it and have not had today's.
void send_daily_lists(const shop::Scope& scope);

} // namespace taraba::notices
