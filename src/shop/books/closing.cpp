#include "shop/books/closing.hpp"

#include "base/text.hpp"
#include "shop/audit/audit.hpp"
#include "shop/shops/closing.hpp"

namespace taraba::books {

namespace {

struct Kept {
    std::string month;
    Date ends_on{};
    LongText totals;
    Instant closed_at{};
    std::string closed_by;
};
BOOST_DESCRIBE_STRUCT(Kept, (), (month, ends_on, totals, closed_at, closed_by))

constexpr db::Sql list_sql{"books.closed_months", R"sql(
    SELECT month, ends_on, totals, closed_at, closed_by FROM closed_months
     WHERE shop_id = $1 ORDER BY month DESC
)sql"};
constexpr db::Sql insert_sql{"books.close_month", R"sql(
    INSERT INTO closed_months (shop_id, month, ends_on, totals, closed_at, closed_by)
    VALUES ($1, $2, $3, $4, $5, $6)
)sql"};
constexpr db::Sql remove_sql{"books.reopen_month",
                             "DELETE FROM closed_months WHERE shop_id = $1 AND month = $2"};

} // namespace

std::vector<ClosedMonth> closed_months(db::Transaction& tx, ShopId shop) {
    std::vector<ClosedMonth> months;
    for (const auto& kept : tx.list<Kept>(list_sql, {shop}))
        months.push_back({kept.month, kept.ends_on, trusted_json<Reconciliation>(kept.totals.text),
                          kept.closed_at, kept.closed_by});
    return months;
}

Result<ClosedMonth> close_month(db::Transaction& tx, const shop::Scope& scope,
                                const std::string& month) {
    TRY(period, month_of(month));
    if (period.to >= scope.today())
        return invalid_field("month", "A month is closed once it has ended.");
    if (const auto closed = shop::closed_until(tx, scope.id()); closed && *closed >= period.to)
        return refuse(RefusalKind::conflict, "already_closed",
                      said("The books are closed until {}.", to_text(*closed)));
    ClosedMonth done{month, period.to, reconcile(tx, scope, period), scope.now,
                     scope.principal.name};
    auto kept = done.totals;
    kept.items.clear();
    tx.change(insert_sql, {scope.id(), month, to_text(period.to), to_json(kept), scope.now,
                           scope.principal.name});
    audit::append(tx, scope, {"settings", "month_closed", {{"month", "", month}}});
    return done;
}

Result<void> reopen_month(db::Transaction& tx, const shop::Scope& scope, const std::string& month,
                          const std::string& reason) {
    if (trimmed(reason).empty()) return invalid_field("reason", "Opening a month needs a reason.");
    const auto closed = closed_months(tx, scope.id());
    if (closed.empty()) return not_found("No month is closed.");
    if (closed.front().month != month)
        return refuse(
            RefusalKind::conflict, "not_the_last",
            said("Only the last closed month, {}, can be opened again.", closed.front().month));
    tx.change(remove_sql, {scope.id(), month});
    audit::append(tx, scope, {"settings", "month_reopened", {{"month", month, ""}}, reason});
    return {};
}

} // namespace taraba::books
