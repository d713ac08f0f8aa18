#include "shop/purchasing/receipt.hpp"

#include "base/text.hpp"
#include "db/table.hpp"
#include "shop/audit/audit.hpp"
#include "shop/catalog/cost.hpp"
#include "shop/customers/company.hpp"
#include "shop/pricing/quote.hpp"
#include "shop/shops/closing.hpp"

#include <algorithm>

namespace taraba::purchasing {

namespace {

constexpr std::size_t lines_max = 500;

const db::Table<Receipt>& table() {
    static const db::Table<Receipt> receipts("goods_receipts");
    return receipts;
}

constexpr db::Sql insert_line_sql{"purchasing.insert_line", R"sql(
    INSERT INTO goods_receipt_lines (shop_id, receipt_id, line_no, product_id, sku, name, invoiced,
                                     received, unit_cost)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
)sql"};
constexpr db::Sql lines_sql{"purchasing.lines", R"sql(
    SELECT line_no, product_id, sku, name, invoiced, received, unit_cost FROM goods_receipt_lines
     WHERE shop_id = $1 AND receipt_id = $2 ORDER BY line_no
)sql"};
constexpr db::Sql same_document_sql{"purchasing.same_document", R"sql(
    SELECT number FROM goods_receipts
     WHERE shop_id = $1 AND supplier_cui = $2 AND document = $3 AND supplier = $4
       AND cancelled_at IS NULL LIMIT 1
)sql"};

std::string subject_of(GoodsReceiptId id) { return "receipt:" + to_text(id); }

Result<Receipt> head_of(db::Transaction& tx, const shop::Scope& scope,
                        const WantedReceipt& wanted) {
    Receipt receipt;
    receipt.supplier = trimmed(wanted.supplier);
    receipt.supplier_cui = customers::plain_code(wanted.supplier_cui);
    receipt.document = trimmed(wanted.document);
    receipt.received_on = wanted.received_on.value_or(scope.today());
    receipt.document_on = wanted.document_on.value_or(receipt.received_on);
    receipt.note = trimmed(wanted.note);
    if (receipt.supplier.empty()) return invalid_field("supplier", "Whose goods are they?");
    if (!receipt.supplier_cui.empty() && !customers::is_valid_cui(receipt.supplier_cui) &&
        !customers::is_eu_vat_number(receipt.supplier_cui))
        return invalid_field("supplier_cui", "This CUI is not valid.");
    if (receipt.document.empty())
        return invalid_field("document", "Which invoice or delivery note came with them?");
    if (receipt.received_on > scope.today())
        return invalid_field("received_on", "Goods are received today or were before.");
    if (receipt.document_on > receipt.received_on)
        return invalid_field("document_on", "The document is not younger than the reception.");
    MUST(shop::check_open(tx, scope, receipt.received_on, "received_on"));
    if (const auto number = tx.number(same_document_sql, {scope.id(), receipt.supplier_cui,
                                                          receipt.document, receipt.supplier}))
        return refuse(RefusalKind::conflict, "already_received",
                      said("This document was received by note {}.", *number), "document");
    return receipt;
}

Result<ReceiptLine> read_line(const shop::Scope& scope, const ReceivedGoods& wanted,
                              const std::vector<catalog::StockedProduct>& known,
                              const std::string& here) {
    const auto product = std::ranges::find(known, wanted.sku, &catalog::StockedProduct::sku);
    if (product == known.end())
        return invalid_field(here + "sku", "There is no product with this SKU.");
    ReceiptLine line{0,
                     product->id,
                     product->sku,
                     product->name,
                     wanted.invoiced.value_or(wanted.received),
                     wanted.received,
                     wanted.unit_cost};
    constexpr std::int64_t pieces_max = 1'000'000'000; // thousandths
    if (line.received.thousandths < 0 || line.received.thousandths > pieces_max ||
        line.received.thousandths + product->stock.thousandths > pieces_max)
        return invalid_field(here + "received", "This is 0 to a million, with what is there.");
    if (line.invoiced.thousandths < 0 || line.invoiced.thousandths > pieces_max)
        return invalid_field(here + "invoiced", "This is 0 to a million.");
    if (line.received.thousandths == 0 && line.invoiced.thousandths == 0)
        return invalid_field(here + "received", "Nothing was invoiced and nothing came.");
    if (line.unit_cost.currency != scope.currency() || line.unit_cost.minor < 0)
        return invalid_field(here + "unit_cost",
                             said("A cost is not negative, in {}.", scope.shop->currency));
    if (Wide{line.unit_cost.minor} * line.received.thousandths / 1'000 > money_minor_max / 1'000)
        return invalid_field(here + "unit_cost", "The amount of the line is too large.");
    return line;
}

Result<std::vector<ReceiptLine>> read_lines(db::Transaction& tx, const shop::Scope& scope,
                                            const WantedReceipt& wanted) {
    if (wanted.lines.empty()) return invalid_field("lines", "Which goods came?");
    if (wanted.lines.size() > lines_max)
        return invalid_field("lines", "A note has at most 500 lines.");
    std::vector<std::string> skus;
    for (const auto& line : wanted.lines)
        skus.push_back(line.sku);
    const auto known = catalog::find_by_skus(tx, scope.id(), skus);
    std::vector<ReceiptLine> lines;
    for (std::size_t i = 0; i < wanted.lines.size(); ++i) {
        TRY(line, read_line(scope, wanted.lines[i], known, "lines[" + std::to_string(i) + "]."));
        line.line_no = static_cast<std::int64_t>(i) + 1;
        lines.push_back(std::move(line));
    }
    return lines;
}

/// In one order for everybody, so that nobody waits in a circle.
std::vector<ReceiptLine> by_product(std::vector<ReceiptLine> lines) {
    std::ranges::stable_sort(lines, {}, &ReceiptLine::product_id);
    return lines;
}

} // namespace

Result<Receipt> receive(db::Transaction& tx, const shop::Scope& scope,
                        const WantedReceipt& wanted) {
    TRY(receipt, head_of(tx, scope, wanted));
    TRY(lines, read_lines(tx, scope, wanted));
    receipt.id = scope.new_id<GoodsReceiptId>();
    receipt.number = shop::take_numbers(tx, scope.id(), "goods_receipt", 1);
    receipt.total = {0, scope.currency()};
    for (const auto& line : lines)
        receipt.total += pricing::line_total(line.unit_cost, line.received);
    receipt.actor = scope.principal.name;
    receipt.created_at = scope.now;
    table().insert(tx, scope.id(), receipt);
    for (const auto& line : lines)
        tx.change(insert_line_sql, {scope.id(), receipt.id, line.line_no, line.product_id, line.sku,
                                    line.name, line.invoiced, line.received, line.unit_cost});
    for (const auto& line : by_product(lines))
        if (line.received.thousandths > 0)
            catalog::receive_lot(tx, scope, line.product_id, line.received, line.unit_cost,
                                 subject_of(receipt.id), "received");
    audit::append(tx, scope,
                  {subject_of(receipt.id),
                   "goods_received",
                   {{"number", "", std::to_string(receipt.number)},
                    {"document", "", receipt.document},
                    {"total", "", to_decimal(receipt.total)}}});
    return receipt;
}

Result<Receipt> cancel(db::Transaction& tx, const shop::Scope& scope, GoodsReceiptId id,
                       const std::string& reason) {
    auto receipt = find(tx, scope.id(), id);
    if (!receipt) return not_found("There is no such reception.");
    if (trimmed(reason).empty()) return invalid_field("reason", "Why was it written by mistake?");
    if (receipt->cancelled_at)
        return refuse(RefusalKind::conflict, "already_cancelled",
                      "This note is cancelled already.");
    MUST(shop::check_open(tx, scope, receipt->received_on, ""));
    ProductId before{};
    for (const auto& line : by_product(lines_of(tx, scope.id(), id))) {
        // All lots of one product that came by this note go together.
        if (line.received.thousandths > 0 && line.product_id != before)
            MUST(catalog::take_lot_back(tx, scope, line.product_id, subject_of(id), "cancelled"));
        before = line.product_id;
    }
    receipt->cancelled_at = scope.now;
    receipt->cancel_reason = trimmed(reason);
    ++receipt->version;
    if (!table().update(tx, scope.id(), *receipt))
        throw WriteConflict("the reception was changed meanwhile");
    audit::append(tx, scope,
                  {subject_of(id),
                   "goods_receipt_cancelled",
                   {{"number", std::to_string(receipt->number), ""}},
                   receipt->cancel_reason});
    return *receipt;
}

std::optional<Receipt> find(db::Transaction& tx, ShopId shop, GoodsReceiptId id) {
    return table().find(tx, shop, id.value);
}

std::vector<ReceiptLine> lines_of(db::Transaction& tx, ShopId shop, GoodsReceiptId id) {
    return tx.list<ReceiptLine>(lines_sql, {shop, id});
}

std::vector<Receipt> list(db::Transaction& tx, ShopId shop, std::int64_t before,
                          std::int64_t limit) {
    return table().page(tx, shop, before, limit);
}

} // namespace taraba::purchasing
