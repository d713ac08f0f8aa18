#pragma once

#include "db/table.hpp"
#include "shop/payments/payment.hpp"

// The SQL of payments; for this area's own files.

namespace taraba::payments {

const db::Table<Payment>& payment_table();

void insert(db::Transaction& tx, ShopId shop, const Payment& payment);
void insert(db::Transaction& tx, ShopId shop, const Attempt& attempt);
void insert(db::Transaction& tx, ShopId shop, const Operation& operation);
void insert(db::Transaction& tx, ShopId shop, const PaymentEvent& event);
/// Throw WriteConflict when somebody else was first, so that the transaction is tried again.
void store(db::Transaction& tx, ShopId shop, Payment& payment);
void store(db::Transaction& tx, ShopId shop, Attempt& attempt);
void store(db::Transaction& tx, ShopId shop, Operation& operation);

std::optional<Attempt> find(db::Transaction& tx, ShopId shop, AttemptId id);
std::optional<Operation> find(db::Transaction& tx, ShopId shop, OperationId id);
/// By the processor's number, for what does not carry ours.
std::optional<Attempt> find_by_processor_ref(db::Transaction& tx, ShopId shop,
                                             const std::string& processor, const std::string& ref);
std::optional<Verdict> find_verdict(db::Transaction& tx, ShopId shop, const std::string& processor,
                                    const std::string& fingerprint);
std::vector<Attempt> to_poll(db::Transaction& tx, ShopId shop, Instant now, std::int64_t limit);
bool insert_review(db::Transaction& tx, const shop::Scope& scope, PaymentEventId id,
                   const std::string& reason);

} // namespace taraba::payments
