#include "shop/messages/sms.hpp"

#include "base/json.hpp"
#include "base/text.hpp"
#include "shop/audit/audit.hpp"
#include "shop/customers/account.hpp"
#include "shop/messages/message_store.hpp"

namespace taraba::messages {

namespace {

using partners::PartnerKind;

constexpr db::Sql by_ref_sql{"messages.by_ref", R"sql(
    SELECT id FROM messages
     WHERE shop_id = $1 AND gateway = $2 AND gateway_ref = $3 AND gateway_ref <> ''
)sql"};

/// Of the demo, when the shop has chosen none.
constexpr const char* played_gateway = "smso";

const RegisteredSmsGateway* registered(const std::string& gateway) {
    const auto found = sms_registry().find(gateway);
    return found == sms_registry().end() ? nullptr : &found->second;
}

SmsAccountView view_of(const shop::Scope& scope, const SmsTraits& traits) {
    const auto kept = partners::find(scope, PartnerKind::sms, traits.name);
    return {partners::view(scope, kept, traits.credentials), traits,
            chosen_gateway(scope) == traits.name, report_url(scope, traits.name)};
}

std::string token_of(const shop::Scope& scope, const std::string& gateway) {
    return scope.installation.vault.sign("sms:" + to_text(scope.id()) + ":" + gateway);
}

std::optional<MessageId> by_ref(const shop::Scope& scope, const std::string& gateway,
                                const std::string& ref) {
    const auto id = scope.read([&](db::Transaction& tx) {
        return tx.number(by_ref_sql, {scope.id(), gateway, ref});
    });
    return id ? std::optional(MessageId{*id}) : std::nullopt;
}

/// Minutes of the day of `HH:MM`.
std::int64_t minutes_of(const std::string& text) {
    return std::stoll(text.substr(0, 2)) * 60 + std::stoll(text.substr(3, 2));
}

} // namespace

std::optional<std::string> mobile_number(std::string_view phone) {
    const bool international = trimmed(phone).starts_with('+') || trimmed(phone).starts_with("00");
    std::string digits = digits_of(phone);
    if (digits.starts_with("00")) digits.erase(0, 2);
    if (digits.starts_with("07") && digits.size() == 10) return "+4" + digits;
    if (digits.starts_with("407") && digits.size() == 11) return "+" + digits;
    if (international && !digits.starts_with("40") && digits.size() >= 9 && digits.size() <= 15)
        return "+" + digits;
    return std::nullopt;
}

std::string sms_body(const shop::Scope& scope, const std::string& text) {
    const std::string plain(trimmed(text));
    return scope.shop->settings.sms.keep_diacritics ? plain : without_diacritics(plain);
}

Money cost_of(const shop::Scope& scope, std::int64_t parts) {
    return {scope.shop->settings.sms.part_price.minor * parts, scope.currency()};
}

bool may_text(db::Transaction& tx, const shop::Scope& scope, OrderId id) {
    if (chosen_gateway(scope).empty()) return false;
    const auto order = orders::must_find(tx, scope, id);
    return order && !customers::wants_no_sms(tx, scope.id(), order->customer_id);
}

Millis quiet_for(const shop::Scope& scope) {
    const auto& settings = scope.shop->settings.sms;
    if (settings.quiet_from.empty() || settings.quiet_from == settings.quiet_to) return Millis(0);
    const auto zone = scope.shop->time_zone();
    const auto from = minutes_of(settings.quiet_from), to = minutes_of(settings.quiet_to);
    // By the clock on the wall, which is what people sleep by, also on the day it is moved.
    const auto now = minutes_of(zone.local_text(scope.now).substr(11, 5));
    const bool quiet = from < to ? now >= from && now < to : now >= from || now < to;
    if (!quiet) return Millis(0);
    const Date day = scope.today() + std::chrono::days(now < to ? 0 : 1);
    return zone.at(day, std::chrono::minutes(to)) - scope.now;
}

std::string chosen_gateway(const shop::Scope& scope) {
    const auto& chosen = scope.shop->settings.sms.gateway;
    if (!chosen.empty() || scope.installation.sandbox_url.empty()) return chosen;
    return played_gateway;
}

std::vector<SmsAccountView> sms_accounts(const shop::Scope& scope) {
    std::vector<SmsAccountView> all;
    for (const auto& [name, each] : sms_registry())
        all.push_back(view_of(scope, each.traits));
    return all;
}

Result<SmsAccountView> put_sms_account(const shop::Scope& scope, const std::string& gateway,
                                       const partners::WantedAccount& wanted) {
    const auto* known = registered(gateway);
    if (!known) return not_found("There is no SMS gateway of this name.");
    MUST(partners::put(scope, PartnerKind::sms, gateway, known->traits.credentials, wanted));
    TRY(after, shop::Scope::of(scope.installation, scope.id(), scope.principal));
    return view_of(after, known->traits);
}

Result<std::unique_ptr<SmsGateway>> gateway_of(const shop::Scope& scope,
                                               const std::string& gateway) {
    const auto* known = registered(gateway);
    if (!known) return refuse(RefusalKind::conflict, "sms_not_set_up", "No SMS gateway is chosen.");
    const auto kept = partners::find(scope, PartnerKind::sms, gateway);
    // A demo without an account of its own sends by the played gateway, which takes any key.
    if (!kept && !scope.installation.sandbox_url.empty()) {
        partners::PartnerAccount played;
        played.endpoints = {{"base", scope.installation.sandbox_url + "/" + gateway}};
        for (const auto& field : known->traits.credentials)
            played.credentials[field.name] = "sandbox";
        return known->make(played);
    }
    if (!kept) return partners::not_set_up(PartnerKind::sms, known->traits.title);
    TRY(account, partners::open(scope, *kept, known->traits.credentials));
    return known->make(account);
}

Result<void> check_sms_account(const shop::Scope& scope, const std::string& gateway) {
    if (!registered(gateway)) return not_found("There is no SMS gateway of this name.");
    TRY(partner, gateway_of(scope, gateway));
    return partner->check();
}

std::string report_url(const shop::Scope& scope, const std::string& gateway) {
    const auto& own = scope.shop->settings.public_url;
    return (own.empty() ? scope.installation.public_url : own) + "/callbacks/" + scope.shop->slug +
           "/sms/" + gateway + "/" + token_of(scope, gateway);
}

Result<void> hear_report(const shop::Scope& scope, const std::string& gateway,
                         const std::string& token, partners::Incoming incoming) {
    if (!equal_in_constant_time(token, token_of(scope, gateway)))
        return refuse(RefusalKind::forbidden, "callback_forged", "This address was not given out.");
    TRY(partner, gateway_of(scope, gateway));
    incoming.url = report_url(scope, gateway);
    TRY(report, partner->hear(incoming));
    const bool final = report.fate == SmsFate::delivered || report.fate == SmsFate::undelivered;
    if (!final) return {};
    const auto id = by_ref(scope, gateway, report.gateway_ref);
    // It may be here before our own note of the answer is: the gateway says it again.
    if (!id) return refuse(RefusalKind::unavailable, "unknown_message", "No such message yet.");
    bool news = false;
    const auto message = change(scope, *id, [&](db::Transaction& tx, Message& kept) {
        // Reports come late, twice and out of order: what reached the phone stays there.
        news = kept.fate != SmsFate::delivered && kept.fate != report.fate;
        if (!news) return;
        kept.fate = report.fate;
        kept.fate_at = scope.now;
        if (report.fate == SmsFate::delivered) {
            kept.error.clear();
            return;
        }
        kept.error = shortened(as_utf8(report.words), 400);
        audit::append(tx, scope,
                      {shop::order_subject(kept.order_id),
                       "message_undelivered",
                       {{"subject", "", kept.subject}},
                       kept.error});
    });
    if (news && message) scope.announce("message", shop::order_subject(message->order_id));
    return {};
}

Result<void> check(const shop::Scope& scope, const shop::SmsSettings& sms) {
    if (!sms.gateway.empty() && !messages::sms_registry().contains(sms.gateway))
        return invalid_field("settings.sms.gateway", "There is no SMS gateway of this name.");
    if (sms.quiet_from.empty() != sms.quiet_to.empty())
        return invalid_field("settings.sms.quiet_to", "Quiet hours have a beginning and an end.");
    for (const auto& [field, value] :
         {std::pair{"quiet_from", &sms.quiet_from}, std::pair{"quiet_to", &sms.quiet_to}})
        if (!value->empty() && !is_clock(*value))
            return invalid_field(std::string("settings.sms.") + field, "A time is 21:00.");
    if (sms.part_price.minor < 0 ||
        (sms.part_price.minor > 0 && sms.part_price.currency != scope.currency()))
        return invalid_field("settings.sms.part_price",
                             said("A price is not negative, in {}.", scope.shop->currency));
    return {};
}

} // namespace taraba::messages
