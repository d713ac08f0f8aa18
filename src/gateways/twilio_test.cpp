#include "gateways/sms.hpp"

#include <gtest/gtest.h>

namespace taraba::gateways {

// The example of Twilio's documentation on validating requests ("Security", X-Twilio-Signature).
TEST(Twilio, SignatureIsThatOfItsPublishedExample) {
    EXPECT_EQ(twilio_signature("12345", "https://mycompany.com/myapp.php?foo=1&bar=2",
                               {{"CallSid", "CA1234567890ABCDE"},
                                {"Caller", "+14158675309"},
                                {"Digits", "1234"},
                                {"From", "+14158675309"},
                                {"To", "+18005551212"}}),
              "RSOYDt4T1cUTdK1PDd93/VVr8B8=");
}

TEST(Twilio, OrderOfFieldsDoesNotMatterAndEveryValueDoes) {
    const std::string url = "https://shop.example/callbacks/demo/sms/twilio/x";
    const auto right = twilio_signature("key", url, {{"A", "1"}, {"B", "2"}});
    EXPECT_EQ(twilio_signature("key", url, {{"B", "2"}, {"A", "1"}}), right);
    EXPECT_NE(twilio_signature("key", url, {{"A", "1"}, {"B", "3"}}), right);
    EXPECT_NE(twilio_signature("other", url, {{"A", "1"}, {"B", "2"}}), right);
}

} // namespace taraba::gateways
