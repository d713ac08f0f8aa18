#include "shop/efactura/filing_store.hpp"

#include <algorithm>

namespace taraba::efactura {

namespace {

constexpr db::Sql put_paper_sql{"efactura.put_paper", R"sql(
    INSERT INTO filing_papers (shop_id, invoice_id, xml, mended) VALUES ($1, $2, $3, $4)
        ON CONFLICT (shop_id, invoice_id) DO UPDATE SET xml = $3, mended = $4
)sql"};
constexpr db::Sql find_paper_sql{"efactura.find_paper", R"sql(
    SELECT xml, mended FROM filing_papers WHERE shop_id = $1 AND invoice_id = $2
)sql"};
constexpr db::Sql put_answer_sql{"efactura.put_answer", R"sql(
    UPDATE filing_papers SET answer = $3 WHERE shop_id = $1 AND invoice_id = $2
)sql"};
constexpr db::Sql find_answer_sql{"efactura.find_answer", R"sql(
    SELECT answer FROM filing_papers
     WHERE shop_id = $1 AND invoice_id = $2 AND answer IS NOT NULL
)sql"};
constexpr db::Sql known_sql{"efactura.known_upload", R"sql(
    SELECT COUNT(*) FROM filings WHERE shop_id = $1 AND upload_index = $2
)sql"};
constexpr db::Sql waiting_sql{"efactura.waiting", R"sql(
    SELECT invoice_id FROM filings WHERE shop_id = $1 AND state = 'waiting'
     ORDER BY invoice_id LIMIT $2
)sql"};
constexpr db::Sql count_sql{"efactura.count_open", R"sql(
    SELECT state, COUNT(*) AS count FROM filings
     WHERE shop_id = $1 AND state IN ('invalid', 'waiting', 'sending', 'unclear', 'sent', 'refused')
     GROUP BY state ORDER BY state
)sql"};

struct Row {
    InvoiceId invoice_id;
};
BOOST_DESCRIBE_STRUCT(Row, (), (invoice_id))

struct StateRow {
    InvoiceId invoice_id;
    FilingState state = FilingState::waiting;
};
BOOST_DESCRIBE_STRUCT(StateRow, (), (invoice_id, state))

constexpr db::Sql states_sql{"efactura.states", R"sql(
    SELECT invoice_id, state FROM filings
     WHERE shop_id = $1 AND invoice_id >= $2 AND invoice_id <= $3 LIMIT 2000
)sql"};

} // namespace

const db::Table<Filing>& filing_table() {
    static const db::Table<Filing> filings("filings");
    return filings;
}

void store(db::Transaction& tx, const shop::Scope& scope, Filing& filing) {
    ++filing.version;
    if (!filing_table().update(tx, scope.id(), filing))
        throw WriteConflict("filing " + to_text(filing.invoice_id) + " was changed meanwhile");
}

std::optional<Filing> find(db::Transaction& tx, ShopId shop, InvoiceId id) {
    return filing_table().find(tx, shop, id.value);
}

std::vector<Filing> list(db::Transaction& tx, ShopId shop, std::optional<FilingState> state,
                         std::int64_t before, std::int64_t limit) {
    if (!state) return filing_table().page(tx, shop, before, limit);
    static const std::string sql = "SELECT " + filing_table().columns() +
                                   " FROM filings WHERE shop_id = $1 AND state = $2 AND "
                                   "invoice_id < $3 ORDER BY invoice_id DESC LIMIT $4";
    return tx.list<Filing>({"efactura.by_state", sql}, {shop, name_of(*state), before, limit});
}

std::map<InvoiceId, FilingState> states_of(db::Transaction& tx, ShopId shop,
                                           const std::vector<invoicing::Invoice>& invoices) {
    std::map<InvoiceId, FilingState> states;
    if (invoices.empty()) return states;
    // Those of an order lie months apart, with many others between.
    if (invoices.size() <= 4) {
        for (const auto& invoice : invoices)
            if (const auto filing = find(tx, shop, invoice.id)) states[invoice.id] = filing->state;
        return states;
    }
    const auto [lowest, highest] =
        std::ranges::minmax_element(invoices, {}, &invoicing::Invoice::id);
    for (const auto& row : tx.list<StateRow>(states_sql, {shop, lowest->id, highest->id}))
        states[row.invoice_id] = row.state;
    return states;
}

std::vector<StateCount> count_open(db::Transaction& tx, ShopId shop) {
    return tx.list<StateCount>(count_sql, {shop});
}

std::optional<Paper> find_paper(db::Transaction& tx, ShopId shop, InvoiceId id) {
    return tx.find<Paper>(find_paper_sql, {shop, id});
}

void put_paper(db::Transaction& tx, ShopId shop, InvoiceId id, const Paper& paper) {
    tx.change(put_paper_sql, {shop, id, paper.xml.text, paper.mended.text});
}

void put_answer(db::Transaction& tx, ShopId shop, InvoiceId id, const std::string& zip) {
    tx.change(put_answer_sql, {shop, id, db::Bytes{zip}});
}

std::optional<std::string> find_answer(db::Transaction& tx, ShopId shop, InvoiceId id) {
    std::optional<std::string> found;
    tx.run(find_answer_sql, std::initializer_list<db::Param>{shop, id},
           [&](const db::Row& row) { found = std::string(row.text(0)); });
    return found;
}

bool is_known_upload(db::Transaction& tx, ShopId shop, const std::string& upload_index) {
    return tx.number(known_sql, {shop, upload_index}).value_or(0) > 0;
}

std::vector<InvoiceId> waiting(db::Transaction& tx, ShopId shop, std::int64_t limit) {
    std::vector<InvoiceId> ids;
    for (const auto& row : tx.list<Row>(waiting_sql, {shop, limit}))
        ids.push_back(row.invoice_id);
    return ids;
}

std::vector<Filing> due_until(db::Transaction& tx, ShopId shop, Date day) {
    static const std::string sql = "SELECT " + filing_table().columns() +
                                   " FROM filings WHERE shop_id = $1 AND state NOT IN "
                                   "('elsewhere', 'accepted') AND due_on <= $2 "
                                   "ORDER BY due_on LIMIT 1000";
    return tx.list<Filing>({"efactura.due", sql}, {shop, to_text(day)});
}

void enqueue_sending(db::Transaction& tx, const shop::Scope& scope, InvoiceId id, Millis delay) {
    jobs::enqueue(tx, scope.id(), scope.new_id<JobId>(), "efactura_send",
                  {{"invoice", to_text(id)}}, subject_of(id), scope.now, delay);
}

std::string subject_of(InvoiceId id) { return "invoice:" + to_text(id); }

} // namespace taraba::efactura
