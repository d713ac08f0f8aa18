#include "shop/returns/return.hpp"

#include "base/text.hpp"
#include "shop/audit/audit.hpp"
#include "shop/catalog/product.hpp"
#include "shop/customers/company.hpp"
#include "shop/returns/collection.hpp"
#include "shop/returns/payback.hpp"
#include "shop/returns/return_store.hpp"

#include <algorithm>
#include <set>

namespace taraba::returns {

namespace {

using statuses::Stage;

bool is_open(const Return& rma) {
    return rma.state == ReturnState::requested || rma.state == ReturnState::approved ||
           rma.state == ReturnState::received || rma.state == ReturnState::refunding;
}

/// Goods of a return that was refused or called off, or that they got back, are with the buyer.
bool counts(const Return& rma) {
    return rma.state != ReturnState::refused && rma.state != ReturnState::cancelled &&
           rma.state != ReturnState::given_back;
}

std::map<std::int64_t, Quantity> coming_back(db::Transaction& tx, ShopId shop, OrderId order) {
    std::map<std::int64_t, Quantity> sent;
    for (const auto& rma : of_order(tx, shop, order))
        if (counts(rma))
            for (const auto& line : lines_of(tx, shop, rma.id))
                sent[line.line_no] = sent[line.line_no] + line.quantity;
    return sent;
}

/// Keeps the step, puts it on record and tells the buyer.
Return enter(db::Transaction& tx, const shop::Scope& scope, Return rma, ReturnState state,
             const std::string& words = "") {
    rma.state = state;
    store(tx, scope, rma);
    audit::append(tx, scope,
                  {shop::order_subject(rma.order_id),
                   "return_" + std::string(name_of(state)),
                   {{"return", "", rma.label()}},
                   words});
    if (const auto order = orders::find(tx, scope.id(), rma.order_id)) {
        scope.installation.workflow->send_message(tx, scope, *order,
                                                  "return_" + std::string(name_of(state)));
        if (!is_open(rma)) scope.installation.workflow->alert(tx, scope, *order, "return_due", "");
        if (state != ReturnState::approved)
            scope.installation.workflow->alert(tx, scope, *order, "return_arrived", "");
    }
    return rma;
}

Result<void> may_be_sent_back(const Returnable& item, ReturnReason reason, Date today,
                              const std::string& field) {
    const bool withdraws = reason == ReturnReason::withdrawal;
    const auto& until = withdraws ? item.withdrawal_until : item.warranty_until;
    if (!until)
        return refuse(RefusalKind::conflict, withdraws ? "no_withdrawal" : "no_warranty",
                      withdraws ? Sentence("This cannot be sent back without a reason.")
                                : Sentence("This has no guarantee."),
                      field);
    if (*until < today)
        return refuse(RefusalKind::conflict, withdraws ? "withdrawal_over" : "warranty_over",
                      said("The term ended on {}.", to_text(*until)), field);
    return {};
}

Result<std::vector<ReturnLine>> checked_lines(const std::vector<Returnable>& items,
                                              const WantedReturn& wanted, OpenedBy who,
                                              Date today) {
    std::vector<ReturnLine> lines;
    std::set<std::int64_t> seen;
    for (std::size_t i = 0; i < wanted.lines.size(); ++i) {
        const std::string here = "lines[" + std::to_string(i) + "].";
        const auto& line = wanted.lines[i];
        const auto item = std::ranges::find(items, line.line_no, &Returnable::line_no);
        if (item == items.end() || !seen.insert(line.line_no).second)
            return invalid_field(here + "line_no", "The order has no such line.");
        if (line.quantity.thousandths <= 0 || line.quantity > item->left)
            return invalid_field(here + "quantity",
                                 said("At most {} can be sent back.", to_decimal(item->left)));
        if (who == OpenedBy::buyer)
            MUST(may_be_sent_back(*item, wanted.reason, today, here + "line_no"));
        lines.push_back({line.line_no, line.quantity, {}, {}, ""});
    }
    if (lines.empty()) return invalid_field("lines", "Which goods come back?");
    return lines;
}

/// What was asked for, with the ground in law of the shop's own reason.
Result<WantedReturn> in_our_words(const shop::Scope& scope, WantedReturn wanted, OpenedBy who) {
    const auto& rules = scope.shop->settings.returns;
    if (wanted.by_courier && who == OpenedBy::buyer && !rules.fetched)
        return invalid_field("by_courier", "The shop does not fetch goods.");
    if (wanted.cause.empty()) return wanted;
    const auto known = std::ranges::find_if(rules.causes, [&](const shop::ReturnCause& cause) {
        return cause.name == wanted.cause || cause.name_en == wanted.cause;
    });
    if (known == rules.causes.end()) return invalid_field("cause", "The shop has no such reason.");
    wanted.cause = known->name;
    wanted.reason = known->ground;
    return wanted;
}

Result<void> no_courier_comes(db::Transaction& tx, const shop::Scope& scope, RmaId id) {
    if (shipping::is_being_collected(tx, scope.id(), id))
        return refuse(RefusalKind::conflict, "already_sent",
                      "The courier comes for the goods; cancel the AWB first.");
    return {};
}

Result<std::string> checked_iban(const std::string& text) {
    const std::string iban = customers::plain_code(text);
    if (!iban.empty() && !customers::is_valid_iban(iban))
        return invalid_field("iban", "This is not an IBAN.");
    return iban;
}

} // namespace

/// What was fetched at the shop is there since the order was closed; until then no term runs.
std::optional<Date> arrived_on(db::Transaction& tx, const shop::Scope& scope,
                               const orders::Order& order) {
    if (const auto day = shipping::delivered_on(tx, scope, order.id)) return day;
    const auto now = orders::standing(scope, order);
    if (now.delivery.stage != Stage::delivered) return std::nullopt;
    return now.order.stage == Stage::completed ? scope.shop->time_zone().day_of(order.status_since)
                                               : scope.today();
}

std::vector<Returnable> returnable(db::Transaction& tx, const shop::Scope& scope,
                                   const orders::Order& order) {
    const auto arrived = arrived_on(tx, scope, order);
    const auto lines = orders::lines_of(tx, scope.id(), order.id);
    const auto sent = coming_back(tx, scope.id(), order.id);
    std::vector<ProductId> ids;
    for (const auto& line : lines)
        ids.push_back(line.product_id);
    const auto products = catalog::find_several(tx, scope.id(), ids);
    std::vector<Returnable> items;
    for (const auto& line : lines) {
        const auto gone = sent.find(line.line_no);
        Returnable item{line.line_no,
                        line.name,
                        gone == sent.end() ? line.quantity : line.quantity - gone->second,
                        {},
                        {}};
        const auto product =
            std::ranges::find(products, line.product_id, &catalog::StockedProduct::id);
        const bool excepted = product != products.end() && !product->no_withdrawal.empty();
        // The law gives consumers the right, not companies; the shop may give both more.
        const auto& rules = scope.shop->settings.returns;
        if (arrived && !excepted && (rules.companies_too || !order.billing.company))
            item.withdrawal_until = withdrawal_until(*arrived, rules.withdrawal_days);
        if (arrived) item.warranty_until = warranty_until(*arrived, line.warranty_months);
        items.push_back(std::move(item));
    }
    return items;
}

Result<Return> open(db::Transaction& tx, const shop::Scope& scope, OrderId id,
                    const WantedReturn& asked, OpenedBy who) {
    TRY(wanted, in_our_words(scope, asked, who));
    TRY(order, orders::must_find(tx, scope, id));
    const auto now = orders::standing(scope, order);
    if (now.order.stage == Stage::cancelled)
        return refuse(RefusalKind::conflict, "order_closed", "The order is cancelled.");
    if (who == OpenedBy::buyer ? now.delivery.stage != Stage::delivered
                               : order.stock != orders::StockState::taken)
        return refuse(RefusalKind::conflict, "not_delivered",
                      "The goods have not arrived yet; the order can still be cancelled.");
    TRY(iban, checked_iban(wanted.iban));
    const auto items = returnable(tx, scope, order);
    TRY(lines, checked_lines(items, wanted, who, scope.today()));
    Return rma;
    rma.id = scope.new_id<RmaId>();
    rma.number = next_number(tx, scope.id());
    rma.order_id = id;
    rma.customer_id = order.customer_id;
    rma.by_buyer = who == OpenedBy::buyer;
    rma.state = rma.by_buyer ? ReturnState::requested : ReturnState::approved;
    rma.reason = wanted.reason;
    rma.cause = wanted.cause;
    rma.by_courier = wanted.by_courier;
    rma.wish = wanted.wish;
    rma.iban = iban;
    rma.note.text = shortened(wanted.note, 2'000);
    rma.refund_until = refund_until(scope.today());
    if (!rma.by_buyer) rma.send_until = send_until(scope.today());
    rma.amount = {0, scope.currency()};
    rma.updated_at = scope.now;
    return_table().insert(tx, scope.id(), rma);
    orders::store(tx, scope, order); // of two at once one is tried again, and sees the other
    for (const auto& line : lines)
        insert_line(tx, scope.id(), rma.id, line);
    orders::add_terms(tx, scope.id(), id, {"rma" + std::to_string(rma.number)});
    audit::append(
        tx, scope,
        {shop::order_subject(id),
         "return_opened",
         {{"return", "", rma.label()},
          {"reason", "", rma.cause.empty() ? std::string(name_of(rma.reason)) : rma.cause}},
         rma.note.text});
    if (rma.state == ReturnState::approved && rma.by_courier) MUST(collect(tx, scope, rma.id, {}));
    // A statement of withdrawal is confirmed without delay (OUG 34/2014 art. 11).
    scope.installation.workflow->confirm(tx, scope, order,
                                         "return_" + std::string(name_of(rma.state)));
    return rma;
}

Result<void> check(const shop::ReturnSettings& settings) {
    constexpr std::int64_t days_of_law = 14, days_max = 365;
    constexpr std::size_t text_max = 4'000, name_max = 100;
    if (settings.withdrawal_days < days_of_law || settings.withdrawal_days > days_max)
        return invalid_field("settings.returns.withdrawal_days",
                             "The law gives 14 days; a shop may give up to 365.");
    if (settings.text.size() > text_max)
        return invalid_field("settings.returns.text", "At most 4000 characters.");
    if (settings.text_en.size() > text_max)
        return invalid_field("settings.returns.text_en", "At most 4000 characters.");
    std::set<std::string> names;
    for (std::size_t i = 0; i < settings.causes.size(); ++i) {
        const auto& cause = settings.causes[i];
        const std::string field = "settings.returns.causes." + std::to_string(i);
        if (trimmed(cause.name).empty() || cause.name.size() > name_max)
            return invalid_field(field + ".name", "A reason has 1 to 100 characters.");
        if (cause.name_en.size() > name_max)
            return invalid_field(field + ".name_en", "At most 100 characters.");
        if (!names.insert(cause.name).second)
            return invalid_field(field + ".name", "There is another reason of this name.");
    }
    return {};
}

Result<Return> approve(db::Transaction& tx, const shop::Scope& scope, RmaId id,
                       const std::string& answer) {
    TRY(rma, in_state(tx, scope, id, {ReturnState::requested}));
    rma.answer = shortened(answer, 1'000);
    rma.send_until = send_until(scope.today());
    const bool fetched = rma.by_courier;
    const auto agreed = enter(tx, scope, std::move(rma), ReturnState::approved, answer);
    if (fetched) MUST(collect(tx, scope, id, {}));
    return agreed;
}

Result<Return> refuse_it(db::Transaction& tx, const shop::Scope& scope, RmaId id,
                         const std::string& answer) {
    if (trimmed(answer).empty()) return invalid_field("answer", "Tell the buyer why.");
    TRY(rma, in_state(tx, scope, id, {ReturnState::requested, ReturnState::approved}));
    MUST(no_courier_comes(tx, scope, id));
    rma.answer = shortened(answer, 1'000);
    return enter(tx, scope, std::move(rma), ReturnState::refused, answer);
}

Result<Return> cancel(db::Transaction& tx, const shop::Scope& scope, RmaId id) {
    TRY(rma, in_state(tx, scope, id, {ReturnState::requested, ReturnState::approved}));
    MUST(no_courier_comes(tx, scope, id));
    return enter(tx, scope, std::move(rma), ReturnState::cancelled);
}

Result<Return> close(db::Transaction& tx, const shop::Scope& scope, RmaId id,
                     const std::string& answer) {
    if (trimmed(answer).empty()) return invalid_field("answer", "Tell the buyer how.");
    TRY(rma, in_state(tx, scope, id, {ReturnState::received}));
    rma.answer = shortened(answer, 1'000);
    return enter(tx, scope, std::move(rma), ReturnState::closed, answer);
}

Result<std::vector<ReturnLine>> to_be_replaced(db::Transaction& tx, const shop::Scope& scope,
                                               RmaId id) {
    const auto rma = find(tx, scope.id(), id);
    if (!rma) return not_found("There is no such return.");
    auto lines = lines_of(tx, scope.id(), id);
    if (rma->state == ReturnState::received) {
        for (auto& line : lines)
            line.quantity = line.received;
        std::erase_if(lines, [](const ReturnLine& line) { return line.received.thousandths <= 0; });
    }
    if (lines.empty())
        return refuse(RefusalKind::conflict, "return_decided", "Nothing of it has come.");
    return lines;
}

Result<Return> replaced_by(db::Transaction& tx, const shop::Scope& scope, RmaId id,
                           const orders::Order& order) {
    TRY(rma, in_state(tx, scope, id, {ReturnState::approved, ReturnState::received}));
    if (rma.replacement_id)
        return refuse(RefusalKind::conflict, "return_decided", "It was replaced already.");
    const std::string words = "#" + std::to_string(order.number);
    rma.replacement_id = order.id;
    rma.answer = words;
    audit::append(
        tx, scope,
        {shop::order_subject(rma.order_id),
         "return_replaced",
         {{"return", "", rma.label()}, {"replacement", "", std::to_string(order.number)}}});
    if (rma.state == ReturnState::received)
        return enter(tx, scope, std::move(rma), ReturnState::closed, words);
    store(tx, scope, rma);
    return rma;
}

Result<Return> give_back(db::Transaction& tx, const shop::Scope& scope, RmaId id,
                         const std::string& answer) {
    if (trimmed(answer).empty()) return invalid_field("answer", "Tell the buyer why.");
    TRY(rma, in_state(tx, scope, id, {ReturnState::received}));
    for (const auto& line : lines_of(tx, scope.id(), id))
        if (line.restocked.thousandths > 0)
            return refuse(RefusalKind::conflict, "goods_on_shelf",
                          "What is on the shelf again cannot be given back.");
    rma.answer = shortened(answer, 1'000);
    return enter(tx, scope, std::move(rma), ReturnState::given_back, answer);
}

Result<Return> receive(db::Transaction& tx, const shop::Scope& scope, RmaId id,
                       const std::vector<ReceivedLine>& came) {
    TRY(rma, in_state(tx, scope, id, {ReturnState::approved}));
    auto lines = lines_of(tx, scope.id(), id);
    // What is faulty or was hit on the way is not sold again unless somebody says so.
    const bool as_new =
        rma.reason == ReturnReason::withdrawal || rma.reason == ReturnReason::wrong_item;
    for (auto& line : lines) {
        line.received = line.quantity;
        line.restocked = as_new ? line.quantity : Quantity{};
    }
    for (std::size_t i = 0; i < came.size(); ++i) {
        const std::string here = "lines[" + std::to_string(i) + "].";
        const auto line = std::ranges::find(lines, came[i].line_no, &ReturnLine::line_no);
        if (line == lines.end())
            return invalid_field(here + "line_no", "The return has no such line.");
        if (came[i].received.thousandths < 0 || came[i].received > line->quantity)
            return invalid_field(here + "received",
                                 said("This is 0 to {}.", to_decimal(line->quantity)));
        if (came[i].restocked.thousandths < 0 || came[i].restocked > came[i].received)
            return invalid_field(here + "restocked", "No more goes on the shelf than came.");
        line->received = came[i].received;
        line->restocked = came[i].restocked;
        line->condition = shortened(came[i].condition, 500);
    }
    const auto sold = orders::lines_of(tx, scope.id(), rma.order_id);
    std::vector<std::tuple<ProductId, Quantity, Money>> back;
    for (const auto& line : lines) {
        store_line(tx, scope.id(), id, line);
        const auto bought = std::ranges::find(sold, line.line_no, &orders::OrderLine::line_no);
        if (line.restocked.thousandths > 0)
            back.emplace_back(bought->product_id, line.restocked, bought->unit_cost);
    }
    // In the order of stock_order(), so that nobody waits in a circle.
    std::ranges::stable_sort(back, {}, [](const auto& each) { return std::get<ProductId>(each); });
    for (const auto& [product, quantity, cost] : back)
        catalog::put_back(tx, scope, product, quantity, cost, shop::order_subject(rma.order_id));
    const bool replaced = rma.replacement_id.has_value();
    const std::string words = replaced ? rma.answer : "";
    const auto here = enter(tx, scope, std::move(rma),
                            replaced ? ReturnState::closed : ReturnState::received, words);
    // What is on the shelf again is no cost of the order any more.
    TRY(order, orders::must_find(tx, scope, here.order_id));
    for (const auto& change : scope.installation.workflow->on_change)
        change(tx, scope, order);
    orders::store(tx, scope, order);
    return here;
}

void check_terms(const shop::Scope& scope) {
    constexpr std::chrono::days ahead{3};
    (void)scope.write([&](db::Transaction& tx) -> Result<bool> {
        for (const auto& rma : due_until(tx, scope.id(), scope.today() + ahead))
            if (const auto order = orders::find(tx, scope.id(), rma.order_id))
                scope.installation.workflow->alert(tx, scope, *order, "return_due",
                                                   rma.label() + ": " + to_text(rma.refund_until));
        return true;
    });
    // A refund that was unclear may have been cleared up since.
    constexpr std::int64_t at_once = 200;
    for (const auto& rma : scope.read([&](db::Transaction& tx) {
             return list(tx, scope.id(), ReturnState::refunding, INT64_MAX, at_once);
         }))
        (void)finish(scope, rma.id);
}

} // namespace taraba::returns
