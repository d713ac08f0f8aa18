#include "shop/payments/exchange.hpp"

namespace taraba::payments {

namespace {

constexpr db::Sql newest_sql{"payments.newest_rate", R"sql(
    SELECT currency, day, rate FROM exchange_rates
     WHERE shop_id = $1 AND currency = $2 AND day <= $3 ORDER BY day DESC LIMIT 1
)sql"};

constexpr db::Sql put_sql{"payments.put_rate", R"sql(
    INSERT INTO exchange_rates (shop_id, currency, day, rate) VALUES ($1, $2, $3, $4)
        ON CONFLICT (shop_id, currency, day) DO UPDATE SET rate = $4
)sql"};

std::optional<ExchangeRate> newest(const shop::Scope& scope, Currency currency, Date until) {
    return scope.read([&](db::Transaction& tx) {
        return tx.find<ExchangeRate>(newest_sql,
                                     {scope.id(), std::string(currency.code()), to_text(until)});
    });
}

Result<void> ask_bank(const shop::Scope& scope) {
    const bool played = !scope.installation.sandbox_url.empty();
    TRY(rates, published_rates(played ? scope.installation.sandbox_url + "/bnr/nbrfxrates10days.xml"
                                      : std::string(national_bank_url)));
    const auto kept = scope.write([&](db::Transaction& tx) -> Result<bool> {
        for (const auto& each : rates)
            tx.change(put_sql, {scope.id(), each.currency, to_text(each.day), each.rate});
        return true;
    });
    if (!kept) return Failure(kept.error());
    return {};
}

/// The newest rate of a day up to `until`.
Result<ExchangeRate> rate_until(const shop::Scope& scope, Currency currency, Date until) {
    if (scope.currency() != ron)
        return refuse(RefusalKind::conflict, "rate_missing",
                      "Only shops that sell in lei deal in another currency.");
    auto kept = newest(scope, currency, until);
    if (!kept || kept->day < until) {
        (void)ask_bank(scope); // what is kept serves while it is not too old
        kept = newest(scope, currency, until);
    }
    if (!kept || kept->day < scope.today() + std::chrono::days(-7))
        return refuse(RefusalKind::unavailable, "rate_missing",
                      said("There is no rate of the National Bank for {}; try again later.",
                           currency.code()));
    return *kept;
}

} // namespace

Result<ExchangeRate> rate_of(const shop::Scope& scope, Currency currency) {
    return rate_until(scope, currency, scope.today());
}

Result<ExchangeRate> rate_for_invoice(const shop::Scope& scope, Currency currency) {
    return rate_until(scope, currency, scope.today() + std::chrono::days(-1));
}

} // namespace taraba::payments
