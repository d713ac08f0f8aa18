#include "shop/webhooks/webhook.hpp"

#include "base/crypto.hpp"

#include <gtest/gtest.h>

namespace taraba::webhooks {
namespace {

TEST(HmacSha256, agrees_with_rfc_4231) {
    // Test cases 1 and 2 of RFC 4231.
    EXPECT_EQ(hex(hmac_sha256(std::string(20, '\x0b'), "Hi There")),
              "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7");
    EXPECT_EQ(hex(hmac_sha256("Jefe", "what do ya want for nothing?")),
              "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
}

TEST(Signature, covers_the_time_and_the_body) {
    const Instant at{Millis(1'700'000'000'000)};
    EXPECT_EQ(signature("key", at, "{}"),
              "t=1700000000,v1=" + hex(hmac_sha256("key", "1700000000.{}")));
}

} // namespace
} // namespace taraba::webhooks
