#pragma once

#include "shop/scope.hpp"

namespace taraba::pricing {

enum class PaymentKind { cash_on_delivery, bank_transfer, cash_at_pickup };
BOOST_DESCRIBE_ENUM(PaymentKind, cash_on_delivery, bank_transfer, cash_at_pickup)

struct PaymentMethod {
    PaymentMethodId id;
    std::string code;
    std::string name;
    std::string name_en;
    PaymentKind kind = PaymentKind::bank_transfer;
    Money fee;                      ///< with VAT
    Rate fee_percent;               ///< of goods and delivery, with VAT, on top of the fee
    std::optional<Money> max_total; ///< not offered above
    bool companies_only = false;
    bool active = true;
    std::int64_t position = 0;
    std::int64_t version = 1;
};
BOOST_DESCRIBE_STRUCT(PaymentMethod, (),
                      (id, code, name, name_en, kind, fee, fee_percent, max_total, companies_only,
                       active, position, version))

/// What the buyer pays for the method, with VAT, rounded half up.
Money payment_fee(const PaymentMethod& method, Money goods_and_delivery);

Result<PaymentMethod> save(db::Transaction& tx, const shop::Scope& scope, PaymentMethod method,
                           bool fresh);
std::vector<PaymentMethod> payment_methods(db::Transaction& tx, ShopId shop);
std::shared_ptr<const std::vector<PaymentMethod>> payment_methods(const shop::Scope& scope);

} // namespace taraba::pricing
