#pragma once

#include "shop/scope.hpp"

namespace taraba::pricing {

/// `online` is paid through a processor; `on_invoice` by a company, at a term that it was granted.
enum class PaymentKind { cash_on_delivery, bank_transfer, cash_at_pickup, online, on_invoice };
BOOST_DESCRIBE_ENUM(PaymentKind, cash_on_delivery, bank_transfer, cash_at_pickup, online,
                    on_invoice)

enum class CardBrand { visa, visa_electron, mastercard, maestro, paypal };
BOOST_DESCRIBE_ENUM(CardBrand, visa, visa_electron, mastercard, maestro, paypal)

/// When a method is offered; what is empty does not matter.
struct PaymentConditions {
    static constexpr bool lenient = true;
    std::optional<Money> min_total;            ///< of goods and delivery
    std::vector<std::string> counties;         ///< codes: only there
    std::vector<std::string> delivery_methods; ///< codes: only with these
    std::vector<std::string> without_skus;     ///< not with these products
    std::vector<std::string> without_categories;
    bool persons_only = false;
};
BOOST_DESCRIBE_STRUCT(PaymentConditions, (),
                      (min_total, counties, delivery_methods, without_skus, without_categories,
                       persons_only))

struct PaymentMethod {
    PaymentMethodId id;
    std::string code;
    std::string name;
    std::string name_en;
    PaymentKind kind = PaymentKind::bank_transfer;
    std::string processor;          ///< of kind online, by its name in the registry
    Money fee;                      ///< with VAT
    Rate fee_percent;               ///< of goods and delivery, with VAT, on top of the fee
    std::optional<Money> max_total; ///< not offered above
    bool companies_only = false;
    PaymentConditions conditions;
    std::vector<CardBrand> icons; ///< shown at the checkout
    bool active = true;
    std::int64_t position = 0;
    std::int64_t version = 1;
};
BOOST_DESCRIBE_STRUCT(PaymentMethod, (),
                      (id, code, name, name_en, kind, processor, fee, fee_percent, max_total,
                       companies_only, conditions, icons, active, position, version))

/// What the buyer pays for the method, with VAT, rounded half up.
Money payment_fee(const PaymentMethod& method, Money goods_and_delivery);

Result<PaymentMethod> save(db::Transaction& tx, const shop::Scope& scope, PaymentMethod method,
                           bool fresh);
std::vector<PaymentMethod> payment_methods(db::Transaction& tx, ShopId shop);
std::shared_ptr<const std::vector<PaymentMethod>> payment_methods(const shop::Scope& scope);

} // namespace taraba::pricing
