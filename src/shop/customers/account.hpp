#pragma once

#include "shop/customers/customer.hpp"

// What a buyer has with the shop beside orders: a way to sign in, addresses and companies, wishes.

namespace taraba::customers {

struct Account {
    CustomerId customer_id;
    std::string password_hash; ///< argon2id; empty: signs in by link only
    bool news = false;         ///< agreed to offers by e-mail (Legea 506/2004 art. 12)
    bool no_sms = false;       ///< wants no text messages about orders
    std::optional<Instant> deletion_asked_at;
    std::int64_t version = 1;
};
BOOST_DESCRIBE_STRUCT(Account, (),
                      (customer_id, password_hash, news, no_sms, deletion_asked_at, version))

/// An address or a company under a name of the buyer's.
struct CustomerPlace {
    CustomerPlaceId id;
    CustomerId customer_id;
    std::string label;
    std::optional<shop::Address> address;
    std::optional<Company> company;
    std::int64_t version = 1;
};
BOOST_DESCRIBE_STRUCT(CustomerPlace, (), (id, customer_id, label, address, company, version))

/// A buyer who is signed in has this permission, and the customer's id as the principal's.
inline constexpr const char* account_permission = "account";
inline constexpr auto sign_in_link_life = std::chrono::minutes(30);

/// A token that signs in once within half an hour; nothing when nobody has this e-mail address.
struct SignInLink {
    std::string token;
    Customer customer;
};
std::optional<SignInLink> make_sign_in_link(db::Transaction& tx, const shop::Scope& scope,
                                            const std::string& email);

/// The cookie of a new session. Refuse with `wrong_credentials` whatever was wrong, and with
/// `link_used` for a token that was used or is too old.
Result<std::string> sign_in(const shop::Scope& scope, const std::string& email,
                            const std::string& password);
Result<std::string> sign_in_by_link(const shop::Scope& scope, const std::string& token);
void sign_out(const shop::Scope& scope, const std::string& token);

/// The scope of a buyer, as the customer whose session this is; as it was when there is none.
shop::Scope with_session(shop::Scope scope, const std::string& token);

/// Of the customer, made when it is not there yet.
Account account_of(db::Transaction& tx, const shop::Scope& scope, CustomerId id);
void store(db::Transaction& tx, const shop::Scope& scope, Account& account);
bool wants_no_sms(db::Transaction& tx, ShopId shop, CustomerId id);
bool wants_news(db::Transaction& tx, ShopId shop, CustomerId id);
/// No more offers, said by the link of one; saying it twice is no mistake.
void end_news(db::Transaction& tx, const shop::Scope& scope, CustomerId id);
/// Sets or changes the password; every other session ends. Refuses with `invalid_field` a short
/// one, and with `wrong_credentials` when there is a password and `old` is not it.
Result<void> set_password(const shop::Scope& scope, const std::string& old,
                          const std::string& password, const std::string& session);

std::vector<CustomerPlace> places_of(db::Transaction& tx, ShopId shop, CustomerId id);
/// New without an id. Refuses with `invalid_field` and, what is another's, `not_found`.
Result<CustomerPlace> save_place(db::Transaction& tx, const shop::Scope& scope,
                                 CustomerPlace place);
Result<void> remove_place(db::Transaction& tx, const shop::Scope& scope, CustomerId customer,
                          CustomerPlaceId id);

/// Takes out of the customer what the law does not make the shop keep: name, addresses, sign-in.
/// Orders and invoices stay as papers (Legea 82/1991 art. 25). Refuses with `not_found`.
Result<Customer> forget(db::Transaction& tx, const shop::Scope& scope, CustomerId id);
void forget_old_sessions(db::Transaction& tx, Instant now);

} // namespace taraba::customers
