#include "shop/customers/account.hpp"

#include "base/text.hpp"
#include "db/table.hpp"
#include "shop/audit/audit.hpp"

namespace taraba::customers {

namespace {

constexpr auto session_life = std::chrono::hours(24 * 30);

const db::Table<Account>& account_table() {
    static const db::Table<Account> table("customer_accounts");
    return table;
}

const db::Table<CustomerPlace>& place_table() {
    static const db::Table<CustomerPlace> table("customer_places");
    return table;
}

constexpr db::Sql insert_link_sql{"accounts.insert_link", R"sql(
    INSERT INTO sign_in_links (shop_id, token_hash, customer_id, expires_at)
    VALUES ($1, $2, $3, $4)
)sql"};
constexpr db::Sql find_link_sql{"accounts.find_link", R"sql(
    SELECT customer_id FROM sign_in_links
     WHERE shop_id = $1 AND token_hash = $2 AND expires_at > $3
)sql"};
constexpr db::Sql use_link_sql{"accounts.use_link",
                               "DELETE FROM sign_in_links WHERE shop_id = $1 AND token_hash = $2"};

constexpr db::Sql insert_session_sql{"accounts.insert_session", R"sql(
    INSERT INTO customer_sessions (shop_id, token_hash, customer_id, expires_at)
    VALUES ($1, $2, $3, $4)
)sql"};
constexpr db::Sql session_sql{"accounts.session", R"sql(
    SELECT customer_id FROM customer_sessions
     WHERE shop_id = $1 AND token_hash = $2 AND expires_at > $3
)sql"};
constexpr db::Sql end_session_sql{
    "accounts.end_session", "DELETE FROM customer_sessions WHERE shop_id = $1 AND token_hash = $2"};
constexpr db::Sql end_others_sql{"accounts.end_others", R"sql(
    DELETE FROM customer_sessions WHERE shop_id = $1 AND customer_id = $2 AND token_hash <> $3
)sql"};
constexpr db::Sql forget_sessions_sql{"accounts.forget_sessions",
                                      "DELETE FROM customer_sessions WHERE expires_at < $1"};
constexpr db::Sql forget_links_sql{"accounts.forget_links",
                                   "DELETE FROM sign_in_links WHERE expires_at < $1"};

std::string hash_of(const std::string& token) { return hex(sha256(token)); }

std::string open_session(db::Transaction& tx, const shop::Scope& scope, CustomerId id) {
    const std::string token = random_token();
    tx.change(insert_session_sql, {scope.id(), hash_of(token), id, scope.now + session_life});
    return token;
}

Failure wrong_credentials() {
    return refuse(RefusalKind::unauthenticated, "wrong_credentials",
                  "The e-mail address or the password is not right.");
}

} // namespace

std::optional<SignInLink> make_sign_in_link(db::Transaction& tx, const shop::Scope& scope,
                                            const std::string& email) {
    const auto customer = find_by_email(tx, scope.id(), email);
    if (!customer) return std::nullopt;
    const std::string token = random_token();
    tx.change(insert_link_sql,
              {scope.id(), hash_of(token), customer->id, scope.now + sign_in_link_life});
    return SignInLink{token, *customer};
}

Result<std::string> sign_in(const shop::Scope& scope, const std::string& email,
                            const std::string& password) {
    const auto customer =
        scope.read([&](db::Transaction& tx) { return find_by_email(tx, scope.id(), email); });
    const auto account = customer ? scope.read([&](db::Transaction& tx) {
        return account_table().find(tx, scope.id(), customer->id.value);
    })
                                  : std::nullopt;
    // Without such an account a hash is checked all the same, so that the time tells nothing.
    static const std::string nobody = hash_password("nobody has this password");
    const bool has = account && !account->password_hash.empty();
    if (!password_matches(password, has ? account->password_hash : nobody) || !has)
        return wrong_credentials();
    return scope.write([&](db::Transaction& tx) -> Result<std::string> {
        return open_session(tx, scope, customer->id);
    });
}

Result<std::string> sign_in_by_link(const shop::Scope& scope, const std::string& token) {
    return scope.write([&](db::Transaction& tx) -> Result<std::string> {
        const std::string hash = hash_of(token);
        const auto id = tx.number(find_link_sql, {scope.id(), hash, scope.now});
        // Of two requests with one token only one takes the row away.
        if (!id || tx.change(use_link_sql, {scope.id(), hash}) != 1)
            return refuse(RefusalKind::unauthenticated, "link_used",
                          "This link has been used or is too old; ask for a new one.");
        (void)account_of(tx, scope, CustomerId{*id});
        return open_session(tx, scope, CustomerId{*id});
    });
}

void sign_out(const shop::Scope& scope, const std::string& token) {
    (void)scope.write([&](db::Transaction& tx) -> Result<bool> {
        tx.change(end_session_sql, {scope.id(), hash_of(token)});
        return true;
    });
}

shop::Scope with_session(shop::Scope scope, const std::string& token) {
    const auto customer = scope.read([&](db::Transaction& tx) -> std::optional<Customer> {
        const auto id = tx.number(session_sql, {scope.id(), hash_of(token), scope.now});
        return id ? find(tx, scope.id(), CustomerId{*id}) : std::nullopt;
    });
    if (!customer) return scope;
    scope.principal.id = customer->id.value;
    scope.principal.permissions.insert(account_permission);
    return scope;
}

Account account_of(db::Transaction& tx, const shop::Scope& scope, CustomerId id) {
    if (auto known = account_table().find(tx, scope.id(), id.value)) return *known;
    Account account;
    account.customer_id = id;
    account_table().insert(tx, scope.id(), account);
    return account;
}

bool wants_no_sms(db::Transaction& tx, ShopId shop, CustomerId id) {
    const auto account = account_table().find(tx, shop, id.value);
    return account && account->no_sms;
}

bool wants_news(db::Transaction& tx, ShopId shop, CustomerId id) {
    const auto account = account_table().find(tx, shop, id.value);
    return account && account->news;
}

void end_news(db::Transaction& tx, const shop::Scope& scope, CustomerId id) {
    auto account = account_table().find(tx, scope.id(), id.value);
    if (!account || !account->news) return;
    account->news = false;
    store(tx, scope, *account);
    audit::append(tx, scope, {subject_of(id), "offers_ended"});
}

void store(db::Transaction& tx, const shop::Scope& scope, Account& account) {
    ++account.version;
    if (!account_table().update(tx, scope.id(), account))
        throw WriteConflict("account " + to_text(account.customer_id) + " changed meanwhile");
}

Result<void> set_password(const shop::Scope& scope, const std::string& old,
                          const std::string& password, const std::string& session) {
    if (character_count(password) < 10)
        return invalid_field("password", "A password has at least 10 characters.");
    const CustomerId id{scope.principal.id};
    const std::string hash = hash_password(password); // slow on purpose: outside the transaction
    const auto changed = scope.write([&](db::Transaction& tx) -> Result<bool> {
        Account account = account_of(tx, scope, id);
        if (!account.password_hash.empty() && !password_matches(old, account.password_hash))
            return refuse(RefusalKind::invalid, "wrong_credentials",
                          "The password of now is not right.", "old");
        account.password_hash = hash;
        store(tx, scope, account);
        tx.change(end_others_sql, {scope.id(), id, hash_of(session)});
        audit::append(tx, scope, {subject_of(id), "password_changed"});
        return true;
    });
    if (!changed) return Failure(changed.error());
    return {};
}

std::vector<CustomerPlace> places_of(db::Transaction& tx, ShopId shop, CustomerId id) {
    static const std::string sql =
        "SELECT " + place_table().columns() +
        " FROM customer_places WHERE shop_id = $1 AND customer_id = $2 ORDER BY id";
    return tx.list<CustomerPlace>({"accounts.places", sql}, {shop, id});
}

Result<CustomerPlace> save_place(db::Transaction& tx, const shop::Scope& scope,
                                 CustomerPlace place) {
    constexpr std::size_t most = 50;
    if (place.address.has_value() == place.company.has_value())
        return invalid_field("address", "This is an address or a company.");
    if (place.address) {
        TRY(address, checked(*place.address, "address."));
        place.address = address;
    } else {
        TRY(company, checked(*place.company, "company."));
        place.company = company;
    }
    place.label = shortened(trimmed(place.label), 80);
    if (!place.id.is_set()) {
        if (places_of(tx, scope.id(), place.customer_id).size() >= most)
            return invalid_field("address", "There are fifty already; remove one first.");
        place.id = scope.new_id<CustomerPlaceId>();
        place_table().insert(tx, scope.id(), place);
        return place;
    }
    const auto before = place_table().find(tx, scope.id(), place.id.value);
    if (!before || before->customer_id != place.customer_id)
        return not_found("There is no such address.");
    place.version = before->version + 1;
    place_table().update(tx, scope.id(), place);
    return place;
}

Result<void> remove_place(db::Transaction& tx, const shop::Scope& scope, CustomerId customer,
                          CustomerPlaceId id) {
    const auto place = place_table().find(tx, scope.id(), id.value);
    if (!place || place->customer_id != customer) return not_found("There is no such address.");
    place_table().remove(tx, scope.id(), id.value);
    return {};
}

Result<Customer> forget(db::Transaction& tx, const shop::Scope& scope, CustomerId id) {
    auto customer = find(tx, scope.id(), id);
    if (!customer) return not_found("There is no such customer.");
    customer->email = "sters-" + to_text(id) + "@invalid.invalid";
    customer->name = "-";
    customer->phone = "0000000000";
    customer->company.reset();
    customer->address.reset();
    customer->note.text.clear();
    TRY(forgotten, change(tx, scope, *customer));
    for (const auto& place : places_of(tx, scope.id(), id))
        place_table().remove(tx, scope.id(), place.id.value);
    tx.change(end_others_sql, {scope.id(), id, ""});
    account_table().remove(tx, scope.id(), id.value);
    audit::append(tx, scope, {subject_of(id), "customer_forgotten"});
    return forgotten;
}

void forget_old_sessions(db::Transaction& tx, Instant now) {
    tx.change(forget_sessions_sql, {now});
    tx.change(forget_links_sql, {now});
}

} // namespace taraba::customers
