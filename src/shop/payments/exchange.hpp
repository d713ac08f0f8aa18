#pragma once

#include "shop/scope.hpp"

namespace taraba::payments {

/// A rate of the National Bank: lei for one unit, in ten-thousandths.
struct ExchangeRate {
    std::string currency;
    Date day{};
    std::int64_t rate = 0;
};
BOOST_DESCRIBE_STRUCT(ExchangeRate, (), (currency, day, rate))

/// The newest rate: asked of the bank when what is kept is older than today, and then kept. With
/// the bank out of reach, one of the last seven days serves. Refuses with `rate_missing`.
Result<ExchangeRate> rate_of(const shop::Scope& scope, Currency currency);

/// The rate that an invoice of today is converted by: the last one published before today (Cod
/// fiscal art. 290 (2), Regulamentul BNR 4/2005). Asks the bank like rate_of(). Refuses with
/// `rate_missing`.
Result<ExchangeRate> rate_for_invoice(const shop::Scope& scope, Currency currency);

// Port: the rates that the National Bank publishes (authorities/bnr.cpp). They hold from the day
// after their publication on; on days off the last one stays (Regulamentul BNR 4/2005).

inline constexpr const char* national_bank_url = "https://www.bnr.ro/nbrfxrates10days.xml";

/// Those of the last ten days. Refuses with `rate_missing`, and like http::fetch().
Result<std::vector<ExchangeRate>> published_rates(const std::string& url);
/// The rates of the bank's file (nbrfxrates10days.xml), each for one unit. Refuses what is no such
/// file.
Result<std::vector<ExchangeRate>> read_rates(const std::string& xml);

} // namespace taraba::payments
