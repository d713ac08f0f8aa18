#pragma once

#include "base/money.hpp"
#include "base/shape.hpp"

#include <string>
#include <string_view>

// How long a text message is, by 3GPP TS 23.038: the alphabet of 7 bits fits 160 characters in one
// message and 153 in each part of a longer one; any character outside makes it UCS-2, 70 and 67.

namespace taraba::messages {

enum class SmsEncoding { gsm7, ucs2 };
BOOST_DESCRIBE_ENUM(SmsEncoding, gsm7, ucs2)

struct SmsLength {
    SmsEncoding encoding = SmsEncoding::gsm7;
    std::int64_t units = 0; ///< septets, or UTF-16 units; € [ ] { } ^ ~ | \ count two septets
    std::int64_t parts = 0;
    std::int64_t left = 0; ///< units until the next part
};
BOOST_DESCRIBE_STRUCT(SmsLength, (), (encoding, units, parts, left))

/// Of a valid UTF-8 text.
SmsLength sms_length(std::string_view text);

/// Romanian letters without their marks (ăâ a, î i, șş s, țţ t), typographic quotes and dashes as
/// plain ones: what makes a text message cost twice.
std::string without_diacritics(std::string_view text);

} // namespace taraba::messages
