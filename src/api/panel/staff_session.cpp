#include "api/panel/routes.hpp"
#include "http/message.hpp"
#include "http/router.hpp"
#include "http/throttle.hpp"
#include "shop/staff/staff.hpp"

namespace taraba::api::panel {

namespace {

struct SignIn {
    std::string shop; ///< slug
    std::string email;
    std::string password;
};
BOOST_DESCRIBE_STRUCT(SignIn, (), (shop, email, password))

struct SignedIn {
    std::string name;
    std::string language;
    std::vector<std::string> permissions;
};
BOOST_DESCRIBE_STRUCT(SignedIn, (), (name, language, permissions))

std::string session_cookie(const std::string& token, bool secure, int seconds) {
    return "taraba_session=" + token +
           "; Path=/; HttpOnly; SameSite=Strict; Max-Age=" + std::to_string(seconds) +
           (secure ? "; Secure" : "");
}

/// Ten tries a quarter of an hour for an address, and for an account from anywhere.
struct SignInThrottle {
    http::Throttle by_address{30, std::chrono::minutes(15)};
    http::Throttle by_account{10, std::chrono::minutes(15)};
};

Result<staff::Session> attempt(shop::Installation& installation, SignInThrottle& throttle,
                               const http::Request& request) {
    TRY(wanted, from_json_text<SignIn>(request.body));
    const std::string account = wanted.shop + "\n" + wanted.email;
    const Instant now = installation.clock();
    if (!throttle.by_address.admit(request.remote_address, now) ||
        !throttle.by_account.admit(account, now))
        return refuse(RefusalKind::too_many, "too_many_attempts",
                      "Too many attempts; wait a quarter of an hour.");
    const auto shop = installation.database.read(
        [&](db::Transaction& tx) { return shop::find_shop_by_slug(tx, wanted.shop); });
    if (!shop)
        return refuse(RefusalKind::unauthenticated, "wrong_credentials",
                      "The e-mail address or the password is not right.");
    auto session = staff::sign_in(installation, *shop, wanted.email, wanted.password);
    if (session) throttle.by_account.forgive(account);
    return session;
}

} // namespace

void add_staff_session(Api& api) {
    auto& router = api.router();
    auto& installation = api.installation();
    http::Route sign_in;
    sign_in.method = http::Method::post;
    sign_in.pattern = "/api/v1/staff/sign-in";
    sign_in.summary = "Sign in; the session is a cookie";
    sign_in.tag = "staff";
    sign_in.body = &shape_of<SignIn>();
    sign_in.answer = &shape_of<SignedIn>();
    auto throttle = std::make_shared<SignInThrottle>();
    sign_in.handle = [&installation, throttle](http::Request& request) {
        const auto session = attempt(installation, *throttle, request);
        if (!session) return http::problem(session.error(), request);
        http::Response response;
        response.body =
            to_json(SignedIn{session->person.name, session->person.language, session->permissions});
        response.headers.emplace_back("Set-Cookie",
                                      session_cookie(session->token, request.secure, 43'200));
        response.headers.emplace_back("Cache-Control", "no-store");
        return response;
    };
    router.add(std::move(sign_in));

    http::Route sign_out;
    sign_out.method = http::Method::post;
    sign_out.pattern = "/api/v1/staff/sign-out";
    sign_out.summary = "End the session";
    sign_out.tag = "staff";
    sign_out.success = 204;
    sign_out.handle = [&installation](http::Request& request) {
        if (const auto token = request.cookie("taraba_session"))
            staff::sign_out(installation, *token);
        http::Response response;
        response.status = 204;
        response.headers.emplace_back("Set-Cookie", session_cookie("", request.secure, 0));
        return response;
    };
    router.add(std::move(sign_out));
}

} // namespace taraba::api::panel
