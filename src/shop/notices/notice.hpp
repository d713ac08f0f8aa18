#pragma once

#include "shop/orders/workflow.hpp"

namespace taraba::notices {

enum class Audience { operators, administrators };
BOOST_DESCRIBE_ENUM(Audience, operators, administrators)

/// Something that people of the shop should look at.
struct Notice {
    NoticeId id;
    std::string kind; ///< order_at_loss, term_passed, …
    std::string subject;
    Audience audience = Audience::operators;
    std::string details;
    std::optional<OrderId> order_id; ///< when it is about an order
    std::optional<Instant> resolved_at;
};
BOOST_DESCRIBE_STRUCT(Notice, (), (id, kind, subject, audience, details, order_id, resolved_at))

/// Raises it unless the same is already open. True when it is new.
bool raise(db::Transaction& tx, const shop::Scope& scope, const Notice& notice);
void resolve(db::Transaction& tx, const shop::Scope& scope, const std::string& subject,
             const std::string& kind);
std::vector<Notice> open_notices(db::Transaction& tx, ShopId shop, bool administrator);

std::vector<Notice> of_order(db::Transaction& tx, ShopId shop, OrderId id); ///< open ones

/// Completion at a loss was refused: the order is held, administrators are told.
Result<void> hold_loss(const shop::Scope& scope, OrderId id);

/// Raises a notice for each order that stays in a status longer than the status allows.
void check_terms(const shop::Scope& scope);

} // namespace taraba::notices
