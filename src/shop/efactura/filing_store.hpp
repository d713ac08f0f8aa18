#pragma once

#include "db/table.hpp"
#include "shop/efactura/filing.hpp"

namespace taraba::efactura {

const db::Table<Filing>& filing_table();
/// Changes the filing that was read; throws WriteConflict when somebody else was first.
void store(db::Transaction& tx, const shop::Scope& scope, Filing& filing);

/// What is sent, and the address that was mended in it.
struct Paper {
    LongText xml;
    LongText mended; ///< JSON of an address; empty: that of the invoice
};
BOOST_DESCRIBE_STRUCT(Paper, (), (xml, mended))
std::optional<Paper> find_paper(db::Transaction& tx, ShopId shop, InvoiceId id);
void put_paper(db::Transaction& tx, ShopId shop, InvoiceId id, const Paper& paper);
void put_answer(db::Transaction& tx, ShopId shop, InvoiceId id, const std::string& zip);
std::optional<std::string> find_answer(db::Transaction& tx, ShopId shop, InvoiceId id);

bool is_known_upload(db::Transaction& tx, ShopId shop, const std::string& upload_index);
/// Those that wait for a sign-in, the oldest first.
std::vector<InvoiceId> waiting(db::Transaction& tx, ShopId shop, std::int64_t limit);
/// Not accepted yet, with a term up to that day, the nearest first; at most 1000.
std::vector<Filing> due_until(db::Transaction& tx, ShopId shop, Date day);

void enqueue_sending(db::Transaction& tx, const shop::Scope& scope, InvoiceId id,
                     Millis delay = {});
std::string subject_of(InvoiceId id);
/// Operators hear of what the ministry will not take, or has not.
void tell_refused(db::Transaction& tx, const shop::Scope& scope, const Filing& filing);

} // namespace taraba::efactura
