#include "shop/payments/bank.hpp"

#include "base/crypto.hpp"
#include "base/csv.hpp"
#include "base/text.hpp"
#include "db/table.hpp"
#include "shop/orders/order_list.hpp"
#include "shop/payments/payment.hpp"

#include <algorithm>

namespace taraba::payments {

namespace {

const db::Table<BankLine>& table() {
    static const db::Table<BankLine> lines("bank_lines");
    return lines;
}

constexpr db::Sql known_sql{"payments.bank_line_known", R"sql(
    SELECT id FROM bank_lines WHERE shop_id = $1 AND fingerprint = $2
)sql"};

/// The bank's own number tells two bookings apart that look the same; without one, the place of the
/// booking among its equals in the statement does.
std::string fingerprint_of(const BankEntry& entry, std::int64_t place) {
    return hex(sha256(to_text(entry.booked_on) + "|" + to_decimal(entry.amount) + "|" +
                      entry.payer_iban + "|" + entry.payer + "|" + entry.details + "|" +
                      (entry.bank_ref.empty() ? std::to_string(place) : entry.bank_ref)));
}

BankLine line_of(const shop::Scope& scope, const BankEntry& entry, std::int64_t place) {
    BankLine line;
    line.id = scope.new_id<BankLineId>();
    line.fingerprint = fingerprint_of(entry, place);
    line.booked_on = entry.booked_on;
    line.amount = entry.amount;
    line.payer = shortened(entry.payer, 300);
    line.payer_iban = shortened(entry.payer_iban, 60);
    line.details.text = shortened(entry.details, 2'000);
    line.bank_ref = shortened(entry.bank_ref, 200);
    return line;
}

std::string receipt_words(const BankLine& line) {
    return "OP " + to_text(line.booked_on) + (line.bank_ref.empty() ? "" : " " + line.bank_ref) +
           (line.payer.empty() ? "" : ", " + line.payer);
}

/// The order of a booking by reference and exact amount.
std::optional<OrderId> paid_order(db::Transaction& tx, const shop::Scope& scope,
                                  const BankLine& line) {
    const auto number = referenced_order(line.details.text);
    const auto id = number ? orders::find_by_number(tx, scope.id(), *number) : std::nullopt;
    const auto order = id ? orders::find(tx, scope.id(), *id) : std::nullopt;
    if (!order || orders::still_due(scope, *order) != line.amount) return std::nullopt;
    if (orders::standing(scope, *order).order.stage == statuses::Stage::cancelled)
        return std::nullopt;
    return order->id;
}

/// One booking, in a transaction of its own: a later one that cannot be taken loses nothing.
Result<bool> take_line(const shop::Scope& scope, const BankLine& wanted, StatementReport& report) {
    enum class Outcome { known, matched, open };
    struct Taken {
        Outcome outcome;
    };
    const auto taken = scope.write([&](db::Transaction& tx) -> Result<Taken> {
        if (tx.number(known_sql, {scope.id(), wanted.fingerprint})) return Taken{Outcome::known};
        BankLine line = wanted;
        if (const auto order = paid_order(tx, scope, line)) {
            MUST(receive(tx, scope, *order, line.amount, receipt_words(line)));
            line.state = BankLineState::matched;
            line.order_id = order;
            line.decided_by = "reference";
        }
        table().insert(tx, scope.id(), line);
        return Taken{line.order_id ? Outcome::matched : Outcome::open};
    });
    if (!taken) return Failure(taken.error());
    report.known += taken->outcome == Outcome::known;
    report.matched += taken->outcome == Outcome::matched;
    report.open += taken->outcome == Outcome::open;
    return true;
}

/// How many words of the payer stand in the customer's or the company's name.
bool shares_name(const std::string& payer, const orders::Order& order) {
    const auto words = search_terms(payer);
    const auto names = search_terms(order.customer.name + " " +
                                    (order.billing.company ? order.billing.company->name : ""));
    const auto same = std::ranges::count_if(words, [&](const std::string& word) {
        return word.size() > 2 && word != "srl" && std::ranges::find(names, word) != names.end();
    });
    return same >= 2 || (same == 1 && words.size() <= 2);
}

std::optional<MatchReason> reason_for(const shop::Scope& scope, const BankLine& line,
                                      const orders::Order& order) {
    const auto number = referenced_order(line.details.text);
    if (number && *number == order.number) return MatchReason::reference;
    const bool amount = orders::still_due(scope, order) == line.amount;
    const bool payer = shares_name(line.payer, order);
    if (amount) return payer ? MatchReason::amount_and_payer : MatchReason::amount;
    return payer ? std::optional(MatchReason::payer) : std::nullopt;
}

Result<BankLine> decide(const shop::Scope& scope, BankLineId id,
                        const std::function<Result<void>(db::Transaction&, BankLine&)>& work) {
    return scope.write([&](db::Transaction& tx) -> Result<BankLine> {
        auto line = table().find(tx, scope.id(), id.value);
        if (!line) return not_found("There is no such booking.");
        if (line->state != BankLineState::open)
            return refuse(RefusalKind::conflict, "line_decided",
                          "This booking is decided already.");
        MUST(work(tx, *line));
        line->decided_by = scope.principal.name;
        ++line->version;
        if (!table().update(tx, scope.id(), *line))
            throw WriteConflict("the booking was decided meanwhile");
        return *line;
    });
}

} // namespace

std::optional<std::int64_t> referenced_order(const std::string& text) {
    // People leave the marks out: `TRB1042K`, `trb 1042 k`.
    std::string plain;
    for (const char c : folded(text))
        if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) plain += c;
    for (auto at = plain.find("trb"); at != plain.npos; at = plain.find("trb", at + 1)) {
        const auto begin = at + 3;
        const auto end = plain.find_first_not_of("0123456789", begin);
        if (end == plain.npos || end == begin || end - begin > 15) continue;
        const auto number = parse_id(plain.substr(begin, end - begin));
        if (!number) continue;
        const char letter = static_cast<char>(plain[end] - 'a' + 'A');
        if (payment_reference(*number).back() == letter) return number;
    }
    return std::nullopt;
}

Result<StatementReport> take_statement(const shop::Scope& scope, const std::string& text) {
    TRY(entries, read_statement(text, scope.currency()));
    StatementReport report;
    report.entries = static_cast<std::int64_t>(entries.size());
    std::map<std::string, std::int64_t> equals;
    for (const auto& entry : entries) {
        const auto place = equals[fingerprint_of(entry, 0)]++;
        MUST(take_line(scope, line_of(scope, entry, place), report));
    }
    return report;
}

std::vector<orders::Order> unpaid_orders(db::Transaction& tx, const shop::Scope& scope) {
    orders::OrderFilter filter;
    for (const auto& status : statuses::of(scope)->all())
        if (status.axis == statuses::Axis::payment &&
            (status.stage == statuses::Stage::pending || status.stage == statuses::Stage::failed ||
             status.stage == statuses::Stage::none))
            filter.payment_status.push_back(status.code);
    filter.limit = 200;
    const auto found = orders::search(tx, scope, filter);
    return found ? found->orders : std::vector<orders::Order>();
}

std::vector<Suggestion> suggestions(db::Transaction& tx, const shop::Scope& scope,
                                    const BankLine& line,
                                    const std::vector<orders::Order>& unpaid) {
    std::vector<Suggestion> all;
    const auto consider = [&](const orders::Order& order) {
        const Money due = orders::still_due(scope, order);
        if (due.minor == 0) return;
        if (const auto reason = reason_for(scope, line, order))
            all.push_back(
                {order.id, order.number,
                 order.billing.company ? order.billing.company->name : order.customer.name, due,
                 *reason});
    };
    for (const auto& order : unpaid)
        consider(order);
    // An older order is still found by its reference.
    if (const auto number = referenced_order(line.details.text))
        if (const auto id = orders::find_by_number(tx, scope.id(), *number))
            if (const auto order = orders::find(tx, scope.id(), *id);
                order && std::ranges::find(all, order->id, &Suggestion::order_id) == all.end())
                consider(*order);
    std::ranges::stable_sort(all, {}, &Suggestion::reason);
    constexpr std::size_t most = 5;
    if (all.size() > most) all.resize(most);
    return all;
}

std::vector<BankLine> bank_lines(db::Transaction& tx, ShopId shop, BankLineState state,
                                 std::int64_t before, std::int64_t limit) {
    static const std::string sql =
        "SELECT " + table().columns() +
        " FROM bank_lines WHERE shop_id = $1 AND state = $2 AND id < $3 ORDER BY id DESC LIMIT $4";
    return tx.list<BankLine>({"payments.bank_lines", sql}, {shop, name_of(state), before, limit});
}

Result<BankLine> match(const shop::Scope& scope, BankLineId id, OrderId order) {
    const auto line = decide(scope, id, [&](db::Transaction& tx, BankLine& each) -> Result<void> {
        MUST(receive(tx, scope, order, each.amount, receipt_words(each)));
        each.state = BankLineState::matched;
        each.order_id = order;
        return {};
    });
    if (line) scope.announce("payment", shop::order_subject(order));
    return line;
}

Result<BankLine> ignore(const shop::Scope& scope, BankLineId id, const std::string& reason) {
    return decide(scope, id, [&](db::Transaction&, BankLine& each) -> Result<void> {
        if (trimmed(reason).empty()) return invalid_field("reason", "Say why it is no order's.");
        each.state = BankLineState::ignored;
        each.note = reason;
        return {};
    });
}

} // namespace taraba::payments
