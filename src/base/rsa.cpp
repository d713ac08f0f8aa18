#include "base/rsa.hpp"

#include "base/bytes.hpp"
#include "base/expects.hpp"

#include <openssl/bio.h>
#include <openssl/pem.h>
#include <openssl/provider.h>
#include <openssl/rsa.h>
#include <openssl/x509_vfy.h>

namespace taraba {

namespace {

struct FreeMore {
    void operator()(BIO* bio) const { BIO_free(bio); }
    void operator()(X509_STORE* store) const { X509_STORE_free(store); }
    void operator()(X509_STORE_CTX* context) const { X509_STORE_CTX_free(context); }
    void operator()(EVP_PKEY_CTX* context) const { EVP_PKEY_CTX_free(context); }
    void operator()(EVP_CIPHER* cipher) const { EVP_CIPHER_free(cipher); }
};
template <class T>
using Kept = std::unique_ptr<T, FreeMore>;

Kept<BIO> reader(std::string_view text) {
    return Kept<BIO>(BIO_new_mem_buf(text.data(), static_cast<int>(text.size())));
}

/// RC4 lives apart since OpenSSL 3, in a library context of its own so that nothing else gets it.
EVP_CIPHER* rc4() {
    static OSSL_LIB_CTX* const context = [] {
        auto* made = OSSL_LIB_CTX_new();
        OSSL_PROVIDER_load(made, "legacy");
        OSSL_PROVIDER_load(made, "default");
        return made;
    }();
    static EVP_CIPHER* const cipher = EVP_CIPHER_fetch(context, "RC4", nullptr);
    return cipher;
}

std::optional<std::string> unwrapped(EVP_PKEY& key, std::string_view wrapped) {
    const Kept<EVP_PKEY_CTX> context(EVP_PKEY_CTX_new(&key, nullptr));
    std::size_t size = 0;
    if (!context || EVP_PKEY_decrypt_init(context.get()) <= 0 ||
        EVP_PKEY_CTX_set_rsa_padding(context.get(), RSA_PKCS1_PADDING) <= 0 ||
        EVP_PKEY_decrypt(context.get(), nullptr, &size, bytes_of(wrapped), wrapped.size()) <= 0)
        return std::nullopt;
    std::string plain(size, '\0');
    if (EVP_PKEY_decrypt(context.get(), bytes_of(plain), &size, bytes_of(wrapped),
                         wrapped.size()) <= 0)
        return std::nullopt;
    plain.resize(size);
    return plain;
}

} // namespace

Owned<EVP_PKEY> public_key_of(std::string_view pem) {
    if (auto* key = PEM_read_bio_PUBKEY(reader(pem).get(), nullptr, nullptr, nullptr))
        return Owned<EVP_PKEY>(key);
    const auto certificates = certificates_of(pem);
    if (certificates.empty()) return nullptr;
    return Owned<EVP_PKEY>(X509_get_pubkey(certificates.front().get()));
}

Owned<EVP_PKEY> private_key_of(std::string_view pem) {
    return Owned<EVP_PKEY>(PEM_read_bio_PrivateKey(reader(pem).get(), nullptr, nullptr, nullptr));
}

std::vector<Owned<X509>> certificates_of(std::string_view pem) {
    std::vector<Owned<X509>> all;
    const auto bio = reader(pem);
    constexpr std::size_t most = 10;
    while (all.size() < most)
        if (auto* next = PEM_read_bio_X509(bio.get(), nullptr, nullptr, nullptr))
            all.emplace_back(next);
        else
            break;
    return all;
}

bool is_rsa_signed(EVP_PKEY& key, const EVP_MD* digest, std::string_view data,
                   std::string_view signature) {
    if (EVP_PKEY_get_base_id(&key) != EVP_PKEY_RSA) return false;
    const Owned<EVP_MD_CTX> context(EVP_MD_CTX_new());
    return EVP_DigestVerifyInit(context.get(), nullptr, digest, nullptr, &key) == 1 &&
           EVP_DigestVerify(context.get(), bytes_of(signature), signature.size(), bytes_of(data),
                            data.size()) == 1;
}

std::string rsa_sign(EVP_PKEY& key, const EVP_MD* digest, std::string_view data) {
    const Owned<EVP_MD_CTX> context(EVP_MD_CTX_new());
    std::size_t size = 0;
    expects(EVP_DigestSignInit(context.get(), nullptr, digest, nullptr, &key) == 1);
    expects(EVP_DigestSign(context.get(), nullptr, &size, bytes_of(data), data.size()) == 1);
    std::string signature(size, '\0');
    expects(EVP_DigestSign(context.get(), bytes_of(signature), &size, bytes_of(data),
                           data.size()) == 1);
    signature.resize(size);
    return signature;
}

std::string new_rsa_key() {
    const Owned<EVP_PKEY> key(EVP_RSA_gen(2'048));
    const Kept<BIO> bio(BIO_new(BIO_s_mem()));
    expects(key && PEM_write_bio_PrivateKey(bio.get(), key.get(), nullptr, nullptr, 0, nullptr,
                                            nullptr) == 1);
    char* data = nullptr;
    const auto size = BIO_get_mem_data(bio.get(), &data);
    return {data, static_cast<std::size_t>(size)};
}

std::string public_der_of(EVP_PKEY& key) {
    unsigned char* data = nullptr;
    const int size = i2d_PUBKEY(&key, &data);
    expects(size > 0);
    std::string der(reinterpret_cast<char*>(data), static_cast<std::size_t>(size));
    OPENSSL_free(data);
    return der;
}

bool is_trusted(const std::vector<Owned<X509>>& chain) {
    if (chain.empty()) return false;
    const Kept<X509_STORE> store(X509_STORE_new());
    if (X509_STORE_set_default_paths(store.get()) != 1) return false;
    STACK_OF(X509)* between = sk_X509_new_null();
    for (std::size_t i = 1; i < chain.size(); ++i)
        sk_X509_push(between, chain[i].get());
    const Kept<X509_STORE_CTX> context(X509_STORE_CTX_new());
    const bool good =
        X509_STORE_CTX_init(context.get(), store.get(), chain.front().get(), between) == 1 &&
        X509_verify_cert(context.get()) == 1;
    sk_X509_free(between);
    return good;
}

Envelope seal_for(EVP_PKEY& recipient, std::string_view text) {
    const Owned<EVP_CIPHER_CTX> context(EVP_CIPHER_CTX_new());
    Envelope envelope;
    envelope.cipher = "aes-256-cbc";
    envelope.env_key.resize(static_cast<std::size_t>(EVP_PKEY_get_size(&recipient)));
    envelope.iv.resize(16);
    unsigned char* key = bytes_of(envelope.env_key);
    int key_size = 0, size = 0, rest = 0;
    EVP_PKEY* to = &recipient;
    expects(EVP_SealInit(context.get(), EVP_aes_256_cbc(), &key, &key_size, bytes_of(envelope.iv),
                         &to, 1) == 1);
    envelope.env_key.resize(static_cast<std::size_t>(key_size));
    envelope.data.resize(text.size() + 16);
    expects(EVP_SealUpdate(context.get(), bytes_of(envelope.data), &size, bytes_of(text),
                           static_cast<int>(text.size())) == 1);
    expects(EVP_SealFinal(context.get(), bytes_of(envelope.data) + size, &rest) == 1);
    envelope.data.resize(static_cast<std::size_t>(size) + static_cast<std::size_t>(rest));
    return envelope;
}

std::optional<std::string> open_with(EVP_PKEY& recipient, const Envelope& envelope) {
    const bool old = envelope.cipher.empty() || envelope.cipher == "rc4";
    if (!old && envelope.cipher != "aes-256-cbc") return std::nullopt;
    const auto key = unwrapped(recipient, envelope.env_key);
    const EVP_CIPHER* cipher = old ? rc4() : EVP_aes_256_cbc();
    if (!key || !cipher) return std::nullopt;
    if (!old && (key->size() != 32 || envelope.iv.size() != 16)) return std::nullopt;
    const Owned<EVP_CIPHER_CTX> context(EVP_CIPHER_CTX_new());
    std::string text(envelope.data.size() + 16, '\0');
    int size = 0, rest = 0;
    if (EVP_DecryptInit_ex(context.get(), cipher, nullptr, nullptr, nullptr) != 1)
        return std::nullopt;
    if (old && EVP_CIPHER_CTX_set_key_length(context.get(), static_cast<int>(key->size())) != 1)
        return std::nullopt;
    if (EVP_DecryptInit_ex(context.get(), nullptr, nullptr, bytes_of(*key),
                           old ? nullptr : bytes_of(envelope.iv)) != 1 ||
        EVP_DecryptUpdate(context.get(), bytes_of(text), &size, bytes_of(envelope.data),
                          static_cast<int>(envelope.data.size())) != 1 ||
        EVP_DecryptFinal_ex(context.get(), bytes_of(text) + size, &rest) != 1)
        return std::nullopt;
    text.resize(static_cast<std::size_t>(size) + static_cast<std::size_t>(rest));
    return text;
}

} // namespace taraba
