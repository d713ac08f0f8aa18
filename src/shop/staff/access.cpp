// Sessions of people and keys of machines.

#include "base/text.hpp"
#include "db/table.hpp"
#include "shop/audit/audit.hpp"
#include "shop/staff/staff.hpp"

namespace taraba::staff {

namespace {

/// An API key as stored: only the hash of its text.
struct KeyRow {
    ApiKeyId id;
    std::string name;
    std::string key_hash;
    std::vector<std::string> scopes;
    Instant created_at{};
    std::optional<Instant> expires_at;
    std::optional<Instant> revoked_at;
    std::int64_t version = 1;
};
BOOST_DESCRIBE_STRUCT(KeyRow, (),
                      (id, name, key_hash, scopes, created_at, expires_at, revoked_at, version))

const db::Table<KeyRow>& key_table() {
    static const db::Table<KeyRow> table("api_keys");
    return table;
}

constexpr db::Sql key_by_hash_sql{"staff.key_by_hash", R"sql(
    SELECT id, name, key_hash, scopes, created_at, expires_at, revoked_at, version
      FROM api_keys WHERE shop_id = $1 AND key_hash = $2
)sql"};

constexpr db::Sql person_by_email_sql{"staff.by_email", R"sql(
    SELECT id, email, name, role_id, language, password_hash, active, version
      FROM staff WHERE shop_id = $1 AND email = $2
)sql"};

constexpr db::Sql insert_session_sql{"staff.insert_session", R"sql(
    INSERT INTO sessions (shop_id, token_hash, staff_id, expires_at) VALUES ($1, $2, $3, $4)
)sql"};

constexpr db::Sql session_sql{"staff.session", R"sql(
    SELECT s.id AS id, s.name AS name, s.language AS language, r.permissions AS permissions
      FROM sessions k
      JOIN staff s ON s.shop_id = k.shop_id AND s.id = k.staff_id
      JOIN roles r ON r.shop_id = s.shop_id AND r.id = s.role_id
     WHERE k.shop_id = $1 AND k.token_hash = $2 AND k.expires_at > $3 AND s.active = 1
)sql"};

constexpr db::Sql delete_session_sql{"staff.delete_session",
                                     "DELETE FROM sessions WHERE shop_id = $1 AND token_hash = $2"};

constexpr db::Sql forget_sessions_sql{"staff.forget_sessions",
                                      "DELETE FROM sessions WHERE expires_at < $1"};

struct Signed {
    StaffId id;
    std::string name;
    std::string language;
    std::vector<std::string> permissions;
};
BOOST_DESCRIBE_STRUCT(Signed, (), (id, name, language, permissions))

constexpr std::string_view key_prefix = "trb_";
constexpr auto session_life = std::chrono::hours(12);

/// Tokens begin with their shop, so that every look-up stays in one shop: `123.secret`.
std::optional<ShopId> shop_of_token(std::string_view token) {
    const auto id = parse_id(token.substr(0, token.find('.')));
    return id ? std::optional(ShopId{*id}) : std::nullopt;
}

std::set<std::string, std::less<>> as_set(const std::vector<std::string>& names) {
    return {names.begin(), names.end()};
}

Failure unknown_key() {
    return refuse(RefusalKind::unauthenticated, "unauthenticated",
                  "This API key is unknown, expired or revoked.");
}

} // namespace

std::vector<ApiKey> keys(db::Transaction& tx, ShopId shop) {
    std::vector<ApiKey> list;
    for (const auto& row : key_table().all(tx, shop))
        list.push_back({row.id,
                        row.name,
                        row.scopes,
                        row.created_at,
                        row.expires_at,
                        row.revoked_at,
                        {},
                        row.version});
    return list;
}

Result<ApiKey> create_key(db::Transaction& tx, const shop::Scope& scope, ApiKey key) {
    if (trimmed(key.name).empty()) return invalid_field("name", "A key needs a name.");
    MUST(check_permissions(key.scopes, "scopes"));
    if (key.scopes.empty()) return invalid_field("scopes", "A key needs at least one scope.");
    const std::string text = std::string(key_prefix) + to_text(scope.id()) + "." + random_token();
    key.id = scope.new_id<ApiKeyId>();
    key.created_at = scope.now;
    key.key = text;
    key.version = 1;
    key.revoked_at.reset();
    key_table().insert(
        tx, scope.id(),
        {key.id, key.name, hex(sha256(text)), key.scopes, key.created_at, key.expires_at, {}, 1});
    audit::append(tx, scope,
                  {"api_key:" + to_text(key.id), "api_key_created", {{"name", "", key.name}}});
    return key;
}

Result<ApiKey> change_key(db::Transaction& tx, const shop::Scope& scope, ApiKey key) {
    auto row = key_table().find(tx, scope.id(), key.id.value);
    if (!row) return not_found("There is no such key.");
    if (trimmed(key.name).empty()) return invalid_field("name", "A key needs a name.");
    MUST(check_permissions(key.scopes, "scopes"));
    row->name = key.name;
    row->scopes = key.scopes;
    row->expires_at = key.expires_at;
    ++row->version;
    key_table().update(tx, scope.id(), *row);
    audit::append(tx, scope,
                  {"api_key:" + to_text(key.id), "api_key_changed", {{"name", "", key.name}}});
    return ApiKey{row->id,         row->name,       row->scopes, row->created_at,
                  row->expires_at, row->revoked_at, {},          row->version};
}

Result<void> revoke_key(db::Transaction& tx, const shop::Scope& scope, ApiKeyId id) {
    auto row = key_table().find(tx, scope.id(), id.value);
    if (!row) return not_found("There is no such key.");
    if (row->revoked_at) return {};
    row->revoked_at = scope.now;
    ++row->version;
    key_table().update(tx, scope.id(), *row);
    audit::append(tx, scope, {"api_key:" + to_text(id), "api_key_revoked"});
    return {};
}

Result<Session> sign_in(shop::Installation& installation, ShopId shop, const std::string& email,
                        const std::string& password) {
    const auto row = installation.database.read([&](db::Transaction& tx) {
        return tx.find<StaffRow>(person_by_email_sql, {shop, folded(email)});
    });
    // Without such a person a hash is checked all the same, so that the time tells nothing.
    static const std::string nobody = hash_password("nobody has this password");
    const bool matches = password_matches(password, row ? row->password_hash : nobody);
    if (!row || !matches || !row->active)
        return refuse(RefusalKind::unauthenticated, "wrong_credentials",
                      "The e-mail address or the password is not right.");
    Session session;
    session.token = to_text(shop) + "." + random_token();
    return installation.database.write([&](db::Transaction& tx) -> Result<Session> {
        tx.change(insert_session_sql,
                  {shop, hex(sha256(session.token)), row->id, installation.clock() + session_life});
        session.person = {row->id,       row->email,  row->name, row->role_id,
                          row->language, row->active, {},        row->version};
        session.permissions = find_role(tx, shop, row->role_id)->permissions;
        return session;
    });
}

void sign_out(shop::Installation& installation, const std::string& token) {
    const auto shop = shop_of_token(token);
    if (!shop) return;
    (void)installation.database.write([&](db::Transaction& tx) -> Result<bool> {
        tx.change(delete_session_sql, {*shop, hex(sha256(token))});
        return true;
    });
}

Result<shop::Scope> scope_of_key(shop::Installation& installation, std::string_view text,
                                 const std::string& address) {
    if (!text.starts_with(key_prefix)) return unknown_key();
    const auto shop_id = shop_of_token(text.substr(key_prefix.size()));
    const auto shop = shop_id ? shop::current_shop(installation, *shop_id) : nullptr;
    if (!shop) return unknown_key();
    const std::string hash = hex(sha256(text));
    const auto row = installation.database.read([&](db::Transaction& tx) {
        return tx.find<KeyRow>(key_by_hash_sql, {*shop_id, hash});
    });
    const Instant now = installation.clock();
    if (!row || row->revoked_at || (row->expires_at && *row->expires_at <= now))
        return unknown_key();
    return shop::Scope(installation, shop, {ActorKind::machine, row->name, as_set(row->scopes)},
                       address);
}

Result<shop::Scope> scope_of_session(shop::Installation& installation, const std::string& token,
                                     const std::string& address) {
    const auto expired = refuse(RefusalKind::unauthenticated, "unauthenticated",
                                "The session has ended; sign in again.");
    const auto shop_id = shop_of_token(token);
    const auto shop = shop_id ? shop::current_shop(installation, *shop_id) : nullptr;
    if (!shop) return expired;
    const auto person = installation.database.read([&](db::Transaction& tx) {
        return tx.find<Signed>(session_sql, {*shop_id, hex(sha256(token)), installation.clock()});
    });
    if (!person) return expired;
    shop::Scope scope(
        installation, shop,
        {ActorKind::operator_, person->name, as_set(person->permissions), person->id.value},
        address);
    scope.language = person->language;
    return scope;
}

void forget_sessions(db::Transaction& tx, Instant now) { tx.change(forget_sessions_sql, {now}); }

} // namespace taraba::staff
