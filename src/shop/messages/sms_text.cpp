#include "shop/messages/sms_text.hpp"

#include "base/expects.hpp"

#include <algorithm>
#include <array>
#include <unicode/unistr.h>

namespace taraba::messages {

namespace {

/// The basic alphabet of 3GPP TS 23.038, section 6.2.1, and its extension table 6.2.1.1.
constexpr std::u16string_view basic =
    u"@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡"
    u"ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";
constexpr std::u16string_view extended = u"^{}\\[~]|€";

struct Limits {
    std::int64_t alone, part;
};

std::u16string utf16(std::string_view text) {
    const auto read = icu::UnicodeString::fromUTF8(
        icu::StringPiece(text.data(), static_cast<std::int32_t>(text.size())));
    return {read.getBuffer(), static_cast<std::size_t>(read.length())};
}

/// How many units each character takes; a pair of two bytes or of two halves is never cut.
std::int64_t parts_of(const std::u16string& text, SmsEncoding encoding, std::int64_t per_part) {
    std::int64_t parts = 1, used = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        std::int64_t units = 1;
        if (encoding == SmsEncoding::gsm7)
            units = extended.find(text[i]) == extended.npos ? 1 : 2;
        else if (text[i] >= 0xd800 && text[i] < 0xdc00 && i + 1 < text.size())
            units = 2, ++i;
        if (used + units > per_part) ++parts, used = 0;
        used += units;
    }
    return parts;
}

} // namespace

SmsLength sms_length(std::string_view text) {
    const auto characters = utf16(text);
    SmsLength length;
    for (const char16_t c : characters) {
        const bool two = extended.find(c) != extended.npos;
        if (!two && basic.find(c) == basic.npos) length.encoding = SmsEncoding::ucs2;
        length.units += two ? 2 : 1;
    }
    const bool plain = length.encoding == SmsEncoding::gsm7;
    if (!plain) length.units = static_cast<std::int64_t>(characters.size());
    const Limits limits = plain ? Limits{160, 153} : Limits{70, 67};
    if (length.units == 0) {
        length.left = limits.alone;
    } else if (length.units <= limits.alone) {
        length.parts = 1;
        length.left = limits.alone - length.units;
    } else {
        length.parts = parts_of(characters, length.encoding, limits.part);
        length.left = std::max<std::int64_t>(0, length.parts * limits.part - length.units);
    }
    return length;
}

std::string without_diacritics(std::string_view text) {
    static constexpr std::pair<std::u16string_view, std::u16string_view> plain[]{
        {u"ăâ", u"a"}, {u"ĂÂ", u"A"},  {u"î", u"i"},           {u"Î", u"I"},    {u"șş", u"s"},
        {u"ȘŞ", u"S"}, {u"țţ", u"t"},  {u"ȚŢ", u"T"},          {u"„”“", u"\""}, {u"‘’", u"'"},
        {u"–—", u"-"}, {u"…", u"..."}, {u"\u00a0\u202f", u" "}};
    std::u16string result;
    for (const char16_t c : utf16(text)) {
        const auto* found = std::ranges::find_if(
            plain, [&](const auto& each) { return each.first.find(c) != each.first.npos; });
        if (found == std::end(plain))
            result += c;
        else
            result += found->second;
    }
    std::string bytes;
    icu::UnicodeString(result.data(), static_cast<std::int32_t>(result.size())).toUTF8String(bytes);
    return bytes;
}

} // namespace taraba::messages
