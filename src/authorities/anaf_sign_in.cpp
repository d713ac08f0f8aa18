#include "base/crypto.hpp"
#include "base/json.hpp"
#include "base/json_reading.hpp"
#include "base/text.hpp"
#include "http/client.hpp"
#include "shop/efactura/anaf.hpp"

// The sign-in service of ANAF (OAuth 2, logincert.anaf.ro/anaf-oauth2/v1), which gives JSON also of
// what it refuses.

namespace taraba::efactura {

namespace {

/// 90 days, when the answer does not say.
constexpr std::int64_t lasts_by_default = 7'776'000;

} // namespace

Result<AnafTokens> ask_for_tokens(const AnafApplication& application, Fields form) {
    form.emplace_back("token_content_type", "jwt");
    const std::string who = base64(application.client_id + ":" + application.client_secret);
    TRY(response, http::fetch_from("authority", "ANAF",
                                   {"POST",
                                    application.base + "/token",
                                    {form_header, "Authorization: Basic " + who},
                                    to_form(form),
                                    application.timeout}));
    const auto body = parse_json(response.body);
    if (response.status != 200 || !body || text_at(*body, "access_token").empty())
        return refuse(
            RefusalKind::conflict, "authority_refused",
            said("ANAF gave no token: {}", as_said(body ? text_at(*body, "error_description")
                                                        : std::to_string(response.status))));
    const auto* seconds = at(*body, "expires_in");
    return AnafTokens{text_at(*body, "access_token"), text_at(*body, "refresh_token"),
                      std::chrono::seconds(seconds && seconds->is_number()
                                               ? seconds->to_number<std::int64_t>()
                                               : lasts_by_default)};
}

} // namespace taraba::efactura
