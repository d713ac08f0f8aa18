#include "sandbox/played_keys.hpp"

#include "base/expects.hpp"
#include "base/rsa.hpp"

#include <openssl/pem.h>

namespace taraba::sandbox {

namespace {

struct FreeBio {
    void operator()(BIO* bio) const { BIO_free(bio); }
};

template <class Write>
std::string pem_of(const Write& write) {
    const std::unique_ptr<BIO, FreeBio> bio(BIO_new(BIO_s_mem()));
    expects(write(bio.get()) == 1);
    char* data = nullptr;
    const auto size = BIO_get_mem_data(bio.get(), &data);
    return {data, static_cast<std::size_t>(size)};
}

PlayedKeys make_keys() {
    const Owned<EVP_PKEY> key(EVP_RSA_gen(2048));
    const Owned<X509> certificate(X509_new());
    X509_set_version(certificate.get(), 2);
    ASN1_INTEGER_set(X509_get_serialNumber(certificate.get()), 1);
    X509_gmtime_adj(X509_getm_notBefore(certificate.get()), -3'600);
    X509_gmtime_adj(X509_getm_notAfter(certificate.get()), 10L * 365 * 86'400);
    X509_set_pubkey(certificate.get(), key.get());
    auto* name = X509_get_subject_name(certificate.get());
    X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC,
                               reinterpret_cast<const unsigned char*>("sandbox"), -1, -1, 0);
    X509_set_issuer_name(certificate.get(), name);
    expects(X509_sign(certificate.get(), key.get(), EVP_sha256()) > 0);
    return {pem_of([&](BIO* bio) {
                return PEM_write_bio_PrivateKey(bio, key.get(), nullptr, nullptr, 0, nullptr,
                                                nullptr);
            }),
            pem_of([&](BIO* bio) { return PEM_write_bio_PUBKEY(bio, key.get()); }),
            pem_of([&](BIO* bio) { return PEM_write_bio_X509(bio, certificate.get()); })};
}

} // namespace

const PlayedKeys& processor_keys() {
    static const PlayedKeys keys = make_keys();
    return keys;
}

const PlayedKeys& merchant_keys() {
    static const PlayedKeys keys = make_keys();
    return keys;
}

} // namespace taraba::sandbox
