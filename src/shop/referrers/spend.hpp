#pragma once

#include "shop/scope.hpp"

namespace taraba::referrers {

/// What a channel, or a campaign of it (`channel / campaign`), cost.
struct Spent {
    std::string key;
    Money amount; ///< without VAT
};
BOOST_DESCRIBE_STRUCT(Spent, (), (key, amount))

struct SpendReport {
    std::int64_t rows = 0;
    Money amount; ///< of all rows together
    std::string first_day;
    std::string last_day;
};
BOOST_DESCRIBE_STRUCT(SpendReport, (), (rows, amount, first_day, last_day))

/// Reads what advertising cost: a CSV whose first line names day, campaign and cost without VAT,
/// and the channel unless all rows are of the one given, in Romanian or English, as networks write
/// it. What was known of the same day, channel and campaign is replaced. Refuses with
/// `invalid_field` and the line; then nothing is kept.
Result<SpendReport> take_spend(const shop::Scope& scope, const std::string& channel,
                               const std::string& csv);

/// What was spent on these days, both included, by channel or by campaign.
std::vector<Spent> spent_between(db::Transaction& tx, const shop::Scope& scope, bool campaigns,
                                 Date first, Date last);

} // namespace taraba::referrers
