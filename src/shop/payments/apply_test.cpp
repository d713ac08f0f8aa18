#include "shop/payments/apply.hpp"

#include <algorithm>
#include <gtest/gtest.h>
#include <random>
#include <rapidcheck/gtest.h>

using namespace taraba;
using namespace taraba::payments;

namespace {

/// A charge of 100 lei with one attempt.
struct Books {
    Payment payment;
    Attempt attempt;
    std::vector<Operation> operations;
    std::vector<std::string> seen; ///< what was stored already is not applied again

    Books() {
        payment.amount = {100'00, ron};
        payment.currency = "RON";
        payment.charge = 100'00;
    }
    Verdict tell(ChargeEvent what, std::int64_t amount, const std::string& ref = "") {
        ChargeNotification notification;
        notification.event = what;
        notification.amount = {amount, ron};
        notification.operation_ref = ref;
        const std::string print = std::string(name_of(what)) + std::to_string(amount) + ref;
        if (std::ranges::find(seen, print) != seen.end()) return Verdict::known;
        seen.push_back(print);
        const auto applied = apply(payment, attempt, operations, notification);
        if (applied.of_processor) operations.push_back(*applied.of_processor);
        return applied.verdict;
    }
    Operation& ask(OperationKind kind, std::int64_t amount) {
        Operation operation;
        operation.kind = kind;
        operation.amount = amount;
        return operations.emplace_back(operation);
    }
};

} // namespace

TEST(Apply, a_charge_is_authorised_then_taken) {
    Books books;
    EXPECT_EQ(books.tell(ChargeEvent::authorised, 100'00), Verdict::applied);
    EXPECT_EQ(books.attempt.state, PaymentState::authorised);
    EXPECT_EQ(books.tell(ChargeEvent::captured, 100'00), Verdict::applied);
    EXPECT_EQ(books.attempt.state, PaymentState::paid);
    EXPECT_EQ(books.attempt.authorised, 0);
}

TEST(Apply, what_comes_late_changes_nothing) {
    Books books;
    books.tell(ChargeEvent::captured, 100'00);
    EXPECT_EQ(books.tell(ChargeEvent::authorised, 100'00), Verdict::stale);
    EXPECT_EQ(books.tell(ChargeEvent::refused, 100'00), Verdict::stale);
    EXPECT_EQ(books.attempt.state, PaymentState::paid);
}

TEST(Apply, money_after_a_refusal_is_believed) {
    Books books;
    books.tell(ChargeEvent::refused, 100'00);
    EXPECT_EQ(books.attempt.state, PaymentState::failed);
    EXPECT_EQ(books.tell(ChargeEvent::captured, 100'00), Verdict::applied);
    EXPECT_EQ(books.attempt.state, PaymentState::paid);
}

TEST(Apply, another_amount_or_currency_is_quarantined) {
    Books books;
    EXPECT_EQ(books.tell(ChargeEvent::captured, 99'99), Verdict::quarantined);
    EXPECT_EQ(books.tell(ChargeEvent::authorised, 100'01), Verdict::quarantined);
    ChargeNotification euro;
    euro.event = ChargeEvent::captured;
    euro.amount = {100'00, eur};
    EXPECT_EQ(apply(books.payment, books.attempt, books.operations, euro).verdict,
              Verdict::quarantined);
    EXPECT_EQ(books.attempt.captured, 0);
    EXPECT_EQ(books.attempt.state, PaymentState::pending);
}

TEST(Apply, a_part_that_we_asked_for_may_be_taken) {
    Books books;
    books.tell(ChargeEvent::authorised, 100'00);
    books.ask(OperationKind::capture, 60'00);
    EXPECT_EQ(books.tell(ChargeEvent::captured, 60'00), Verdict::applied);
    EXPECT_EQ(books.attempt.captured, 60'00);
    EXPECT_EQ(books.operations[0].state, OperationState::done);
}

TEST(Apply, our_refund_and_its_notice_are_one) {
    for (const bool answered_first : {true, false}) {
        Books books;
        books.tell(ChargeEvent::captured, 100'00);
        auto& refund = books.ask(OperationKind::refund, 30'00);
        if (answered_first) {
            refund.state = OperationState::done;
            apply_done(books.attempt, refund);
        }
        books.tell(ChargeEvent::refunded, 30'00);
        EXPECT_EQ(books.attempt.refunded, 30'00) << answered_first;
        EXPECT_EQ(books.operations.size(), 1u);
        EXPECT_EQ(books.operations[0].state, OperationState::done);
    }
}

TEST(Apply, no_more_goes_back_than_came) {
    Books books;
    books.tell(ChargeEvent::captured, 100'00);
    EXPECT_EQ(books.tell(ChargeEvent::refunded, 80'00, "R1"), Verdict::applied);
    EXPECT_EQ(books.tell(ChargeEvent::refunded, 30'00, "R2"), Verdict::quarantined);
    EXPECT_EQ(books.attempt.refunded, 80'00);
}

TEST(Apply, a_dispute_takes_back_what_is_left) {
    Books books;
    books.tell(ChargeEvent::captured, 100'00);
    books.tell(ChargeEvent::refunded, 25'00, "R1");
    EXPECT_EQ(books.tell(ChargeEvent::disputed, 75'00), Verdict::applied);
    EXPECT_EQ(books.attempt.state, PaymentState::disputed);
    EXPECT_EQ(books.tell(ChargeEvent::dispute_lost, 0), Verdict::applied);
    EXPECT_EQ(books.attempt.refunded, 100'00);
    EXPECT_EQ(books.attempt.state, PaymentState::refunded);
}

RC_GTEST_PROP(Apply, in_whatever_order_and_however_often_the_sums_end_the_same, ()) {
    struct Step {
        ChargeEvent what;
        std::int64_t amount;
        std::string ref;
    };
    const std::vector<Step> story{
        {ChargeEvent::authorised, 100'00, ""}, {ChargeEvent::captured, 100'00, ""},
        {ChargeEvent::refunded, 30'00, "R1"},  {ChargeEvent::refunded, 30'00, "R2"},
        {ChargeEvent::refunded, 15'00, "R3"},  {ChargeEvent::refused, 100'00, ""}};
    const auto extra = *rc::gen::container<std::vector<int>>(rc::gen::inRange(0, 6));
    std::vector<int> order{0, 1, 2, 3, 4, 5};
    order.insert(order.end(), extra.begin(), extra.end());
    const auto seed = *rc::gen::arbitrary<std::uint32_t>();
    std::shuffle(order.begin(), order.end(), std::mt19937(seed));
    Books books;
    for (const int i : order) {
        const auto& step = story[static_cast<std::size_t>(i)];
        books.tell(step.what, step.amount, step.ref);
    }
    RC_ASSERT(books.attempt.captured == 100'00);
    RC_ASSERT(books.attempt.refunded == 75'00);
    RC_ASSERT(books.attempt.authorised == 0);
    RC_ASSERT(books.attempt.state == PaymentState::partly_refunded);
    RC_ASSERT(books.operations.size() == 3u);
}

TEST(Payment, the_whole_charge_in_another_currency_is_exactly_the_amount) {
    Payment payment;
    payment.amount = {1'000'01, ron};
    payment.currency = "EUR";
    payment.charge = 196'45;
    EXPECT_EQ(payment.in_shop(196'45), (Money{1'000'01, ron}));
    EXPECT_EQ(payment.in_charge({1'000'01, ron}), (Money{196'45, eur}));
    EXPECT_EQ(payment.in_shop(98'22), (Money{499'98, ron}));
}
