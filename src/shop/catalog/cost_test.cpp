#include "shop/catalog/cost.hpp"

#include "base/decimal.hpp"
#include "support/shop_fixture.hpp"

#include <deque>
#include <random>

namespace taraba::catalog {
namespace {

class Cost : public support::ShopTest {
protected:
    void by_age() {
        auto settings = shop::current_shop(installation, shop_id)->settings;
        settings.books.stock_cost = shop::StockCost::first_in_first;
        const auto read = *shop::current_shop(installation, shop_id);
        EXPECT_TRUE(installation.database.write([&](db::Transaction& tx) -> Result<bool> {
            return shop::update_settings(tx, read, read.name, settings);
        }));
    }
    void receive(std::int64_t pieces, std::int64_t bani) {
        const auto who = scope();
        EXPECT_TRUE(who.write([&](db::Transaction& tx) -> Result<bool> {
            receive_lot(tx, who, product("A").id, units(pieces), {bani, ron},
                        "receipt:" + std::to_string(++lots_), "received");
            return true;
        }));
    }
    /// Reserves and ships, as an order does; the cost of a piece.
    Money leave(std::int64_t pieces) {
        const auto who = scope();
        Money cost{-1, ron};
        EXPECT_TRUE(who.write([&](db::Transaction& tx) -> Result<bool> {
            reserve_later(tx, shop_id, product("A").id, units(pieces), "A", "x");
            MUST(tx.settle());
            cost = take_out(tx, who, product("A").id, units(pieces), "order:1")
                       .value_or(Money{-1, ron});
            return true;
        }));
        return cost;
    }
    Money cost() { return product("A").cost; }

    int lots_ = 0;
};

} // namespace

TEST_P(Cost, without_lots_a_product_costs_what_people_wrote) {
    EXPECT_EQ(leave(3), (Money{-1, ron}));
    EXPECT_EQ(cost(), (Money{120'00, ron}));
}

TEST_P(Cost, a_lot_changes_the_average_of_what_is_on_the_shelf) {
    receive(100, 140'00); // 100 at 120 are there
    EXPECT_EQ(cost(), (Money{130'00, ron}));
    EXPECT_EQ(leave(50), (Money{130'00, ron}));
    receive(50, 100'00);
    EXPECT_EQ(cost(), (Money{122'50, ron})); // (150 × 130 + 50 × 100) / 200
}

TEST_P(Cost, first_in_first_out_takes_the_oldest_lot_that_has_a_piece) {
    by_age();
    receive(10, 140'00);
    receive(10, 150'00);
    EXPECT_EQ(cost(), (Money{120'00, ron})); // what was there before is the oldest
    EXPECT_EQ(leave(99), (Money{120'00, ron}));
    EXPECT_EQ(leave(2), (Money{130'00, ron})); // one at 120 and one at 140
    EXPECT_EQ(cost(), (Money{140'00, ron}));
    EXPECT_EQ(leave(9), (Money{140'00, ron}));
    EXPECT_EQ(leave(10), (Money{150'00, ron}));
}

TEST_P(Cost, what_comes_back_does_so_at_what_it_had_cost) {
    by_age();
    receive(1, 200'00);
    EXPECT_EQ(leave(101), (Money{120'79, ron})); // (100 × 120 + 200) / 101
    const auto who = scope();
    EXPECT_TRUE(who.write([&](db::Transaction& tx) -> Result<bool> {
        put_back(tx, who, product("A").id, units(1), {120'79, ron}, "order:1");
        return true;
    }));
    EXPECT_EQ(cost(), (Money{120'79, ron}));
    EXPECT_EQ(leave(1), (Money{120'79, ron}));
}

TEST_P(Cost, a_lot_received_by_mistake_goes_as_if_it_never_came) {
    receive(100, 140'00);
    const auto who = scope();
    const auto back = [&] {
        return who.write([&](db::Transaction& tx) -> Result<bool> {
            MUST(take_lot_back(tx, who, product("A").id, "receipt:1", "cancelled"));
            return true;
        });
    };
    EXPECT_TRUE(back());
    EXPECT_EQ(cost(), (Money{120'00, ron}));
    EXPECT_EQ(product("A").stock, units(100));
    receive(10, 150'00);
    leave(105);
    const auto refused = who.write([&](db::Transaction& tx) -> Result<bool> {
        MUST(take_lot_back(tx, who, product("A").id, "receipt:2", "cancelled"));
        return true;
    });
    EXPECT_EQ(refused.error().code, "goods_sold");
}

TEST_P(Cost, any_sequence_costs_what_a_shelf_of_single_pieces_does) {
    by_age();
    std::deque<std::int64_t> shelf(100, 120'00);
    std::mt19937 draw(7);
    for (int i = 0; i < 60; ++i) {
        const auto pieces = static_cast<std::int64_t>(1 + draw() % 9);
        if (draw() % 2 == 0) {
            const auto bani = static_cast<std::int64_t>(1'000 + draw() % 30'000);
            receive(pieces, bani);
            shelf.insert(shelf.end(), static_cast<std::size_t>(pieces), bani);
        } else if (std::ssize(shelf) > pieces) {
            std::int64_t sum = 0;
            for (std::int64_t each = 0; each < pieces; ++each) {
                sum += shelf.front();
                shelf.pop_front();
            }
            // Before the first lot nobody knows of layers.
            const Money told = leave(pieces);
            if (lots_ > 0) {
                EXPECT_EQ(told, (Money{divide_half_up(sum, pieces), ron}));
            }
        }
        EXPECT_EQ(product("A").stock, units(std::ssize(shelf)));
        if (lots_ > 0) {
            EXPECT_EQ(cost().minor, shelf.front());
        }
    }
}

ON_BOTH_ENGINES(Cost);

} // namespace taraba::catalog
