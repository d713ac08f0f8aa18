#pragma once

#include "shop/customers/company.hpp"
#include "shop/referrers/channel.hpp"
#include "shop/scope.hpp"
#include "shop/statuses/status.hpp"

namespace taraba::orders {

/// Whom messages about the order go to.
struct Contact {
    std::string name;
    std::string email;
    std::string phone;
};
BOOST_DESCRIBE_STRUCT(Contact, (), (name, email, phone))

struct Person {
    static constexpr bool lenient = true;
    std::string name;
};
BOOST_DESCRIBE_STRUCT(Person, (), (name))

/// Whom the invoice is written to: a person or a company.
struct Billing {
    std::optional<Person> person;
    std::optional<customers::Company> company;
    std::optional<shop::Address> address;      ///< when it is not the delivery address
    std::optional<std::string> purchase_order; ///< the company's own number of the order
};
BOOST_DESCRIBE_STRUCT(Billing, (), (person, company, address, purchase_order))

/// The locker or office where the buyer collects.
struct ChosenPoint {
    std::string courier;
    std::string code; ///< the courier's own
    std::string name;
};
BOOST_DESCRIBE_STRUCT(ChosenPoint, (), (courier, code, name))

/// Where the goods of an order are: reserved on the shelf, gone with it, or free again.
enum class StockState { reserved, taken, released };
BOOST_DESCRIBE_ENUM(StockState, reserved, taken, released)

/// An order as stored. Amounts include VAT unless said otherwise.
struct Order {
    OrderId id; ///< carries `placed_at`, so that a list by id is a list by age
    std::int64_t number = 0;
    Instant placed_at{};
    CustomerId customer_id;
    std::string language;
    std::string currency;
    StatusId order_status_id;
    StatusId payment_status_id;
    StatusId delivery_status_id;
    DeliveryMethodId delivery_method_id;
    PaymentMethodId payment_method_id;
    Contact customer;
    Billing billing;
    shop::Address address; ///< of the pick-up point, when one was chosen
    std::optional<ChosenPoint> pickup_point;
    Money goods;
    Money discount; ///< taken off the goods
    std::optional<DiscountId> discount_id;
    Money delivery;
    Money fees;
    Money vat;
    Money total;
    Money paid;
    Money delivery_cost; ///< what the courier takes, without VAT: an estimate until it answers
    std::int64_t weight_g = 0;
    std::string payment_reference;
    LongText note;
    /// Of the address and the company, for filters and reports: insert_later() and store() see to
    /// them.
    std::string county;
    std::int64_t siruta = 0;
    std::string locality;
    std::string cui;     ///< digits; empty: a person
    std::string handler; ///< who of the shop took it on; empty while nobody has
    Money net_profit;
    bool held = false;     ///< completion was blocked at a loss
    bool released = false; ///< somebody with the right let it pass
    StockState stock = StockState::reserved;
    Instant status_since{};
    Instant updated_at{};
    std::int64_t version = 1;

    /// What is missing to the total; nothing when more came than was asked.
    Money due() const { return paid < total ? total - paid : Money{0, total.currency}; }
};
BOOST_DESCRIBE_STRUCT(Order, (),
                      (id, number, placed_at, customer_id, language, currency, order_status_id,
                       payment_status_id, delivery_status_id, delivery_method_id, payment_method_id,
                       customer, billing, address, pickup_point, goods, discount, discount_id,
                       delivery, fees, vat, total, paid, delivery_cost, weight_g, payment_reference,
                       note, county, siruta, locality, cui, handler, net_profit, held, released,
                       stock, status_since, updated_at, version))

/// A line, frozen when the order was placed.
struct OrderLine {
    std::int64_t line_no = 0;
    ProductId product_id;
    std::string sku;
    std::string name;
    std::string unit;
    Quantity quantity;
    Money unit_price;
    Money total;
    Money unit_cost; ///< without VAT
    Money green_tax; ///< of the line, without VAT
    std::string vat_class;
    Rate vat_rate;
    std::int64_t weight_g = 0; ///< of one unit
    std::int64_t warranty_months = 0;
};
BOOST_DESCRIBE_STRUCT(OrderLine, (),
                      (line_no, product_id, sku, name, unit, quantity, unit_price, total, unit_cost,
                       green_tax, vat_class, vat_rate, weight_g, warranty_months))

/// Indexes of the lines by product. Stock is always changed in this order, so that two transactions
/// never wait for each other in a circle.
std::vector<std::size_t> stock_order(const std::vector<OrderLine>& lines);

/// The status of an order on each axis.
struct Standing {
    const statuses::Status& order;
    const statuses::Status& payment;
    const statuses::Status& delivery;
};
Standing standing(const shop::Scope& scope, const Order& order);
/// What is still asked of the buyer: nothing once money has gone back, for what was bought changed.
Money still_due(const shop::Scope& scope, const Order& order);
/// What a piece of a line has cost, once that is known.
void set_unit_cost(db::Transaction& tx, ShopId shop, OrderId id, std::int64_t line_no, Money cost);

// The store.

/// Everything a placed order consists of in this area: one statement a table, sent together.
void insert_later(db::Transaction& tx, ShopId shop, const Order& order,
                  const std::vector<OrderLine>& lines,
                  const std::vector<referrers::Referrer>& referrers);
std::optional<Order> find(db::Transaction& tx, ShopId shop, OrderId id);
/// Newest first; those that are not there are left out.
std::vector<Order> find_several(db::Transaction& tx, ShopId shop,
                                const std::vector<std::int64_t>& ids);
std::optional<OrderId> find_by_number(db::Transaction& tx, ShopId shop, std::int64_t number);
std::vector<OrderLine> lines_of(db::Transaction& tx, ShopId shop, OrderId id);
std::vector<referrers::Referrer> referrers_of(db::Transaction& tx, ShopId shop, OrderId id);
void replace_lines(db::Transaction& tx, ShopId shop, OrderId id,
                   const std::vector<OrderLine>& lines);
/// Makes the order findable by further words, such as an AWB number.
void add_terms(db::Transaction& tx, ShopId shop, OrderId id, const std::vector<std::string>& terms);
/// Takes words away again, but none of those that the order is found by anyway.
void remove_terms(db::Transaction& tx, ShopId shop, const Order& order,
                  std::vector<std::string> terms);
void refresh_terms(db::Transaction& tx, ShopId shop, const Order& before, const Order& now);
/// The words an order is found by: number, name, e-mail, phone, company.
std::vector<std::string> terms_of(const Order& order);
/// A short word that people hang on an order to find it again. Adding one that is there, or taking
/// one away that is not, changes nothing. Refuses with `invalid_field` an empty or a long one.
Result<Order> tag(db::Transaction& tx, const shop::Scope& scope, OrderId id,
                  const std::string& tag);
Result<Order> untag(db::Transaction& tx, const shop::Scope& scope, OrderId id,
                    const std::string& tag);
std::vector<std::string> tags_of(db::Transaction& tx, ShopId shop, OrderId id);

bool is_customer_used(db::Transaction& tx, ShopId shop, CustomerId id);
bool is_status_used(db::Transaction& tx, ShopId shop, const statuses::Status& status);
/// Moves at most `limit` orders from one status to another of the axis; returns how many.
std::int64_t move_status(db::Transaction& tx, const shop::Scope& scope,
                         const statuses::Status& from, const statuses::Status& to,
                         std::int64_t limit);

/// Writes the order that was read and changed; its version grows. Throws WriteConflict when
/// somebody else was first, so that the transaction is tried again on the new state.
void store(db::Transaction& tx, const shop::Scope& scope, Order& order);
Result<Order> must_find(db::Transaction& tx, const shop::Scope& scope, OrderId id);

} // namespace taraba::orders
