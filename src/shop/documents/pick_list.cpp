#include "shop/documents/pick_list.hpp"

#include "shop/catalog/product.hpp"
#include "shop/documents/sheet.hpp"
#include "texts/documents.hpp"

#include <algorithm>
#include <map>
#include <set>

namespace taraba::documents {

namespace words = texts::documents;

namespace {

/// Shelves of the products; those without one come last.
std::map<ProductId, std::string> shelves_of(db::Transaction& tx, ShopId shop,
                                            const std::vector<ProductId>& products) {
    std::map<ProductId, std::string> shelves;
    for (const auto& product : catalog::find_several(tx, shop, products))
        shelves[product.id] = product.shelf;
    return shelves;
}

/// `\x7f` is behind every letter and digit.
std::string walk_key(const std::string& shelf) { return shelf.empty() ? "\x7f" : shelf; }

} // namespace

std::vector<Pick> picks_of(db::Transaction& tx, const shop::Scope& scope,
                           const std::vector<OrderId>& orders) {
    std::map<ProductId, Pick> by_product;
    std::vector<ProductId> products;
    for (const auto id : orders) {
        const auto order = orders::find(tx, scope.id(), id);
        if (!order) continue;
        for (const auto& line : orders::lines_of(tx, scope.id(), id)) {
            auto& pick = by_product[line.product_id];
            if (pick.sku.empty()) products.push_back(line.product_id);
            pick.sku = line.sku;
            pick.name = line.name;
            pick.unit = line.unit;
            pick.quantity = pick.quantity + line.quantity;
            pick.orders.emplace_back(order->number, line.quantity);
        }
    }
    for (auto& [product, shelf] : shelves_of(tx, scope.id(), products))
        by_product[product].shelf = shelf;
    std::vector<Pick> picks;
    for (auto& [product, pick] : by_product)
        picks.push_back(std::move(pick));
    std::ranges::sort(picks, {},
                      [](const Pick& pick) { return std::pair(walk_key(pick.shelf), pick.sku); });
    return picks;
}

std::vector<OrderId> in_picking_order(db::Transaction& tx, const shop::Scope& scope,
                                      const std::vector<OrderId>& orders) {
    std::vector<std::pair<std::string, OrderId>> keyed;
    for (const auto id : orders) {
        std::vector<ProductId> products;
        for (const auto& line : orders::lines_of(tx, scope.id(), id))
            products.push_back(line.product_id);
        std::string first = walk_key("");
        for (const auto& [product, shelf] : shelves_of(tx, scope.id(), products))
            first = std::min(first, walk_key(shelf));
        keyed.emplace_back(first, id);
    }
    std::ranges::sort(keyed);
    std::vector<OrderId> sorted;
    for (const auto& [key, id] : keyed)
        sorted.push_back(id);
    return sorted;
}

std::string pick_list_pdf(const shop::Scope& scope, const std::vector<Pick>& picks,
                          std::size_t orders) {
    const std::string& language = scope.language;
    const Style grey{8.5, false, Align::left, 0.4};
    Paper paper(Paper::a4_width, Paper::a4_height, std::string(words::pick_list::title(language)));
    double y = 42;
    paper.text(Paper::left, y, 260, words::pick_list::title(language), {18, true});
    y += 26;
    paper.text(Paper::left, y, 260,
               words::pick_list::orders(language, std::to_string(orders)) + " · " +
                   scope.shop->time_zone().to_people(scope.now, scope.language),
               {9, false, Align::left, 0.3});
    // The numbers of its orders, for a phone; the first of them for the scanner.
    Codes codes;
    std::set<std::int64_t> numbers;
    for (const auto& pick : picks)
        for (const auto& each : pick.orders)
            numbers.insert(each.first);
    constexpr std::size_t most = 60;
    for (const auto number : numbers)
        if (codes.qr.size() < most * 8)
            codes.qr += (codes.qr.empty() ? "" : " ") + std::to_string(number);
    if (!numbers.empty()) codes.bar = std::to_string(*numbers.begin());
    draw(paper, codes, Paper::left + Paper::text_width, 42);
    y += 48;
    const auto head = [&] {
        paper.box(Paper::left - 4, y - 3, Paper::text_width + 8, 18, 0.93);
        paper.text(Paper::left + 22, y, 60, words::pick_list::shelf(language), {8, true});
        paper.text(Paper::left + 85, y, 100, "SKU", {8, true});
        paper.text(Paper::left + 190, y, 230, words::common::product(language), {8, true});
        paper.text(Paper::left, y, Paper::text_width, words::common::quantity(language),
                   {8, true, Align::right});
        y += 20;
    };
    head();
    for (const auto& pick : picks) {
        if (y > Paper::a4_height - 80) {
            paper.new_page();
            y = 42;
            head();
        }
        for (const double side : {0.0, 10.0}) {
            paper.line(Paper::left, y + 1 + side, Paper::left + 10, y + 1 + side, 0.3);
            paper.line(Paper::left + side, y + 1, Paper::left + side, y + 11, 0.3);
        }
        std::string where;
        for (const auto& [number, quantity] : pick.orders)
            where +=
                (where.empty() ? "" : ", ") + std::to_string(number) + " × " + to_decimal(quantity);
        paper.text(Paper::left + 22, y, 60, pick.shelf, {9.5, true});
        paper.text(Paper::left + 85, y, 100, pick.sku, {8.5});
        paper.text(Paper::left, y, Paper::text_width, to_decimal(pick.quantity) + " " + pick.unit,
                   {10, true, Align::right});
        double height = paper.text(Paper::left + 190, y, 230, pick.name, {8.5});
        height += paper.text(Paper::left + 190, y + height, 300, where, grey);
        y += height + 7;
    }
    return paper.finish();
}

} // namespace taraba::documents
