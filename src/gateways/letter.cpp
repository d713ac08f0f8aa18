#include "gateways/letter.hpp"

#include "base/crypto.hpp"

#include <algorithm>

namespace taraba::messages {

namespace {

/// RFC 2047, for names and subjects beyond ASCII: base64 words of at most 42 bytes, cut between
/// characters.
std::string encoded_words(const std::string& text) {
    if (std::ranges::all_of(text, [](char c) { return c >= 0x20 && c < 0x7f; })) return text;
    std::string result;
    for (std::size_t start = 0; start < text.size();) {
        std::size_t end = std::min(text.size(), start + 42);
        while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xc0) == 0x80)
            --end;
        result += (result.empty() ? "=?UTF-8?B?" : "\r\n =?UTF-8?B?") +
                  base64(text.substr(start, end - start)) + "?=";
        start = end;
    }
    return result;
}

/// No line may be smuggled in.
std::string one_line(std::string text) {
    std::erase_if(text, [](char c) { return c == '\r' || c == '\n'; });
    return text;
}

/// `Thu, 26 Nov 2026 00:31:43 +0000`
std::string date_of(Instant at) {
    constexpr std::array days{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    constexpr std::array months{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    const std::string text = to_rfc3339(at); // 2026-11-26T00:31:43…
    const auto day = std::chrono::floor<std::chrono::days>(at);
    return std::string(days[std::chrono::weekday(day).c_encoding()]) + ", " + text.substr(8, 2) +
           " " + months[static_cast<std::size_t>(std::stoi(text.substr(5, 2)) - 1)] + " " +
           text.substr(0, 4) + " " + text.substr(11, 8) + " +0000";
}

/// RFC 2045, 6.7: lines of at most 76 characters, so that no server breaks what was signed.
std::string quoted_printable(std::string_view text) {
    constexpr std::string_view digits = "0123456789ABCDEF";
    constexpr std::size_t most = 75; // and the `=` of a soft break
    std::string result;
    std::size_t column = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (c == '\r') continue;
        if (c == '\n') {
            result += "\r\n";
            column = 0;
            continue;
        }
        const bool ends_line = i + 1 == text.size() || text[i + 1] == '\n' || text[i + 1] == '\r';
        const bool blank = c == ' ' || c == '\t';
        const bool plain = (c > 0x20 && c < 0x7f && c != '=') || (blank && !ends_line);
        const std::size_t size = plain ? 1 : 3;
        if (column + size > most) {
            result += "=\r\n";
            column = 0;
        }
        if (plain)
            result += c;
        else
            (result += '=') += {digits[static_cast<unsigned char>(c) >> 4],
                                digits[static_cast<unsigned char>(c) & 15]};
        column += size;
    }
    return result;
}

std::string in_lines(const std::string& text) {
    constexpr std::size_t width = 76;
    std::string result;
    for (std::size_t i = 0; i < text.size(); i += width)
        result += text.substr(i, width) + "\r\n";
    return result;
}

std::string text_part(const std::string& type, const std::string& text) {
    return "Content-Type: " + type +
           "; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n" +
           quoted_printable(text) + "\r\n";
}

std::string attached(const Attachment& attachment) {
    const std::string name = one_line(attachment.name);
    return "Content-Type: " + one_line(attachment.content_type) +
           "\r\nContent-Disposition: attachment; filename=\"" + name +
           "\"\r\nContent-Transfer-Encoding: base64\r\n\r\n" + in_lines(base64(attachment.bytes));
}

/// Parts between lines that none of them can hold: `=_` is in no quoted-printable or base64 text.
std::string multipart(const std::string& kind, const std::string& boundary,
                      const std::vector<std::string>& parts) {
    std::string result =
        "Content-Type: multipart/" + kind + "; boundary=\"" + boundary + "\"\r\n\r\n";
    for (const auto& part : parts)
        result += "--" + boundary + "\r\n" + part;
    return result + "--" + boundary + "--\r\n";
}

/// By which a mail program offers to end such letters (RFC 2369, RFC 8058).
std::string way_out(const Mail& mail) {
    if (mail.unsubscribe_url.empty()) return "";
    return "List-Unsubscribe: <" + one_line(mail.unsubscribe_url) +
           ">\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n";
}

} // namespace

std::string letter_of(const Mail& mail) {
    const std::string mark = hex(sha256(mail.message_id)).substr(0, 24);
    const std::string both =
        multipart("alternative", "=_a" + mark,
                  {text_part("text/plain", mail.text), text_part("text/html", mail.html)});
    std::vector<std::string> parts{both};
    for (const auto& each : mail.attachments)
        parts.push_back(attached(each));
    return "Date: " + date_of(mail.at) + "\r\nFrom: " + encoded_words(one_line(mail.from_name)) +
           " <" + one_line(mail.from) + ">\r\nTo: <" + one_line(mail.to) +
           ">\r\nSubject: " + encoded_words(one_line(mail.subject)) + "\r\nMessage-ID: <" +
           one_line(mail.message_id) + ">\r\n" + way_out(mail) + "MIME-Version: 1.0\r\n" +
           (parts.size() == 1 ? both : multipart("mixed", "=_m" + mark, parts));
}

} // namespace taraba::messages
