// Fuzzes what anybody may send to a processor's callback address: as it comes, and rightly signed
// or sealed, so that what lies behind the signature is reached as well. TARABA_FUZZ names the
// processor.

#include "base/crypto.hpp"
#include "processors/euplatesc.hpp"
#include "processors/payu.hpp"
#include "processors/romcard.hpp"
#include "processors/rsa.hpp"
#include "sandbox/played_keys.hpp"
#include "shop/payments/processor.hpp"

#include <cstdlib>
#include <openssl/evp.h>

using namespace taraba;
using payments::Incoming;

namespace {

constexpr const char* key = "00112233445566778899AABBCCDDEEFF";

payments::ProcessorAccount account() {
    const auto& own = sandbox::merchant_keys();
    const auto& theirs = sandbox::processor_keys();
    return {{partners::PartnerMode::sandbox,
             {{"merchant", "M"},
              {"merchant_id", "M"},
              {"key", key},
              {"terminal", "T"},
              {"pos_signature", "POS"},
              {"api_key", "A"},
              {"public_key", theirs.public_key},
              {"signature", "S"},
              {"public_certificate", theirs.certificate},
              {"private_key", own.private_key},
              {"client_id", "C"},
              {"client_secret", "C"},
              {"webhook_id", "W"}},
             {{"base", "http://127.0.0.1:9"}}},
            payments::CaptureRule::at_once};
}

/// The names of fields are right; the fuzzer chooses their values, parted by line ends.
Fields named(const std::vector<std::string>& names, const std::string& text) {
    Fields fields;
    std::size_t from = 0;
    for (const auto& name : names) {
        const auto end = text.find('\n', from);
        fields.emplace_back(name, text.substr(from, end - from));
        if (end == text.npos) break;
        from = end + 1;
    }
    return fields;
}

Incoming signed_by(const std::string& name, const std::string& text) {
    Incoming callback{"POST", "", text, "", {}, {}};
    if (name == "euplatesc") {
        auto fields = named(processors::euplatesc_answer_fields, text);
        fields.emplace_back("fp_hash", processors::euplatesc_hash(
                                           fields, processors::euplatesc_answer_fields, key));
        callback.body = to_form(fields);
    } else if (name == "romcard") {
        auto fields = named(processors::romcard_answer_fields, text);
        fields.emplace_back(
            "P_SIGN", processors::romcard_sign(fields, processors::romcard_answer_fields, key));
        callback.body = to_form(fields);
    } else if (name == "payu") {
        auto fields =
            named({"REFNOEXT", "ORDERSTATUS", "REFNO", "IPN_TOTALGENERAL", "CURRENCY"}, text);
        fields.emplace_back("HASH", processors::payu_ipn_hash(fields, key));
        callback.body = to_form(fields);
    } else if (name == "netopia_v1") {
        static const auto to = processors::public_key_of(sandbox::merchant_keys().public_key);
        const auto envelope = processors::seal(*to, text);
        callback.body = to_form({{"env_key", base64(envelope.env_key)},
                                 {"data", base64(envelope.data)},
                                 {"cipher", envelope.cipher},
                                 {"iv", base64(envelope.iv)}});
    } else if (name == "netopia") {
        static const auto from = processors::private_key_of(sandbox::processor_keys().private_key);
        std::string digest(64, '\0');
        EVP_Digest(text.data(), text.size(), reinterpret_cast<unsigned char*>(digest.data()),
                   nullptr, EVP_sha512(), nullptr);
        const std::string head =
            base64url(R"({"alg":"RS512"})") + "." +
            base64url(R"({"iss":"NETOPIA Payments","aud":"POS","sub":")" + base64(digest) + "\"}");
        callback.headers["verification-token"] =
            head + "." + base64url(processors::rsa_sign(*from, EVP_sha512(), head));
    }
    return callback;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
    static const std::string name =
        std::getenv("TARABA_FUZZ") ? std::getenv("TARABA_FUZZ") : "payu";
    static const auto processor = payments::processor_registry().at(name).make(account());
    const std::string text(reinterpret_cast<const char*>(data), size);
    Incoming raw{"POST", "", text, "", {}, {}};
    raw.headers["verification-token"] = text.substr(0, text.find('\n'));
    for (const auto& callback : {raw, signed_by(name, text)}) {
        (void)processor->hear(callback);
        (void)processor->answer(callback, payments::Reception::taken, "");
    }
    return 0;
}
