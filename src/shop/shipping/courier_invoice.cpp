#include "shop/shipping/courier_invoice.hpp"

#include "base/csv.hpp"
#include "base/text.hpp"
#include "shop/audit/audit.hpp"
#include "shop/orders/workflow.hpp"
#include "shop/shipping/courier.hpp"
#include "shop/shipping/shipment_store.hpp"

#include <map>

namespace taraba::shipping {

namespace {

constexpr db::Sql put_charge_sql{"shipping.put_charge", R"sql(
    INSERT INTO courier_charges (shop_id, courier, awb_number, document, amount, shipment_id, at)
    VALUES ($1, $2, $3, $4, $5, $6, $7)
        ON CONFLICT (shop_id, courier, awb_number, document) DO UPDATE
           SET amount = excluded.amount, shipment_id = excluded.shipment_id
)sql"};

constexpr db::Sql charged_sql{"shipping.charged", R"sql(
    SELECT CAST(sum(amount) AS BIGINT) FROM courier_charges
     WHERE shop_id = $1 AND courier = $2 AND awb_number = $3
)sql"};

/// Amount by AWB, in the order of the file.
using Charges = std::vector<std::pair<std::string, std::int64_t>>;

Result<Charges> read_charges(const std::string& csv) {
    const auto records = parse_csv(as_utf8(csv), separator_of(csv));
    if (records.empty()) return invalid_field("invoice", "The file is empty.");
    // The first name that is there: beside the AWB stands how many parcels it has.
    auto awb = columns_of(records.front(), {"awb"});
    if (awb.empty()) awb = columns_of(records.front(), {"colet", "parcel", "expedit"});
    auto amount = columns_of(records.front(), {"fara tva", "net", "without vat"});
    if (amount.empty())
        amount = columns_of(records.front(), {"valoare", "suma", "amount", "total", "pret"});
    if (awb.empty() || amount.empty())
        return invalid_field("invoice", "The first line names no AWB and amount without VAT.");
    Charges charges;
    std::map<std::string, std::size_t> known;
    for (std::size_t i = 1; i < records.size(); ++i) {
        const auto& cells = records[i].cells;
        const auto cell = [&](std::size_t column) {
            return column < cells.size() ? std::string(trimmed(cells[column])) : std::string();
        };
        const auto number = cell(awb.front());
        if (number.empty()) continue; // a line of totals
        const auto charge = amount_in(cell(amount.front()));
        if (!charge)
            return invalid_field("invoice",
                                 said("Line {}: the amount is no amount.", records[i].line));
        const auto [place, fresh] = known.try_emplace(number, charges.size());
        if (fresh)
            charges.emplace_back(number, *charge);
        else
            charges[place->second].second += *charge;
    }
    return charges;
}

/// What one parcel is charged with by all invoices together becomes its tariff.
Result<bool> charge(db::Transaction& tx, const shop::Scope& scope, const std::string& courier,
                    const std::string& document, const std::string& awb, Money amount,
                    CourierInvoiceReport& report) {
    auto shipment = find_by_awb(tx, scope.id(), courier, awb);
    tx.change(put_charge_sql, {scope.id(), courier, awb, document, amount,
                               shipment ? std::optional(shipment->id) : std::nullopt, scope.now});
    if (!shipment) {
        report.odd.push_back(awb);
        return true;
    }
    ++report.matched;
    report.charged += amount;
    const Money whole{tx.number(charged_sql, {scope.id(), courier, awb}).value_or(0),
                      scope.currency()};
    if (shipment->tariff == whole) return true;
    ++report.changed;
    report.difference += whole - shipment->tariff;
    audit::append(tx, scope,
                  {shop::order_subject(shipment->order_id),
                   "courier_invoiced",
                   {{"awb", "", awb}, {"tariff", to_decimal(shipment->tariff), to_decimal(whole)}},
                   document});
    shipment->tariff = whole;
    store(tx, scope, *shipment);
    MUST(renew_delivery_cost(tx, scope, shipment->order_id));
    return true;
}

} // namespace

Result<void> renew_delivery_cost(db::Transaction& tx, const shop::Scope& scope, OrderId id) {
    TRY(order, orders::must_find(tx, scope, id));
    Money cost{0, scope.currency()};
    for (const auto& each : all_of_order(tx, scope.id(), id))
        if (each.state == ShipmentState::registered) cost += each.tariff;
    if (cost.minor > 0) order.delivery_cost = cost;
    for (const auto& change : scope.installation.workflow->on_change)
        change(tx, scope, order);
    orders::store(tx, scope, order);
    return {};
}

Result<CourierInvoiceReport> take_courier_invoice(const shop::Scope& scope,
                                                  const std::string& courier,
                                                  const std::string& document,
                                                  const std::string& csv) {
    if (!courier_registry().contains(courier))
        return not_found("There is no courier of this name.");
    if (trimmed(document).empty() || document.size() > 100)
        return invalid_field("document", "Give the number of the courier's invoice.");
    TRY(charges, read_charges(csv));
    const Money none{0, scope.currency()};
    CourierInvoiceReport total{std::ssize(charges), 0, 0, none, none, {}};
    for (const auto& each : charges) {
        const std::string awb = shortened(each.first, 100);
        const Money amount{each.second, scope.currency()};
        const auto done = scope.write([&](db::Transaction& tx) -> Result<CourierInvoiceReport> {
            CourierInvoiceReport report{0, 0, 0, none, none, {}};
            MUST(charge(tx, scope, courier, document, awb, amount, report));
            return report;
        });
        if (!done) return Failure(done.error());
        total.matched += done->matched;
        total.changed += done->changed;
        total.charged += done->charged;
        total.difference += done->difference;
        total.odd.insert(total.odd.end(), done->odd.begin(), done->odd.end());
    }
    return total;
}

} // namespace taraba::shipping
