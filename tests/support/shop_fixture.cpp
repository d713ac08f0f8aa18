#include "support/shop_fixture.hpp"

#include "http/assets.hpp"
#include "program/wiring.hpp"
#include "seed/seed.hpp"
#include "support/plans.hpp"

#include <cstdlib>
#include <filesystem>
#include <fmt/format.h>
#include <fstream>
#include <map>
#include <unistd.h>

namespace taraba {

/// The tests are built without the web pages.
std::span<const http::Asset> http::embedded_assets() { return {}; }

} // namespace taraba

namespace taraba::support {

namespace {

std::string server_url() {
    const char* url = std::getenv("TARABA_TEST_POSTGRES");
    if (!url)
        throw std::runtime_error("TARABA_TEST_POSTGRES is missing: start the tests by ./test");
    return url;
}

/// `postgres://user@host:port/postgres` with another database.
std::string url_of(const std::string& name) {
    const auto url = server_url();
    return url.substr(0, url.rfind('/') + 1) + name;
}

/// CREATE and DROP DATABASE run outside transactions, so they go through psql.
void administer(const std::string& command) {
    const std::string line =
        "psql -q -X -v ON_ERROR_STOP=1 -c '" + command + "' '" + server_url() + "'";
    if (std::system(line.c_str()) != 0) throw std::runtime_error("failed: " + command);
}

std::int64_t kept_invoices = 0; ///< of all tests of this run

std::unique_ptr<db::Database> open(db::Engine engine, const std::string& place) {
    return engine == db::Engine::sqlite ? db::open_sqlite(place) : db::open_postgres(url_of(place));
}

/// Empty, or with what is in another place.
std::string fresh_place(db::Engine engine, const std::string& original = "") {
    static int count = 0;
    const auto name = "taraba_" + std::to_string(::getpid()) + "_" + std::to_string(++count);
    if (engine == db::Engine::postgres) {
        administer("CREATE DATABASE " + name + (original.empty() ? "" : " TEMPLATE " + original));
        return name;
    }
    const auto folder = std::filesystem::temp_directory_path() / name;
    std::filesystem::create_directories(folder);
    if (!original.empty()) std::filesystem::copy_file(original, folder / "test.db");
    return folder / "test.db";
}

constexpr const char* the_day = "2026-10-05T09:00:00Z";

/// The tables are made once: copying them takes a fraction of the time.
const TestDatabase& with_tables(db::Engine engine) {
    static std::map<db::Engine, std::unique_ptr<TestDatabase>> made;
    auto& one = made[engine];
    if (!one) {
        one = std::make_unique<TestDatabase>(engine);
        db::migrate(**one, db::embedded_migrations(), *instant_from(the_day));
        one->database.reset();
    }
    return *one;
}

} // namespace

TestDatabase::TestDatabase(db::Engine engine) : engine_(engine), place_(fresh_place(engine)) {
    database = open(engine, place_);
}

TestDatabase::TestDatabase(const TestDatabase& original)
    : engine_(original.engine_), place_(fresh_place(engine_, original.place_)) {
    database = open(engine_, place_);
}

TestDatabase::~TestDatabase() {
    database.reset();
    if (engine_ == db::Engine::sqlite)
        std::filesystem::remove_all(std::filesystem::path(place_).parent_path());
    else
        administer("DROP DATABASE " + place_ + " WITH (FORCE)");
}

std::unique_ptr<db::Database> TestDatabase::open_again() const { return open(engine_, place_); }

void ShopTest::TearDown() {
    expect_good_plans(*database);
    const char* folder = std::getenv("TARABA_TEST_INVOICES");
    if (!folder) return;
    (*database).read([&](db::Transaction& tx) {
        tx.run({"tests.papers", "SELECT invoice_id, xml FROM filing_papers"}, {},
               [&](const db::Row& row) {
                   const auto name = fmt::format("unit-{}-{}.xml", ::getpid(), ++kept_invoices);
                   std::ofstream(std::filesystem::path(folder) / name) << row.text(1);
               });
        return true;
    });
}

ShopTest::ShopTest()
    : database(with_tables(GetParam())), now(*instant_from(the_day)),
      workflow(program::make_workflow()), installation{*database, [this] { return now; }, ids,
                                                       vault, events} {
    note_statements();
    installation.workflow = &workflow;
    shop_id = ids.make<ShopId>(now);
    const auto made = database->write([&](db::Transaction& tx) -> Result<bool> {
        shop::insert_shop(tx, seed::demo_shop("test", shop_id, now));
        return true;
    });
    expects(static_cast<bool>(made));
    expects(static_cast<bool>(seed::seed_basics(scope())));
    const auto stocked = scope().write([&](db::Transaction& tx) -> Result<bool> {
        const struct {
            const char *sku, *vat_class;
            std::int64_t price, cost, green_tax;
        } products[]{{"A", "standard", 249'99, 120'00, 60},
                     {"B", "reduced", 59'90, 31'20, 0},
                     {"LOSS", "standard", 20'00, 50'00, 0}};
        for (const auto& each : products) {
            catalog::StockedProduct product;
            product.sku = each.sku;
            product.name = std::string("Produs ") + each.sku;
            product.vat_class = each.vat_class;
            product.price = {each.price, ron};
            product.cost = {each.cost, ron};
            product.green_tax = {each.green_tax, ron};
            product.weight_g = 500;
            product.stock = units(100);
            MUST(catalog::create(tx, scope(), product));
        }
        return true;
    });
    expects(static_cast<bool>(stocked));
}

shop::Scope ShopTest::scope(const char* name, std::set<std::string, std::less<>> permissions) {
    return {installation,
            shop::current_shop(installation, shop_id),
            {ActorKind::operator_, name, std::move(permissions)}};
}

checkout::PlaceOrder ShopTest::order_of(const std::string& sku, std::int64_t quantity) {
    checkout::PlaceOrder wanted;
    wanted.lines = {{sku, units(quantity)}};
    wanted.customer = {"Ion Pop", "ion@exemplu.ro", "0722123456"};
    wanted.delivery_address = shop::Address{54984, "CJ", "Cluj-Napoca", "Str. Unirii 1", "400335"};
    wanted.delivery_method = "courier";
    wanted.payment_method = "cash_on_delivery";
    return wanted;
}

Result<checkout::PlacedOrder> ShopTest::place(const checkout::PlaceOrder& wanted) {
    auto buyer = scope();
    buyer.principal = {ActorKind::buyer, "buyer", {"checkout"}};
    return checkout::place(buyer, wanted);
}

orders::Order ShopTest::placed(const std::string& sku, std::int64_t quantity) {
    const auto answer = place(order_of(sku, quantity));
    expects(static_cast<bool>(answer));
    return load(answer->id);
}

orders::Order ShopTest::load(OrderId id) {
    return *scope().read([&](db::Transaction& tx) { return orders::find(tx, shop_id, id); });
}

Result<orders::Order> ShopTest::enter(OrderId id, statuses::Axis axis, statuses::Stage stage) {
    const auto mine = scope();
    return mine.write([&](db::Transaction& tx) -> Result<orders::Order> {
        TRY(order, orders::must_find(tx, mine, id));
        return orders::change_status(tx, mine, order, *statuses::of(mine)->first(axis, stage), "");
    });
}

catalog::StockedProduct ShopTest::product(const std::string& sku) {
    return scope()
        .read([&](db::Transaction& tx) { return catalog::find_by_skus(tx, shop_id, {sku}); })
        .at(0);
}

} // namespace taraba::support
