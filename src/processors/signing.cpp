#include "processors/signing.hpp"

#include "base/expects.hpp"
#include "base/text.hpp"
#include "base/time.hpp"

#include <array>
#include <openssl/evp.h>
#include <openssl/hmac.h>

namespace taraba::processors {

namespace {

std::string hmac(const EVP_MD* digest, std::string_view key, std::string_view data) {
    std::array<unsigned char, EVP_MAX_MD_SIZE> bytes{};
    unsigned int size = 0;
    const auto* done =
        HMAC(digest, key.data(), static_cast<int>(key.size()),
             reinterpret_cast<const unsigned char*>(data.data()), data.size(), bytes.data(), &size);
    expects(done != nullptr);
    return {reinterpret_cast<const char*>(bytes.data()), size};
}

int digit_of(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

} // namespace

Fields parse_form(std::string_view text) {
    Fields fields;
    while (!text.empty()) {
        const auto end = text.find('&');
        const auto pair = text.substr(0, end);
        text.remove_prefix(end == text.npos ? text.size() : end + 1);
        if (pair.empty()) continue;
        const auto equals = pair.find('=');
        fields.emplace_back(percent_decoded(pair.substr(0, equals), true),
                            equals == pair.npos ? ""
                                                : percent_decoded(pair.substr(equals + 1), true));
    }
    return fields;
}

std::string to_form(const Fields& fields) {
    std::string text;
    for (const auto& [name, value] : fields)
        text += (text.empty() ? "" : "&") + percent_encoded(name) + "=" + percent_encoded(value);
    return text;
}

std::optional<std::string> find_field(const Fields& fields, std::string_view name) {
    for (const auto& [key, value] : fields)
        if (key == name) return value;
    return std::nullopt;
}

std::string field(const Fields& fields, std::string_view name) {
    return find_field(fields, name).value_or("");
}

std::string length_prefixed(const std::vector<std::optional<std::string>>& values,
                            LengthRule rule) {
    std::string source;
    for (const auto& value : values) {
        if (!value)
            source += rule.absent;
        else if (value->empty())
            source += rule.empty;
        else
            source += std::to_string(value->size()) + *value;
    }
    return source;
}

std::string hmac_md5(std::string_view key, std::string_view data) {
    return hmac(EVP_md5(), key, data);
}

std::string hmac_sha1(std::string_view key, std::string_view data) {
    return hmac(EVP_sha1(), key, data);
}

std::optional<std::string> from_hex(std::string_view text) {
    if (text.size() % 2 != 0) return std::nullopt;
    std::string bytes;
    for (std::size_t i = 0; i < text.size(); i += 2) {
        const int high = digit_of(text[i]), low = digit_of(text[i + 1]);
        if (high < 0 || low < 0) return std::nullopt;
        bytes += static_cast<char>(high * 16 + low);
    }
    return bytes;
}

std::string upper_case(std::string text) {
    for (char& c : text)
        if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    return text;
}

std::string compact_time(std::int64_t unix_ms) {
    std::string digits;
    for (const char c : to_rfc3339(from_unix_ms(unix_ms)).substr(0, 19))
        if (c >= '0' && c <= '9') digits += c;
    return digits;
}

} // namespace taraba::processors
