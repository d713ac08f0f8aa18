// What makes the demo shop look like one: products, people.

#include "seed/seed.hpp"

#include "base/csv.hpp"
#include "base/data.hpp"
#include "shop/catalog/product.hpp"
#include "shop/staff/staff.hpp"

#include <charconv>
#include <fmt/core.h>

namespace taraba::seed {

namespace {

/// Aisle, rack and level: `B-02-3`.
std::string shelf_of(int place) {
    return fmt::format("{}-{:02}-{}", static_cast<char>('A' + place / 12 % 6), place / 4 % 3 + 1,
                       place % 4 + 1);
}

/// An EAN-13 of the Romanian prefix; digits count 1 and 3 in turn and the last one fills up to 10.
std::string barcode_of(int place) {
    std::string code = fmt::format("5940000{:05}", place + 1);
    int sum = 0;
    for (std::size_t i = 0; i < code.size(); ++i)
        sum += (code[i] - '0') * (i % 2 == 0 ? 1 : 3);
    return code + std::to_string((10 - sum % 10) % 10);
}

} // namespace

Result<void> seed_products(const shop::Scope& scope) {
    const CsvTable table(embedded_data("demo-products.csv"));
    const auto done = scope.write([&](db::Transaction& tx) -> Result<bool> {
        int place = 0;
        for (const auto& row : table.records()) {
            const auto text = [&](const char* name) { return std::string(table.cell(row, name)); };
            const auto whole = [&](const char* name) {
                std::int64_t value = 0;
                const auto cell = table.cell(row, name);
                std::from_chars(cell.data(), cell.data() + cell.size(), value);
                return value;
            };
            const auto money = [&](const char* name) {
                return *money_from(text(name), scope.currency());
            };
            catalog::StockedProduct product;
            product.sku = text("sku");
            product.name = text("name");
            product.name_en = text("name_en");
            product.category = text("category");
            product.brand = text("brand");
            product.price = money("price");
            product.cost = money("cost");
            product.vat_class = text("vat_class");
            product.weight_g = whole("weight_g");
            product.length_mm = whole("length_mm");
            product.width_mm = whole("width_mm");
            product.height_mm = whole("height_mm");
            product.green_tax = money("green_tax");
            product.delivery_surcharge = {0, scope.currency()};
            product.warranty_months = whole("warranty_months");
            product.stock = units(whole("stock"));
            product.shelf = shelf_of(place);
            product.barcode = barcode_of(place++);
            MUST(catalog::create(tx, scope, product));
        }
        return true;
    });
    if (!done) return Failure(done.error());
    return {};
}

Result<void> seed_staff(const shop::Scope& scope) {
    const struct {
        const char *role, *name, *email;
        std::vector<std::string> permissions;
    } people[]{{"Administrator", "Ana Ionescu", "admin@demo.example", {"all"}},
               {"Operator comenzi",
                "Mihai Pop",
                "operator@demo.example",
                {"orders.read", "orders.edit", "orders.status", "payments.edit", "invoices.issue",
                 "shipments.send", "products.read", "customers.read", "customers.edit",
                 "settings.read", "checkout"}},
               {"Depozit",
                "Ilie Marin",
                "depozit@demo.example",
                {"orders.read", "shipments.send", "products.read", "products.edit"}}};
    const auto done = scope.write([&](db::Transaction& tx) -> Result<bool> {
        for (const auto& each : people) {
            TRY(role, staff::save_role(tx, scope, {{}, each.role, each.permissions, 1}, true));
            MUST(staff::save_person(
                tx, scope,
                {{}, each.email, each.name, role.id, "ro", true, std::string(demo_password), 1},
                true));
        }
        return true;
    });
    if (!done) return Failure(done.error());
    return {};
}

} // namespace taraba::seed
