#pragma once

#include <map>
#include <memory>
#include <openssl/evp.h>
#include <openssl/x509.h>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace taraba {

struct FreeOpenssl {
    void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
    void operator()(X509* certificate) const { X509_free(certificate); }
    void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
    void operator()(EVP_CIPHER_CTX* context) const { EVP_CIPHER_CTX_free(context); }
};
template <class T>
using Owned = std::unique_ptr<T, FreeOpenssl>;

/// A key or certificate in PEM; nothing when the text is none.
Owned<EVP_PKEY> public_key_of(std::string_view pem); ///< of a public key or of a certificate
Owned<EVP_PKEY> private_key_of(std::string_view pem);
std::vector<Owned<X509>> certificates_of(std::string_view pem);

/// RSASSA-PKCS1-v1_5.
bool is_rsa_signed(EVP_PKEY& key, const EVP_MD* digest, std::string_view data,
                   std::string_view signature);
std::string rsa_sign(EVP_PKEY& key, const EVP_MD* digest, std::string_view data);

/// A new key pair of 2048 bits: the private key in PEM.
std::string new_rsa_key();
/// The public half in DER (SubjectPublicKeyInfo).
std::string public_der_of(EVP_PKEY& key);

/// Whether the first certificate leads to an authority that this machine trusts, today.
bool is_trusted(const std::vector<Owned<X509>>& chain);

/// Data under a random key, and the key under somebody's public key.
struct Envelope {
    std::string env_key;
    std::string data;
    std::string cipher; ///< aes-256-cbc, or rc4
    std::string iv;     ///< empty with rc4
};
/// AES-256-CBC.
Envelope seal_for(EVP_PKEY& recipient, std::string_view text);
/// Nothing when it was not for this key, or was changed past reading. RC4 needs OpenSSL's legacy
/// provider.
std::optional<std::string> open_with(EVP_PKEY& recipient, const Envelope& envelope);

} // namespace taraba
