#include "base/csv.hpp"
#include "base/decimal.hpp"
#include "base/zip.hpp"
#include "shop/books/accountant_files.hpp"
#include "shop/catalog/movements.hpp"
#include "shop/efactura/document.hpp"
#include "shop/invoicing/line_price.hpp"

#include <algorithm>
#include <set>

namespace taraba::books {

namespace {

using invoicing::Invoice;

/// Nomenclature of the schema: 00 and CUI of Romanian companies, 01 and the number of EU ones, 02
/// and the number of others, 03 and CNP of people; 0…0 where it is not known (Ghid D406,
/// CustomerID).
std::string customer_id(const Invoice& invoice) {
    const auto& buyer = invoice.content.buyer;
    if (!buyer.company) return "080000000000000";
    if (buyer.address.country == "RO")
        return "00" + (buyer.tax_id.starts_with("RO") ? buyer.tax_id.substr(2) : buyer.tax_id);
    return (customers::is_eu_vat_number(buyer.tax_id) ? "01" : "02") + buyer.tax_id;
}

std::string percentage(Rate rate) { return format_decimal(rate.basis_points, 2, true); }

class Files {
public:
    Files(db::Transaction& tx, const shop::Scope& scope, const Period& period)
        : tx_(tx), scope_(scope), period_(period) {}

    std::vector<ZippedFile> write() {
        sales();
        payments();
        goods();
        return {{"SalesInvoices.csv", sales_},
                {"Customers.csv", customers_},
                {"Payments.csv", payments_},
                {"Products.csv", products_},
                {"MovementOfGoods.csv", movements_}};
    }

private:
    void sales() {
        sales_ = csv_line({"InvoiceNo", "InvoiceDate", "InvoiceType", "CustomerID", "LineNumber",
                           "ProductCode", "ProductDescription", "InvoiceUOM", "Quantity",
                           "UnitPrice", "InvoiceLineAmount", "CurrencyCode", "ExchangeRate",
                           "TaxPercentage", "TaxExemption", "TaxAmount", "References"});
        customers_ = csv_line({"CustomerID", "Name", "RegistrationNumber", "StreetName", "City",
                               "PostalCode", "Region", "Country"});
        invoicing::each_issued(tx_, scope_.id(), period_.from, period_.to,
                               [&](const Invoice& invoice) { sale(invoice); });
    }

    void sale(const Invoice& invoice) {
        const auto& content = invoice.content;
        const std::string customer = customer_id(invoice);
        if (known_customers_.insert(customer + content.buyer.name).second) {
            const auto& address = content.buyer.address;
            customers_ +=
                csv_line({customer, content.buyer.name, content.buyer.tax_id, address.street,
                          address.locality, address.postal_code, address.county, address.country});
        }
        for (std::size_t i = 0; i < content.lines.size(); ++i) {
            const auto& line = content.lines[i];
            sales_ += csv_line(
                {invoice.series + std::to_string(invoice.number), to_text(invoice.issued_on),
                 invoice.kind == invoicing::InvoiceKind::storno ? "381" : "380", customer,
                 std::to_string(i + 1), line.sku, line.description, efactura::unit_code(line.unit),
                 to_decimal(line.quantity), invoicing::unit_price_text(line), to_decimal(line.net),
                 content.currency,
                 content.exchange_rate == 0 ? "1" : format_decimal(content.exchange_rate, 4, true),
                 percentage(line.vat_rate),
                 line.vat_rate.basis_points == 0 && content.without_vat
                     ? std::string(name_of(*content.without_vat))
                     : "",
                 to_decimal(line.vat), content.storno_of.value_or("")});
        }
    }

    void payments() {
        payments_ = csv_line({"TransactionDate", "PaymentMethod", "Description", "InvoiceNo",
                              "CustomerName", "Amount", "CurrencyCode"});
        for (const auto& row : money_of(tx_, scope_, period_))
            payments_ += csv_line(
                {to_text(row.day), row.method, std::string(name_of(row.kind)) + " " + row.reference,
                 row.invoice, row.buyer, to_decimal(row.amount), scope_.shop->currency});
    }

    void goods() {
        products_ =
            csv_line({"ProductCode", "Description", "UOMBase", "TaxPercentage", "UnitCost"});
        movements_ = csv_line(
            {"MovementDate", "ProductCode", "Quantity", "UOM", "Reason", "OrderNumber", "Actor"});
        const Zone zone = scope_.shop->time_zone();
        const auto taxes = pricing::taxes(scope_);
        std::map<std::int64_t, catalog::StockedProduct> known;
        for (const auto& move :
             catalog::movements_between(tx_, scope_.id(), zone.start_of(period_.from),
                                        zone.start_of(period_.to + std::chrono::days(1)))) {
            auto product = known.find(move.product_id.value);
            if (product == known.end()) {
                const auto found = catalog::find(tx_, scope_.id(), move.product_id);
                if (!found) continue;
                product = known.emplace(move.product_id.value, *found).first;
                products_ += csv_line({found->sku, found->name, efactura::unit_code(found->unit),
                                       percentage(taxes->vat(found->vat_class, period_.to)),
                                       to_decimal(found->cost)});
            }
            const auto order = move.order_id ? orders::find(tx_, scope_.id(), *move.order_id)
                                             : std::optional<orders::Order>();
            movements_ +=
                csv_line({to_text(zone.day_of(move.at)), product->second.sku,
                          to_decimal(move.quantity), efactura::unit_code(product->second.unit),
                          move.reason, order ? std::to_string(order->number) : "", move.actor});
        }
    }

    db::Transaction& tx_;
    const shop::Scope& scope_;
    const Period& period_;
    std::set<std::string> known_customers_;
    std::string sales_, customers_, payments_, products_, movements_;
};

} // namespace

std::string saft_zip(db::Transaction& tx, const shop::Scope& scope, const Period& period) {
    return zip(Files(tx, scope, period).write());
}

} // namespace taraba::books
