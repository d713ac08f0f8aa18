#pragma once

#include "shop/orders/workflow.hpp"
#include "shop/service/steps.hpp"

// Pieces that come in to be repaired: what was found, where they are, what became of them, and
// what the buyer is told meanwhile. OUG 140/2021 on the sale of goods, OG 21/1992.

namespace taraba::service {

/// One piece in the workshop. Cases are opened for what has left the shop.
struct Case {
    CaseId id;
    std::int64_t number = 0; ///< of the shop, as people see it
    OrderId order_id;
    CustomerId customer_id;
    std::int64_t line_no = 0;
    ProductId product_id;
    std::string product; ///< its name when it was sold
    std::string maker_serial;
    std::optional<RmaId> return_id; ///< by which it came, or is paid back
    bool covered = true;            ///< under the guarantee when the buyer told of it
    std::string step;               ///< code, of the shop's steps
    Stage stage = Stage::received;
    std::optional<Stage> outcome; ///< what was decided of it
    Date told_on{};               ///< the buyer told of the fault
    Date received_on{};
    Date due_on{}; ///< mended or settled by then: 15 calendar days from received_on (art. 12)
    std::optional<Date> closed_on;  ///< back with the buyer
    std::int64_t extended_days = 0; ///< by which its guarantee grew: it could not be used so long
    std::string brought_by;
    std::string accessories;
    std::string visible_state; ///< scratches and the like, seen when it came
    LongText defect;           ///< as the buyer tells it
    LongText diagnosis;
    std::string partner; ///< workshop that has it, or had it last
    std::optional<Date> partner_until;
    Money cost;                            ///< of the repair, to the shop, without VAT
    std::optional<OrderId> replacement_id; ///< by which a new piece went out
    std::optional<Date> news_on;           ///< the buyer hears again on this day, whatever happened
    Instant updated_at{};
    std::int64_t version = 1;

    std::string label() const { return "Service " + std::to_string(number); }
};
BOOST_DESCRIBE_STRUCT(Case, (),
                      (id, number, order_id, customer_id, line_no, product_id, product,
                       maker_serial, return_id, covered, step, stage, outcome, told_on, received_on,
                       due_on, closed_on, extended_days, brought_by, accessories, visible_state,
                       defect, diagnosis, partner, partner_until, cost, replacement_id, news_on,
                       updated_at, version))

/// What happened to a case, in words for the buyer; an internal note is for the shop only.
struct News {
    std::int64_t id = 0;
    CaseId case_id;
    std::string step;
    LongText words;
    std::string actor;
    bool internal = false;

    Instant at() const { return instant_of_id(id); }
};
BOOST_DESCRIBE_STRUCT(News, (), (id, case_id, step, words, actor, internal))

struct NewCase {
    static constexpr bool lenient = true;
    std::int64_t line_no = 0;
    std::string maker_serial;
    std::optional<Date> told_on; ///< today when not given
    std::string brought_by;      ///< the customer when empty
    std::string accessories;
    std::string visible_state;
    std::string defect;
};
BOOST_DESCRIBE_STRUCT(NewCase, (),
                      (line_no, maker_serial, told_on, brought_by, accessories, visible_state,
                       defect))

/// A piece is here. Refuses with `not_delivered` while the goods have not left, `case_open` when
/// all such pieces are in the workshop already, and `invalid_field`.
Result<Case> open(db::Transaction& tx, const shop::Scope& scope, OrderId order,
                  const NewCase& wanted);
/// One case for each piece of a return that was received; the return waits for what becomes of
/// them. Refuses with `not_found`, and `return_decided` unless it is received.
Result<std::vector<Case>> open_for_return(db::Transaction& tx, const shop::Scope& scope, RmaId id);

/// What an operator writes down; what is missing stays.
struct Progress {
    std::optional<std::string> step;  ///< code
    std::optional<std::string> words; ///< that the buyer reads, beside the step's name
    std::optional<std::string> note;  ///< for the shop only
    std::optional<std::string> diagnosis;
    std::optional<std::string> partner;
    std::optional<Date> partner_until;
    std::optional<Money> cost; ///< without VAT
};
BOOST_DESCRIBE_STRUCT(Progress, (), (step, words, note, diagnosis, partner, partner_until, cost))

/// Goes a step, tells the buyer and does what follows of it: a refund becomes a return that waits
/// to be paid back; handed back, the guarantee grows by the days without the piece, and the return
/// that brought it ends. The cost goes into the profit. Refuses with `case_closed`,
/// `outcome_needed` before a hand-over, and `invalid_field`.
Result<Case> progress(db::Transaction& tx, const shop::Scope& scope, CaseId id,
                      const Progress& what);

/// What a case must be for a new piece to go out: open, and its piece here. Refuses with
/// `not_found` and `case_closed`.
Result<Case> may_be_replaced(db::Transaction& tx, const shop::Scope& scope, CaseId id);
/// Another order brings the buyer a new piece; the case ends, and so does the old guarantee.
/// Refuses like may_be_replaced().
Result<Case> replaced_by(db::Transaction& tx, const shop::Scope& scope, CaseId id,
                         const orders::Order& order);

std::optional<Case> find(db::Transaction& tx, ShopId shop, CaseId id);
std::vector<News> news_of(db::Transaction& tx, ShopId shop, CaseId id);
std::vector<Case> of_order(db::Transaction& tx, ShopId shop, OrderId id);

enum class CaseFilter { open, late, all };
BOOST_DESCRIBE_ENUM(CaseFilter, open, late, all)
/// Open and late ones by their term, all by age, newest first.
std::vector<Case> list(db::Transaction& tx, const shop::Scope& scope, CaseFilter filter,
                       std::int64_t before, std::int64_t limit);

/// The profit report counts what repairs cost.
void register_steps(orders::Workflow& workflow);
/// The buyer hears of a case that has been silent for the shop's days; operators are told of terms
/// that end within three days and of workshops that are late. Each once.
void watch(const shop::Scope& scope);

} // namespace taraba::service
