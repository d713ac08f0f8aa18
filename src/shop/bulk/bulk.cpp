#include "shop/bulk/bulk.hpp"

#include "base/text.hpp"
#include "db/table.hpp"
#include "shop/alerts/alert.hpp"
#include "shop/documents/document.hpp"
#include "shop/invoicing/invoice.hpp"
#include "shop/orders/order_list.hpp"
#include "shop/orders/workflow.hpp"
#include "shop/shipping/shipment.hpp"

#include <algorithm>

namespace taraba::bulk {

namespace {

using shop::Scope;

struct Task {
    BulkTaskId id;
    BulkOrders request;
    std::string actor_kind;
    std::string actor;
    std::vector<std::string> permissions;
    BulkState state = BulkState::gathering;
    std::int64_t cursor_id = INT64_MAX;
    std::int64_t total = 0;
    std::int64_t done = 0;
    std::int64_t failed = 0;
    std::optional<BulkTaskId> undo_of;
    std::optional<Instant> finished_at;
    std::int64_t version = 1;
};
BOOST_DESCRIBE_STRUCT(Task, (),
                      (id, request, actor_kind, actor, permissions, state, cursor_id, total, done,
                       failed, undo_of, finished_at, version))

struct TaskRow {
    std::int64_t position = 0;
    OrderId order_id;
    std::string state;
    std::string before;
};
BOOST_DESCRIBE_STRUCT(TaskRow, (), (position, order_id, state, before))

const db::Table<Task>& task_table() {
    static const db::Table<Task> tasks("bulk_tasks");
    return tasks;
}

constexpr db::Sql insert_row_sql{"bulk.insert_row", R"sql(
    INSERT INTO bulk_rows (shop_id, task_id, position, order_id, state, code, detail, before)
    VALUES ($1, $2, $3, $4, 'waiting', '', '', $5)
)sql"};

constexpr db::Sql next_rows_sql{"bulk.next_rows", R"sql(
    SELECT position, order_id, state, before FROM bulk_rows
     WHERE shop_id = $1 AND task_id = $2 AND position > $3 ORDER BY position LIMIT 50
)sql"};

constexpr db::Sql done_rows_sql{"bulk.done_rows", R"sql(
    SELECT position, order_id, state, before FROM bulk_rows
     WHERE shop_id = $1 AND task_id = $2 AND state = 'done' AND position > $3
     ORDER BY position LIMIT 500
)sql"};

constexpr db::Sql close_row_sql{"bulk.close_row", R"sql(
    UPDATE bulk_rows SET state = $4, code = $5, detail = $6, before = $7
     WHERE shop_id = $1 AND task_id = $2 AND position = $3 AND state = 'waiting'
)sql"};

constexpr db::Sql failures_sql{"bulk.failures", R"sql(
    SELECT r.order_id AS order_id, coalesce(o.number, 0) AS number, r.code AS code,
           r.detail AS detail
      FROM bulk_rows r LEFT JOIN orders o ON o.shop_id = r.shop_id AND o.id = r.order_id
     WHERE r.shop_id = $1 AND r.task_id = $2 AND r.state = 'failed'
     ORDER BY r.position LIMIT 200
)sql"};

constexpr db::Sql keep_papers_sql{"bulk.keep_papers", R"sql(
    INSERT INTO bulk_papers (shop_id, task_id, order_id, made_at, pages) VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT DO NOTHING
)sql"};

constexpr db::Sql papers_sql{
    "bulk.papers", "SELECT order_id, pages FROM bulk_papers WHERE shop_id = $1 AND task_id = $2"};

constexpr db::Sql forget_papers_sql{"bulk.forget_papers",
                                    "DELETE FROM bulk_papers WHERE made_at < $1"};

bool undo_possible(const Scope& scope, const Task& task) {
    if (task.undo_of || task.state != BulkState::done || task.done == 0) return false;
    switch (task.request.action) {
    case BulkAction::tag:
    case BulkAction::untag: return true;
    case BulkAction::status: {
        const auto* status = statuses::of(scope)->find(task.request.value);
        return status && statuses::is_reversible(*status);
    }
    default: return false; // what has left the building
    }
}

BulkView view_of(db::Transaction& tx, const Scope& scope, const Task& task) {
    BulkView view{task.id,   task.request.action, task.request.value, task.state, task.total,
                  task.done, task.failed,         task.actor,         false,      {}};
    view.can_undo = undo_possible(scope, task);
    if (task.failed > 0) view.failures = tx.list<BulkFailure>(failures_sql, {scope.id(), task.id});
    return view;
}

void continue_later(db::Transaction& tx, const Scope& scope, BulkTaskId id) {
    jobs::enqueue(tx, scope.id(), scope.new_id<JobId>(), "bulk", {{"task", to_text(id)}},
                  "bulk:" + to_text(id), scope.now);
}

Permission permission_for(BulkAction action) {
    switch (action) {
    case BulkAction::status: return "orders.status";
    case BulkAction::send: return "shipments.send";
    case BulkAction::invoice: return "invoices.issue";
    case BulkAction::print: return "orders.read";
    case BulkAction::tag:
    case BulkAction::untag: break;
    }
    return "orders.edit";
}

Result<void> check(const Scope& scope, const BulkOrders& wanted) {
    if (!scope.principal.may(permission_for(wanted.action)))
        return refuse(
            RefusalKind::forbidden, "forbidden",
            said("This needs the permission `{}`.", permission_for(wanted.action).name()));
    if (wanted.orders.size() > 500)
        return invalid_field("orders", "At most 500 orders are named; give a filter for more.");
    if (wanted.orders.empty() != wanted.filter.has_value())
        return invalid_field("orders", "Name the orders, or give a filter, and not both.");
    for (std::size_t i = 0; i < wanted.orders.size(); ++i)
        if (!parse_id(wanted.orders[i]))
            return invalid_field("orders[" + std::to_string(i) + "]", "This is not an id.");
    if (wanted.action == BulkAction::status && !statuses::of(scope)->find(wanted.value))
        return invalid_field("value", "There is no such status.");
    const bool tags = wanted.action == BulkAction::tag || wanted.action == BulkAction::untag;
    if (wanted.action == BulkAction::print && wanted.print.papers.empty())
        return invalid_field("print.papers", "Which papers?");
    if (tags && trimmed(wanted.value).empty()) return invalid_field("value", "Which tag?");
    return {};
}

/// Takes the next orders that match into the task. True while there may be more.
Result<bool> gather(const Scope& scope, BulkTaskId id) {
    return scope.write([&](db::Transaction& tx) -> Result<bool> {
        auto task = *task_table().find(tx, scope.id(), id.value);
        if (task.state != BulkState::gathering) return false;
        TRY(filter, orders::filter_from(*task.request.filter));
        filter.limit = 200;
        if (task.cursor_id != INT64_MAX) filter.cursor = std::to_string(task.cursor_id);
        TRY(found, orders::search(tx, scope, filter));
        for (const auto& order : found.orders)
            tx.change(insert_row_sql, {scope.id(), id, ++task.total, order.id, ""});
        if (found.cursor)
            task.cursor_id = *found.cursor;
        else
            task.state = BulkState::running;
        ++task.version;
        task_table().update(tx, scope.id(), task);
        return found.cursor.has_value();
    });
}

/// Does it to one order; gives what undoing needs.
Result<std::string> act(db::Transaction& tx, const Scope& scope, const BulkOrders& wanted,
                        OrderId id) {
    switch (wanted.action) {
    case BulkAction::status: {
        TRY(order, orders::must_find(tx, scope, id));
        const auto catalogue = statuses::of(scope);
        const auto* to = catalogue->find(wanted.value);
        if (!to) return invalid_field("value", "There is no such status.");
        const auto now = orders::standing(scope, order);
        const auto& from = to->axis == statuses::Axis::order     ? now.order
                           : to->axis == statuses::Axis::payment ? now.payment
                                                                 : now.delivery;
        std::string before = from.code;
        MUST(orders::change_status(tx, scope, std::move(order), *to, wanted.reason));
        return before;
    }
    case BulkAction::send: MUST(shipping::request(tx, scope, id, {})); return std::string();
    case BulkAction::invoice: {
        TRY(order, orders::must_find(tx, scope, id));
        MUST(invoicing::issue_for_order(tx, scope, order, invoicing::InvoiceKind::invoice));
        return std::string();
    }
    case BulkAction::tag: MUST(orders::tag(tx, scope, id, wanted.value)); return std::string();
    case BulkAction::print: // its papers are made outside a transaction, see print_row
    case BulkAction::untag: break;
    }
    MUST(orders::untag(tx, scope, id, wanted.value));
    return std::string();
}

Result<std::string> take_back(db::Transaction& tx, const Scope& scope, const BulkOrders& wanted,
                              const TaskRow& row) {
    if (wanted.action == BulkAction::tag) {
        MUST(orders::untag(tx, scope, row.order_id, wanted.value));
    } else if (wanted.action == BulkAction::untag) {
        MUST(orders::tag(tx, scope, row.order_id, wanted.value));
    } else {
        const auto catalogue = statuses::of(scope);
        const auto* set = catalogue->find(wanted.value);
        const auto* before = catalogue->find(row.before);
        if (!set || !before)
            return refuse(RefusalKind::conflict, "cannot_undo", "The status is gone.");
        MUST(orders::undo_status(tx, scope, row.order_id, *set, *before));
    }
    return row.before;
}

/// Counts a row into its task: in the transaction that did the work.
void close_row(db::Transaction& tx, const Scope& scope, BulkTaskId id, const TaskRow& row,
               const Result<std::string>& outcome) {
    const bool ok = static_cast<bool>(outcome);
    tx.change(close_row_sql,
              {scope.id(), id, row.position, ok ? "done" : "failed", ok ? "" : outcome.error().code,
               ok ? "" : outcome.error().detail.in(scope.language), ok ? *outcome : row.before});
    auto task = *task_table().find(tx, scope.id(), id.value);
    ++(ok ? task.done : task.failed);
    ++task.version;
    task_table().update(tx, scope.id(), task);
}

/// Makes the papers of one order, for which a courier may be asked, and then keeps them.
Result<std::string> print_row(const Scope& scope, const BulkOrders& wanted, OrderId id) {
    TRY(pages, documents::papers_of(scope, id, wanted.print));
    if (pages.empty()) return std::string();
    return documents::joined(pages);
}

void work_on(const Scope& scope, const Task& task, const TaskRow& row) {
    const bool prints = task.request.action == BulkAction::print;
    const auto papers =
        prints ? print_row(scope, task.request, row.order_id) : Result<std::string>(std::string());
    Result<std::string> outcome = std::string();
    const auto done = scope.write([&](db::Transaction& tx) -> Result<bool> {
        if (!papers)
            outcome = Failure(papers.error());
        else if (prints)
            tx.change(keep_papers_sql,
                      {scope.id(), task.id, row.order_id, scope.now, db::Bytes{*papers}});
        else
            outcome = task.undo_of ? take_back(tx, scope, task.request, row)
                                   : act(tx, scope, task.request, row.order_id);
        if (!outcome) return Failure(outcome.error()); // nothing of a refused row stays
        close_row(tx, scope, task.id, row, outcome);
        return true;
    });
    if (!done) {
        (void)alerts::held_at_loss(scope, row.order_id, done);
        const auto kept = scope.write([&](db::Transaction& tx) -> Result<bool> {
            close_row(tx, scope, task.id, row, Failure(done.error()));
            return true;
        });
        expects(static_cast<bool>(kept));
    }
    if (!prints) scope.announce("order_changed", shop::order_subject(row.order_id));
}

/// Works on a task for some seconds; true when there is more to do.
Result<bool> work(const Scope& scope, BulkTaskId id) {
    using Clock = std::chrono::steady_clock;
    const auto until = Clock::now() + std::chrono::seconds(20); // well below the lease
    for (bool more = true; more && Clock::now() < until;) {
        TRY(next, gather(scope, id));
        more = next;
        scope.announce("bulk", "bulk:" + to_text(id));
    }
    while (Clock::now() < until) {
        const auto task = *scope.read(
            [&](db::Transaction& tx) { return task_table().find(tx, scope.id(), id.value); });
        if (task.state != BulkState::running) return task.state == BulkState::gathering;
        const auto rows = scope.read([&](db::Transaction& tx) {
            return tx.list<TaskRow>(next_rows_sql, {scope.id(), id, task.done + task.failed});
        });
        for (const auto& row : rows)
            work_on(scope, task, row);
        if (rows.empty()) {
            const auto finished = scope.write([&](db::Transaction& tx) -> Result<bool> {
                auto last = *task_table().find(tx, scope.id(), id.value);
                last.state = BulkState::done;
                last.finished_at = scope.now;
                ++last.version;
                task_table().update(tx, scope.id(), last);
                return true;
            });
            expects(static_cast<bool>(finished));
        }
        scope.announce("bulk", "bulk:" + to_text(id));
        if (rows.empty()) return false;
    }
    return true;
}

/// The task acts as who started it, with the rights they had then.
Result<void> run(shop::Installation& installation, ShopId shop_id, const jobs::Job& job) {
    const BulkTaskId id{parse_id(job.payload.at("task").as_string()).value_or(0)};
    TRY(system, Scope::of(installation, shop_id, {ActorKind::job, "bulk", {}}));
    const auto task =
        system.read([&](db::Transaction& tx) { return task_table().find(tx, shop_id, id.value); });
    if (!task) return {};
    TRY(scope, Scope::of(installation, shop_id,
                         {task->actor_kind == to_text(ActorKind::machine) ? ActorKind::machine
                                                                          : ActorKind::operator_,
                          task->actor,
                          {task->permissions.begin(), task->permissions.end()}}));
    TRY(more, work(scope, id));
    if (!more) return {};
    const auto again = scope.write([&](db::Transaction& tx) -> Result<bool> {
        continue_later(tx, scope, id);
        return true;
    });
    expects(static_cast<bool>(again));
    return {};
}

Task new_task(const Scope& scope, const BulkOrders& wanted) {
    Task task;
    task.id = scope.new_id<BulkTaskId>();
    task.request = wanted;
    task.actor_kind = to_text(scope.principal.kind);
    task.actor = scope.principal.name;
    task.permissions = {scope.principal.permissions.begin(), scope.principal.permissions.end()};
    return task;
}

} // namespace

Result<BulkView> start_bulk(const Scope& scope, const BulkOrders& wanted) {
    MUST(check(scope, wanted));
    return scope.create([&](db::Transaction& tx) -> Result<BulkView> {
        Task task = new_task(scope, wanted);
        if (wanted.filter) {
            TRY(filter, orders::filter_from(*wanted.filter));
            // Refuses what it cannot read.
            const bool prints = wanted.action == BulkAction::print;
            TRY(count,
                orders::count(tx, scope, filter, prints ? documents::printed_at_once + 1 : 1));
            if (prints && count > documents::printed_at_once)
                return invalid_field("filter", "At most 500 orders are printed at a time.");
        } else {
            task.state = BulkState::running;
            task.request.orders.clear(); // its rows name them
            task.total = std::ssize(wanted.orders);
        }
        task_table().insert(tx, scope.id(), task);
        std::int64_t position = 0;
        for (const auto& order : wanted.orders)
            tx.later(insert_row_sql, {scope.id(), task.id, ++position, *parse_id(order), ""});
        continue_later(tx, scope, task.id);
        return view_of(tx, scope, task);
    });
}

Result<BulkView> bulk_view(const Scope& scope, BulkTaskId id) {
    return scope.read([&](db::Transaction& tx) -> Result<BulkView> {
        const auto task = task_table().find(tx, scope.id(), id.value);
        if (!task) return not_found("There is no such task.");
        return view_of(tx, scope, *task);
    });
}

Result<BulkView> undo_bulk(const Scope& scope, BulkTaskId id) {
    return scope.create([&](db::Transaction& tx) -> Result<BulkView> {
        const auto done = task_table().find(tx, scope.id(), id.value);
        if (!done) return not_found("There is no such task.");
        MUST(check(scope, {done->request.action, {to_text(id)}, {}, done->request.value, ""}));
        if (!undo_possible(scope, *done))
            return refuse(RefusalKind::conflict, "cannot_undo", "This cannot be taken back.");
        Task task = new_task(scope, done->request);
        task.undo_of = id;
        task.state = BulkState::running;
        std::vector<TaskRow> all;
        for (std::int64_t after = 0;;) {
            auto rows = tx.list<TaskRow>(done_rows_sql, {scope.id(), id, after});
            if (rows.empty()) break;
            after = rows.back().position;
            std::ranges::move(rows, std::back_inserter(all));
        }
        task.total = std::ssize(all);
        task_table().insert(tx, scope.id(), task);
        std::int64_t position = 0;
        for (const auto& row : all)
            tx.later(insert_row_sql, {scope.id(), task.id, ++position, row.order_id, row.before});
        continue_later(tx, scope, task.id);
        return view_of(tx, scope, task);
    });
}

Result<std::string> printed_by(const Scope& scope, BulkTaskId id) {
    std::optional<Task> task;
    std::map<OrderId, std::vector<std::string>> pages;
    scope.read([&](db::Transaction& tx) {
        task = task_table().find(tx, scope.id(), id.value);
        tx.run(papers_sql, std::initializer_list<db::Param>{scope.id(), id},
               [&](const db::Row& row) {
                   auto& own = pages[OrderId{row.integer(0)}];
                   if (auto text = std::string(row.text(1)); !text.empty())
                       own.push_back(std::move(text));
               });
        return true;
    });
    if (!task || task->request.action != BulkAction::print)
        return not_found("There is no such task.");
    if (task->state != BulkState::done)
        return refuse(RefusalKind::conflict, "not_done", "The papers are still being made.");
    return documents::printed(scope, task->request.print, std::move(pages));
}

void forget_papers(db::Transaction& tx, Instant before) { tx.change(forget_papers_sql, {before}); }

void register_jobs(jobs::Runner& runner, shop::Installation& installation) {
    runner.on("bulk", [&installation](ShopId shop, const jobs::Job& job) {
        return run(installation, shop, job);
    });
}

} // namespace taraba::bulk
