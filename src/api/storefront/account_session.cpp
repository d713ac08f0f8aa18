// How buyers sign in: by a link in a mail, or by a password they have set.

#include "api/authentication.hpp"
#include "api/storefront/routes.hpp"
#include "base/spreadsheet.hpp"
#include "http/message.hpp"
#include "http/router.hpp"
#include "http/throttle.hpp"
#include "shop/customers/account.hpp"
#include "shop/customers/customer.hpp"
#include "shop/links.hpp"
#include "shop/messages/message.hpp"

namespace taraba::api::storefront {

namespace {

struct AskLink {
    std::string email;
};
BOOST_DESCRIBE_STRUCT(AskLink, (), (email))

struct AccountSignIn {
    static constexpr bool lenient = true;
    std::string email;
    std::string password;
    std::string token; ///< of a link, instead of the two
};
BOOST_DESCRIBE_STRUCT(AccountSignIn, (), (email, password, token))

struct Throttles {
    http::Throttle links_by_address{20, std::chrono::minutes(15)};
    http::Throttle links_by_email{4, std::chrono::minutes(15)};
    http::Throttle by_address{30, std::chrono::minutes(15)};
    http::Throttle by_email{10, std::chrono::minutes(15)};
};

Failure too_many() {
    return refuse(RefusalKind::too_many, "too_many_attempts",
                  "Too many attempts; wait a quarter of an hour.");
}

/// The answer is the same whether somebody has this address or not.
Result<void> send_link(const shop::Scope& scope, Throttles& throttles,
                       const http::Request& request) {
    TRY(asked, from_json_text<AskLink>(request.body));
    if (!customers::is_email(asked.email))
        return invalid_field("email", "This is not an e-mail address.");
    if (!throttles.links_by_address.admit(request.remote_address, scope.now) ||
        !throttles.links_by_email.admit(asked.email, scope.now))
        return too_many();
    const auto sent = scope.write([&](db::Transaction& tx) -> Result<bool> {
        const auto link = customers::make_sign_in_link(tx, scope, asked.email);
        if (!link) return false;
        return messages::mail_later(
            tx, scope, link->customer.email, "sign_in_link", scope.language,
            {{"customer_name", link->customer.name},
             {"shop_name", scope.shop->name},
             {"sign_in_link", shop::shop_link(scope, "account?token=" + link->token)}});
    });
    if (!sent) return Failure(sent.error());
    return {};
}

Result<std::string> sign_in(const shop::Scope& scope, Throttles& throttles,
                            const http::Request& request) {
    TRY(wanted, from_json_text<AccountSignIn>(request.body));
    if (!throttles.by_address.admit(request.remote_address, scope.now)) return too_many();
    if (!wanted.token.empty()) return customers::sign_in_by_link(scope, wanted.token);
    if (!throttles.by_email.admit(wanted.email, scope.now)) return too_many();
    auto token = customers::sign_in(scope, wanted.email, wanted.password);
    if (token) throttles.by_email.forgive(wanted.email);
    return token;
}

/// Lax, so that a link in a mail finds the buyer signed in.
std::string account_cookie(const std::string& token, bool secure, std::int64_t seconds) {
    return "taraba_account=" + token +
           "; Path=/; HttpOnly; SameSite=Lax; Max-Age=" + std::to_string(seconds) +
           (secure ? "; Secure" : "");
}

void add(http::Router& router, const std::string& pattern, const std::string& summary,
         const Shape* body, std::function<http::Response(http::Request&)> handle) {
    http::Route route;
    route.method = http::Method::post;
    route.pattern = pattern;
    route.summary = summary;
    route.tag = "account";
    route.success = 204;
    route.body = body;
    route.handle = std::move(handle);
    router.add(std::move(route));
}

http::Response done(const std::string& cookie = {}) {
    http::Response response;
    response.status = 204;
    if (!cookie.empty()) response.headers.emplace_back("Set-Cookie", cookie);
    response.headers.emplace_back("Cache-Control", "no-store");
    return response;
}

} // namespace

void add_account_session(Api& api) {
    auto& router = api.router();
    auto& installation = api.installation();
    auto throttles = std::make_shared<Throttles>();
    add(router, "/api/v1/account/link", "Send a link that signs in once", &shape_of<AskLink>(),
        [&installation, throttles](http::Request& request) {
            const auto scope = authenticate(installation, request);
            if (!scope) return http::problem(scope.error(), request);
            const auto sent = send_link(*scope, *throttles, request);
            return sent ? done() : http::problem(sent.error(), request);
        });
    add(router, "/api/v1/account/sign-in", "Sign in by password or link; the session is a cookie",
        &shape_of<AccountSignIn>(), [&installation, throttles](http::Request& request) {
            const auto scope = authenticate(installation, request);
            if (!scope) return http::problem(scope.error(), request);
            const auto token = sign_in(*scope, *throttles, request);
            if (!token) return http::problem(token.error(), request);
            return done(account_cookie(*token, request.secure, 30 * 86'400));
        });
    add(router, "/api/v1/account/sign-out", "End the session", nullptr,
        [&installation](http::Request& request) {
            const auto scope = authenticate(installation, request);
            if (!scope) return http::problem(scope.error(), request);
            if (const auto token = request.cookie("taraba_account"))
                customers::sign_out(*scope, *token);
            return done(account_cookie("", request.secure, 0));
        });
}

} // namespace taraba::api::storefront
