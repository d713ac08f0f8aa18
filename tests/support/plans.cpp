#include "support/plans.hpp"

#include "base/text.hpp"
#include "db/statement_watch.hpp"

#include <algorithm>
#include <filesystem>
#include <fmt/format.h>
#include <fstream>
#include <gtest/gtest.h>
#include <map>
#include <mutex>
#include <regex>
#include <set>
#include <sstream>

namespace taraba::support {

namespace {

using db::Engine;

/// Of these a shop has a handful, whatever its age, and they are read whole: what its people have
/// set up, one row a shop, a month or a partner, and days that wait to be summed.
const std::set<std::string, std::less<>> small_tables{
    "alert_listeners",
    "api_keys",
    "audit_seals",
    "authority_tokens",
    "closed_months",
    "company_credits",
    "delivery_methods",
    "discounts",
    "invoice_series",
    "known_roads",
    "message_templates",
    "partner_accounts",
    "payment_methods",
    "profit_changes",
    "profit_folds",
    "roles",
    "saved_views",
    "schema_steps",
    "shops",
    "staff",
    "statuses",
    "tax_regimes",
    "trail_checks",
    "vat_rates",
    "alert_fills",
    "alert_marks",
    "alert_rules",
    "webhooks",
};

/// Statements that may walk, and why.
const std::map<std::string, std::string, std::less<>> walking{
    {"catalog.stock_differences", "the reconciliation looks at every product and movement"},
    {"catalog.below", "an alert looks through all products, each hour"},
    {"catalog.page", "a list of all products, a page at a time"},
    {"messages.newest_order", "the newest of all, LIMIT 1"},
    {"messages.suppressions", "the newest of all, LIMIT 500"},
    {"orders.search", "the list without a filter walks the newest orders, within a LIMIT"},
    {"orders.search_end", "the same walk"},
    {"staff.end_sessions", "sessions last half a day, and those of a shop are few"},
};

/// PostgreSQL cannot tell on an empty database which side of a join is the small one, nor whether a
/// short list of keys is better looked up than found on the way along the shop's rows.
const std::set<std::string, std::less<>> unclear_on_postgres{
    "bulk.failures",         "orders.channels_of_period", "payments.waiting_by_processor",
    "catalog.by_skus",       "catalog.several",           "orders.several",
    "messages.log_recipient"};

struct Index {
    std::string table;
    bool partial = false;
    int columns = 0;
};

/// Whether an index of which only the shop is used serves all the same: of a small table, of what
/// is rare (a partial one), or because the shop is its whole key.
bool serves_by_shop(const Index& index) {
    return index.partial || index.columns == 1 || small_tables.contains(index.table);
}

std::vector<std::string> lines_of(db::Transaction& tx, const std::string& sql, int column) {
    std::vector<std::string> lines;
    tx.run({"tests.explain", sql}, {},
           [&](const db::Row& row) { lines.emplace_back(row.text(column)); });
    return lines;
}

/// What stands for a table in a statement: itself, or the table of which it is the short name.
std::string table_of(const std::string& text, const std::string& alias) {
    const std::regex named(R"((?:FROM|JOIN|INTO|UPDATE)\s+(\w+)\s+(?:AS\s+)?)" + alias + R"(\b)");
    std::smatch match;
    return std::regex_search(text, match, named) ? match[1].str() : alias;
}

/// Whether the statement asks for more than the shop and a range of the key: then walking along
/// the key finds what an index of its own should have led to.
bool asks_for_more(const std::string& text, const std::string& key) {
    static const std::regex condition(R"((\w+) (?:=|<|<=|>|>=) \$\d+)");
    for (std::sregex_iterator each(text.begin(), text.end(), condition), end; each != end; ++each)
        if ((*each)[1] != "shop_id" && (*each)[1] != key) return true;
    return false;
}

std::vector<std::string> sqlite_faults(db::Transaction& tx, const Statement& statement) {
    static const std::regex search(
        R"(SEARCH (\w+) USING (?:COVERING )?(?:INDEX (\w+)|PRIMARY KEY) \(shop_id=\?\)(?: LEFT-JOIN)?)"),
        along_key(
            R"(SEARCH (\w+) USING (?:COVERING )?(?:INDEX sqlite_autoindex_\w+_1|PRIMARY KEY) )"
            R"(\(shop_id=\? AND (\w+)[<>].*)");
    std::vector<std::string> faults;
    std::set<std::string> made; // sub-selects
    for (const auto& line : lines_of(tx, "EXPLAIN QUERY PLAN " + statement.text, 3)) {
        std::smatch match;
        if (line.starts_with("CO-ROUTINE ") || line.starts_with("MATERIALIZE ")) {
            made.insert(line.substr(line.find(' ') + 1));
        } else if (line.find(" AUTOMATIC ") != line.npos) {
            faults.push_back(line); // no index at all: SQLite makes one for each run
        } else if (line.starts_with("SCAN ")) {
            const auto name = line.substr(5, line.find(' ', 5) - 5);
            if (line.find("CONSTANT ROW") == line.npos && !name.starts_with("(") &&
                !made.contains(name) && !small_tables.contains(table_of(statement.text, name)))
                faults.push_back(line);
        } else if (std::regex_match(line, match, search)) {
            Index index{table_of(statement.text, match[1])};
            if (match[2].matched)
                for (const auto& sql :
                     lines_of(tx,
                              "SELECT coalesce(sql, '') FROM sqlite_master WHERE name = '" +
                                  match[2].str() + "'",
                              0))
                    index.partial = sql.find(" WHERE ") != sql.npos;
            if (match[2].matched)
                index.columns = static_cast<int>(
                    lines_of(tx, "SELECT name FROM pragma_index_info('" + match[2].str() + "')", 0)
                        .size());
            if (!serves_by_shop(index)) faults.push_back(line);
        } else if (std::regex_match(line, match, along_key) &&
                   asks_for_more(statement.text, match[2])) {
            faults.push_back(line);
        }
    }
    return faults;
}

struct PlanLine {
    std::string index; ///< empty: it walks the table
    std::string text;
};

/// The bad ones of a plan's lines.
std::vector<PlanLine> bad_lines(const std::vector<std::string>& plan,
                                const std::map<std::string, Index>& indexes) {
    static const std::regex walked(R"(\s*(?:->  )?Seq Scan on (\w+).*)"),
        used(R"(\s*(?:->  )?(?:Index|Index Only) Scan (?:Backward )?using (\w+) on .*)"),
        by_shop(R"(\s*Index Cond: \((?:\w+\.)?shop_id = (?:\$\d+|\w+\.shop_id)\))"),
        by_more(R"(\s*Index Cond: .*)");
    std::vector<PlanLine> bad;
    for (std::size_t i = 0; i < plan.size(); ++i) {
        std::smatch match;
        if (std::regex_match(plan[i], match, walked)) {
            if (!small_tables.contains(match[1].str())) bad.push_back({"", plan[i]});
        } else if (std::regex_match(plan[i], match, used)) {
            const std::string next = i + 1 < plan.size() ? plan[i + 1] : "";
            if (std::regex_match(next, by_more) && !std::regex_match(next, by_shop)) continue;
            if (!serves_by_shop(indexes.at(match[1].str()))) bad.push_back({match[1], plan[i]});
        }
    }
    return bad;
}

std::vector<std::string> postgres_faults(db::Transaction& tx, const Statement& statement) {
    std::map<std::string, Index> indexes;
    tx.run({"tests.indexes",
            "SELECT i.relname, t.relname, CAST(x.indpred IS NOT NULL AS int), CAST(x.indnatts AS "
            "int) FROM pg_index x JOIN pg_class i ON i.oid = x.indexrelid "
            "JOIN pg_class t ON t.oid = x.indrelid"},
           {}, [&](const db::Row& row) {
               indexes[std::string(row.text(0))] = {std::string(row.text(1)), row.integer(2) != 0,
                                                    static_cast<int>(row.integer(3))};
           });
    std::string types, nulls;
    for (const auto& type : statement.types) {
        types += (types.empty() ? "" : ", ") + type;
        nulls += nulls.empty() ? "NULL" : ", NULL";
    }
    if (!types.empty()) types = "(" + types + ")", nulls = "(" + nulls + ")";
    // Tables of tests are empty, so that many plans cost the same and any of them is taken. What is
    // asked is whether a good one is there: a bad index is put aside until it is found.
    tx.script("SET LOCAL plan_cache_mode = force_generic_plan; SET LOCAL enable_seqscan = off;"
              "SET LOCAL enable_bitmapscan = off; SET LOCAL enable_hashjoin = off;"
              "SET LOCAL enable_mergejoin = off; SET LOCAL enable_material = off;");
    std::vector<PlanLine> first;
    for (int tried = 0; tried < 10; ++tried) {
        tx.script("PREPARE looked_at " + types + " AS " + statement.text);
        const auto name = "EXPLAIN (COSTS OFF) EXECUTE looked_at" + nulls + " -- ";
        const auto bad = bad_lines(lines_of(tx, name + std::to_string(tried), 0), indexes);
        tx.script("DEALLOCATE looked_at");
        if (tried == 0) first = bad;
        if (bad.empty()) return {};
        if (std::ranges::any_of(bad, [](const auto& line) { return line.index.empty(); })) break;
        for (const auto& line : bad)
            tx.script("UPDATE pg_index SET indisvalid = false WHERE indexrelid = '" + line.index +
                      "'::regclass");
    }
    std::vector<std::string> faults;
    for (const auto& line : first)
        faults.push_back(std::string(trimmed(line.text)));
    return faults;
}

/// Of the parameters that a text has, for statements of which no call has told their types.
std::size_t parameters_of(const std::string& text) {
    static const std::regex parameter(R"(\$(\d+))");
    std::size_t most = 0;
    for (std::sregex_iterator each(text.begin(), text.end(), parameter), end; each != end; ++each)
        most = std::max<std::size_t>(most, std::stoul((*each)[1]));
    return most;
}

bool is_looked_at(std::string_view name, std::string_view text) {
    if (name.starts_with("test") || name.starts_with("migrate.")) return false;
    // Statements of a Table are called as the table is; other names without an area are of tests.
    const bool ours =
        name.find('.') != name.npos || text.find(" " + std::string(name) + " ") != text.npos;
    if (!ours) return false;
    const auto words = trimmed(text);
    return words.starts_with("SELECT ") || words.starts_with("INSERT INTO ") ||
           words.starts_with("UPDATE ") || words.starts_with("DELETE FROM ");
}

struct Noted {
    std::mutex mutex;
    std::set<std::string> texts;
    std::vector<Statement> fresh;
};
Noted& noted(Engine engine) {
    static Noted all[2];
    return all[engine == Engine::sqlite ? 0 : 1];
}

struct Type {
    std::string operator()(std::int64_t) const { return "bigint"; }
    std::string operator()(db::Bytes) const { return "bytea"; }
    std::string operator()(std::nullptr_t) const { return "unknown"; }
    std::string operator()(std::string_view) const { return "unknown"; }
};

void note(Engine engine, const db::Sql& sql, db::Params params) {
    if (!is_looked_at(sql.name, sql.text)) return;
    auto& all = noted(engine);
    const std::lock_guard lock(all.mutex);
    if (!all.texts.insert(std::string(sql.text)).second) return;
    Statement statement{std::string(sql.name), std::string(sql.text), {}};
    for (const auto& param : params)
        statement.types.push_back(std::visit(Type{}, param.value()));
    all.fresh.push_back(std::move(statement));
}

std::string whole_file(const std::filesystem::path& path) {
    std::ostringstream text;
    text << std::ifstream(path).rdbuf();
    return text.str();
}

/// The text of string literals that stand behind each other from `at`, which moves past them.
std::string literals(const std::string& source, std::size_t& at) {
    std::string text;
    while (true) {
        const auto start = source.find_first_not_of(" \n", at);
        if (start == source.npos) return text;
        if (source.compare(start, 6, "R\"sql(") == 0) {
            const auto end = source.find(")sql\"", start);
            text += source.substr(start + 6, end - start - 6);
            at = end + 5;
        } else if (source[start] == '"') {
            auto end = start + 1;
            for (; source[end] != '"'; ++end) {
                if (source[end] == '\\') ++end;
                text += source[end];
            }
            at = end + 1;
        } else {
            return text;
        }
    }
}

/// `{"area.name", "SELECT …"}`
void take_constants(const std::string& source, std::vector<Statement>& all) {
    static const std::regex named(R"re(\{\s*"([a-z_]+\.[a-z_0-9]+)",)re");
    for (std::sregex_iterator each(source.begin(), source.end(), named), end; each != end; ++each) {
        auto at = static_cast<std::size_t>(each->position() + each->length());
        const auto text = literals(source, at);
        const auto next = source.find_first_not_of(" \n", at);
        if (next != source.npos && source[next] == '}' && is_looked_at((*each)[1].str(), text))
            all.push_back({(*each)[1], text, {}});
    }
}

/// `"SELECT " + table().columns() + " FROM …";`
void take_selections(const std::string& file, const std::string& source,
                     std::vector<Statement>& all) {
    static const std::regex columns(R"("SELECT " \+\s+[\w:<>]+\([^()]*\)\.columns\(\)\s+\+)");
    for (std::sregex_iterator each(source.begin(), source.end(), columns), end; each != end;
         ++each) {
        auto at = static_cast<std::size_t>(each->position() + each->length());
        const auto text = "SELECT 1 " + literals(source, at);
        const auto next = source.find_first_not_of(" \n", at);
        if (next != source.npos && source[next] == ';') all.push_back({file, text, {}});
    }
}

} // namespace

std::vector<std::string> plan_faults(db::Database& database, const Statement& statement) {
    if (walking.contains(statement.name)) return {};
    std::vector<std::string> faults;
    if (database.engine() == Engine::sqlite) {
        faults = database.read([&](db::Transaction& tx) { return sqlite_faults(tx, statement); });
    } else if (!unclear_on_postgres.contains(statement.name)) {
        auto typed = statement;
        typed.types.resize(parameters_of(statement.text), "unknown");
        // Rolled back, for it hides indexes.
        const auto undone = database.write([&](db::Transaction& tx) -> Result<bool> {
            faults = postgres_faults(tx, typed);
            return refuse(RefusalKind::conflict, "undone", "Only looked at.");
        });
        expects(!undone);
    }
    for (auto& fault : faults)
        fault = statement.name + ": " + fault + "\n  " + statement.text;
    return faults;
}

std::vector<Statement> statements_of_the_sources() {
    std::vector<Statement> all;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(TARABA_SOURCES)) {
        const auto name = entry.path().filename().string();
        if (entry.path().extension() != ".cpp" || name.ends_with("_test.cpp")) continue;
        const auto source = whole_file(entry.path());
        take_constants(source, all);
        take_selections(name, source, all);
    }
    return all;
}

void note_statements() { db::statement_watch = note; }

void expect_good_plans(db::Database& database) {
    auto& all = noted(database.engine());
    std::vector<Statement> fresh;
    {
        const std::lock_guard lock(all.mutex);
        fresh = std::move(all.fresh);
        all.fresh.clear();
    }
    for (const auto& statement : fresh)
        for (const auto& fault : plan_faults(database, statement))
            ADD_FAILURE() << fault;
}

} // namespace taraba::support
