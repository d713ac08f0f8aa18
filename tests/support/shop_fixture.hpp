#pragma once

// A shop on a fresh database of either engine, for tests of stores and of what crosses areas.

#include "db/migrate.hpp"
#include "shop/checkout/checkout.hpp"
#include "shop/scope.hpp"

#include <gtest/gtest.h>

namespace taraba::support {

/// An empty database: SQLite in a temporary folder, or a schema of its own on the PostgreSQL that
/// ./test has started (TARABA_TEST_POSTGRES).
class TestDatabase {
public:
    explicit TestDatabase(db::Engine engine);
    /// A copy of one that nobody has open.
    TestDatabase(const TestDatabase& original);
    ~TestDatabase();
    db::Database& operator*() { return *database; }
    db::Database* operator->() { return database.get(); }
    /// Another door to the same data, as a second node has.
    std::unique_ptr<db::Database> open_again() const;

    std::unique_ptr<db::Database> database;

private:
    db::Engine engine_;
    std::string place_; ///< file, or name of the PostgreSQL database
};

/// Seeded with statuses, methods, taxes and three products with 100 pieces each: A at 249.99
/// (21 %, cost 120, green tax 0.60), B at 59.90 (11 %, cost 31.20), LOSS at 20.00 (cost 50).
class ShopTest : public ::testing::TestWithParam<db::Engine> {
protected:
    ShopTest();
    /// Keeps the documents of the invoices it has issued for the ministry's rules (./test).
    void TearDown() override;

    shop::Scope scope(const char* name = "Ana",
                      std::set<std::string, std::less<>> permissions = {"all"});
    static checkout::PlaceOrder order_of(const std::string& sku, std::int64_t quantity = 1);
    /// Places it as a buyer does.
    Result<checkout::PlacedOrder> place(const checkout::PlaceOrder& wanted);
    orders::Order placed(const std::string& sku, std::int64_t quantity = 1);
    orders::Order load(OrderId id);
    /// Moves the order as an operator does.
    Result<orders::Order> enter(OrderId id, statuses::Axis axis, statuses::Stage stage);
    catalog::StockedProduct product(const std::string& sku);

    TestDatabase database;
    Instant now;
    IdMaker ids{1};
    Vault vault = Vault::with_key(std::string(32, 'k'));
    EventHub events;
    orders::Workflow workflow;
    shop::Installation installation;
    ShopId shop_id;
};

#define ON_BOTH_ENGINES(Suite)                                                                     \
    INSTANTIATE_TEST_SUITE_P(                                                                      \
        Engines, Suite,                                                                            \
        ::testing::Values(::taraba::db::Engine::sqlite, ::taraba::db::Engine::postgres),           \
        [](const auto& engine) {                                                                   \
            return engine.param == ::taraba::db::Engine::sqlite ? "sqlite" : "postgres";           \
        })

} // namespace taraba::support
