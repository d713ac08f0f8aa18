#include "shop/profit/daily_totals.hpp"

#include "shop/catalog/product.hpp"
#include "shop/profit/attribution.hpp"

#include <algorithm>
#include <set>

namespace taraba::profit {

namespace {

constexpr std::int64_t batch = 1'000;
constexpr std::size_t rows_of_insert = 100;
/// A placement takes its id before it commits; older ids than this are all there.
constexpr auto settled = std::chrono::minutes(2);

struct Change {
    std::int64_t id = 0;
};
BOOST_DESCRIBE_STRUCT(Change, (), (id))

struct ChangedDay {
    Date day{};
};
BOOST_DESCRIBE_STRUCT(ChangedDay, (), (day))

struct Mark {
    OrderId seen_id;
    std::int64_t version = 0;
};
BOOST_DESCRIBE_STRUCT(Mark, (), (seen_id, version))

struct ReportOfOrder : Report {
    OrderId order_id;
};
BOOST_DESCRIBE_STRUCT(ReportOfOrder, (Report), (order_id))

constexpr db::Sql mark_changed_sql{
    "profit.mark_changed", "INSERT INTO profit_changes (shop_id, day, id) VALUES ($1, $2, $3)"};
constexpr db::Sql changed_days_sql{
    "profit.changed_days",
    "SELECT DISTINCT day FROM profit_changes WHERE shop_id = $1 ORDER BY day DESC"};
constexpr db::Sql changes_sql{"profit.changes",
                              "SELECT id FROM profit_changes WHERE shop_id = $1 AND day = $2"};

constexpr db::Sql mark_sql{"profit.mark",
                           "SELECT seen_id, version FROM profit_folds WHERE shop_id = $1"};
constexpr db::Sql first_mark_sql{
    "profit.first_mark", "INSERT INTO profit_folds (shop_id, seen_id, version) VALUES ($1, 0, 1) "
                         "ON CONFLICT DO NOTHING"};
constexpr db::Sql move_mark_sql{"profit.move_mark", R"sql(
    UPDATE profit_folds SET seen_id = $3, version = version + 1 WHERE shop_id = $1 AND version = $2
)sql"};

constexpr db::Sql reports_sql{"profit.reports_between", R"sql(
    SELECT lines, gross_result, tax, net_profit, final, returned, order_id FROM order_profits
     WHERE shop_id = $1 AND order_id >= $2 AND order_id <= $3 ORDER BY order_id
)sql"};

constexpr db::Sql forget_day_sql{
    "profit.forget_day",
    "DELETE FROM profit_days WHERE shop_id = $1 AND dimension = $2 AND day = $3"};

using Key = std::pair<Dimension, std::string>;

struct SummedDay {
    std::map<Key, ProfitTotals> sums;
    OrderId last; ///< of its orders
};

/// What the shop calls things now, looked up once a day that is summed.
class Naming {
public:
    Naming(db::Transaction& tx, const shop::Scope& scope)
        : tx_(tx), scope_(scope), deliveries_(pricing::delivery_methods(scope)),
          payments_(pricing::payment_methods(scope)) {}

    Names names_of(const orders::OrderSnapshot& order) {
        Names names;
        if (const auto* method = find(*deliveries_, order.order.delivery_method_id)) {
            names.delivery_method = method->code;
            names.courier = method->courier;
        }
        if (const auto* method = find(*payments_, order.order.payment_method_id))
            names.payment_method = method->code;
        for (const auto& line : order.lines)
            names.groups[line.product_id] = shelves_[line.product_id];
        return names;
    }
    void learn(const std::vector<orders::OrderSnapshot>& orders) {
        std::set<ProductId> wanted;
        for (const auto& order : orders)
            for (const auto& line : order.lines)
                if (!shelves_.contains(line.product_id)) wanted.insert(line.product_id);
        const std::vector<ProductId> ids(wanted.begin(), wanted.end());
        for (const auto& product : catalog::find_several(tx_, scope_.id(), ids))
            shelves_[product.id] = {product.category, product.brand};
    }

private:
    template <class Methods, class AnyId>
    static auto find(const Methods& methods, AnyId id) -> decltype(&methods.front()) {
        const auto found =
            std::ranges::find_if(methods, [&](const auto& each) { return each.id == id; });
        return found == methods.end() ? nullptr : &*found;
    }

    db::Transaction& tx_;
    const shop::Scope& scope_;
    std::shared_ptr<const std::vector<pricing::DeliveryMethod>> deliveries_;
    std::shared_ptr<const std::vector<pricing::PaymentMethod>> payments_;
    std::map<ProductId, ProductGroup> shelves_;
};

bool is_cancelled(const shop::Scope& scope, const orders::Order& order) {
    return orders::standing(scope, order).order.stage == statuses::Stage::cancelled;
}

/// Money was given back, or goods are on the shelf again: their cost is taken back by a line of its
/// own.
bool has_come_back(const Report& report) {
    return report.returned.minor != 0 ||
           std::ranges::any_of(report.lines, [](const ProfitLine& line) {
               return line.kind == LineKind::goods && line.amount.minor > 0;
           });
}

SummedDay sum_day(db::Transaction& tx, const shop::Scope& scope, Date day) {
    const auto zone = scope.shop->time_zone();
    const OrderId before{first_id_at(zone.start_of(day + std::chrono::days(1)))};
    OrderId from{first_id_at(zone.start_of(day))};
    Naming naming(tx, scope);
    SummedDay summed;
    for (bool more = true; more;) {
        const auto orders = orders::order_snapshots(tx, scope.id(), from, before, batch);
        more = std::ssize(orders) == batch;
        if (orders.empty()) break;
        naming.learn(orders);
        std::map<OrderId, Report> reports;
        for (auto& report : tx.list<ReportOfOrder>(
                 reports_sql, {scope.id(), orders.front().order.id, orders.back().order.id}))
            reports[report.order_id] = std::move(report);
        for (const auto& order : orders) {
            const auto report = reports.find(order.order.id);
            if (report == reports.end() || is_cancelled(scope, order.order)) continue;
            orders::Returned returned;
            if (has_come_back(report->second) && scope.installation.workflow->returned)
                returned = scope.installation.workflow->returned(tx, scope, order.order);
            for (auto& share :
                 contributions_of(order, report->second, returned, naming.names_of(order)))
                summed.sums.try_emplace({share.dimension, share.key}, no_totals(scope.currency()))
                    .first->second += share.sums;
        }
        summed.last = orders.back().order.id;
        from = OrderId{summed.last.value + 1};
    }
    return summed;
}

void put_day(db::Transaction& tx, const shop::Scope& scope, const std::string& day,
             const SummedDay& summed) {
    constexpr std::size_t columns = 16;
    for (const auto dimension : shape_of<Dimension>().choices)
        tx.later(forget_day_sql, {scope.id(), dimension, day});
    for (auto next = summed.sums.begin(); next != summed.sums.end();) {
        std::vector<db::Param> params;
        std::size_t rows = 0;
        for (; rows < rows_of_insert && next != summed.sums.end(); ++rows, ++next) {
            const auto& [key, sums] = *next;
            const db::Param row[]{
                scope.id(),       name_of(key.first), day,          key.second,
                sums.orders,      sums.returned,      sums.pieces,  sums.sales,
                sums.revenue,     sums.goods,         sums.courier, sums.commission,
                sums.advertising, sums.other,         sums.tax,     sums.net_profit};
            static_assert(std::size(row) == columns);
            params.insert(params.end(), std::begin(row), std::end(row));
        }
        const std::string sql = "INSERT INTO profit_days (shop_id, dimension, day, key, orders, "
                                "returned, pieces, sales, revenue, goods, courier, commission, "
                                "advertising, other, tax, net_profit) VALUES " +
                                db::values_list(rows, columns);
        tx.later({"profit.put_days", sql}, db::Params(params));
    }
}

/// A day as it was read: its sums, the changes that are in them, and what else had been summed.
struct ReadDay {
    Date day;
    SummedDay summed;
    std::vector<Change> changes;
    Mark mark;
};

ReadDay read_day(const shop::Scope& scope, Date day) {
    return scope.read([&](db::Transaction& tx) {
        return ReadDay{day, sum_day(tx, scope, day),
                       tx.list<Change>(changes_sql, {scope.id(), to_text(day)}),
                       *tx.find<Mark>(mark_sql, {scope.id()})};
    });
}

void forget_changes(db::Transaction& tx, const shop::Scope& scope, const std::string& day,
                    const std::vector<Change>& changes) {
    constexpr std::size_t at_once = 500;
    for (std::size_t from = 0; from < changes.size(); from += at_once) {
        std::vector<db::Param> params{scope.id(), day};
        for (std::size_t i = from; i < std::min(changes.size(), from + at_once); ++i)
            params.emplace_back(changes[i].id);
        const std::string sql =
            "DELETE FROM profit_changes WHERE shop_id = $1 AND day = $2 AND id IN " +
            db::values_list(1, params.size() - 2, 3);
        tx.later({"profit.forget_changes", sql}, db::Params(params));
    }
}

/// False when somebody else has summed meanwhile: what was read may be older than theirs.
bool keep(const shop::Scope& scope, const ReadDay& read, OrderId seen) {
    const auto kept = scope.write([&](db::Transaction& tx) -> Result<bool> {
        if (tx.change(move_mark_sql, {scope.id(), read.mark.version, seen}) != 1) return false;
        const std::string day = to_text(read.day);
        forget_changes(tx, scope, day, read.changes);
        put_day(tx, scope, day, read.summed);
        return true;
    });
    return kept && *kept;
}

/// Its last order, once the day is summed; nothing when others were faster time and again, and the
/// day stays out of date for who comes next. `sure`: up to where placed orders are all there; not
/// given for a day that may have unseen orders before it.
std::optional<OrderId> sum_anew(const shop::Scope& scope, Date day, std::optional<OrderId> sure) {
    for (int tries = 0; tries < 5; ++tries) {
        const auto read = read_day(scope, day);
        const OrderId seen = sure ? std::max(read.mark.seen_id, std::min(read.summed.last, *sure))
                                  : read.mark.seen_id;
        if (keep(scope, read, seen)) return read.summed.last;
    }
    return std::nullopt;
}

/// Orders up to here are in the sums, by days that were summed because they had changed.
void move_mark(const shop::Scope& scope, OrderId seen) {
    (void)scope.write([&](db::Transaction& tx) -> Result<bool> {
        const auto mark = *tx.find<Mark>(mark_sql, {scope.id()});
        if (mark.seen_id < seen) tx.change(move_mark_sql, {scope.id(), mark.version, seen});
        return true;
    });
}

Mark mark_of(const shop::Scope& scope) {
    const auto mark =
        scope.read([&](db::Transaction& tx) { return tx.find<Mark>(mark_sql, {scope.id()}); });
    if (mark) return *mark;
    (void)scope.write([&](db::Transaction& tx) -> Result<bool> {
        tx.change(first_mark_sql, {scope.id()});
        return true;
    });
    return {{}, 1};
}

} // namespace

void mark_changed(db::Transaction& tx, const shop::Scope& scope, const orders::Order& order) {
    const std::string day = to_text(scope.shop->time_zone().day_of(order.placed_at));
    tx.later(mark_changed_sql, {scope.id(), day, scope.installation.ids.next(scope.now)});
}

bool update_daily_totals(const shop::Scope& scope, int days_max) {
    const auto zone = scope.shop->time_zone();
    // What is placed or changed from now on is for the next time, or this one would never end.
    const OrderId until{first_id_at(scope.now + Millis(1))};
    const OrderId sure{first_id_at(scope.now - settled) - 1};
    const Mark mark = mark_of(scope);
    std::map<Date, OrderId> summed; // days, with their last order
    for (const auto& changed : scope.read([&](db::Transaction& tx) {
             return tx.list<ChangedDay>(changed_days_sql, {scope.id()});
         })) {
        if (days_max-- == 0) return false;
        if (const auto last = sum_anew(scope, changed.day, {})) summed[changed.day] = *last;
    }
    for (OrderId after = mark.seen_id;;) {
        const auto next = scope.read(
            [&](db::Transaction& tx) { return orders::next_order(tx, scope.id(), after); });
        if (!next || *next >= until) return true;
        const Date day = zone.day_of(instant_of_id(next->value));
        if (const auto known = summed.find(day); known != summed.end() && *next <= known->second) {
            after = known->second;
            move_mark(scope, std::min(after, sure));
            continue;
        }
        if (days_max-- == 0) return false;
        const auto last = sum_anew(scope, day, sure);
        if (!last) return false;
        after = summed[day] = *last;
    }
}

} // namespace taraba::profit
