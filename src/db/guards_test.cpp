// The database refuses wrong states by itself, whatever path of the program would write them: each
// is tried in SQL, past all code. What it cannot guard is in docs/dev/database_guards.md.

#include "shop/invoicing/invoice.hpp"
#include "shop/payments/payment.hpp"
#include "shop/returns/return.hpp"

#include "support/shop_fixture.hpp"

#include <fmt/format.h>

using namespace taraba;

namespace {

class Guards : public support::ShopTest {
protected:
    /// Why the database refuses the statement; empty when it does not. `{shop}` and `{order}` stand
    /// for those of the test, `{id}` for a new id.
    std::string refusal_of(const std::string& sql, OrderId order) {
        const auto text =
            fmt::format(fmt::runtime(sql), fmt::arg("shop", shop_id.value),
                        fmt::arg("order", order.value), fmt::arg("id", ids.next(now)));
        try {
            const auto done = (*database).write([&](db::Transaction& tx) -> Result<bool> {
                tx.script(text);
                return true;
            });
            expects(static_cast<bool>(done));
            return "";
        } catch (const std::runtime_error& error) {
            return error.what();
        }
    }
    /// Whether a guard has refused, and not a mistake in the statement: SQLite's number of it in
    /// brackets (SQLITE_CONSTRAINT), PostgreSQL's SQLSTATE at the end.
    bool is_by_guard(const std::string& refusal) {
        if (GetParam() == db::Engine::sqlite) {
            const auto code = refusal.rfind('(');
            return code != refusal.npos && std::stoi(refusal.substr(code + 1)) % 256 == 19;
        }
        const auto state = refusal.substr(refusal.rfind(' ') + 1);
        return state.starts_with("23") || state == "P0001";
    }
    std::int64_t count(const std::string& sql) {
        return (*database).read([&](db::Transaction& tx) {
            return tx.number({"tests.count", sql}, {}).value_or(0);
        });
    }
    /// Placed, paid and invoiced, with a parcel and a return.
    orders::Order lived() {
        const auto order = placed("A", 2);
        const auto done = scope().write([&](db::Transaction& tx) -> Result<bool> {
            const auto mine = scope();
            TRY(paid, payments::receive(tx, mine, order.id, order.total, "OP 1"));
            if (invoicing::of_order(tx, shop_id, order.id).empty())
                MUST(invoicing::issue_for_order(tx, mine, paid, invoicing::InvoiceKind::invoice));
            return true;
        });
        expects(static_cast<bool>(done));
        EXPECT_EQ(refusal_of(parcel_of("{order}"), order.id), "");
        EXPECT_EQ(refusal_of(return_of("{order}"), order.id), "");
        return order;
    }
    static std::string parcel_of(const std::string& order) {
        return "INSERT INTO shipments (shop_id, id, order_id, courier, reference, state, stage, "
               "part, lines, awb_number, courier_ref, parcels, weight_g, cash, tariff, error, "
               "request, answer, created_at, registered_at, tracked_at, version) VALUES ({shop}, "
               "{id}, " +
               order +
               ", 'fan', 'r{id}', 'registered', 'registered', 1, '[]', 'AWB1', '', 1, 500, 0, 0, "
               "'', '{{}}', '', 1, 1, 1, 1)";
    }
    static std::string message_of(const std::string& order, const std::string& channel) {
        return "INSERT INTO messages (shop_id, id, order_id, template, channel, recipient, "
               "subject, "
               "body, attachments, state, attempts, error, parts, cost, gateway, gateway_ref, "
               "fate, "
               "unsubscribe_url, version) VALUES ({shop}, {id}, " +
               order + ", 'x', '" + channel +
               "', 'a@b.ro', '', '', '[]', 'sent', 1, '', 0, 0, '', '', 'unknown', '', 1)";
    }
    static std::string return_of(const std::string& order) {
        return "INSERT INTO returns (shop_id, id, number, order_id, customer_id, state, by_buyer, "
               "by_courier, reason, cause, wish, iban, note, answer, refund_until, whole, amount, "
               "updated_at, version) VALUES ({shop}, {id}, {id}, " +
               order +
               ", 1, 'requested', 1, 0, 'withdrawal', '', 'money', '', '', '', '2026-11-01', 0, 0, "
               "1, 1)";
    }
};

} // namespace

TEST_P(Guards, wrong_states_are_refused) {
    const auto order = lived();
    const std::string of_order = " WHERE shop_id = {shop} AND id = {order}",
                      by_order = " WHERE shop_id = {shop} AND order_id = {order}";
    const struct {
        const char* what;
        std::string sql;
    } wrong[]{
        {"an order of no customer", "UPDATE orders SET customer_id = 1" + of_order},
        {"a customer with orders who goes", "DELETE FROM customers WHERE shop_id = {shop}"},
        {"a status of another axis",
         "UPDATE orders SET order_status_id = payment_status_id" + of_order},
        {"a status that is not there", "UPDATE orders SET delivery_status_id = 1" + of_order},
        {"a total that is not its parts", "UPDATE orders SET total = total + 1" + of_order},
        {"less than nothing paid", "UPDATE orders SET paid = -5" + of_order},
        {"more off than the goods", "UPDATE orders SET discount = goods + 1, total = delivery + "
                                    "fees - 1" +
                                        of_order},
        {"an unknown state of the stock", "UPDATE orders SET stock = 'lost'" + of_order},
        {"an order that goes and leaves its lines", "DELETE FROM orders" + of_order},
        {"a line of no order", "UPDATE order_lines SET order_id = 1" + by_order},
        {"a line of nothing", "UPDATE order_lines SET quantity = 0" + by_order},
        {"a line that costs less than nothing", "UPDATE order_lines SET total = -1" + by_order},
        {"a report that does not add up",
         "UPDATE order_profits SET courier = courier - 1" + by_order},
        {"a net profit that is not its parts",
         "UPDATE order_profits SET net_profit = net_profit + 1" + by_order},
        {"a payment of no order", "UPDATE payments SET order_id = 1" + by_order},
        {"a refund of more than was captured",
         "UPDATE payments SET refunded = captured + 1" + by_order},
        {"an unknown state of a payment", "UPDATE payments SET state = 'lost'" + by_order},
        {"a payment of nothing", "UPDATE payments SET amount = 0" + by_order},
        {"an attempt of no payment",
         "INSERT INTO payment_attempts (shop_id, id, payment_id, state, processor_ref, extra, "
         "authorised, captured, refunded, disputed, error, created_at, polls, version) VALUES "
         "({shop}, {id}, 1, 'pending', '', '', 0, 0, 0, 0, '', 1, 0, 1)"},
        {"an operation of no payment",
         "INSERT INTO payment_operations (shop_id, id, payment_id, attempt_id, kind, state, "
         "amount, "
         "processor_ref, told, error, reason, actor, created_at, version) VALUES ({shop}, {id}, 1, "
         "0, 'refund', 'done', 1, '', 0, '', '', '', 1, 1)"},
        {"a parcel of no order", parcel_of("1")},
        {"two live parcels for one part", parcel_of("{order}")},
        {"a stage that no parcel has", "UPDATE shipments SET stage = 'flying'" + by_order},
        {"a registered parcel without a day",
         "UPDATE shipments SET registered_at = NULL" + by_order},
        {"a scan of no parcel",
         "INSERT INTO tracking_events (shop_id, shipment_id, seq, code, text, place, at, stage) "
         "VALUES ({shop}, 1, 1, '', '', '', 1, 'delivered')"},
        {"a second live invoice",
         "INSERT INTO invoices (shop_id, id, kind, series, number, order_id, issued_on, net, vat, "
         "gross, content, created_at) VALUES ({shop}, {id}, 'invoice', 'X', 1, {order}, "
         "'2026-10-05', 1, 0, 1, '{{}}', 1)"},
        {"a storno of nothing",
         "INSERT INTO invoices (shop_id, id, kind, series, number, order_id, issued_on, net, vat, "
         "gross, content, created_at) VALUES ({shop}, {id}, 'storno', 'X', 1, {order}, "
         "'2026-10-05', -1, 0, -1, '{{}}', 1)"},
        {"a storno of an invoice that is not there",
         "INSERT INTO invoices (shop_id, id, kind, series, number, order_id, storno_of, issued_on, "
         "net, vat, gross, content, created_at) VALUES ({shop}, {id}, 'storno', 'X', 1, {order}, "
         "1, "
         "'2026-10-05', -1, 0, -1, '{{}}', 1)"},
        {"an invoice that does not add up",
         "INSERT INTO invoices (shop_id, id, kind, series, number, issued_on, net, vat, gross, "
         "content, created_at) VALUES ({shop}, {id}, 'invoice', 'X', 1, '2026-10-05', 100, 21, "
         "120, '{{}}', 1)"},
        {"an invoice that changes", "UPDATE invoices SET gross = 1, net = 1, vat = 0" + by_order},
        {"a filing of no invoice",
         "INSERT INTO filings (shop_id, invoice_id, state, number, person, due_on, upload_index, "
         "download_id, error, asked, version) VALUES ({shop}, 1, 'waiting', 'X 1', 0, "
         "'2026-10-10', '', '', '', 0, 1)"},
        {"a message about no order", message_of("1", "email")},
        {"a message on an unknown way", message_of("{order}", "pigeon")},
        {"two VAT rates of one day",
         "INSERT INTO vat_rates (shop_id, id, vat_class, valid_from, rate, source) SELECT shop_id, "
         "{id}, vat_class, valid_from, rate, source FROM vat_rates WHERE shop_id = {shop} LIMIT 1"},
        {"two tax regimes of one day",
         "INSERT INTO tax_regimes (shop_id, id, valid_from, vat_payer, kind, rate) SELECT shop_id, "
         "{id}, valid_from, vat_payer, kind, rate FROM tax_regimes WHERE shop_id = {shop} LIMIT 1"},
        {"a stage of another axis",
         "UPDATE statuses SET stage = 'delivered' WHERE shop_id = {shop} AND axis = 'order'"},
        {"a return of no order", return_of("1")},
        {"an unknown state of a return", "UPDATE returns SET state = 'lost'" + by_order},
        {"more back than was sent",
         "INSERT INTO return_lines (shop_id, return_id, line_no, quantity, received, restocked, "
         "condition) SELECT shop_id, id, 1, 1000, 2000, 0, '' FROM returns" +
             by_order},
        {"more reserved than is there",
         "UPDATE product_stock SET reserved = on_hand + 1 WHERE shop_id = {shop}"},
        {"stock of no product",
         "INSERT INTO product_stock (shop_id, product_id, on_hand, reserved) VALUES ({shop}, 1, 0, "
         "0)"},
        {"money of a courier for no order",
         "INSERT INTO remittances (shop_id, courier, awb_number, amount, paid_on, document, "
         "matched, note, at) VALUES ({shop}, 'fan', '1', 1, '2026-10-05', '', 1, '', 1)"},
    };
    for (const auto& each : wrong) {
        const auto refusal = refusal_of(each.sql, order.id);
        EXPECT_TRUE(is_by_guard(refusal)) << each.what << ": " << refusal;
    }
}

TEST_P(Guards, a_document_of_a_supplier_is_received_once) {
    const std::string receipt =
        "INSERT INTO goods_receipts (shop_id, id, number, supplier, supplier_cui, document, "
        "document_on, received_on, note, total, actor, created_at, cancelled_at, cancel_reason, "
        "version) VALUES ({shop}, {id}, {id}, 'S', '1', 'F 1', '2026-10-01', '2026-10-02', '', 1, "
        "'', 1, NULL, '', 1)";
    EXPECT_EQ(refusal_of(receipt, {}), "");
    EXPECT_TRUE(is_by_guard(refusal_of(receipt, {})));
    EXPECT_EQ(refusal_of("UPDATE goods_receipts SET cancelled_at = 2 WHERE shop_id = {shop}", {}),
              "");
    EXPECT_EQ(refusal_of(receipt, {}), "");
}

TEST_P(Guards, an_order_has_its_facts_as_columns) {
    auto wanted = order_of("A");
    wanted.billing = {{}, customers::Company{"Firma SRL", "RO14399840", "J40/372/2002"}, {}, {}};
    const auto placed = place(wanted);
    ASSERT_TRUE(placed);
    const auto order = load(placed->id);
    EXPECT_EQ(order.placed_at, now);
    EXPECT_EQ(order.county, "CJ");
    EXPECT_EQ(order.siruta, 54984);
    EXPECT_EQ(order.locality, "Cluj-Napoca");
    EXPECT_EQ(order.cui, "14399840");
}

TEST_P(Guards, the_views_of_an_analyst_tell_of_what_happened) {
    lived();
    for (const char* view : {"report_orders", "report_lines", "report_profits", "report_payments",
                             "report_shipments", "report_invoices"})
        EXPECT_EQ(count(std::string("SELECT count(*) FROM ") + view), 1) << view;
    EXPECT_EQ(count("SELECT count(*) FROM report_orders WHERE payment_stage = 'paid' AND county = "
                    "'CJ' AND delivery_method = 'courier'"),
              1);
}

ON_BOTH_ENGINES(Guards);
