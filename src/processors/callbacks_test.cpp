// Callbacks as the played processors sign them: taken as they are, refused when a byte is changed.

#include "base/crypto.hpp"
#include "base/json.hpp"
#include "base/rsa.hpp"
#include "http/server.hpp"
#include "processors/netopia.hpp"
#include "processors/paypal.hpp"
#include "sandbox/pay_desk.hpp"
#include "sandbox/played_keys.hpp"

#include <gtest/gtest.h>
#include <openssl/evp.h>

using namespace taraba;
using namespace taraba::processors;
using payments::ChargeEvent;
using payments::Incoming;

namespace {

payments::ProcessorAccount account_of(sandbox::PayDesk& desk, const std::string& name) {
    return {{partners::PartnerMode::sandbox, desk.credentials(name), {}}, {}};
}

std::unique_ptr<sandbox::PlayedProcessor> played(sandbox::PayDesk& desk, const std::string& name) {
    if (name == "payu") return sandbox::play_payu(desk);
    if (name == "euplatesc") return sandbox::play_euplatesc(desk);
    if (name == "romcard") return sandbox::play_romcard(desk);
    if (name == "netopia") return sandbox::play_netopia(desk);
    return sandbox::play_netopia_v1(desk);
}

Incoming incoming_of(const sandbox::OutgoingCallback& sent) {
    Incoming callback{"POST", "", sent.body, "", {}, {}};
    for (const auto& header : sent.headers) {
        std::string name = header.substr(0, header.find(':'));
        for (char& c : name)
            c = static_cast<char>(std::tolower(c));
        callback.headers[name] = header.substr(header.find(':') + 2);
    }
    return callback;
}

sandbox::PlayedCharge charge_at(const std::string& processor) {
    sandbox::PlayedCharge charge;
    charge.id = "70000001";
    charge.processor = processor;
    charge.reference = "1563029203456";
    charge.amount = "1234.56";
    charge.currency = "RON";
    charge.description = "Comanda 1042 încălțăminte";
    return charge;
}

class Callbacks : public ::testing::TestWithParam<const char*> {
protected:
    sandbox::Faults faults;
    sandbox::PayDesk desk{faults};
    const std::string name = GetParam();
    std::unique_ptr<payments::Processor> processor =
        payments::processor_registry().at(name).make(account_of(desk, name));
    Incoming sent(bool is_forged = false) {
        auto partner = played(desk, name);
        return incoming_of(
            *partner->callback(charge_at(name), {partner->paid_state(), "1234.56", is_forged}));
    }
};

INSTANTIATE_TEST_SUITE_P(Processors, Callbacks,
                         ::testing::Values("payu", "euplatesc", "romcard", "netopia", "netopia_v1"),
                         [](const auto& which) { return std::string(which.param); });

} // namespace

TEST_P(Callbacks, one_that_is_signed_is_taken) {
    const auto notification = processor->read_callback(sent());
    ASSERT_TRUE(notification) << notification.error().detail.text();
    EXPECT_EQ(notification->reference, "1563029203456");
    EXPECT_EQ(notification->amount.minor, 123'456);
    EXPECT_EQ(notification->amount.currency, ron);
    EXPECT_TRUE(notification->event == ChargeEvent::captured ||
                notification->event == ChargeEvent::authorised);
    EXPECT_TRUE(notification->mismatch.empty());
    EXPECT_EQ(processor->answer(sent(), payments::Reception::taken, "").status, 200);
}

TEST_P(Callbacks, one_that_somebody_else_signed_is_refused) {
    const auto notification = processor->read_callback(sent(true));
    ASSERT_FALSE(notification);
    EXPECT_EQ(notification.error().code, "callback_forged");
    EXPECT_EQ(processor->answer(sent(true), payments::Reception::refused, "x").status, 403);
}

TEST_P(Callbacks, a_changed_byte_never_brings_other_money) {
    const auto whole = sent();
    std::size_t taken = 0;
    for (std::size_t i = 0; i < whole.body.size(); ++i)
        for (const int bit : {1, 4, 0x20}) {
            auto changed = whole;
            changed.body[i] = static_cast<char>(changed.body[i] ^ bit);
            const auto notification = processor->read_callback(changed);
            if (!notification) continue;
            // The case of a hex digit, or the name of a field that nobody reads: the same news. A
            // name that hides the amount leaves an amount that fits no charge.
            ++taken;
            EXPECT_EQ(notification->reference, "1563029203456") << i;
            EXPECT_TRUE(notification->amount.minor == 123'456 || notification->amount.minor == 0)
                << i;
            EXPECT_TRUE(notification->event == ChargeEvent::captured ||
                        notification->event == ChargeEvent::authorised)
                << i;
        }
    EXPECT_LT(taken, whole.body.size()) << "out of " << whole.body.size() * 3;
}

TEST_P(Callbacks, what_is_none_is_refused_without_harm) {
    for (const std::string body :
         {"", "x", "&&&", "=", "%", "env_key=&data=", "env_key=AAAA&data=AAAA", "{}", "[]", "null",
          "HASH=1", "fp_hash=", "P_SIGN=&TRTYPE=0", "{\"payment\":{\"status\":3}}"}) {
        const auto notification = processor->read_callback({"POST", "", body, "", {}, {}});
        EXPECT_FALSE(notification) << body;
    }
}

/// PayPal's certificate is fetched from where the callback says, so its other side has to run.
class PaypalCallbacks : public ::testing::Test {
protected:
    sandbox::Faults faults;
    sandbox::PayDesk desk{faults};
    http::Router router;
    EventHub events;
    std::unique_ptr<http::Server> server;
    std::unique_ptr<payments::Processor> processor;
    std::string origin;

    void SetUp() override {
        desk.add_routes(router);
        http::ServerOptions options;
        options.host = "127.0.0.1";
        options.port = 0;
        options.workers = 2;
        server = std::make_unique<http::Server>(router, events, options);
        server->start();
        origin = "http://127.0.0.1:" + std::to_string(server->port());
        auto account = account_of(desk, "paypal");
        account.endpoints["base"] = origin + "/paypal";
        processor = payments::processor_registry().at("paypal").make(account);
    }
    void TearDown() override { server->stop(Millis(1'000)); }
    Incoming sent(bool is_forged = false) {
        auto charge = charge_at("paypal");
        charge.currency = "EUR";
        charge.callback_url = origin + "/callbacks/demo/paypal";
        return incoming_of(
            *sandbox::play_paypal(desk)->callback(charge, {"captured", "1234.56", is_forged}));
    }
};

TEST_F(PaypalCallbacks, one_that_is_signed_is_taken_and_another_is_not) {
    const auto notification = processor->read_callback(sent());
    ASSERT_TRUE(notification) << notification.error().detail.text();
    EXPECT_EQ(notification->reference, "1563029203456");
    EXPECT_EQ(notification->amount.minor, 123'456);
    EXPECT_EQ(notification->event, ChargeEvent::captured);
    EXPECT_EQ(processor->read_callback(sent(true)).error().code, "callback_forged");
}

TEST_F(PaypalCallbacks, no_changed_byte_of_body_or_signed_header_is_believed) {
    const auto whole = sent();
    for (std::size_t i = 0; i < whole.body.size(); ++i)
        for (const int bit : {1, 0x20}) {
            auto changed = whole;
            changed.body[i] = static_cast<char>(changed.body[i] ^ bit);
            EXPECT_FALSE(processor->read_callback(changed)) << i;
        }
    for (const char* name :
         {"paypal-transmission-id", "paypal-transmission-time", "paypal-transmission-sig"})
        for (std::size_t i = 0; i < whole.headers.at(name).size(); i += 3) {
            auto changed = whole;
            changed.headers[name][i] = changed.headers[name][i] == '1' ? '2' : '1';
            EXPECT_FALSE(processor->read_callback(changed)) << name << " " << i;
        }
    auto elsewhere = whole;
    elsewhere.headers["paypal-cert-url"] = "http://127.0.0.2:9/paypal/certs/1";
    EXPECT_FALSE(processor->read_callback(elsewhere));
}

TEST(NetopiaToken, pins_the_algorithm_the_issuer_the_shop_and_the_body) {
    const auto& keys = sandbox::processor_keys();
    const auto key = private_key_of(keys.private_key);
    std::string digest(64, '\0');
    const std::string body = R"({"payment":{"status":3}})";
    EVP_Digest(body.data(), body.size(), reinterpret_cast<unsigned char*>(digest.data()), nullptr,
               EVP_sha512(), nullptr);
    const auto token = [&](const std::string& algorithm, const std::string& issuer,
                           const std::string& audience, const EVP_MD* hash) {
        const std::string text = base64url(R"({"alg":")" + algorithm + R"("})") + "." +
                                 base64url(R"({"iss":")" + issuer + R"(","aud":)" + audience +
                                           R"(,"sub":")" + base64(digest) + R"("})");
        return text + "." + base64url(rsa_sign(*key, hash, text));
    };
    const auto good = [&](const std::string& text, const std::string& of = "POS",
                          const std::string& sent = "") {
        return is_netopia_token(text, sent.empty() ? body : sent, of, keys.public_key);
    };
    const std::string whole = token("RS512", "NETOPIA Payments", R"(["POS"])", EVP_sha512());
    EXPECT_TRUE(good(whole));
    EXPECT_TRUE(good(token("RS512", "NETOPIA Payments", R"("POS")", EVP_sha512())));
    EXPECT_FALSE(good(whole, "OTHER"));
    EXPECT_FALSE(good(whole, "POS", body + " "));
    EXPECT_FALSE(good(token("RS256", "NETOPIA Payments", R"(["POS"])", EVP_sha256())));
    EXPECT_FALSE(good(token("RS512", "Somebody", R"(["POS"])", EVP_sha512())));
    EXPECT_FALSE(good(token("none", "NETOPIA Payments", R"(["POS"])", EVP_sha512())));
    EXPECT_FALSE(good(whole.substr(0, whole.rfind('.') + 1)));
    EXPECT_FALSE(is_netopia_token(whole, body, "POS", sandbox::merchant_keys().public_key));
    // The public key must not serve as the secret of an HMAC.
    const std::string text = whole.substr(0, whole.rfind('.'));
    EXPECT_FALSE(good(text + "." + base64url(hmac_sha256(keys.public_key, text))));
}

TEST(MobilpayEnvelope, opens_what_was_sealed_for_us_also_in_rc4) {
    const auto& keys = sandbox::merchant_keys();
    const auto to = public_key_of(keys.certificate), mine = private_key_of(keys.private_key);
    const std::string text = "<?xml version=\"1.0\"?><order id=\"7\"/>";
    const auto envelope = seal_for(*to, text);
    EXPECT_EQ(open_with(*mine, envelope), text);
    EXPECT_EQ(open_with(*private_key_of(sandbox::processor_keys().private_key), envelope),
              std::nullopt);
    auto other = envelope;
    other.cipher = "des";
    EXPECT_EQ(open_with(*mine, other), std::nullopt);
    const std::string key = "0123456789abcdef";
    std::string wrapped(256, '\0');
    std::size_t size = wrapped.size();
    auto* context = EVP_PKEY_CTX_new(to.get(), nullptr);
    ASSERT_EQ(EVP_PKEY_encrypt_init(context), 1);
    ASSERT_EQ(EVP_PKEY_encrypt(context, reinterpret_cast<unsigned char*>(wrapped.data()), &size,
                               reinterpret_cast<const unsigned char*>(key.data()), key.size()),
              1);
    EVP_PKEY_CTX_free(context);
    const auto data = from_hex("e50a233d"); // "abcd" by `openssl enc -rc4`
    EXPECT_EQ(open_with(*mine, {wrapped, *data, "rc4", ""}), "abcd");
}

TEST(Paypal, signs_the_checksum_of_the_body_and_knows_currencies_without_decimals) {
    // CRC-32 of "123456789" is 0xCBF43926, in every description of it.
    EXPECT_EQ(paypal_signed_text("id", "2026-11-25T10:00:00Z", "WH", "123456789"),
              "id|2026-11-25T10:00:00Z|WH|3421780262");
    EXPECT_EQ(paypal_amount({1'234, eur}), "12.34");
    EXPECT_EQ(paypal_amount({123'400, Currency::of("HUF")}), "1234");
}
