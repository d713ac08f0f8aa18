#include "base/crypto.hpp"

#include "base/bytes.hpp"
#include "base/expects.hpp"

#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <sodium.h>

#include <array>
#include <cstring>
#include <fcntl.h>
#include <fstream>
#include <iterator>
#include <unistd.h>

namespace taraba {

namespace {

void ready() {
    static const bool done = sodium_init() >= 0;
    expects(done);
}

std::string encoded(std::string_view bytes, int variant) {
    std::string text(sodium_base64_encoded_len(bytes.size(), variant), '\0');
    sodium_bin2base64(text.data(), text.size(), bytes_of(bytes), bytes.size(), variant);
    text.resize(std::strlen(text.c_str()));
    return text;
}

std::optional<std::string> decoded(std::string_view text, int variant) {
    std::string raw(text.size() + 1, '\0');
    std::size_t length = 0;
    const char* end = nullptr;
    if (sodium_base642bin(bytes_of(raw), raw.size(), text.data(), text.size(), " \r\n", &length,
                          &end, variant) != 0 ||
        end != text.data() + text.size())
        return std::nullopt;
    raw.resize(length);
    return raw;
}

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

std::string hmac_sha256(std::string_view key, std::string_view data) {
    ready();
    crypto_auth_hmacsha256_state state;
    std::string digest(crypto_auth_hmacsha256_BYTES, '\0');
    crypto_auth_hmacsha256_init(&state, bytes_of(key), key.size());
    crypto_auth_hmacsha256_update(&state, bytes_of(data), data.size());
    crypto_auth_hmacsha256_final(&state, bytes_of(digest));
    return digest;
}

std::string hmac_md5(std::string_view key, std::string_view data) {
    return hmac(EVP_md5(), key, data);
}

std::string hmac_sha1(std::string_view key, std::string_view data) {
    return hmac(EVP_sha1(), key, data);
}

std::string sha512(std::string_view data) {
    std::string digest(crypto_hash_sha512_BYTES, '\0');
    crypto_hash_sha512(bytes_of(digest), bytes_of(data), data.size());
    return digest;
}

std::string sha256(std::string_view data) {
    std::string digest(crypto_hash_sha256_BYTES, '\0');
    crypto_hash_sha256(bytes_of(digest), bytes_of(data), data.size());
    return digest;
}

std::string hex(std::string_view bytes) {
    constexpr std::string_view digits = "0123456789abcdef";
    std::string text;
    text.reserve(bytes.size() * 2);
    for (const char c : bytes) {
        const auto byte = static_cast<unsigned char>(c);
        text += digits[byte >> 4];
        text += digits[byte & 15];
    }
    return text;
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

std::string base64(std::string_view bytes) {
    return encoded(bytes, sodium_base64_VARIANT_ORIGINAL);
}

std::string base64url(std::string_view bytes) {
    return encoded(bytes, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
}

std::optional<std::string> from_base64(std::string_view text) {
    return decoded(text, sodium_base64_VARIANT_ORIGINAL);
}

std::optional<std::string> from_base64url(std::string_view text) {
    return decoded(text, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
}

std::string random_bytes(std::size_t count) {
    ready();
    std::string bytes(count, '\0');
    randombytes_buf(bytes.data(), bytes.size());
    return bytes;
}

std::string random_token() { return base64url(random_bytes(32)); }

bool equal_in_constant_time(std::string_view a, std::string_view b) {
    return a.size() == b.size() && sodium_memcmp(a.data(), b.data(), a.size()) == 0;
}

std::string hash_password(std::string_view password) {
    ready();
    std::array<char, crypto_pwhash_STRBYTES> hash{};
    expects(crypto_pwhash_str(hash.data(), password.data(), password.size(),
                              crypto_pwhash_OPSLIMIT_INTERACTIVE,
                              crypto_pwhash_MEMLIMIT_INTERACTIVE) == 0);
    return hash.data();
}

bool password_matches(std::string_view password, const std::string& hash) {
    ready();
    return crypto_pwhash_str_verify(hash.c_str(), password.data(), password.size()) == 0;
}

Vault::Vault(std::string key) : key_(std::move(key)) {
    ready();
    expects(key_.size() == crypto_secretbox_KEYBYTES);
}

Vault Vault::with_key(std::string key) { return Vault(std::move(key)); }

Vault Vault::open(const std::filesystem::path& key_file) {
    ready();
    if (!std::filesystem::exists(key_file)) {
        const std::string key = random_bytes(crypto_secretbox_KEYBYTES);
        const int file = ::open(key_file.c_str(), O_CREAT | O_EXCL | O_WRONLY, 0600);
        if (file >= 0) {
            const bool written =
                ::write(file, key.data(), key.size()) == static_cast<ssize_t>(key.size());
            ::fsync(file);
            ::close(file);
            if (!written) throw std::runtime_error("cannot write " + key_file.string());
        }
    }
    std::ifstream in(key_file, std::ios::binary);
    std::string key{std::istreambuf_iterator<char>(in), {}};
    if (key.size() != crypto_secretbox_KEYBYTES)
        throw std::runtime_error("the key file " + key_file.string() + " does not hold 32 bytes");
    return Vault(std::move(key));
}

std::string Vault::seal(std::string_view secret) const {
    const std::string nonce = random_bytes(crypto_secretbox_NONCEBYTES);
    std::string box(secret.size() + crypto_secretbox_MACBYTES, '\0');
    crypto_secretbox_easy(bytes_of(box), bytes_of(secret), secret.size(),
                          bytes_of(std::string_view(nonce)), bytes_of(std::string_view(key_)));
    return base64(nonce + box);
}

std::optional<std::string> Vault::unseal(std::string_view sealed) const {
    std::string raw(sealed.size(), '\0');
    std::size_t length = 0;
    if (sodium_base642bin(bytes_of(raw), raw.size(), sealed.data(), sealed.size(), nullptr, &length,
                          nullptr, sodium_base64_VARIANT_ORIGINAL) != 0)
        return std::nullopt;
    constexpr std::size_t overhead = crypto_secretbox_NONCEBYTES + crypto_secretbox_MACBYTES;
    if (length < overhead) return std::nullopt;
    const std::string_view box(raw.data() + crypto_secretbox_NONCEBYTES,
                               length - crypto_secretbox_NONCEBYTES);
    std::string secret(length - overhead, '\0');
    if (crypto_secretbox_open_easy(bytes_of(secret), bytes_of(box), box.size(),
                                   bytes_of(std::string_view(raw)),
                                   bytes_of(std::string_view(key_))) != 0)
        return std::nullopt;
    return secret;
}

std::string Vault::sign(std::string_view text) const {
    std::string mac(16, '\0');
    crypto_generichash(bytes_of(mac), mac.size(), bytes_of(text), text.size(),
                       bytes_of(std::string_view(key_)), key_.size());
    return base64url(mac);
}

bool Vault::is_signed(std::string_view text, std::string_view signature) const {
    return equal_in_constant_time(sign(text), signature);
}

} // namespace taraba
