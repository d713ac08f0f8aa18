#include "shop/referrers/spend.hpp"

#include "base/csv.hpp"
#include "base/text.hpp"
#include "shop/audit/audit.hpp"

#include <algorithm>
#include <map>

namespace taraba::referrers {

namespace {

constexpr db::Sql put_sql{"referrers.put_spend", R"sql(
    INSERT INTO ad_spend (shop_id, day, channel, campaign, amount) VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT (shop_id, day, channel, campaign) DO UPDATE SET amount = excluded.amount
)sql"};

constexpr db::Sql by_channel_sql{"referrers.spent_by_channel", R"sql(
    SELECT channel AS key, CAST(sum(amount) AS BIGINT) AS amount FROM ad_spend
     WHERE shop_id = $1 AND day >= $2 AND day <= $3 GROUP BY channel ORDER BY channel
)sql"};

constexpr db::Sql by_campaign_sql{"referrers.spent_by_campaign", R"sql(
    SELECT channel || ' / ' || campaign AS key, CAST(sum(amount) AS BIGINT) AS amount
      FROM ad_spend
     WHERE shop_id = $1 AND day >= $2 AND day <= $3 AND campaign <> ''
     GROUP BY channel, campaign ORDER BY channel, campaign
)sql"};

struct Key {
    Date day;
    std::string channel;
    std::string campaign;
    auto operator<=>(const Key&) const = default;
};
/// Networks write a campaign once for each device or ad group: rows of one key are added up.
using Spend = std::map<Key, std::int64_t>;

/// `2026-11-03` and `03.11.2026`.
std::optional<Date> day_in(const std::string& text) {
    if (const auto day = date_from(text)) return day;
    const auto parts = split_at(text, text.find('/') != text.npos ? '/' : '.');
    if (parts.size() != 3 || parts[2].size() != 4) return std::nullopt;
    const auto two = [](std::string_view part) {
        return (part.size() == 1 ? "0" : "") + std::string(part);
    };
    return date_from(std::string(parts[2]) + "-" + two(parts[1]) + "-" + two(parts[0]));
}

Result<Spend> read_spend(const std::string& channel, const std::string& csv) {
    const auto records = parse_csv(as_utf8(csv), separator_of(csv));
    if (records.empty()) return invalid_field("spend", "The file is empty.");
    const auto days = columns_of(records.front(), {"day", "date", "ziua", "data", "zi"});
    const auto costs = columns_of(records.front(), {"cost", "spent", "suma", "amount"});
    const auto campaigns = columns_of(records.front(), {"campa"});
    const auto channels = columns_of(records.front(), {"channel", "canal", "source", "sursa"});
    if (days.empty() || costs.empty() || (channels.empty() && channel.empty()))
        return invalid_field("spend", "The first line names no day, cost and channel.");
    Spend spend;
    for (std::size_t i = 1; i < records.size(); ++i) {
        const auto& record = records[i];
        const auto cell = [&](const std::vector<std::size_t>& columns) {
            return columns.empty() || columns.front() >= record.cells.size()
                       ? std::string()
                       : std::string(trimmed(record.cells[columns.front()]));
        };
        const auto wrong = [&](const Sentence& what) {
            return invalid_field("spend", said("Line {}: {}", record.line, what));
        };
        const auto day = day_in(cell(days));
        if (!day) return wrong("the day is no day.");
        const auto cost = amount_in(cell(costs));
        if (!cost || *cost < 0) return wrong("the cost is no amount.");
        const auto of = channels.empty() ? channel : folded(cell(channels));
        if (of.empty()) return wrong("there is no channel.");
        spend[{*day, shortened(of, 100), shortened(cell(campaigns), 200)}] += *cost;
    }
    if (spend.empty()) return invalid_field("spend", "The file has no rows.");
    return spend;
}

} // namespace

Result<SpendReport> take_spend(const shop::Scope& scope, const std::string& channel,
                               const std::string& csv) {
    TRY(spend, read_spend(folded(channel), csv));
    return scope.write([&](db::Transaction& tx) -> Result<SpendReport> {
        SpendReport report{std::ssize(spend), {0, scope.currency()}, "", ""};
        for (const auto& [key, cost] : spend) {
            tx.later(put_sql, {scope.id(), to_text(key.day), key.channel, key.campaign, cost});
            report.amount += {cost, scope.currency()};
        }
        report.first_day = to_text(spend.begin()->first.day);
        report.last_day = to_text(spend.rbegin()->first.day);
        audit::append(tx, scope,
                      {"settings",
                       "ad_spend_taken",
                       {{"days", "", report.first_day + " – " + report.last_day},
                        {"amount", "", to_decimal(report.amount)}}});
        return report;
    });
}

std::vector<Spent> spent_between(db::Transaction& tx, const shop::Scope& scope, bool campaigns,
                                 Date first, Date last) {
    return tx.list<Spent>(campaigns ? by_campaign_sql : by_channel_sql,
                          {scope.id(), to_text(first), to_text(last)});
}

} // namespace taraba::referrers
