#pragma once

#include "shop/shipping/shipment.hpp"

namespace taraba::shipping {

/// Cash that a courier collected, and what has become of it.
struct ExpectedCash {
    OrderId order_id;
    std::int64_t order_number = 0;
    std::string courier;
    std::string awb_number;
    std::string recipient;
    Money cash;
    Instant delivered_at{};
    std::int64_t days = 0; ///< since it was delivered
    bool late = false;     ///< longer than couriers take
};
BOOST_DESCRIBE_STRUCT(ExpectedCash, (),
                      (order_id, order_number, courier, awb_number, recipient, cash, delivered_at,
                       days, late))

/// A remittance that fits no order.
struct OddRemittance {
    std::string courier;
    std::string awb_number;
    Money amount;
    Date paid_on{};
    std::string document;
    std::optional<OrderId> order_id;
    std::string note;
};
BOOST_DESCRIBE_STRUCT(OddRemittance, (),
                      (courier, awb_number, amount, paid_on, document, order_id, note))

struct CashOverview {
    std::vector<ExpectedCash> expected; ///< delivered, not yet paid out; the oldest first
    std::vector<OddRemittance> odd;     ///< newest first
    Money expected_total;
    Money late_total;
};
BOOST_DESCRIBE_STRUCT(CashOverview, (), (expected, odd, expected_total, late_total))

struct RemittanceReport {
    std::int64_t rows = 0;
    std::int64_t known = 0;
    std::int64_t matched = 0;
    std::int64_t odd = 0;
};
BOOST_DESCRIBE_STRUCT(RemittanceReport, (), (rows, known, matched, odd))

/// One that a courier has paid out, matched with its order or not.
struct PaidOut : OddRemittance {
    bool matched = false;
};
BOOST_DESCRIBE_STRUCT(PaidOut, (OddRemittance), (matched))
/// By the day on which couriers paid, both included.
std::vector<PaidOut> remittances_between(db::Transaction& tx, const shop::Scope& scope, Date from,
                                         Date to);
/// What couriers have paid out of an order's cash so far.
Money remitted(db::Transaction& tx, const shop::Scope& scope, OrderId order);

/// Asks a courier what it paid out on a day. What is exactly the cash of a parcel pays its order;
/// the rest is kept as odd and operators hear of it. Asking again changes nothing. Refuses with
/// what the courier refuses.
Result<RemittanceReport> take_remittances(const shop::Scope& scope, const std::string& courier,
                                          Date day);

/// Delivered cash of the last 90 days that has not come, and remittances that fit nothing.
CashOverview cash_overview(db::Transaction& tx, const shop::Scope& scope);

/// Asks every courier of the shop about the last days.
void watch_remittances(const shop::Scope& scope);

} // namespace taraba::shipping
