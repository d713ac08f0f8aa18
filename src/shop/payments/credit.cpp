#include "shop/payments/credit.hpp"

#include "base/text.hpp"
#include "db/table.hpp"
#include "shop/audit/audit.hpp"
#include "shop/customers/company.hpp"
#include "shop/pricing/payment_method.hpp"
#include "texts/payments.hpp"

#include <algorithm>

namespace taraba::payments {

namespace {

using statuses::Axis;
using statuses::Stage;

const db::Table<Credit>& credit_table() {
    static const db::Table<Credit> credits("company_credits");
    return credits;
}

const db::Table<CreditOrder>& order_table() {
    static const db::Table<CreditOrder> orders("credit_orders");
    return orders;
}

std::optional<Credit> by_cui(db::Transaction& tx, ShopId shop, const std::string& cui) {
    static const std::string sql = "SELECT " + credit_table().columns() +
                                   " FROM company_credits WHERE shop_id = $1 AND cui = $2";
    return tx.find<Credit>({"payments.credit_by_cui", sql}, {shop, digits_of(cui)});
}

std::vector<CreditOrder> open_orders(db::Transaction& tx, ShopId shop, CreditId id) {
    static const std::string sql = "SELECT " + order_table().columns() +
                                   " FROM credit_orders WHERE shop_id = $1 AND credit_id = $2 AND "
                                   "is_open = 1 ORDER BY due_on, order_id LIMIT 1000";
    return tx.list<CreditOrder>({"payments.credit_orders", sql}, {shop, id});
}

std::vector<CreditOrder> due_until(db::Transaction& tx, ShopId shop, Date day) {
    static const std::string sql = "SELECT " + order_table().columns() +
                                   " FROM credit_orders WHERE shop_id = $1 AND is_open = 1 AND "
                                   "due_on <= $2 ORDER BY due_on LIMIT 1000";
    return tx.list<CreditOrder>({"payments.credit_due", sql}, {shop, to_text(day)});
}

namespace words = texts::payments::credit;

bool is_on_invoice(const shop::Scope& scope, const orders::Order& order) {
    return std::ranges::any_of(*pricing::payment_methods(scope), [&](const auto& method) {
        return method.id == order.payment_method_id &&
               method.kind == pricing::PaymentKind::on_invoice;
    });
}

void store(db::Transaction& tx, ShopId shop, CreditOrder& row) {
    ++row.version;
    if (!order_table().update(tx, shop, row)) throw WriteConflict("the term was changed meanwhile");
}

Credit asked_for(const shop::Scope& scope, const customers::Company& company) {
    Credit credit;
    credit.id = scope.new_id<CreditId>();
    credit.cui = digits_of(company.cui);
    credit.name = company.name;
    credit.state = CreditState::asked;
    credit.credit_limit = {0, scope.currency()};
    credit.created_at = scope.now;
    return credit;
}

/// The order waits for somebody's word on the credit.
Result<void> wait_for_word(db::Transaction& tx, const shop::Scope& scope,
                           const orders::Order& order) {
    TRY(waiting, orders::enter_stage(tx, scope, order, Axis::order, Stage::waiting,
                                     std::string(words::to_approve(scope.language))));
    scope.installation.workflow->alert(tx, scope, waiting, "credit_asked",
                                       "#" + std::to_string(order.number) + ": " +
                                           order.billing.company->name + ", " +
                                           to_people(order.total, scope.shop->language));
    return {};
}

/// An order that is paid or cancelled no longer counts.
Result<void> close(db::Transaction& tx, const shop::Scope& scope, OrderId id) {
    auto row = order_table().find(tx, scope.id(), id.value);
    if (!row || !row->is_open) return {};
    row->is_open = false;
    store(tx, scope.id(), *row);
    return {};
}

/// 1 before the term, 2 on it, 3 and more each started week after.
std::int64_t reminders_by(Date today, Date due) {
    constexpr auto ahead = std::chrono::days(3);
    if (today + ahead < due) return 0;
    if (today < due) return 1;
    return 2 + (today.day - due.day).count() / 7;
}

} // namespace

std::optional<Credit> find_credit(db::Transaction& tx, ShopId shop, CreditId id) {
    return credit_table().find(tx, shop, id.value);
}

std::vector<Credit> credits(db::Transaction& tx, ShopId shop) {
    return credit_table().all(tx, shop);
}

Statement statement(db::Transaction& tx, const shop::Scope& scope, const Credit& credit) {
    Statement all{credit, {0, scope.currency()}, credit.credit_limit, false, {}};
    const Date today = scope.today();
    const auto rows = open_orders(tx, scope.id(), credit.id);
    std::vector<std::int64_t> ids;
    for (const auto& row : rows)
        ids.push_back(row.order_id.value);
    const auto found = orders::find_several(tx, scope.id(), ids);
    for (const auto& row : rows) {
        const auto order = std::ranges::find(found, row.order_id, &orders::Order::id);
        if (order == found.end()) continue;
        const Money due = orders::still_due(scope, *order);
        if (due.minor == 0) continue;
        const auto late = std::max<std::int64_t>(0, (today.day - row.due_on.day).count());
        all.items.push_back({order->id, order->number, order->billing.purchase_order.value_or(""),
                             "", scope.shop->time_zone().day_of(order->placed_at), row.due_on, late,
                             order->total, due});
        all.open += due;
        all.overdue = all.overdue || late > 0;
    }
    all.left = all.open < credit.credit_limit ? credit.credit_limit - all.open
                                              : Money{0, scope.currency()};
    return all;
}

CreditAnswer may_buy(db::Transaction& tx, const shop::Scope& scope, const std::string& cui) {
    const auto credit = by_cui(tx, scope.id(), cui);
    if (!credit || credit->state == CreditState::asked) return {};
    if (credit->state == CreditState::refused || credit->state == CreditState::stopped)
        return {std::string(words::none(scope.language)), {}};
    const auto now = statement(tx, scope, *credit);
    if (now.overdue) return {std::string(words::overdue(scope.language)), {}};
    return {"", now.left};
}

Result<Credit> save(db::Transaction& tx, const shop::Scope& scope, Credit credit, bool fresh) {
    credit.cui = digits_of(credit.cui);
    if (!customers::is_valid_cui(credit.cui)) return invalid_field("cui", "This CUI is not valid.");
    if (trimmed(credit.name).empty()) return invalid_field("name", "The company needs a name.");
    if (credit.credit_limit.currency != scope.currency())
        return invalid_field("credit_limit.currency",
                             said("The shop sells in {}.", scope.shop->currency));
    if (credit.credit_limit.minor < 0 || credit.credit_limit.minor > 100'000'000'000)
        return invalid_field("credit_limit", "The limit is 0 to 1000000000.00.");
    if (credit.days < 0 || credit.days > 365)
        return invalid_field("days", "The term is 0 to 365 days.");
    const auto other = by_cui(tx, scope.id(), credit.cui);
    if (other && other->id != credit.id)
        return invalid_field("cui", "There is a credit for this company already.");
    credit.decided_by = scope.principal.name;
    credit.decided_at = scope.now;
    if (fresh) {
        credit.id = scope.new_id<CreditId>();
        credit.created_at = scope.now;
        credit_table().insert(tx, scope.id(), credit);
    } else {
        ++credit.version;
        if (!credit_table().update(tx, scope.id(), credit))
            return refuse(RefusalKind::conflict, "version_conflict",
                          "Somebody else has just changed this; look again.");
    }
    audit::append(tx, scope,
                  {"credit:" + to_text(credit.id),
                   "credit_decided",
                   {{"state", "", std::string(name_of(credit.state))},
                    {"credit_limit", "", to_decimal(credit.credit_limit)},
                    {"days", "", std::to_string(credit.days)}},
                   credit.note});
    if (credit.state == CreditState::asked) return credit;
    for (const auto& row : open_orders(tx, scope.id(), credit.id))
        if (const auto order = orders::find(tx, scope.id(), row.order_id))
            scope.installation.workflow->alert(tx, scope, *order, "credit_asked", "");
    return credit;
}

Result<void> use_credit(db::Transaction& tx, const shop::Scope& scope, const orders::Order& order) {
    if (!is_on_invoice(scope, order) || !order.billing.company) return {};
    auto credit = by_cui(tx, scope.id(), order.billing.company->cui);
    const bool fresh = !credit;
    if (fresh) {
        credit = asked_for(scope, *order.billing.company);
        credit_table().insert(tx, scope.id(), *credit);
    }
    const auto answer = may_buy(tx, scope, credit->cui);
    const bool over = answer.left && *answer.left < order.total;
    if (!answer.no.empty() || over)
        return refuse(RefusalKind::conflict, "credit_not_available",
                      over ? said("The order is more than the credit that is left: {}.",
                                  to_people(*answer.left, scope.language))
                           : as_said(answer.no),
                      "payment_method");
    // Who counts on the same rest meets this change and looks again.
    if (!fresh) {
        ++credit->version;
        if (!credit_table().update(tx, scope.id(), *credit))
            throw WriteConflict("the credit was used meanwhile");
    }
    const Date placed = scope.shop->time_zone().day_of(order.placed_at);
    order_table().insert(
        tx, scope.id(),
        {order.id, credit->id, placed + std::chrono::days(credit->days), true, 0, 1});
    if (credit->state == CreditState::asked) return wait_for_word(tx, scope, order);
    return {};
}

std::optional<Date> start_term(db::Transaction& tx, const shop::Scope& scope, OrderId order,
                               Date invoiced_on) {
    auto row = order_table().find(tx, scope.id(), order.value);
    if (!row) return std::nullopt;
    const auto credit = find_credit(tx, scope.id(), row->credit_id);
    row->due_on = invoiced_on + std::chrono::days(credit->days);
    store(tx, scope.id(), *row);
    return row->due_on;
}

void remind(const shop::Scope& scope) {
    const Date today = scope.today();
    const auto due = scope.read([&](db::Transaction& tx) {
        return due_until(tx, scope.id(), today + std::chrono::days(3));
    });
    for (const auto& each : due)
        (void)scope.write([&](db::Transaction& tx) -> Result<bool> {
            auto row = *order_table().find(tx, scope.id(), each.order_id.value);
            const auto wanted = reminders_by(today, row.due_on);
            if (!row.is_open || row.reminders >= wanted) return true;
            TRY(order, orders::must_find(tx, scope, row.order_id));
            if (orders::still_due(scope, order).minor == 0) return true;
            row.reminders = wanted;
            store(tx, scope.id(), row);
            scope.installation.workflow->send_message(tx, scope, order, "credit_reminder");
            if (row.due_on < today)
                scope.installation.workflow->alert(
                    tx, scope, order, "credit_overdue",
                    words::term_passed(scope.shop->language, std::to_string(order.number),
                                       to_people(row.due_on, scope.shop->language)));
            return true;
        });
}

void register_credit_steps(orders::Workflow& workflow) {
    workflow.on_enter.push_back([](db::Transaction& tx, const shop::Scope& scope,
                                   orders::Order& order,
                                   const statuses::Status& to) -> Result<void> {
        const bool paid = to.axis == Axis::payment && to.stage == Stage::paid;
        if (!paid && to.stage != Stage::cancelled) return {};
        for (const auto* kind : {"credit_asked", "credit_overdue"})
            scope.installation.workflow->alert(tx, scope, order, kind, "");
        return close(tx, scope, order.id);
    });
}

} // namespace taraba::payments
