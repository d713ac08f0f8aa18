#include "db/db.hpp"

#include "support/shop_fixture.hpp"

#include <thread>

using namespace taraba;
using namespace taraba::db;

namespace {

class DatabaseTest : public ::testing::TestWithParam<Engine> {
protected:
    DatabaseTest() : database(GetParam()) {
        write([](Transaction& tx) {
            tx.script(
                "CREATE TABLE things (id BIGINT PRIMARY KEY, name TEXT NOT NULL, bytes BYTEA)");
        });
    }
    template <class Work>
    void write(const Work& work) {
        const auto done = database->write([&](Transaction& tx) -> Result<bool> {
            work(tx);
            return true;
        });
        ASSERT_TRUE(done);
    }
    std::int64_t count() {
        return *database->read([](Transaction& tx) {
            return tx.number({"count", "SELECT count(*) FROM things"}, {});
        });
    }
    support::TestDatabase database;
};

constexpr Sql insert{"insert", "INSERT INTO things (id, name, bytes) VALUES ($1, $2, $3)"};

} // namespace

TEST_P(DatabaseTest, parameters_are_numbered_not_positional) {
    const auto text = database->read([](Transaction& tx) {
        return tx.text({"swap", "SELECT $2 || '-' || $1"}, {"a", "b"});
    });
    EXPECT_EQ(text, "b-a");
}

TEST_P(DatabaseTest, bytes_and_text_come_back_as_they_went) {
    const std::string raw("\0\xff'\"\\x", 6);
    write([&](Transaction& tx) { tx.change(insert, {1, "ș'\\", Bytes{raw}}); });
    database->read([&](Transaction& tx) {
        tx.run({"all", "SELECT name, bytes FROM things"}, {}, [&](const Row& row) {
            EXPECT_EQ(row.text(0), "ș'\\");
            EXPECT_EQ(row.text(1), raw);
        });
        return true;
    });
}

TEST_P(DatabaseTest, a_refusal_leaves_nothing_behind) {
    const auto refused = database->write([](Transaction& tx) -> Result<bool> {
        tx.change(insert, {1, "a", nullptr});
        return not_found("no");
    });
    EXPECT_EQ(refused.error().code, "not_found");
    EXPECT_EQ(count(), 0);
}

TEST_P(DatabaseTest, an_exception_leaves_nothing_behind) {
    EXPECT_THROW((void)database->write([](Transaction& tx) -> Result<bool> {
        tx.change(insert, {1, "a", nullptr});
        throw Fault("ours");
    }),
                 Fault);
    EXPECT_EQ(count(), 0);
}

TEST_P(DatabaseTest, an_expectation_that_is_not_met_is_the_refusal) {
    const auto refused = database->write([](Transaction& tx) -> Result<bool> {
        tx.change(insert, {1, "a", nullptr});
        tx.later({"miss", "UPDATE things SET name = 'b' WHERE id = $1"}, {2},
                 {RefusalKind::conflict, "missing", "", ""});
        return true;
    });
    EXPECT_EQ(refused.error().code, "missing");
    EXPECT_EQ(count(), 0);
}

TEST_P(DatabaseTest, a_duplicate_key_is_told_apart_from_a_fault) {
    write([](Transaction& tx) { tx.change(insert, {1, "a", nullptr}); });
    int tries = 0;
    EXPECT_THROW((void)database->write([&](Transaction& tx) -> Result<bool> {
        ++tries;
        tx.change(insert, {1, "b", nullptr});
        return true;
    }),
                 DuplicateKey);
    EXPECT_GT(tries, 1); // it may have been a race that is over the next time
    EXPECT_THROW((void)database->read([](Transaction& tx) {
        return tx.number({"wrong", "SELECT nothing"}, {});
    }),
                 DatabaseFault);
    EXPECT_EQ(count(), 1);
}

TEST_P(DatabaseTest, a_failing_statement_fails_only_its_own_transaction) {
    for (int n = 1; n <= 3; ++n) {
        database->fail_statement(n);
        EXPECT_THROW((void)database->write([&](Transaction& tx) -> Result<bool> {
            for (int i = 0; i < 3; ++i)
                tx.change(insert, {100 * n + i, "x", nullptr});
            return true;
        }),
                     DatabaseFault);
        database->fail_statement(0);
        EXPECT_EQ(count(), 0) << n;
    }
    write([](Transaction& tx) { tx.change(insert, {1, "a", nullptr}); });
    EXPECT_EQ(count(), 1);
}

TEST_P(DatabaseTest, many_writers_and_refusals_at_once_keep_exactly_what_was_acknowledged) {
    constexpr int threads = 8, each = 50;
    std::vector<std::thread> all;
    for (int t = 0; t < threads; ++t)
        all.emplace_back([&, t] {
            for (int i = 0; i < each; ++i)
                (void)database->write([&](Transaction& tx) -> Result<bool> {
                    tx.change(insert, {1 + t * each + i, "x", nullptr});
                    if (i % 5 == 0) return not_found("no");
                    return true;
                });
        });
    for (auto& thread : all)
        thread.join();
    EXPECT_EQ(count(), threads * each * 4 / 5);
}

TEST_P(DatabaseTest, readers_see_a_snapshot) {
    write([](Transaction& tx) { tx.change(insert, {1, "a", nullptr}); });
    database->read([&](Transaction& tx) {
        const Sql all{"all", "SELECT count(*) FROM things"};
        EXPECT_EQ(tx.number(all, {}), 1);
        std::thread([&] {
            write([](Transaction& other) { other.change(insert, {2, "b", nullptr}); });
        }).join();
        EXPECT_EQ(tx.number(all, {}), 1);
        return true;
    });
    EXPECT_EQ(count(), 2);
}

ON_BOTH_ENGINES(DatabaseTest);

namespace {
class MigrateTest : public DatabaseTest {};
} // namespace

TEST_P(MigrateTest, runs_each_step_once_and_finds_drift) {
    const Instant now{};
    const std::vector<Migration> one{{"0001.sql", "CREATE TABLE a (id BIGINT);"}};
    const std::vector<Migration> two{
        one[0],
        {"0002.sql", "CREATE TABLE b (id BIGINT);\n-- sqlite: CREATE TABLE only_lite (id "
                     "BIGINT);\n-- postgres: CREATE TABLE only_pg (id BIGINT);"}};
    EXPECT_EQ(migrate(*database, one, now).size(), 1u);
    EXPECT_EQ(pending(*database, two).size(), 1u);
    EXPECT_EQ(migrate(*database, two, now), (std::vector<std::string>{"0002.sql"}));
    EXPECT_TRUE(migrate(*database, two, now).empty());
    EXPECT_THROW(migrate(*database, one, now), DatabaseFault); // the data is newer than the program
    auto changed = two;
    changed[0].text = "CREATE TABLE a (id BIGINT, extra TEXT);";
    EXPECT_THROW(migrate(*database, changed, now), DatabaseFault);
    const char* own = GetParam() == Engine::sqlite ? "SELECT count(*) FROM only_lite"
                                                   : "SELECT count(*) FROM only_pg";
    EXPECT_EQ(database->read([&](Transaction& tx) { return tx.number({"own", own}, {}); }), 0);
}

ON_BOTH_ENGINES(MigrateTest);
