#pragma once

#include "base/time.hpp"

#include <atomic>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace taraba {

/// An identifier that cannot be passed where another kind of identifier is meant: 63 bits, the
/// time first (41 bits of milliseconds), then the node (10) and a counter (12), so that a list by
/// id is a list by age. Text in JSON, because 63 bits don't fit into JavaScript's numbers.
template <class Tag>
struct Id {
    std::int64_t value = 0;
    friend constexpr auto operator<=>(const Id&, const Id&) = default;
    constexpr bool is_set() const { return value != 0; }
};

using ShopId = Id<struct ShopTag>;
using OrderId = Id<struct OrderTag>;
using ProductId = Id<struct ProductTag>;
using CustomerId = Id<struct CustomerTag>;
using StaffId = Id<struct StaffTag>;
using RoleId = Id<struct RoleTag>;
using ApiKeyId = Id<struct ApiKeyTag>;
using StatusId = Id<struct StatusTag>;
using DeliveryMethodId = Id<struct DeliveryMethodTag>;
using PaymentMethodId = Id<struct PaymentMethodTag>;
using ShipmentId = Id<struct ShipmentTag>;
using RmaId = Id<struct RmaTag>;
using CaseId = Id<struct CaseTag>;
using InvoiceId = Id<struct InvoiceTag>;
using GoodsReceiptId = Id<struct GoodsReceiptTag>;
using MessageId = Id<struct MessageTag>;
using TemplateId = Id<struct TemplateTag>;
using AlertId = Id<struct AlertTag>;
using RuleId = Id<struct RuleTag>;
using PaymentId = Id<struct PaymentTag>;
using AttemptId = Id<struct AttemptTag>;
using PaymentEventId = Id<struct PaymentEventTag>;
using OperationId = Id<struct OperationTag>;
using CreditId = Id<struct CreditTag>;
using BankLineId = Id<struct BankLineTag>;
using SavedViewId = Id<struct SavedViewTag>;
using BulkTaskId = Id<struct BulkTaskTag>;
using WebhookId = Id<struct WebhookTag>;
using WebhookDeliveryId = Id<struct WebhookDeliveryTag>;
using DiscountId = Id<struct DiscountTag>;
using CustomerPlaceId = Id<struct CustomerPlaceTag>;
using JobId = Id<struct JobTag>;

/// Times before this are not representable in an id.
inline constexpr Instant id_epoch{std::chrono::milliseconds(1'420'070'400'000)}; // 2015-01-01

/// The smallest raw id made at or after `at`: turns a period of time into a range of ids.
constexpr std::int64_t first_id_at(Instant at) {
    const auto ms = (at - id_epoch).count();
    return ms <= 0 ? 0 : ms << 22;
}

constexpr Instant instant_of_id(std::int64_t id) {
    return id_epoch + std::chrono::milliseconds(id >> 22);
}

/// Makes ids for one node. Safe to use from many threads; never gives the same id twice, and
/// within one node each later id is larger.
class IdMaker {
public:
    explicit IdMaker(std::int64_t node) : node_(node & 1023) {}

    /// An id that carries the time `at`; with the clock going back it stays above earlier ones.
    std::int64_t next(Instant at);

    /// For writing a past that never was (seeding): ids carry exactly the times they are asked
    /// for, in whatever order; at most 4096 of one millisecond.
    void write_history(bool on) { history_ = on; }

    template <class AnyId>
    AnyId make(Instant at) {
        return AnyId{next(at)};
    }

private:
    std::int64_t node_;
    std::atomic<std::int64_t> last_{0}; ///< time and counter of the last id
    std::atomic<bool> history_{false};
    std::atomic<std::int64_t> history_count_{0};
};

template <class Tag>
std::string to_text(Id<Tag> id) {
    return std::to_string(id.value);
}

/// A positive 63-bit decimal number, or nothing.
std::optional<std::int64_t> parse_id(std::string_view text);

} // namespace taraba
