#include "shop/efactura/sign_in.hpp"

#include "base/form.hpp"
#include "base/json_reading.hpp"
#include "base/text.hpp"
#include "shop/alerts/alert.hpp"
#include "shop/audit/audit.hpp"
#include "shop/efactura/filing_store.hpp"

namespace taraba::efactura {

namespace {

using partners::PartnerAccount;
using partners::PartnerKind;

constexpr const char* partner = "anaf";
constexpr auto state_lasts = std::chrono::minutes(15);
constexpr auto renewed_before = std::chrono::hours(24 * 10);

const std::vector<partners::CredentialField>& fields() {
    static const std::vector<partners::CredentialField> all{
        {"client_id", false, false, false, ""}, {"client_secret", true, false, false, ""}};
    return all;
}

struct Tokens {
    LongText access;  ///< sealed
    LongText renewal; ///< sealed
    Instant ends_at{};
    Instant signed_in{};
    std::string error;
    std::int64_t version = 1;
};
BOOST_DESCRIBE_STRUCT(Tokens, (), (access, renewal, ends_at, signed_in, error, version))

constexpr db::Sql find_sql{"efactura.tokens", R"sql(
    SELECT access, renewal, ends_at, signed_in, error, version FROM authority_tokens
     WHERE shop_id = $1
)sql"};
constexpr db::Sql put_tokens_sql{"efactura.put_tokens", R"sql(
    INSERT INTO authority_tokens (shop_id, access, renewal, ends_at, signed_in, error, version)
    VALUES ($1, $2, $3, $4, $5, '', 1)
        ON CONFLICT (shop_id) DO UPDATE
           SET access = $2, renewal = $3, ends_at = $4, signed_in = $5, error = '',
               version = authority_tokens.version + 1
)sql"};
constexpr db::Sql fail_sql{"efactura.tokens_failed", R"sql(
    UPDATE authority_tokens SET error = $2, version = version + 1
     WHERE shop_id = $1 AND version = $3
)sql"};
constexpr db::Sql forget_sql{"efactura.forget_tokens",
                             "DELETE FROM authority_tokens WHERE shop_id = $1"};

std::optional<Tokens> find_tokens(const shop::Scope& scope) {
    return scope.read([&](db::Transaction& tx) { return tx.find<Tokens>(find_sql, {scope.id()}); });
}

bool is_played(const shop::Scope& scope) {
    return !scope.installation.sandbox_url.empty() &&
           !partners::find(scope, PartnerKind::authority, partner);
}

Result<PartnerAccount> account_of(const shop::Scope& scope) {
    if (const auto kept = partners::find(scope, PartnerKind::authority, partner))
        return partners::open(scope, *kept, fields());
    if (!is_played(scope)) return partners::not_set_up(PartnerKind::authority, authority);
    PartnerAccount account;
    account.credentials = {{"client_id", "demo"}, {"client_secret", "demo"}};
    account.endpoints = {{"base", scope.installation.sandbox_url + "/anaf"}};
    return account;
}

std::string sign_in_base(const PartnerAccount& account) {
    constexpr const char* real = "https://logincert.anaf.ro/anaf-oauth2/v1";
    return account.address("sign_in", real, real);
}

std::string callback_url(const shop::Scope& scope) {
    const auto& own = scope.shop->settings.public_url;
    return (own.empty() ? scope.installation.public_url : own) + "/callbacks/" + scope.shop->slug +
           "/efactura/sign-in";
}

std::string signed_text(const shop::Scope& scope, const std::string& until) {
    return "anaf-sign-in|" + to_text(scope.id()) + "|" + until;
}

void keep_tokens(const shop::Scope& scope, const AnafTokens& tokens, Instant signed_in) {
    const auto& vault = scope.installation.vault;
    const auto kept = scope.write([&](db::Transaction& tx) -> Result<bool> {
        tx.change(put_tokens_sql,
                  {scope.id(), vault.seal(tokens.access), vault.seal(tokens.renewal),
                   scope.now + tokens.lasts, signed_in});
        alerts::resolve(tx, scope, "efactura", "efactura_sign_in");
        // Those that waited for the sign-in go at once.
        constexpr std::int64_t at_once = 1'000;
        for (const auto id : waiting(tx, scope.id(), at_once))
            enqueue_sending(tx, scope, id);
        return true;
    });
    expects(static_cast<bool>(kept));
}

AnafApplication application_of(const PartnerAccount& account) {
    return {sign_in_base(account), account.credential("client_id"),
            account.credential("client_secret"), Millis(account.timeout_ms)};
}

void tell_lost(const shop::Scope& scope, const std::string& why) {
    (void)scope.write([&](db::Transaction& tx) -> Result<bool> {
        alerts::raise(
            tx, scope,
            {{}, "efactura_sign_in", "efactura", alerts::Audience::administrators, why, {}, {}});
        return true;
    });
}

Failure not_signed_in() {
    return refuse(RefusalKind::unavailable, "not_signed_in",
                  "Nobody has signed in at ANAF: Settings, e-Factura.");
}

/// The demo signs in by itself.
Result<void> sign_in_played(const shop::Scope& scope, const PartnerAccount& account) {
    TRY(tokens, ask_for_tokens(application_of(account),
                               {{"grant_type", "authorization_code"}, {"code", "demo"}}));
    keep_tokens(scope, tokens, scope.now);
    return {};
}

} // namespace

SignInView sign_in_view(const shop::Scope& scope) {
    SignInView view{
        partners::view(scope, partners::find(scope, PartnerKind::authority, partner), fields())};
    view.fields = fields();
    view.callback_url = callback_url(scope);
    if (const auto tokens = find_tokens(scope)) {
        view.signed_in = tokens->ends_at > scope.now;
        view.ends_at = tokens->ends_at;
        view.signed_in_at = tokens->signed_in;
        view.error = tokens->error;
    }
    return view;
}

Result<SignInView> put_account(const shop::Scope& scope, const partners::WantedAccount& wanted) {
    MUST(partners::put(scope, PartnerKind::authority, partner, fields(), wanted));
    TRY(after, shop::Scope::of(scope.installation, scope.id(), scope.principal));
    return sign_in_view(after);
}

Result<std::string> sign_in_url(const shop::Scope& scope) {
    TRY(account, account_of(scope));
    const std::string until = std::to_string(unix_ms(scope.now + state_lasts));
    const std::string state =
        until + "." + scope.installation.vault.sign(signed_text(scope, until));
    return sign_in_base(account) + "/authorize?" +
           to_form({{"response_type", "code"},
                    {"client_id", account.credential("client_id")},
                    {"redirect_uri", callback_url(scope)},
                    {"token_content_type", "jwt"},
                    {"state", state}});
}

Result<void> finish_sign_in(const shop::Scope& scope, const std::string& state,
                            const std::string& code) {
    const auto parts = split_at(state, '.');
    const auto until = parse_id(parts.front());
    if (parts.size() != 2 || !until ||
        !scope.installation.vault.is_signed(signed_text(scope, parts.front()), parts[1]) ||
        *until < unix_ms(scope.now))
        return invalid_field("state", "This sign-in was begun too long ago; begin again.");
    if (code.empty()) return invalid_field("code", "ANAF gave no code: nobody signed in there.");
    TRY(account, account_of(scope));
    TRY(tokens, ask_for_tokens(application_of(account), {{"grant_type", "authorization_code"},
                                                         {"code", code},
                                                         {"redirect_uri", callback_url(scope)}}));
    keep_tokens(scope, tokens, scope.now);
    MUST(scope.write([&](db::Transaction& tx) -> Result<bool> {
        audit::append(tx, scope, {"settings", "efactura_signed_in"});
        return true;
    }));
    return {};
}

Result<void> sign_out(const shop::Scope& scope) {
    MUST(scope.write([&](db::Transaction& tx) -> Result<bool> {
        tx.change(forget_sql, {scope.id()});
        audit::append(tx, scope, {"settings", "efactura_signed_out"});
        return true;
    }));
    return {};
}

Result<Anaf> open_service(const shop::Scope& scope) {
    TRY(account, account_of(scope));
    auto tokens = find_tokens(scope);
    if (!tokens && is_played(scope)) {
        MUST(sign_in_played(scope, account));
        tokens = find_tokens(scope);
    }
    if (!tokens) return not_signed_in();
    if (tokens->ends_at <= scope.now + std::chrono::minutes(1)) {
        MUST(renew(scope));
        tokens = find_tokens(scope);
        if (!tokens) return not_signed_in();
    }
    const auto token = scope.installation.vault.unseal(tokens->access.text);
    if (!token) return not_signed_in();
    return Anaf{account.address("service", "https://api.anaf.ro/test/FCTEL/rest",
                                "https://api.anaf.ro/prod/FCTEL/rest"),
                *token};
}

Result<void> renew(const shop::Scope& scope) {
    TRY(account, account_of(scope));
    const auto tokens = find_tokens(scope);
    const auto renewal = tokens ? scope.installation.vault.unseal(tokens->renewal.text)
                                : std::optional<std::string>();
    if (!renewal) return not_signed_in();
    const auto fresh = ask_for_tokens(
        application_of(account), {{"grant_type", "refresh_token"}, {"refresh_token", *renewal}});
    if (fresh) {
        keep_tokens(scope, *fresh, tokens->signed_in);
        return {};
    }
    if (fresh.error().kind == RefusalKind::unavailable) return Failure(fresh.error());
    // Another node may have renewed it meanwhile, and ANAF forgets what renewed it before.
    const auto now = find_tokens(scope);
    if (now && now->version != tokens->version) return {};
    MUST(scope.write([&](db::Transaction& tx) -> Result<bool> {
        tx.change(fail_sql,
                  {scope.id(), shortened(fresh.error().detail.text(), 300), tokens->version});
        return true;
    }));
    tell_lost(scope, fresh.error().detail.text());
    return not_signed_in();
}

void renew_in_time(const shop::Scope& scope) {
    const auto tokens = find_tokens(scope);
    if (!tokens || tokens->ends_at - scope.now > renewed_before) return;
    const auto renewed = renew(scope);
    // Down for the whole of its last day: somebody should know before it ends.
    if (!renewed && tokens->ends_at - scope.now < std::chrono::hours(24))
        tell_lost(scope, renewed.error().detail.text());
}

} // namespace taraba::efactura
