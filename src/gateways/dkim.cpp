#include "gateways/dkim.hpp"

#include "base/crypto.hpp"
#include "base/rsa.hpp"
#include "base/text.hpp"

#include <array>

namespace taraba::messages {

namespace {

/// Runs of blanks become one; those at the end go (RFC 6376, 3.4.2 and 3.4.4).
std::string relaxed(std::string_view line) {
    std::string result;
    for (const char c : line) {
        if (c == '\r' || c == '\n') continue;
        const bool blank = c == ' ' || c == '\t';
        if (blank && result.ends_with(' ')) continue;
        result += blank ? ' ' : c;
    }
    if (result.ends_with(' ')) result.pop_back();
    return result;
}

std::string relaxed_body(std::string_view body) {
    std::string result;
    for (std::size_t start = 0; start < body.size();) {
        const auto end = std::min(body.find("\r\n", start), body.size());
        result += relaxed(body.substr(start, end - start)) + "\r\n";
        start = end + 2;
    }
    while (result.ends_with("\r\n\r\n"))
        result.resize(result.size() - 2);
    return result == "\r\n" ? "" : result;
}

/// `name:value` of a header, which may go over several lines; empty when the letter has none.
std::string relaxed_header(std::string_view headers, std::string_view name) {
    for (std::size_t start = 0; start < headers.size();) {
        auto end = headers.find("\r\n", start);
        while (end + 2 < headers.size() && (headers[end + 2] == ' ' || headers[end + 2] == '\t'))
            end = headers.find("\r\n", end + 2);
        const auto header = headers.substr(start, end - start);
        const auto colon = header.find(':');
        if (folded(header.substr(0, colon)) == name)
            return std::string(name) + ":" +
                   std::string(trimmed(relaxed(header.substr(colon + 1))));
        start = end + 2;
    }
    return "";
}

} // namespace

std::string dkim_signature(std::string_view letter, const SigningKey& key, Instant at) {
    const auto private_key = private_key_of(key.private_key);
    if (!private_key) return "";
    const auto end = letter.find("\r\n\r\n");
    const auto headers = letter.substr(0, end + 2);
    // RFC 8058 wants the way out among what is signed.
    constexpr std::array names{"from",
                               "to",
                               "subject",
                               "date",
                               "message-id",
                               "mime-version",
                               "content-type",
                               "list-unsubscribe",
                               "list-unsubscribe-post"};
    std::string signed_names, text;
    for (const char* name : names) {
        const auto header = relaxed_header(headers, name);
        if (header.empty()) continue;
        signed_names += (signed_names.empty() ? "" : ":") + std::string(name);
        text += header + "\r\n";
    }
    std::string line = "DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed;\r\n d=" + key.domain +
                       "; s=" + key.selector + "; t=" + std::to_string(unix_ms(at) / 1'000) +
                       ";\r\n h=" + signed_names +
                       ";\r\n bh=" + base64(sha256(relaxed_body(letter.substr(end + 4)))) +
                       ";\r\n b=";
    text += relaxed_header(line + "\r\n", "dkim-signature");
    const std::string signature = base64(rsa_sign(*private_key, EVP_sha256(), text));
    constexpr std::size_t width = 72;
    for (std::size_t i = 0; i < signature.size(); i += width)
        line += (i == 0 ? "" : "\r\n ") + signature.substr(i, width);
    return line + "\r\n";
}

} // namespace taraba::messages
