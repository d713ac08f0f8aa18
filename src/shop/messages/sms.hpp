#pragma once

#include "shop/messages/gateway.hpp"
#include "shop/messages/message.hpp"
#include "shop/partners/account.hpp"

// Text messages to buyers: whether and when one may go, by which gateway, and what became of it.

namespace taraba::messages {

/// `+40722123456` of a Romanian mobile number or of one in international form; nothing when no
/// text message can get there.
std::optional<std::string> mobile_number(std::string_view phone);

/// The text as the shop has it sent: with its Romanian letters, or plain.
std::string sms_body(const shop::Scope& scope, const std::string& text);
Money cost_of(const shop::Scope& scope, std::int64_t parts);

/// Whether a text message may go to the buyer of an order: the shop has a gateway, and the buyer
/// has not asked for silence.
bool may_text(db::Transaction& tx, const shop::Scope& scope, OrderId order);
/// How long the shop's quiet hours still last; zero outside them.
Millis quiet_for(const shop::Scope& scope);

/// A shop's account with a gateway as it is shown.
struct SmsAccountView : partners::AccountView {
    SmsTraits traits;
    bool chosen = false; ///< the one that messages go by
    std::string report_url;
};
BOOST_DESCRIBE_STRUCT(SmsAccountView, (partners::AccountView), (traits, chosen, report_url))

std::vector<SmsAccountView> sms_accounts(const shop::Scope& scope);
/// Refuses with `not_found` and `invalid_field`.
Result<SmsAccountView> put_sms_account(const shop::Scope& scope, const std::string& gateway,
                                       const partners::WantedAccount& wanted);
/// Asks the gateway without sending anything. Refuses with what it said.
Result<void> check_sms_account(const shop::Scope& scope, const std::string& gateway);

/// The gateway that the shop has chosen, by its name; empty: none.
std::string chosen_gateway(const shop::Scope& scope);
/// Refuses with `sms_not_set_up`.
Result<std::unique_ptr<SmsGateway>> gateway_of(const shop::Scope& scope,
                                               const std::string& gateway);

/// Where a gateway reports what became of messages: an address only it has been told.
std::string report_url(const shop::Scope& scope, const std::string& gateway);
/// Takes a report in. Refuses with `callback_forged`, `callback_malformed` and `not_found`.
Result<void> hear_report(const shop::Scope& scope, const std::string& gateway,
                         const std::string& token, partners::Incoming incoming);

/// Refuses with `invalid_field`, naming the field below `settings.sms`.
Result<void> check(const shop::Scope& scope, const shop::SmsSettings& sms);

} // namespace taraba::messages
