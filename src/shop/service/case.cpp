#include "shop/service/case.hpp"

#include "base/text.hpp"
#include "shop/audit/audit.hpp"
#include "shop/messages/message.hpp"
#include "shop/orders/serials.hpp"
#include "shop/returns/return.hpp"
#include "shop/service/case_store.hpp"
#include "shop/service/warranty.hpp"
#include "texts/service.hpp"

#include <algorithm>

namespace taraba::service {

namespace {

/// The first working day after so many days of silence.
Date next_news(const shop::Scope& scope) {
    const auto days = std::chrono::days(scope.shop->settings.service.news_days - 1);
    return shop::add_working_days(*scope.shop, scope.today() + days, 1);
}

void tell_buyer(db::Transaction& tx, const shop::Scope& scope, const Case& piece,
                const std::string& words, const std::string& code) {
    const auto order = orders::find(tx, scope.id(), piece.order_id);
    if (!order) return;
    const auto* step = find_step(scope, piece.step);
    messages::send_later(tx, scope, piece.order_id, code, messages::AskedBy::status, {},
                         {{"case_number", std::to_string(piece.number)},
                          {"case_product", piece.product},
                          {"case_step", step ? title_of(*step, order->language) : piece.step},
                          {"case_words", words},
                          {"case_due", to_people(piece.due_on, order->language)}});
}

/// The letter of the step, when the shop has written one; else the one of all steps.
std::string letter_of(const shop::Scope& scope, const Case& piece) {
    const std::string own = "service_" + piece.step;
    for (const auto channel : {messages::MessageChannel::email, messages::MessageChannel::sms})
        if (messages::choose(scope, channel, own, "")) return own;
    return "service_step";
}

std::string language_of(db::Transaction& tx, const shop::Scope& scope, const Case& piece) {
    const auto order = orders::find(tx, scope.id(), piece.order_id);
    return order ? order->language : scope.shop->language;
}

void put_on_record(db::Transaction& tx, const shop::Scope& scope, const Case& piece,
                   std::vector<audit::Change> changes, const std::string& words) {
    changes.insert(changes.begin(), {"case", "", piece.label()});
    audit::append(tx, scope,
                  {shop::order_subject(piece.order_id), "service_step", std::move(changes), words});
}

/// Where a case stands, in a sentence for the buyer.
std::string plain_words(const Case& piece, const std::string& language) {
    namespace words = texts::service::standing;
    const std::string due = to_people(piece.due_on, language);
    switch (piece.stage) {
    case Stage::received: return words::received(language, due);
    case Stage::in_work: return words::in_work(language, due);
    case Stage::at_partner:
        return piece.partner_until ? words::at_partner_until(
                                         language, to_people(*piece.partner_until, language), due)
                                   : words::at_partner(language, due);
    case Stage::repaired: return std::string(words::repaired(language));
    case Stage::replaced: return std::string(words::replaced(language));
    case Stage::refunded: return std::string(words::refunded(language));
    case Stage::refused: return std::string(words::refused(language));
    case Stage::handed_back: break;
    }
    if (piece.extended_days > 0)
        return words::handed_back_extended(language, std::to_string(piece.extended_days));
    return std::string(words::handed_back(language));
}

/// Keeps where the case now is and tells the buyer.
void announce(db::Transaction& tx, const shop::Scope& scope, Case& piece,
              const std::string& added) {
    std::string words = plain_words(piece, language_of(tx, scope, piece));
    if (!trimmed(added).empty()) words += "\n" + shortened(added, 2'000);
    piece.news_on.reset();
    if (!piece.closed_on && scope.shop->settings.service.news_days > 0)
        piece.news_on = next_news(scope);
    insert_news(tx, scope, piece, words, false);
    tell_buyer(tx, scope, piece, words, letter_of(scope, piece));
}

/// Profit and the order's alerts follow.
Result<void> settle(db::Transaction& tx, const shop::Scope& scope, const Case& piece) {
    TRY(order, orders::must_find(tx, scope, piece.order_id));
    for (const auto& change : scope.installation.workflow->on_change)
        change(tx, scope, order);
    orders::store(tx, scope, order);
    for (const auto& other : of_order(tx, scope.id(), piece.order_id))
        if (!other.closed_on) return {};
    scope.installation.workflow->alert(tx, scope, order, "service_due", "");
    scope.installation.workflow->alert(tx, scope, order, "service_partner_late", "");
    return {};
}

/// The money goes back by a return that is here already, so that storno and refund follow its way.
Result<void> ask_refund(db::Transaction& tx, const shop::Scope& scope, Case& piece) {
    if (piece.return_id) return {};
    returns::WantedReturn wanted;
    wanted.lines = {{piece.line_no, units(1)}};
    wanted.reason = returns::ReturnReason::defect;
    wanted.note = piece.label();
    TRY(rma, returns::open(tx, scope, piece.order_id, wanted, returns::OpenedBy::shop));
    MUST(returns::receive(tx, scope, rma.id, {}));
    piece.return_id = rma.id;
    return {};
}

/// The return that brought the piece ends with the last of its cases.
Result<void> end_return(db::Transaction& tx, const shop::Scope& scope, const Case& piece) {
    if (!piece.return_id || piece.outcome == Stage::refunded) return {};
    const auto rma = returns::find(tx, scope.id(), *piece.return_id);
    if (!rma || rma->state != returns::ReturnState::received) return {};
    for (const auto& other : of_order(tx, scope.id(), piece.order_id))
        if (other.id != piece.id && other.return_id == piece.return_id &&
            (!other.closed_on || other.outcome == Stage::refunded))
            return {};
    if (piece.outcome == Stage::replaced)
        MUST(returns::close(tx, scope, rma->id, piece.label()));
    else
        MUST(returns::give_back(tx, scope, rma->id, piece.label()));
    return {};
}

Result<void> hand_back(db::Transaction& tx, const shop::Scope& scope, Case& piece) {
    if (!piece.outcome)
        return refuse(RefusalKind::conflict, "outcome_needed",
                      "Say first what became of it: repaired, replaced or refused.", "step");
    piece.closed_on = scope.today();
    // The time without the piece lengthens its guarantee; a new piece begins anew.
    if (piece.outcome == Stage::repaired && piece.covered)
        piece.extended_days = (*piece.closed_on).day >= piece.told_on.day
                                  ? (piece.closed_on->day - piece.told_on.day).count()
                                  : 0;
    return end_return(tx, scope, piece);
}

Result<void> enter(db::Transaction& tx, const shop::Scope& scope, Case& piece, const Step& step,
                   const Progress& what) {
    if (step.stage == Stage::refused && trimmed(what.words.value_or("")).empty())
        return invalid_field("words", "Tell the buyer why it is not repaired.");
    if (step.stage == Stage::at_partner && piece.partner.empty())
        return invalid_field("partner", "Which workshop has it?");
    piece.step = step.code;
    piece.stage = step.stage;
    if (is_outcome(step.stage)) piece.outcome = step.stage;
    if (step.stage == Stage::refunded) {
        MUST(ask_refund(tx, scope, piece));
        piece.closed_on = scope.today();
    }
    if (step.stage == Stage::handed_back) return hand_back(tx, scope, piece);
    return {};
}

Result<void> write_down(const shop::Scope& scope, const Progress& what, Case& piece,
                        std::vector<audit::Change>& changes) {
    if (what.cost) {
        if (what.cost->currency != scope.currency() || what.cost->minor < 0)
            return invalid_field("cost", said("This is an amount in {}.", scope.shop->currency));
        changes.push_back({"cost", {to_decimal(piece.cost)}, {to_decimal(*what.cost)}});
        piece.cost = *what.cost;
    }
    if (what.diagnosis) {
        changes.push_back({"diagnosis", piece.diagnosis, {*what.diagnosis}});
        piece.diagnosis.text = shortened(*what.diagnosis, 2'000);
    }
    if (what.partner) {
        changes.push_back({"partner", {piece.partner}, {*what.partner}});
        piece.partner = shortened(trimmed(*what.partner), 200);
    }
    if (what.partner_until) piece.partner_until = what.partner_until;
    return {};
}

bool is_late_fact(const Progress& what) { return !what.step && !what.words; }

/// A piece whose number nobody wrote down when it was sold has it from now on.
Result<std::string> checked_serial(db::Transaction& tx, const shop::Scope& scope, OrderId order,
                                   const orders::OrderLine& line, const std::string& typed) {
    const std::string serial(trimmed(typed));
    if (serial.empty()) return serial;
    auto known = orders::serials_of(tx, scope.id(), order)[line.product_id];
    if (std::ranges::find(known, serial) != known.end()) return serial;
    known.push_back(serial);
    const auto kept = orders::put_serials(tx, scope, order, {line.sku, known});
    if (!kept)
        return invalid_field("maker_serial",
                             serial.size() > 60
                                 ? Sentence("A serial number has 1 to 60 characters.")
                                 : Sentence("This piece was not sold with the order."));
    return serial;
}

/// As many pieces of a line can be here as were sold, and each but once.
Result<void> may_be_opened(const std::vector<Case>& others, const orders::OrderLine& line,
                           const std::string& serial) {
    std::int64_t here = 0;
    for (const auto& other : others) {
        if (other.closed_on || other.line_no != line.line_no) continue;
        ++here;
        if (!serial.empty() && other.maker_serial == serial)
            return refuse(RefusalKind::conflict, "case_open",
                          said("This piece is in {} already.", other.label()), "maker_serial");
    }
    if (units(here) < line.quantity) return {};
    return refuse(RefusalKind::conflict, "case_open",
                  "All such pieces of the order are in the workshop already.", "line_no");
}

Result<Case> begin(db::Transaction& tx, const shop::Scope& scope, const orders::Order& order,
                   const NewCase& wanted, std::optional<RmaId> rma) {
    const auto lines = orders::lines_of(tx, scope.id(), order.id);
    const auto line = std::ranges::find(lines, wanted.line_no, &orders::OrderLine::line_no);
    if (line == lines.end()) return invalid_field("line_no", "The order has no such line.");
    TRY(serial, checked_serial(tx, scope, order.id, *line, wanted.maker_serial));
    MUST(may_be_opened(of_order(tx, scope.id(), order.id), *line, serial));
    Case piece;
    piece.told_on = wanted.told_on.value_or(scope.today());
    if (piece.told_on > scope.today())
        return invalid_field("told_on", "This day has not come yet.");
    if (trimmed(wanted.defect).empty()) return invalid_field("defect", "What is wrong with it?");
    piece.id = scope.new_id<CaseId>();
    piece.number = next_number(tx, scope.id());
    piece.order_id = order.id;
    piece.customer_id = order.customer_id;
    piece.line_no = line->line_no;
    piece.product_id = line->product_id;
    piece.product = line->name;
    piece.maker_serial = serial;
    piece.return_id = rma;
    piece.covered = is_covered(tx, scope, order, *line, serial, piece.told_on);
    const auto& first = first_step(scope, Stage::received);
    piece.step = first.code;
    piece.stage = first.stage;
    piece.received_on = scope.today();
    piece.due_on = scope.today() + std::chrono::days(scope.shop->settings.service.repair_days);
    piece.brought_by = shortened(
        trimmed(wanted.brought_by).empty() ? order.customer.name : wanted.brought_by, 200);
    piece.accessories = shortened(wanted.accessories, 500);
    piece.visible_state = shortened(wanted.visible_state, 500);
    piece.defect.text = shortened(wanted.defect, 2'000);
    piece.cost = {0, scope.currency()};
    piece.updated_at = scope.now;
    case_table().insert(tx, scope.id(), piece);
    announce(tx, scope, piece, "");
    store(tx, scope, piece);
    orders::add_terms(tx, scope.id(), order.id, {"service" + std::to_string(piece.number)});
    put_on_record(tx, scope, piece, {{"product", {}, {piece.product}}}, piece.defect.text);
    return piece;
}

} // namespace

Result<Case> open(db::Transaction& tx, const shop::Scope& scope, OrderId id,
                  const NewCase& wanted) {
    TRY(order, orders::must_find(tx, scope, id));
    if (order.stock != orders::StockState::taken)
        return refuse(RefusalKind::conflict, "not_delivered", "The goods have not left yet.");
    return begin(tx, scope, order, wanted, {});
}

Result<std::vector<Case>> open_for_return(db::Transaction& tx, const shop::Scope& scope, RmaId id) {
    const auto rma = returns::find(tx, scope.id(), id);
    if (!rma) return not_found("There is no such return.");
    const auto known = of_order(tx, scope.id(), rma->order_id);
    if (rma->state != returns::ReturnState::received ||
        std::ranges::find(known, std::optional(id), &Case::return_id) != known.end())
        return refuse(RefusalKind::conflict, "return_decided",
                      "Only what has just been received goes into the workshop.");
    TRY(order, orders::must_find(tx, scope, rma->order_id));
    std::vector<Case> cases;
    for (const auto& line : returns::lines_of(tx, scope.id(), id))
        for (std::int64_t n = 0; n < line.received.thousandths / 1'000; ++n) {
            NewCase wanted;
            wanted.line_no = line.line_no;
            wanted.told_on = scope.shop->time_zone().day_of(rma->opened_at());
            wanted.visible_state = line.condition;
            wanted.defect = trimmed(rma->note.text).empty() ? rma->label() : rma->note.text;
            TRY(piece, begin(tx, scope, order, wanted, id));
            cases.push_back(std::move(piece));
        }
    if (cases.empty())
        return refuse(RefusalKind::conflict, "return_decided", "Nothing of it has come.");
    return cases;
}

Result<Case> progress(db::Transaction& tx, const shop::Scope& scope, CaseId id,
                      const Progress& what) {
    auto found = find(tx, scope.id(), id);
    if (!found) return not_found("There is no such case.");
    Case piece = std::move(*found);
    // The workshop's bill often comes after the piece.
    if (piece.closed_on && !is_late_fact(what))
        return refuse(RefusalKind::conflict, "case_closed", "The case has ended.");
    std::vector<audit::Change> changes;
    MUST(write_down(scope, what, piece, changes));
    const Step* step = what.step ? find_step(scope, *what.step) : nullptr;
    if (what.step && !step) return invalid_field("step", "The shop has no such step.");
    const bool moved = step && step->code != piece.step;
    if (moved) {
        changes.push_back({"step", {piece.step}, {step->code}});
        MUST(enter(tx, scope, piece, *step, what));
    }
    const std::string words = what.words.value_or("");
    if (moved || !trimmed(words).empty()) announce(tx, scope, piece, words);
    if (what.note && !trimmed(*what.note).empty())
        insert_news(tx, scope, piece, shortened(*what.note, 2'000), true);
    store(tx, scope, piece);
    put_on_record(tx, scope, piece, std::move(changes), words);
    MUST(settle(tx, scope, piece));
    return piece;
}

Result<Case> may_be_replaced(db::Transaction& tx, const shop::Scope& scope, CaseId id) {
    auto piece = find(tx, scope.id(), id);
    if (!piece) return not_found("There is no such case.");
    if (piece->closed_on)
        return refuse(RefusalKind::conflict, "case_closed", "The case has ended.");
    return std::move(*piece);
}

Result<Case> replaced_by(db::Transaction& tx, const shop::Scope& scope, CaseId id,
                         const orders::Order& order) {
    TRY(piece, may_be_replaced(tx, scope, id));
    const auto& step = first_step(scope, Stage::replaced);
    const std::string before = piece.step;
    piece.step = step.code;
    piece.stage = step.stage;
    piece.outcome = Stage::replaced;
    piece.closed_on = scope.today();
    piece.replacement_id = order.id;
    announce(tx, scope, piece, "#" + std::to_string(order.number));
    store(tx, scope, piece);
    put_on_record(
        tx, scope, piece,
        {{"step", {before}, {piece.step}}, {"replacement", {}, {std::to_string(order.number)}}},
        "");
    MUST(end_return(tx, scope, piece));
    MUST(settle(tx, scope, piece));
    return piece;
}

void register_steps(orders::Workflow& workflow) {
    workflow.repairs = [](db::Transaction& tx, const shop::Scope& scope,
                          const orders::Order& order) {
        Money sum{0, scope.currency()};
        for (const auto& piece : of_order(tx, scope.id(), order.id))
            sum += piece.cost;
        return sum;
    };
}

void watch(const shop::Scope& scope) {
    constexpr std::chrono::days ahead{3};
    constexpr std::int64_t at_once = 1'000;
    (void)scope.write([&](db::Transaction& tx) -> Result<bool> {
        for (const auto& piece : open_cases(tx, scope.id(), date(9999, 12, 31), at_once)) {
            const bool due = piece.due_on <= scope.today() + ahead;
            const bool partner_late = piece.stage == Stage::at_partner && piece.partner_until &&
                                      *piece.partner_until < scope.today();
            if (!due && !partner_late) continue;
            const auto order = orders::find(tx, scope.id(), piece.order_id);
            if (!order) continue;
            const auto& alert = scope.installation.workflow->alert;
            if (due)
                alert(tx, scope, *order, "service_due",
                      piece.label() + ": " + to_text(piece.due_on));
            if (partner_late)
                alert(tx, scope, *order, "service_partner_late",
                      piece.label() + ": " + piece.partner);
        }
        return true;
    });
    const auto silent = scope.read(
        [&](db::Transaction& tx) { return silent_cases(tx, scope.id(), scope.today()); });
    for (const auto& each : silent)
        (void)scope.write([&](db::Transaction& tx) -> Result<bool> {
            auto piece = find(tx, scope.id(), each.id);
            // Somebody else has told the buyer meanwhile.
            if (!piece || !piece->news_on || *piece->news_on > scope.today()) return true;
            const std::string words = plain_words(*piece, language_of(tx, scope, *piece));
            piece->news_on = next_news(scope);
            insert_news(tx, scope, *piece, words, false);
            tell_buyer(tx, scope, *piece, words, "service_news");
            store(tx, scope, *piece);
            return true;
        });
}

} // namespace taraba::service
