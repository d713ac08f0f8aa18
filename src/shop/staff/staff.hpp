#pragma once

#include "shop/scope.hpp"

namespace taraba::staff {

struct Role {
    RoleId id;
    std::string name;
    std::vector<std::string> permissions;
    std::int64_t version = 1;
};
BOOST_DESCRIBE_STRUCT(Role, (), (id, name, permissions, version))

/// A person of the shop as stored; the password only as an argon2id hash.
struct StaffRow {
    StaffId id;
    std::string email; ///< lower case
    std::string name;
    RoleId role_id;
    std::string language;
    std::string password_hash;
    bool active = true;
    std::int64_t version = 1;
};
BOOST_DESCRIBE_STRUCT(StaffRow, (),
                      (id, email, name, role_id, language, password_hash, active, version))

/// The same as shown; `password` is only ever taken, never given.
struct Staff {
    StaffId id;
    std::string email;
    std::string name;
    RoleId role_id;
    std::string language = "ro";
    bool active = true;
    std::optional<std::string> password;
    std::int64_t version = 1;
};
BOOST_DESCRIBE_STRUCT(Staff, (), (id, email, name, role_id, language, active, password, version))

struct ApiKey {
    ApiKeyId id;
    std::string name;
    std::vector<std::string> scopes;
    Instant created_at{};
    std::optional<Instant> expires_at;
    std::optional<Instant> revoked_at;
    std::optional<std::string> key; ///< shown once, when it is made
    std::int64_t version = 1;
};
BOOST_DESCRIBE_STRUCT(ApiKey, (),
                      (id, name, scopes, created_at, expires_at, revoked_at, key, version))

/// Refuses with `invalid_field` for an unknown permission.
Result<void> check_permissions(const std::vector<std::string>& names, const std::string& field);

std::vector<Role> roles(db::Transaction& tx, ShopId shop);
std::optional<Role> find_role(db::Transaction& tx, ShopId shop, RoleId id);
/// Refuses with `last_administrator` when nobody would have all rights any more.
Result<Role> save_role(db::Transaction& tx, const shop::Scope& scope, Role role, bool fresh);
/// Refuses with `in_use` while a person has the role.
Result<void> remove_role(db::Transaction& tx, const shop::Scope& scope, RoleId id);

std::vector<Staff> people(db::Transaction& tx, ShopId shop);
std::optional<Staff> find_person(db::Transaction& tx, ShopId shop, StaffId id);
/// A password has at least 10 characters; the last active person with all rights stays. A new
/// password, or being locked, ends the person's sessions.
Result<Staff> save_person(db::Transaction& tx, const shop::Scope& scope, Staff person, bool fresh);

std::vector<ApiKey> keys(db::Transaction& tx, ShopId shop);
/// Makes a key; its text is in the answer and nowhere else.
Result<ApiKey> create_key(db::Transaction& tx, const shop::Scope& scope, ApiKey key);
/// Changes name, scopes and expiry; the key itself stays.
Result<ApiKey> change_key(db::Transaction& tx, const shop::Scope& scope, ApiKey key);
Result<void> revoke_key(db::Transaction& tx, const shop::Scope& scope, ApiKeyId id);

struct Session {
    std::string token; ///< the cookie
    Staff person;
    std::vector<std::string> permissions;
};
/// Refuses with `wrong_credentials` whatever of the two was wrong.
Result<Session> sign_in(shop::Installation& installation, ShopId shop, const std::string& email,
                        const std::string& password);
void sign_out(shop::Installation& installation, const std::string& token);

/// The scope of whoever has this API key or this session. Refuse with `unauthenticated` what is
/// unknown, ended or revoked.
Result<shop::Scope> scope_of_key(shop::Installation& installation, std::string_view key,
                                 const std::string& address);
Result<shop::Scope> scope_of_session(shop::Installation& installation, const std::string& token,
                                     const std::string& address);

/// Takes out the sessions that have ended, of all shops.
void forget_sessions(db::Transaction& tx, Instant now);

} // namespace taraba::staff
