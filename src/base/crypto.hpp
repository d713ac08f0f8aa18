#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace taraba {

/// SHA-256, raw 32 bytes.
std::string sha256(std::string_view data);
/// HMAC-SHA-256, raw 32 bytes (RFC 2104).
std::string hmac_sha256(std::string_view key, std::string_view data);
/// For partners that still sign with these; raw bytes.
std::string hmac_md5(std::string_view key, std::string_view data);
std::string hmac_sha1(std::string_view key, std::string_view data);
/// SHA-512, raw 64 bytes.
std::string sha512(std::string_view data);
std::string hex(std::string_view bytes);
/// Nothing when it is no hex text.
std::optional<std::string> from_hex(std::string_view text);
std::string base64(std::string_view bytes);
/// URL-safe, without padding.
std::string base64url(std::string_view bytes);
/// Nothing when it is no such text. Line breaks and spaces are passed over.
std::optional<std::string> from_base64(std::string_view text);
std::optional<std::string> from_base64url(std::string_view text);

std::string random_bytes(std::size_t count);
/// 32 random bytes as URL-safe text: tokens and keys.
std::string random_token();

/// Compares in a time that depends on the lengths only.
bool equal_in_constant_time(std::string_view a, std::string_view b);

/// argon2id with the library's interactive limits; the text carries its own parameters.
std::string hash_password(std::string_view password);
bool password_matches(std::string_view password, const std::string& hash);

/// Seals secrets at rest and signs links with one key file of the installation.
class Vault {
public:
    /// Reads the 32-byte key file, or makes it (readable by its owner alone).
    static Vault open(const std::filesystem::path& key_file);
    static Vault with_key(std::string key);

    /// Authenticated encryption (XSalsa20-Poly1305); base64 text.
    std::string seal(std::string_view secret) const;
    /// Nothing when the text was not sealed with this key or was changed.
    std::optional<std::string> unseal(std::string_view sealed) const;

    /// A short URL-safe signature of a text, for links that must not be guessed.
    std::string sign(std::string_view text) const;
    bool is_signed(std::string_view text, std::string_view signature) const;

private:
    explicit Vault(std::string key);
    std::string key_;
};

} // namespace taraba
