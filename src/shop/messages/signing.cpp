#include "shop/messages/signing.hpp"

#include "base/rsa.hpp"
#include "shop/audit/audit.hpp"

#include <algorithm>

namespace taraba::messages {

namespace {

/// `selector`, a line break, and the private key in PEM.
constexpr const char* secret_name = "mail_signing";

/// One label of a name in DNS.
bool is_label(const std::string& text) {
    return !text.empty() && text.size() <= 63 && text.front() != '-' && text.back() != '-' &&
           std::ranges::all_of(text, [](char c) {
               return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
           });
}

void keep_key(const shop::Scope& scope, db::Transaction& tx, const std::string& selector,
              const std::string& sealed) {
    shop::put_secret(tx, scope.id(), secret_name, sealed);
    audit::append(tx, scope, {"settings", "mail_signing_changed", {{"selector", "", selector}}});
}

} // namespace

std::string sender_of(const shop::Scope& scope) {
    const auto& settings = scope.shop->settings;
    return settings.mail.from.empty() ? settings.seller.email : settings.mail.from;
}

std::optional<SigningKey> signing_key(const shop::Scope& scope) {
    const auto sealed = scope.read(
        [&](db::Transaction& tx) { return shop::find_secret(tx, scope.id(), secret_name); });
    const auto secret = sealed ? scope.installation.vault.unseal(*sealed) : std::nullopt;
    const auto line = secret ? secret->find('\n') : std::string::npos;
    if (line == std::string::npos) return std::nullopt;
    const std::string sender = sender_of(scope);
    return SigningKey{sender.substr(sender.find('@') + 1), secret->substr(0, line),
                      secret->substr(line + 1)};
}

std::optional<MailSigning> mail_signing(const shop::Scope& scope) {
    const auto key = signing_key(scope);
    const auto pair = key ? private_key_of(key->private_key) : nullptr;
    if (!pair) return std::nullopt;
    return MailSigning{key->selector, key->domain, key->selector + "._domainkey." + key->domain,
                       "v=DKIM1; k=rsa; p=" + base64(public_der_of(*pair))};
}

Result<MailSigning> sign_mail(const shop::Scope& scope, const std::string& selector) {
    if (!is_label(selector))
        return invalid_field("selector", "A selector is small letters, digits and hyphens.");
    if (sender_of(scope).find('@') == std::string::npos)
        return invalid_field("settings.mail.from", "Set the address that letters come from first.");
    const std::string sealed = scope.installation.vault.seal(selector + "\n" + new_rsa_key());
    MUST(scope.write([&](db::Transaction& tx) -> Result<bool> {
        keep_key(scope, tx, selector, sealed);
        return true;
    }));
    return *mail_signing(scope);
}

Result<void> stop_signing(const shop::Scope& scope) {
    MUST(scope.write([&](db::Transaction& tx) -> Result<bool> {
        keep_key(scope, tx, "", "");
        return true;
    }));
    return {};
}

} // namespace taraba::messages
