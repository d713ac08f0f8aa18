#include "api/panel/routes.hpp"
#include "shop/documents/purchasing_papers.hpp"
#include "shop/purchasing/receipt.hpp"

namespace taraba::api::panel {

using purchasing::Receipt;

namespace {

struct ReceiptView : Receipt {
    std::vector<purchasing::ReceiptLine> lines;
};
BOOST_DESCRIBE_STRUCT(ReceiptView, (Receipt), (lines))

struct CancelReceipt {
    std::string reason;
};
BOOST_DESCRIBE_STRUCT(CancelReceipt, (), (reason))

Result<ReceiptView> viewed(db::Transaction& tx, const Scope& scope,
                           const Result<Receipt>& receipt) {
    if (!receipt) return Failure(receipt.error());
    return ReceiptView{*receipt, purchasing::lines_of(tx, scope.id(), receipt->id)};
}

Result<Receipt> must_find(db::Transaction& tx, const Scope& scope, GoodsReceiptId id) {
    auto receipt = purchasing::find(tx, scope.id(), id);
    if (!receipt) return not_found("There is no such reception.");
    return std::move(*receipt);
}

} // namespace

void add_goods_receipts(Api& api) {
    api.get<shop::ListQuery, shop::Page<Receipt>>(
        "/api/v1/goods-receipts",
        {"Goods received from suppliers, newest first", "goods_receipts", "products.read"},
        [](const Scope& scope,
           const In<Nothing, shop::ListQuery>& in) -> Result<shop::Page<Receipt>> {
            TRY(limit, shop::list_limit(in.query.limit));
            TRY(before, shop::cursor_id(in.query.cursor));
            return shop::page_of(scope.read([&](db::Transaction& tx) {
                return purchasing::list(tx, scope.id(), before, limit + 1);
            }),
                                 static_cast<std::size_t>(limit),
                                 [](const Receipt& each) { return each.id.value; });
        });
    api.get<Nothing, ReceiptView>("/api/v1/goods-receipts/{id}",
                                  {"One reception", "goods_receipts", "products.read"},
                                  [](const Scope& scope, const In<>& in) -> Result<ReceiptView> {
                                      TRY(id, in.id<GoodsReceiptId>());
                                      return scope.read([&](db::Transaction& tx) {
                                          return viewed(tx, scope, must_find(tx, scope, id));
                                      });
                                  });
    api.post<purchasing::WantedReceipt, ReceiptView>(
        "/api/v1/goods-receipts",
        {"Receive goods: they go onto the shelf at what they have cost", "goods_receipts",
         "products.edit"},
        [](const Scope& scope, const In<purchasing::WantedReceipt>& in) -> Result<ReceiptView> {
            return scope.create([&](db::Transaction& tx) {
                return viewed(tx, scope, purchasing::receive(tx, scope, in.body));
            });
        },
        201);
    api.post<CancelReceipt, ReceiptView>(
        "/api/v1/goods-receipts/{id}/cancel",
        {"Take back a reception that was written by mistake", "goods_receipts", "products.edit"},
        [](const Scope& scope, const In<CancelReceipt>& in) -> Result<ReceiptView> {
            TRY(id, in.template id<GoodsReceiptId>());
            return scope.write([&](db::Transaction& tx) {
                return viewed(tx, scope, purchasing::cancel(tx, scope, id, in.body.reason));
            });
        });
    api.file<Nothing>(
        "/api/v1/goods-receipts/{id}/paper.pdf", "application/pdf",
        {"The note of reception (NIR)", "goods_receipts", "products.read"},
        [](const Scope& scope, const In<>& in) -> Result<File> {
            TRY(id, in.id<GoodsReceiptId>());
            return scope.read([&](db::Transaction& tx) -> Result<File> {
                TRY(receipt, must_find(tx, scope, id));
                return File{"application/pdf", "NIR-" + std::to_string(receipt.number) + ".pdf",
                            documents::goods_receipt_pdf(scope, receipt,
                                                         purchasing::lines_of(tx, scope.id(), id))};
            });
        });
}

} // namespace taraba::api::panel
