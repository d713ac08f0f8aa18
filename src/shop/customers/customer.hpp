#pragma once

#include "shop/customers/company.hpp"
#include "shop/scope.hpp"

namespace taraba::customers {

struct Customer {
    CustomerId id;
    std::string email; ///< lower case, one customer an address
    std::string name;
    std::string phone;
    std::string language = "ro";
    std::optional<Company> company;
    std::optional<shop::Address> address; ///< the last one used
    LongText note;
    std::string customer_group; ///< the shop's own word: `fideli`; empty: none
    Instant created_at{};
    std::int64_t version = 1;
};
BOOST_DESCRIBE_STRUCT(Customer, (),
                      (id, email, name, phone, language, company, address, note, customer_group,
                       created_at, version))

/// `a@b.ro`: one @, something before it, a dot after it, no blanks.
bool is_email(std::string_view text);
/// Digits as stored: `0722123456`; +40 and 0040 become 0. Nothing when it is no phone number.
/// The subject of a customer in the audit trail.
inline std::string subject_of(CustomerId id) { return "customer:" + to_text(id); }

std::optional<std::string> plain_phone(std::string_view text);

/// Refuses with `invalid_field`; tidies e-mail and phone.
Result<Customer> checked(Customer customer);
/// Fills code, name and postal code from the locality, or the locality from its names.
/// In Bucharest the sector is found by the postal code, or asked for: invoices need it (BR-RO-101).
/// Refuses with `invalid_field` below `path`.
enum class Typed { whole, so_far }; ///< so_far: street and sector may still be missing
Result<shop::Address> checked(shop::Address address, const std::string& path,
                              Typed typed = Typed::whole);
/// The same, also of an address in another country: that needs country, locality and street.
Result<shop::Address> checked_anywhere(shop::Address address, const std::string& path);

Result<Customer> create(db::Transaction& tx, const shop::Scope& scope, Customer customer);
Result<Customer> change(db::Transaction& tx, const shop::Scope& scope, Customer customer);
/// Refuses with `in_use` when the customer has orders; `has_orders` is asked of the caller.
Result<void> remove(db::Transaction& tx, const shop::Scope& scope, CustomerId id);
std::optional<Customer> find(db::Transaction& tx, ShopId shop, CustomerId id);
std::optional<Customer> find_by_email(db::Transaction& tx, ShopId shop, const std::string& email);
std::vector<Customer> list(db::Transaction& tx, ShopId shop, const std::string& text,
                           std::int64_t before, std::int64_t limit);

/// The customer of an order being placed: the one with this e-mail, or a new one. What the buyer
/// types now does not overwrite what the shop knows.
CustomerId find_or_create_later(db::Transaction& tx, const shop::Scope& scope,
                                const std::optional<Customer>& known, const Customer& typed);

} // namespace taraba::customers
