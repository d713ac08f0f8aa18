#include "shop/documents/issued.hpp"

#include "base/crypto.hpp"
#include "base/json.hpp"

namespace taraba::documents {

namespace {

constexpr db::Sql find_sql{"documents.find_issued", R"sql(
    SELECT look FROM issued_papers
     WHERE shop_id = $1 AND order_id = $2 AND paper = $3 AND facts = $4
)sql"};
constexpr db::Sql insert_sql{"documents.insert_issued", R"sql(
    INSERT INTO issued_papers (shop_id, order_id, paper, facts, look, issued_at)
    VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING
)sql"};

/// What of the shop stands on a paper.
struct Look {
    static constexpr bool lenient = true;
    shop::Seller seller;
    shop::PaperLayout layout;
};
BOOST_DESCRIBE_STRUCT(Look, (), (seller, layout))

struct Kept {
    Look look;
};
BOOST_DESCRIBE_STRUCT(Kept, (), (look))

} // namespace

shop::Scope as_issued(const shop::Scope& scope, OrderId order, IssuedPaper paper,
                      const std::string& facts) {
    const std::string name(name_of(paper));
    const auto kept = scope.read([&](db::Transaction& tx) {
        return tx.find<Kept>(find_sql, {scope.id(), order, name, facts});
    });
    if (!kept) {
        const Look look{scope.shop->settings.seller, scope.shop->settings.layout};
        (void)scope.write([&](db::Transaction& tx) -> Result<bool> {
            if (!orders::find(tx, scope.id(), order)) return not_found("There is no such order.");
            tx.change(insert_sql, {scope.id(), order, name, facts, to_json(look), scope.now});
            return true;
        });
        return scope;
    }
    auto shop = std::make_shared<shop::Shop>(*scope.shop);
    shop->settings.seller = kept->look.seller;
    shop->settings.layout = kept->look.layout;
    auto then = scope;
    then.shop = std::move(shop);
    return then;
}

std::string warranty_facts(const orders::SerialsByProduct& serials,
                           std::optional<Date> delivered_on,
                           const std::vector<service::Case>& repairs) {
    std::string text = delivered_on ? to_text(*delivered_on) : "";
    for (const auto& [product, numbers] : serials)
        for (const auto& number : numbers)
            text += "|" + to_text(product) + ":" + number;
    for (const auto& each : repairs)
        if (each.closed_on) text += "|" + to_text(each.id);
    return hex(sha256(text));
}

} // namespace taraba::documents
