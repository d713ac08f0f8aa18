#include "shop/invoicing/invoice_store.hpp"

#include "shop/audit/audit.hpp"

namespace taraba::invoicing {

namespace {

constexpr db::Sql next_number_sql{"invoicing.next_number", R"sql(
    UPDATE invoice_series SET last = last + 1 WHERE shop_id = $1 AND kind = $2 RETURNING last
)sql"};

constexpr db::Sql series_sql{"invoicing.series",
                             "SELECT series FROM invoice_series WHERE shop_id = $1 AND kind = $2"};

constexpr db::Sql insert_series_sql{"invoicing.insert_series", R"sql(
    INSERT INTO invoice_series (shop_id, kind, series, last) VALUES ($1, $2, $3, 0)
)sql"};

constexpr db::Sql reversed_sql{"invoicing.reversed", R"sql(
    SELECT COUNT(*) AS stornos, CAST(COALESCE(SUM(-gross), 0) AS BIGINT) AS gross
      FROM invoices
     WHERE shop_id = $1
       AND storno_of IN (SELECT CAST($2 AS BIGINT) UNION ALL
                         SELECT id FROM invoices WHERE shop_id = $1 AND storno_of = $2)
)sql"};

constexpr db::Sql amounts_sql{"invoicing.amounts", R"sql(
    SELECT id, order_id, issued_on, series, number, gross FROM invoices
     WHERE shop_id = $1 AND issued_on <= $2 AND kind <> 'proforma' ORDER BY issued_on, id
)sql"};

struct AmountRow {
    InvoiceId id;
    std::optional<OrderId> order_id;
    Date issued_on{};
    std::string series;
    std::int64_t number = 0;
    Money gross;
};
BOOST_DESCRIBE_STRUCT(AmountRow, (), (id, order_id, issued_on, series, number, gross))

} // namespace

const db::Table<Invoice>& invoice_table() {
    static const db::Table<Invoice> invoices("invoices");
    return invoices;
}

Numbered next_number(db::Transaction& tx, ShopId shop, bool proforma) {
    const char* kind = proforma ? "proforma" : "invoice";
    // The row lock holds until the end of the transaction: one issuer a series at a time.
    const auto number = tx.number(next_number_sql, {shop, kind});
    const auto series = tx.text(series_sql, {shop, kind});
    expects(number && series);
    return {*series, *number};
}

void insert_series(db::Transaction& tx, ShopId shop, const std::string& kind,
                   const std::string& series) {
    tx.change(insert_series_sql, {shop, kind, series});
}

std::optional<Invoice> find(db::Transaction& tx, ShopId shop, InvoiceId id) {
    return invoice_table().find(tx, shop, id.value);
}

std::vector<Invoice> list(db::Transaction& tx, ShopId shop, std::int64_t before,
                          std::int64_t limit) {
    return invoice_table().page(tx, shop, before, limit);
}

std::vector<Invoice> of_order(db::Transaction& tx, ShopId shop, OrderId id) {
    static const std::string sql =
        "SELECT " + invoice_table().columns() +
        " FROM invoices WHERE shop_id = $1 AND order_id = $2 ORDER BY id";
    return tx.list<Invoice>({"invoicing.of_order", sql}, {shop, id});
}

void each_issued(db::Transaction& tx, ShopId shop, Date from, Date to,
                 const std::function<void(const Invoice&)>& take) {
    static const std::string sql =
        "SELECT " + invoice_table().columns() +
        " FROM invoices WHERE shop_id = $1 AND issued_on >= $2 AND issued_on <= $3 AND "
        "kind <> 'proforma' ORDER BY issued_on, id";
    const std::string first = to_text(from), last = to_text(to);
    tx.run({"invoicing.issued", sql}, std::initializer_list<db::Param>{shop, first, last},
           [&](const db::Row& row) {
               Invoice invoice;
               db::read_row(row, shape_of<Invoice>(), &invoice, tx.currency);
               take(invoice);
           });
}

bool is_issued(db::Transaction& tx, ShopId shop, const std::string& series, std::int64_t number) {
    return tx
        .number({"invoicing.is_issued",
                 "SELECT id FROM invoices WHERE shop_id = $1 AND series = $2 AND number = $3"},
                {shop, series, number})
        .has_value();
}

void each_amount(db::Transaction& tx, ShopId shop, Date until,
                 const std::function<void(const IssuedAmount&)>& take) {
    for (const auto& row : tx.list<AmountRow>(amounts_sql, {shop, to_text(until)})) {
        IssuedAmount amount{
            row.id, row.order_id, row.issued_on, row.series + std::to_string(row.number),
            "",     row.gross};
        if (!row.order_id) {
            const auto invoice = *find(tx, shop, row.id);
            amount.buyer = invoice.content.buyer.name;
            for (auto taken = invoice.storno_of; taken;) {
                amount.root = *taken;
                taken = find(tx, shop, *taken)->storno_of;
            }
        }
        take(amount);
    }
}

Reversed reversed_of(db::Transaction& tx, ShopId shop, InvoiceId id) {
    return tx.find<Reversed>(reversed_sql, {shop, id}).value();
}

std::optional<Invoice> live_invoice(db::Transaction& tx, ShopId shop, OrderId id) {
    for (auto& invoice : of_order(tx, shop, id))
        if (invoice.kind == InvoiceKind::invoice &&
            !reversed_of(tx, shop, invoice.id).whole(invoice))
            return std::move(invoice);
    return std::nullopt;
}

std::vector<Series> all_series(db::Transaction& tx, ShopId shop) {
    return tx.list<Series>({"invoicing.series", "SELECT kind, series, last FROM invoice_series "
                                                "WHERE shop_id = $1 ORDER BY kind"},
                           {shop});
}

Result<Series> change_series(db::Transaction& tx, const shop::Scope& scope, const Series& wanted) {
    if (wanted.series.empty() || wanted.series.size() > 10 ||
        wanted.series.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ-") != std::string::npos)
        return invalid_field("series", "A series is one to ten capital letters.");
    if (wanted.last < 0 || wanted.last > 999'999'999)
        return invalid_field("last", "The last number is 0 to 999999999.");
    const auto issued =
        tx.number({"invoicing.highest",
                   "SELECT max(number) FROM invoices WHERE shop_id = $1 AND series = $2"},
                  {scope.id(), wanted.series});
    if (issued && wanted.last < *issued)
        return invalid_field("last", said("{} {} is issued already; numbers go on above it.",
                                          wanted.series, *issued));
    if (tx.change({"invoicing.change_series",
                   "UPDATE invoice_series SET series = $3, last = $4 WHERE shop_id = $1 AND "
                   "kind = $2"},
                  {scope.id(), wanted.kind, wanted.series, wanted.last}) != 1)
        return invalid_field("kind", "There are series for `invoice` and `proforma`.");
    audit::append(tx, scope,
                  {"settings",
                   "series_changed",
                   {{wanted.kind, "", wanted.series + " " + std::to_string(wanted.last + 1)}}});
    return wanted;
}

} // namespace taraba::invoicing
