#pragma once

#include "db/table.hpp"
#include "shop/invoicing/invoice.hpp"

namespace taraba::invoicing {

struct Numbered {
    std::string series;
    std::int64_t number;
};

const db::Table<Invoice>& invoice_table();
/// The next number of the series, gapless: a rolled back transaction gives it back.
Numbered next_number(db::Transaction& tx, ShopId shop, bool proforma);
bool is_reversed(db::Transaction& tx, ShopId shop, InvoiceId id);

} // namespace taraba::invoicing
