#include "shop/catalog/import.hpp"

#include "base/csv.hpp"
#include "base/text.hpp"

#include <map>
#include <set>

namespace taraba::catalog {

namespace {

/// One row being read: takes cells, remembers the first thing that is wrong.
class RowReader {
public:
    RowReader(const CsvTable& table, const CsvRecord& record, const shop::Scope& scope,
              ImportRow& row)
        : table_(table), record_(record), scope_(scope), row_(row) {}

    std::string text(const std::string& column) const {
        return std::string(trimmed(table_.cell(record_, column)));
    }

    /// `1,234.50` and `1234,5` are both understood; empty is 0.
    Money money(const std::string& column) {
        std::string cell = text(column);
        if (cell.empty()) return {0, scope_.currency()};
        const auto comma = cell.rfind(','), point = cell.rfind('.');
        if (comma != cell.npos && (point == cell.npos || comma > point)) {
            std::erase(cell, '.');
            cell[cell.rfind(',')] = '.';
        }
        std::erase(cell, ',');
        const auto fine = parse_decimal(cell, 6);
        const auto rounded = fine ? divide_half_up(*fine, 10'000) : 0;
        if (!fine || rounded < 0 || rounded > 1'000'000'000)
            wrong(column, said("`{}` is no price.", text(column)));
        return {rounded, scope_.currency()};
    }

    /// A decimal measure (`.5` too) times `factor` in millionths of the unit wanted.
    std::int64_t measure(const std::string& column, std::int64_t factor) {
        const std::string cell = text(column);
        if (cell.empty()) return 0;
        const auto value = parse_decimal(cell.starts_with('.') ? "0" + cell : cell, 6);
        if (!value || *value < 0 || *value > 2'000'000'000'000) {
            wrong(column, said("`{}` is no measure.", cell));
            return 0;
        }
        return divide_half_up(Wide{*value} * factor, 1'000'000'000'000);
    }

    Quantity stock(const std::string& column) {
        const std::string cell = text(column);
        if (cell.empty()) return {};
        const auto value = parse_decimal(cell, 3);
        if (!value || *value > quantity_max) wrong(column, said("`{}` is no quantity.", cell));
        return {std::max<std::int64_t>(0, value.value_or(0))}; // oversold is none
    }

    void wrong(const std::string& column, Sentence detail) {
        if (!row_.problem)
            row_.problem =
                Refusal{RefusalKind::invalid, "invalid_field", std::move(detail), column};
    }

private:
    const CsvTable& table_;
    const CsvRecord& record_;
    const shop::Scope& scope_;
    ImportRow& row_;
};

std::string sku_from(const std::string& text) {
    std::string sku;
    for (const char c : folded(text)) {
        const bool plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
        if (plain)
            sku += static_cast<char>(c >= 'a' ? c - 'a' + 'A' : c);
        else if (!sku.empty() && sku.back() != '-')
            sku += '-';
    }
    while (sku.ends_with('-'))
        sku.pop_back();
    return shortened(sku, 64);
}

std::string without_tags(std::string_view html) {
    std::string text;
    bool tag = false;
    for (const char c : html) {
        if (c == '<') tag = true;
        if (!tag) text += c;
        if (c == '>') tag = false;
    }
    return std::string(trimmed(text));
}

/// Grams in a unit, in millionths.
std::int64_t grams_per(const std::string& unit) {
    if (unit == "g") return 1'000'000;
    if (unit == "lb" || unit == "lbs") return 453'592'370;
    if (unit == "oz") return 28'349'523;
    return 1'000'000'000; // kg
}

std::vector<ImportRow> parse_shopify(const CsvTable& table, const shop::Scope& scope) {
    std::vector<ImportRow> rows;
    std::map<std::string, Product> heads; // by handle: title and text stand on its first row
    for (const auto& record : table.records()) {
        ImportRow row{static_cast<std::int64_t>(record.line), {}, {}};
        RowReader reader(table, record, scope, row);
        const std::string handle = reader.text("Handle");
        auto& head = heads[handle];
        if (const auto title = reader.text("Title"); !title.empty()) {
            head.name = title;
            head.description.text = without_tags(reader.text("Body (HTML)"));
            head.category = reader.text("Type");
            head.brand = shortened(reader.text("Vendor"), 100);
            head.image_url = reader.text("Image Src");
        }
        if (reader.text("Variant Price").empty()) {
            // A row that only brings another image of the product.
            if (!reader.text("Image Src").empty() && reader.text("Option1 Value").empty()) continue;
            reader.wrong("Variant Price", "The price is missing.");
        }
        auto& product = row.product;
        static_cast<Product&>(product) = head;
        if (handle.empty()) reader.wrong("Handle", "The handle is missing.");
        if (head.name.empty())
            reader.wrong("Title", said("The first row of `{}` has no title.", handle));
        std::string variant;
        for (const char* option : {"Option1 Value", "Option2 Value", "Option3 Value"}) {
            const auto value = reader.text(option);
            if (!value.empty() && value != "Default Title")
                variant += (variant.empty() ? "" : " / ") + value;
        }
        if (!variant.empty()) product.name += " – " + variant;
        product.sku = reader.text("Variant SKU");
        if (product.sku.empty()) product.sku = sku_from(handle + " " + variant);
        product.price = reader.money("Variant Price");
        product.cost = reader.money("Cost per item");
        product.green_tax = {0, scope.currency()};
        product.delivery_surcharge = {0, scope.currency()};
        product.weight_g = reader.measure("Variant Grams", 1'000'000);
        product.stock = reader.stock("Variant Inventory Qty");
        product.active = reader.text("Published") != "false";
        rows.push_back(std::move(row));
    }
    return rows;
}

/// The column of a measure, whose name carries its unit: `Weight (lbs)`.
std::pair<std::string, std::string> column_with_unit(const CsvTable& table, const std::string& name,
                                                     std::initializer_list<const char*> units) {
    for (const char* unit : units)
        if (table.has(name + " (" + unit + ")")) return {name + " (" + unit + ")", unit};
    return {name, ""};
}

/// WooCommerce's own names of tax classes; empty is the standard one.
std::string vat_class_of(const std::string& tax_class) {
    if (tax_class.empty() || tax_class == "standard") return "standard";
    if (tax_class == "reduced-rate") return "reduced";
    if (tax_class == "zero-rate") return "zero";
    return "";
}

std::vector<ImportRow> parse_woocommerce(const CsvTable& table, const shop::Scope& scope) {
    std::vector<ImportRow> rows;
    const auto weight = column_with_unit(table, "Weight", {"kg", "g", "lbs", "oz"});
    const auto length = column_with_unit(table, "Length", {"cm", "mm", "m", "in"});
    const auto mm_per = [&]() -> std::int64_t {
        if (length.second == "mm") return 1'000'000;
        if (length.second == "m") return 1'000'000'000;
        if (length.second == "in") return 25'400'000;
        return 10'000'000;
    }();
    const std::string unit = " (" + length.second + ")";
    std::map<std::string, Product> parents; // by SKU
    for (const auto& record : table.records()) {
        ImportRow row{static_cast<std::int64_t>(record.line), {}, {}};
        RowReader reader(table, record, scope, row);
        const std::string type = folded(reader.text("Type"));
        auto& product = row.product;
        product.sku = reader.text("SKU");
        product.name = reader.text("Name");
        product.description.text = without_tags(reader.text("Description"));
        product.category = reader.text("Categories");
        product.brand = shortened(reader.text("Brands"), 100);
        product.image_url = split_at(reader.text("Images"), ',').front();
        product.price = reader.money("Regular price");
        product.cost = reader.money("Cost");
        product.green_tax = {0, scope.currency()};
        product.delivery_surcharge = {0, scope.currency()};
        product.vat_class =
            vat_class_of(reader.text("Tax class") == "parent" ? "" : reader.text("Tax class"));
        if (product.vat_class.empty())
            reader.wrong("Tax class",
                         said("There is no tax class `{}`.", reader.text("Tax class")));
        product.weight_g = reader.measure(weight.first, grams_per(weight.second));
        product.length_mm = reader.measure("Length" + unit, mm_per);
        product.width_mm = reader.measure("Width" + unit, mm_per);
        product.height_mm = reader.measure("Height" + unit, mm_per);
        product.stock = reader.stock("Stock");
        product.active = reader.text("Published") != "0" && reader.text("Published") != "-1";
        // These are not sold by themselves: their variations or members are.
        if (type == "variable" || type == "grouped" || type == "external") {
            parents[product.sku] = product;
            if (type == "external") {
                reader.wrong("Type", "An external product is sold by another shop.");
                rows.push_back(std::move(row));
            }
            continue;
        }
        if (type == "variation") {
            const auto parent = parents.find(reader.text("Parent"));
            if (parent == parents.end())
                reader.wrong("Parent",
                             said("The parent `{}` is not above.", reader.text("Parent")));
            else {
                if (product.category.empty()) product.category = parent->second.category;
                if (product.brand.empty()) product.brand = parent->second.brand;
            }
        }
        if (product.sku.empty()) product.sku = sku_from(product.name);
        if (reader.text("Regular price").empty())
            reader.wrong("Regular price", "The price is missing.");
        rows.push_back(std::move(row));
    }
    return rows;
}

/// What a file knows of a product that is already there; stock moves by its own way.
StockedProduct merged(StockedProduct known, const StockedProduct& read) {
    known.name = read.name;
    known.description = read.description;
    known.category = read.category;
    if (!read.brand.empty()) known.brand = read.brand;
    known.price = read.price;
    if (read.cost.minor > 0) known.cost = read.cost;
    known.weight_g = read.weight_g;
    known.length_mm = read.length_mm;
    known.width_mm = read.width_mm;
    known.height_mm = read.height_mm;
    known.image_url = read.image_url;
    known.active = read.active;
    return known;
}

std::vector<audit::Change> differences(const StockedProduct& before, const StockedProduct& after) {
    std::vector<audit::Change> changes;
    const auto compare = [&](const char* field, const std::string& from, const std::string& to) {
        if (from != to) changes.push_back({field, {shortened(from, 200)}, {shortened(to, 200)}});
    };
    const auto size = [](const StockedProduct& each) {
        return std::to_string(each.length_mm) + " × " + std::to_string(each.width_mm) + " × " +
               std::to_string(each.height_mm);
    };
    compare("name", before.name, after.name);
    compare("description", before.description.text, after.description.text);
    compare("category", before.category, after.category);
    compare("brand", before.brand, after.brand);
    compare("price", to_decimal(before.price), to_decimal(after.price));
    compare("cost", to_decimal(before.cost), to_decimal(after.cost));
    compare("weight_g", std::to_string(before.weight_g), std::to_string(after.weight_g));
    compare("size_mm", size(before), size(after));
    compare("image_url", before.image_url, after.image_url);
    compare("active", before.active ? "1" : "0", after.active ? "1" : "0");
    return changes;
}

} // namespace

Result<std::vector<ImportRow>> parse_catalog(std::string_view csv, const shop::Scope& scope,
                                             std::string& format) {
    if (!is_utf8(csv)) return invalid_field("file", "The file is not UTF-8.");
    const CsvTable table(csv);
    std::vector<ImportRow> rows;
    if (table.has("Handle") && table.has("Variant Price")) {
        format = "shopify";
        rows = parse_shopify(table, scope);
    } else if (table.has("SKU") && table.has("Regular price")) {
        format = "woocommerce";
        rows = parse_woocommerce(table, scope);
    } else {
        return invalid_field("file",
                             "The header is neither Shopify's nor WooCommerce's product export.");
    }
    std::set<std::string> seen;
    for (auto& row : rows) {
        if (row.problem) continue;
        if (const auto checked = check(row.product, scope); !checked)
            row.problem = checked.error();
        else if (!seen.insert(row.product.sku).second)
            row.problem =
                Refusal{RefusalKind::invalid, "invalid_field",
                        said("The SKU {} stands twice in the file.", row.product.sku), "SKU"};
    }
    return rows;
}

Result<ImportPreview> preview_catalog(const shop::Scope& scope, std::string_view csv) {
    constexpr std::size_t shown_max = 500;
    ImportPreview preview;
    TRY(rows, parse_catalog(csv, scope, preview.report.format));
    scope.read([&](db::Transaction& tx) {
        for (const auto& row : rows) {
            if (row.problem) {
                preview.report.problems.push_back(
                    {row.line, row.problem->field, row.problem->detail.in(scope.language)});
                continue;
            }
            const auto known = catalog::find_by_skus(tx, scope.id(), {row.product.sku});
            ImportChange change{row.product.sku, row.product.name, known.empty(), {}};
            if (!known.empty())
                change.changes = differences(known.front(), merged(known.front(), row.product));
            ++(known.empty()            ? preview.report.created
               : change.changes.empty() ? preview.report.unchanged
                                        : preview.report.changed);
            if ((change.created || !change.changes.empty()) && preview.changes.size() < shown_max)
                preview.changes.push_back(std::move(change));
        }
        return true;
    });
    return preview;
}

Result<ImportReport> import_catalog(const shop::Scope& scope, std::string_view csv) {
    ImportReport report;
    TRY(rows, parse_catalog(csv, scope, report.format));
    for (const auto& row : rows) {
        auto problem = row.problem;
        if (!problem) {
            const auto saved = scope.write([&](db::Transaction& tx) -> Result<int> {
                const auto known = catalog::find_by_skus(tx, scope.id(), {row.product.sku});
                if (known.empty()) {
                    MUST(create(tx, scope, row.product));
                    return 1;
                }
                const auto wanted = merged(known.front(), row.product);
                if (differences(known.front(), wanted).empty()) return 0;
                MUST(change(tx, scope, wanted));
                return 2;
            });
            if (!saved)
                problem = saved.error();
            else if (*saved == 1)
                ++report.created;
            else if (*saved == 2)
                ++report.changed;
            else
                ++report.unchanged;
        }
        if (problem)
            report.problems.push_back(
                {row.line, problem->field, problem->detail.in(scope.language)});
    }
    return report;
}

} // namespace taraba::catalog
