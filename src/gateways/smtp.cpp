#include "shop/messages/gateway.hpp"

#include <cstdlib>
#include <curl/curl.h>

namespace taraba::messages {

namespace {

struct Free {
    void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
    void operator()(curl_slist* list) const { curl_slist_free_all(list); }
    void operator()(curl_mime* mime) const { curl_mime_free(mime); }
};

/// RFC 2047, for names and subjects beyond ASCII: base64 words of at most 45 bytes, cut between
/// characters.
std::string encoded_word(const std::string& text) {
    bool ascii = true;
    for (const char c : text)
        ascii = ascii && c >= 0x20 && c < 0x7f;
    if (ascii) return text;
    constexpr std::string_view digits =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::string result;
    for (std::size_t start = 0; start < text.size();) {
        std::size_t end = std::min(text.size(), start + 42);
        while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xc0) == 0x80)
            --end;
        std::string word;
        for (std::size_t i = start; i < end; i += 3) {
            unsigned bits = 0;
            for (std::size_t j = 0; j < 3; ++j)
                bits = bits << 8 | (i + j < end ? static_cast<unsigned char>(text[i + j]) : 0U);
            for (int k = 3; k >= 0; --k)
                word +=
                    i + static_cast<std::size_t>(3 - k) <= end ? digits[bits >> (6 * k) & 63] : '=';
        }
        result += (result.empty() ? "=?UTF-8?B?" : "\r\n =?UTF-8?B?") + word + "?=";
        start = end;
    }
    return result;
}

/// Headers are built by us: no line may be smuggled in.
std::string one_line(std::string text) {
    std::erase_if(text, [](char c) { return c == '\r' || c == '\n'; });
    return text;
}

class Smtp : public MailGateway {
public:
    explicit Smtp(MailAccount account) : account_(std::move(account)) {}

    Result<void> send(const Mail& mail) override {
        if (account_.url.empty())
            return refuse(RefusalKind::conflict, "mail_refused", "No mail server is set up.");
        const std::unique_ptr<CURL, Free> handle(curl_easy_init());
        expects(handle != nullptr);
        CURL* curl = handle.get();
        curl_slist* raw = nullptr;
        const std::string headers[]{
            "From: " + encoded_word(one_line(mail.from_name)) + " <" + one_line(mail.from) + ">",
            "To: <" + one_line(mail.to) + ">", "Subject: " + encoded_word(one_line(mail.subject)),
            "Message-ID: <" + mail.message_id + ">"};
        for (const auto& header : headers)
            raw = curl_slist_append(raw, header.c_str());
        const std::unique_ptr<curl_slist, Free> header_list(raw);
        const std::unique_ptr<curl_slist, Free> recipients(
            curl_slist_append(nullptr, ("<" + one_line(mail.to) + ">").c_str()));
        const std::string sender = "<" + one_line(mail.from) + ">";

        curl_easy_setopt(curl, CURLOPT_URL, account_.url.c_str());
        curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
        curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
        // As the curl command does: a company's own certificate authority.
        if (const char* authorities = std::getenv("SSL_CERT_FILE"))
            curl_easy_setopt(curl, CURLOPT_CAINFO, authorities);
        curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT_MS, 5'000L);
        curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, 30'000L);
        curl_easy_setopt(curl, CURLOPT_USE_SSL,
                         account_.require_tls ? CURLUSESSL_ALL : CURLUSESSL_TRY);
        if (!account_.user.empty()) {
            curl_easy_setopt(curl, CURLOPT_USERNAME, account_.user.c_str());
            curl_easy_setopt(curl, CURLOPT_PASSWORD, account_.password.c_str());
        }
        curl_easy_setopt(curl, CURLOPT_MAIL_FROM, sender.c_str());
        curl_easy_setopt(curl, CURLOPT_MAIL_RCPT, recipients.get());
        curl_easy_setopt(curl, CURLOPT_HTTPHEADER, header_list.get());
        const std::unique_ptr<curl_mime, Free> mime(mime_of(curl, mail));
        curl_easy_setopt(curl, CURLOPT_MIMEPOST, mime.get());

        const CURLcode code = curl_easy_perform(curl);
        if (code == CURLE_OK) return {};
        long reply = 0;
        curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &reply);
        const std::string why = std::string(curl_easy_strerror(code)) +
                                (reply > 0 ? " (" + std::to_string(reply) + ")" : "");
        // 5xx to the recipient or the message is final; everything else may pass.
        if (reply >= 500 && code != CURLE_LOGIN_DENIED)
            return refuse(RefusalKind::conflict, "mail_refused", why);
        return refuse(RefusalKind::unavailable, "mail_server_down", why);
    }

private:
    static curl_mime* mime_of(CURL* curl, const Mail& mail) {
        curl_mime* whole = curl_mime_init(curl);
        curl_mime* both = curl_mime_init(curl);
        const auto add_text = [&](const std::string& text, const char* type) {
            curl_mimepart* part = curl_mime_addpart(both);
            curl_mime_data(part, text.data(), text.size());
            curl_mime_type(part, type);
            curl_mime_encoder(part, "quoted-printable");
        };
        add_text(mail.text, "text/plain; charset=utf-8");
        add_text(mail.html, "text/html; charset=utf-8");
        curl_mimepart* body = curl_mime_addpart(whole);
        curl_mime_subparts(body, both);
        curl_mime_type(body, "multipart/alternative");
        for (const auto& attachment : mail.attachments) {
            curl_mimepart* part = curl_mime_addpart(whole);
            curl_mime_data(part, attachment.bytes.data(), attachment.bytes.size());
            curl_mime_type(part, attachment.content_type.c_str());
            curl_mime_filename(part, attachment.name.c_str());
            curl_mime_encoder(part, "base64");
        }
        return whole;
    }

    MailAccount account_;
};

} // namespace

std::unique_ptr<MailGateway> make_smtp(const MailAccount& account) {
    return std::make_unique<Smtp>(account);
}

} // namespace taraba::messages
