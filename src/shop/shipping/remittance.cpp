#include "shop/shipping/remittance.hpp"

#include "base/text.hpp"
#include "shop/audit/audit.hpp"
#include "shop/payments/payment.hpp"
#include "shop/pricing/quote.hpp"
#include "shop/shipping/shipment_store.hpp"
#include "texts/shipping.hpp"

#include <algorithm>
#include <set>

namespace taraba::shipping {

namespace {

/// Couriers pay out within a week, as their contracts say.
constexpr std::int64_t late_after_days = 7;

constexpr db::Sql remitted_sql{"shipping.remitted", R"sql(
    SELECT CAST(COALESCE(SUM(amount), 0) AS BIGINT) FROM remittances
     WHERE shop_id = $1 AND order_id = $2 AND matched = 1
)sql"};

constexpr db::Sql known_sql{"shipping.remittance_known", R"sql(
    SELECT matched FROM remittances WHERE shop_id = $1 AND courier = $2 AND awb_number = $3
)sql"};

constexpr db::Sql insert_remittance_sql{"shipping.insert_remittance", R"sql(
    INSERT INTO remittances (shop_id, courier, awb_number, amount, paid_on, document, order_id,
                             matched, note, at)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
)sql"};

constexpr db::Sql odd_sql{"shipping.odd_remittances", R"sql(
    SELECT courier, awb_number, amount, paid_on, document, order_id, note
      FROM remittances WHERE shop_id = $1 AND matched = 0 ORDER BY at DESC LIMIT 100
)sql"};

constexpr db::Sql between_sql{"shipping.remittances_between", R"sql(
    SELECT courier, awb_number, amount, paid_on, document, order_id, note, matched
      FROM remittances WHERE shop_id = $1 AND paid_on >= $2 AND paid_on <= $3
     ORDER BY paid_on, courier, awb_number
)sql"};

std::vector<Shipment> delivered_with_cash(db::Transaction& tx, ShopId shop, Instant since) {
    static const std::string sql =
        "SELECT " + shipment_table().columns() +
        " FROM shipments WHERE shop_id = $1 AND cash > 0 AND stage = 'delivered' AND id >= $2 "
        "ORDER BY id LIMIT 2000";
    return tx.list<Shipment>({"shipping.delivered_with_cash", sql}, {shop, first_id_at(since)});
}

/// Why a remittance does not pay the order of its parcel; empty when it does.
std::string why_odd(const shop::Scope& scope, const std::optional<Shipment>& shipment,
                    const std::optional<orders::Order>& order, const Remittance& paid) {
    namespace words = texts::shipping::remittance;
    const std::string& language = scope.shop->language;
    if (!shipment || !order) return std::string(words::no_parcel(language));
    if (shipment->cash != paid.amount)
        return words::other_amount(language, to_people(shipment->cash, language));
    if (orders::still_due(scope, *order) < paid.amount)
        return std::string(words::already_paid(language));
    return "";
}

Result<bool> take(db::Transaction& tx, const shop::Scope& scope, const std::string& courier,
                  const Remittance& paid, RemittanceReport& report) {
    if (tx.number(known_sql, {scope.id(), courier, paid.awb_number})) {
        ++report.known;
        return true;
    }
    const auto shipment = find_by_awb(tx, scope.id(), courier, paid.awb_number);
    const auto order = shipment ? orders::find(tx, scope.id(), shipment->order_id) : std::nullopt;
    const std::string odd = why_odd(scope, shipment, order, paid);
    tx.change(insert_remittance_sql,
              {scope.id(), courier, paid.awb_number, paid.amount, to_text(paid.paid_on),
               shortened(paid.document, 200), order ? std::optional(order->id) : std::nullopt,
               odd.empty(), odd, scope.now});
    if (odd.empty()) {
        ++report.matched;
        MUST(payments::receive(tx, scope, order->id, paid.amount,
                               courier + " " + to_text(paid.paid_on) + ", AWB " + paid.awb_number));
        return true;
    }
    ++report.odd;
    if (order)
        scope.installation.workflow->alert(tx, scope, *order, "remittance_odd",
                                           "#" + std::to_string(order->number) + ", AWB " +
                                               paid.awb_number + ": " + odd);
    return true;
}

} // namespace

Money remitted(db::Transaction& tx, const shop::Scope& scope, OrderId order) {
    return {tx.number(remitted_sql, {scope.id(), order}).value_or(0), scope.currency()};
}

Result<RemittanceReport> take_remittances(const shop::Scope& scope, const std::string& courier,
                                          Date day) {
    TRY(partner, courier_of(scope, courier));
    TRY(paid, partner->remittances(day));
    RemittanceReport total;
    for (const auto& each : paid) {
        const auto done = scope.write([&](db::Transaction& tx) -> Result<RemittanceReport> {
            RemittanceReport report{1, 0, 0, 0};
            MUST(take(tx, scope, courier, each, report));
            return report;
        });
        if (!done) return Failure(done.error());
        total.rows += done->rows;
        total.known += done->known;
        total.matched += done->matched;
        total.odd += done->odd;
    }
    return total;
}

CashOverview cash_overview(db::Transaction& tx, const shop::Scope& scope) {
    CashOverview all;
    all.expected_total = all.late_total = {0, scope.currency()};
    for (const auto& shipment :
         delivered_with_cash(tx, scope.id(), scope.now - std::chrono::hours(24 * 90))) {
        const auto order = orders::find(tx, scope.id(), shipment.order_id);
        if (!order || orders::still_due(scope, *order).minor == 0) continue;
        // Tracking ends with the delivery, so the last look is its time.
        const auto days =
            std::chrono::floor<std::chrono::days>(scope.now - shipment.tracked_at).count();
        const bool late = days > late_after_days;
        all.expected.push_back({order->id, order->number, shipment.courier, shipment.awb_number,
                                shipment.request.recipient, shipment.cash, shipment.tracked_at,
                                days, late});
        all.expected_total += shipment.cash;
        if (late) all.late_total += shipment.cash;
    }
    all.odd = tx.list<OddRemittance>(odd_sql, {scope.id()});
    return all;
}

std::vector<PaidOut> remittances_between(db::Transaction& tx, const shop::Scope& scope, Date from,
                                         Date to) {
    return tx.list<PaidOut>(between_sql, {scope.id(), to_text(from), to_text(to)});
}

void watch_remittances(const shop::Scope& scope) {
    std::set<std::string> couriers;
    for (const auto& method : *pricing::delivery_methods(scope))
        if (method.kind == pricing::DeliveryKind::courier) couriers.insert(method.courier);
    constexpr int days_back = 5; // a courier that was down, or a report that came late
    for (const auto& courier : couriers)
        for (int back = 0; back < days_back; ++back)
            if (!take_remittances(scope, courier, scope.today() + std::chrono::days(-back)))
                break; // it is asked again in a few hours
}

} // namespace taraba::shipping
