// The schema keeps the rules of docs/database.md, whoever writes the next migration.

#include "db/migrate.hpp"

#include "support/shop_fixture.hpp"

#include <algorithm>
#include <cstdlib>
#include <regex>

using namespace taraba;
using namespace taraba::db;

namespace {

/// Tables of the installation, not of a shop.
const std::set<std::string> global_tables{"schema_steps", "schedule_turns", "nodes"};

class SchemaTest : public ::testing::Test {
protected:
    SchemaTest() : database(Engine::sqlite) {
        migrate(*database, embedded_migrations(), {});
        database->read([&](Transaction& tx) {
            tx.run({"tables", "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT "
                              "LIKE 'sqlite_%' ORDER BY name"},
                   {}, [&](const Row& row) {
                       if (!global_tables.contains(std::string(row.text(0))))
                           tables.emplace_back(row.text(0));
                   });
            return true;
        });
    }
    std::vector<std::string> column(const std::string& sql, int index) {
        std::vector<std::string> values;
        database->read([&](Transaction& tx) {
            tx.run({"schema", sql}, {},
                   [&](const Row& row) { values.emplace_back(row.text(index)); });
            return true;
        });
        return values;
    }
    support::TestDatabase database;
    std::vector<std::string> tables;
};

std::string whole_text() {
    std::string all;
    for (const auto& step : embedded_migrations())
        all += text_for(Engine::postgres, step.text);
    return std::regex_replace(all, std::regex("--[^\n]*"), "");
}

} // namespace

TEST_F(SchemaTest, every_shop_table_has_a_key_that_begins_with_shop_id) {
    ASSERT_GT(tables.size(), 20u);
    for (const auto& table : tables) {
        const auto key =
            column("SELECT name FROM pragma_table_info('" + table + "') WHERE pk = 1", 0);
        EXPECT_EQ(key, (std::vector<std::string>{"shop_id"})) << table;
    }
}

TEST_F(SchemaTest, unique_and_foreign_keys_begin_with_shop_id) {
    for (const auto& table : tables) {
        if (table == "shops") continue; // slugs and hosts are the installation's
        for (const auto& index :
             column("SELECT name FROM pragma_index_list('" + table + "') WHERE \"unique\" = 1", 0))
            EXPECT_EQ(
                column("SELECT name FROM pragma_index_info('" + index + "') WHERE seqno = 0", 0)
                    .at(0),
                "shop_id")
                << index;
        for (const auto& from : column(
                 "SELECT \"from\" FROM pragma_foreign_key_list('" + table + "') WHERE seq = 0", 0))
            EXPECT_EQ(from, "shop_id") << table;
    }
}

TEST_F(SchemaTest, columns_are_bigint_text_or_bytea) {
    for (const auto& table : tables)
        for (const auto& type :
             column("SELECT DISTINCT type FROM pragma_table_info('" + table + "')", 0))
            EXPECT_TRUE(type == "BIGINT" || type == "TEXT" || type == "BYTEA")
                << table << " " << type;
}

TEST_F(SchemaTest, nothing_only_one_engine_has) {
    const std::string text = whole_text();
    for (const char* word : {"SERIAL", "IDENTITY", "AUTOINCREMENT", "now\\(\\)", "->>", "JSONB?",
                             "BOOLEAN", "TIMESTAMP", "DEFAULT gen_random"})
        EXPECT_FALSE(
            std::regex_search(text, std::regex(std::string("\\b") + word, std::regex::icase)))
            << word;
}

TEST_F(SchemaTest, indexes_in_the_order_of_a_list_end_with_its_key) {
    // Without statistics SQLite takes the primary key for `ORDER BY id` and walks the shop's table,
    // unless the index gives the order too. Those of a whole installation are for sweeping up.
    const std::set<std::string> by_age{"sessions_by_end",      "customer_sessions_by_end",
                                       "sign_in_links_by_end", "idempotency_keys_by_age",
                                       "order_viewers_by_age", "bulk_papers_by_age"};
    for (const auto& table : tables) {
        const auto key = column(
            "SELECT name FROM pragma_table_info('" + table + "') WHERE pk > 0 ORDER BY pk", 0);
        if (key.size() != 2 || key[1] != "id") continue;
        for (const auto& index : column("SELECT name FROM pragma_index_list('" + table +
                                            "') WHERE origin = 'c' AND \"unique\" = 0",
                                        0)) {
            if (by_age.contains(index)) continue;
            const auto columns = column("SELECT name FROM pragma_index_info('" + index + "')", 0);
            EXPECT_NE(std::ranges::find(columns, "id"), columns.end()) << index;
        }
    }
}

TEST_F(SchemaTest, no_partial_index_waits_for_a_text_that_a_parameter_gives) {
    // `WHERE x <> ''` serves a statement only that says so itself, as that of this one does.
    const std::set<std::string> said{"messages_by_ref", "discounts_by_code"};
    for (const auto& index :
         column("SELECT name FROM sqlite_master WHERE type = 'index' AND sql LIKE '%<> ''''%'", 0))
        EXPECT_TRUE(said.contains(index)) << index;
}

TEST_F(SchemaTest, the_page_about_it_is_up_to_date) {
    const std::string script = TARABA_SOURCES "/../scripts/schema.py";
    EXPECT_EQ(std::system(("python3 '" + script + "' --check").c_str()), 0);
}
