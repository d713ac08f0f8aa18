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

/// What stornos have taken back of an invoice; one of a storno gives it again.
struct Reversed {
    std::int64_t stornos = 0;
    Money gross;
    bool whole(const Invoice& of) const { return stornos > 0 && gross == of.gross; }
};
BOOST_DESCRIBE_STRUCT(Reversed, (), (stornos, gross))
Reversed reversed_of(db::Transaction& tx, ShopId shop, InvoiceId id);

} // namespace taraba::invoicing
