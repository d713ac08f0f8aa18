#pragma once

#include "shop/audit/audit.hpp"
#include "shop/catalog/product.hpp"

namespace taraba::catalog {

struct ImportProblem {
    std::int64_t line = 0; ///< of the file; 1 is the header
    std::string field;
    std::string detail;
};
BOOST_DESCRIBE_STRUCT(ImportProblem, (), (line, field, detail))

struct ImportReport {
    std::string format; ///< shopify, woocommerce
    std::int64_t created = 0;
    std::int64_t changed = 0;
    std::int64_t unchanged = 0;
    std::vector<ImportProblem> problems; ///< rows that were left out
};
BOOST_DESCRIBE_STRUCT(ImportReport, (), (format, created, changed, unchanged, problems))

/// A product as a file names it, or why its row cannot be taken.
struct ImportRow {
    std::int64_t line = 0;
    StockedProduct product;
    std::optional<Refusal> problem;
};

/// Reads a product CSV of Shopify (variants span rows, only the first has the title) or of
/// WooCommerce (variations name their parent). Weights become grams, sizes millimetres.
/// Refuses with `invalid_field` when the header is neither.
Result<std::vector<ImportRow>> parse_catalog(std::string_view csv, const shop::Scope& scope,
                                             std::string& format);

/// What an import would do with one product.
struct ImportChange {
    std::string sku;
    std::string name;
    bool created = false;
    std::vector<audit::Change> changes; ///< of a known product
};
BOOST_DESCRIBE_STRUCT(ImportChange, (), (sku, name, created, changes))

struct ImportPreview {
    ImportReport report;
    std::vector<ImportChange> changes; ///< the first 500
};
BOOST_DESCRIBE_STRUCT(ImportPreview, (), (report, changes))

/// What import_catalog() would do, with nothing changed. Refuses like it.
Result<ImportPreview> preview_catalog(const shop::Scope& scope, std::string_view csv);

/// Creates new SKUs and updates known ones; bad rows are reported by line, the good ones kept.
Result<ImportReport> import_catalog(const shop::Scope& scope, std::string_view csv);

} // namespace taraba::catalog
