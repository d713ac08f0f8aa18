#pragma once

#include "shop/catalog/product.hpp"

// Goods received from suppliers: the note of reception and differences (NIR, OMFP 2634/2015, code
// 14-3-1A) that puts them on the shelf at what they have cost.

namespace taraba::purchasing {

struct ReceiptLine {
    std::int64_t line_no = 0;
    ProductId product_id;
    std::string sku;
    std::string name;
    Quantity invoiced; ///< as the supplier's document has it
    Quantity received; ///< as counted
    Money unit_cost;   ///< without VAT
};
BOOST_DESCRIBE_STRUCT(ReceiptLine, (),
                      (line_no, product_id, sku, name, invoiced, received, unit_cost))

struct Receipt {
    GoodsReceiptId id;
    std::int64_t number = 0;
    std::string supplier;
    std::string supplier_cui;
    std::string document; ///< the supplier's invoice or delivery note
    Date document_on{};
    Date received_on{};
    std::string note;
    Money total; ///< of what was received, without VAT
    std::string actor;
    Instant created_at{};
    std::optional<Instant> cancelled_at;
    std::string cancel_reason;
    std::int64_t version = 1;
};
BOOST_DESCRIBE_STRUCT(Receipt, (),
                      (id, number, supplier, supplier_cui, document, document_on, received_on, note,
                       total, actor, created_at, cancelled_at, cancel_reason, version))

struct ReceivedGoods {
    static constexpr bool lenient = true;
    std::string sku;
    std::optional<Quantity> invoiced; ///< as many as received when not given
    Quantity received;
    Money unit_cost;
};
BOOST_DESCRIBE_STRUCT(ReceivedGoods, (), (sku, invoiced, received, unit_cost))

struct WantedReceipt {
    static constexpr bool lenient = true;
    std::string supplier;
    std::string supplier_cui; ///< empty: none
    std::string document;
    std::optional<Date> document_on; ///< the day of reception when not given
    std::optional<Date> received_on; ///< today when not given
    std::string note;
    std::vector<ReceivedGoods> lines;
};
BOOST_DESCRIBE_STRUCT(WantedReceipt, (),
                      (supplier, supplier_cui, document, document_on, received_on, note, lines))

/// Puts the goods on the shelf, and their cost by the shop's rule. Refuses with `invalid_field`,
/// `month_closed`, and `already_received` the same document of a supplier.
Result<Receipt> receive(db::Transaction& tx, const shop::Scope& scope, const WantedReceipt& wanted);
/// Written by mistake: the goods leave the shelf again. Refuses with `invalid_field` without a
/// reason, `already_cancelled`, `month_closed`, and `goods_sold` once pieces have left.
Result<Receipt> cancel(db::Transaction& tx, const shop::Scope& scope, GoodsReceiptId id,
                       const std::string& reason);

std::optional<Receipt> find(db::Transaction& tx, ShopId shop, GoodsReceiptId id);
std::vector<ReceiptLine> lines_of(db::Transaction& tx, ShopId shop, GoodsReceiptId id);
/// Newest first, below an id.
std::vector<Receipt> list(db::Transaction& tx, ShopId shop, std::int64_t before,
                          std::int64_t limit);

} // namespace taraba::purchasing
