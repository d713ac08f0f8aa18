// The schema keeps the rules of docs/database.md, whoever writes the next migration.

#include "db/migrate.hpp"

#include "support/shop_fixture.hpp"

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
