#pragma once

#include "base/form.hpp"
#include "base/json.hpp"
#include "base/json_reading.hpp"
#include "base/text.hpp"
#include "http/client.hpp"
#include "shop/shipping/courier.hpp"

// What the couriers' files share: calls, tokens, and reading what partners write.

namespace taraba::couriers {

/// It said no, in its words.
Failure refused(const std::string& title, const Sentence& words);
/// The call may have had its effect.
Failure unclear(const std::string& title, const Sentence& why);
/// Within the account's time. Refuses with `courier_down` and `courier_unclear`.
Result<http::IncomingResponse> call(const std::string& title,
                                    const shipping::CourierAccount& account,
                                    http::OutgoingRequest request);
/// The same, read as JSON; what is none is unclear: a page of HTML says nothing.
Result<json::value> json_of(const std::string& title, const http::IncomingResponse& response);

/// Where a token is kept: by account, for the process, until it is renewed.
class Tokens {
public:
    std::optional<std::string> find(const std::string& account);
    std::string keep(const std::string& account, const std::string& token);

private:
    std::mutex mutex_;
    std::map<std::string, std::string> by_account_;
};
Tokens& tokens();
/// One account among all: address, user, and the password's hash.
std::string account_key(const shipping::CourierAccount& account, const std::string& address);

/// Lei as partners write them (30.5, "30,50", 14), to bani.
Money lei(const std::string& text);
/// `errors` as a text, a list of texts or a tree of fields, in one line: `name: words; …`.
std::string words_of(const json::value& errors);
/// Millionths of a degree; 0 when it is none.
std::int64_t millionths(const json::value& row, const char* name);
/// Whole kilograms, rounded up, at least one.
std::int64_t kilograms(std::int64_t weight_g);
/// Kilograms with decimals, as a JSON number: 1500 g is 1.5.
double decimal_kilograms(std::int64_t weight_g);
/// Centimetres, rounded up.
std::int64_t centimetres(std::int64_t length_mm);
/// An amount as a JSON number.
double amount_of(Money money);

/// `2023-11-29 09:17:00` of the wall clock in Romania.
Instant romanian_time(const std::string& text);
/// What the words of an event mean, where a courier's codes are not public.
shipping::ShipmentStage stage_of_words(const std::string& words);
/// Fills county and locality from the names; the point is of use only when siruta is found.
void place(shipping::PickupPoint& point, const std::string& county, const std::string& locality);

} // namespace taraba::couriers
