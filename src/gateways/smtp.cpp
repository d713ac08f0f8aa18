#include "gateways/dkim.hpp"
#include "gateways/letter.hpp"

#include <algorithm>
#include <cstdlib>
#include <curl/curl.h>

namespace taraba::messages {

namespace {

struct Free {
    void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
    void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};

/// `from` is what is left of the letter to hand over.
std::size_t read_on(char* into, std::size_t size, std::size_t count, void* from) {
    auto& rest = *static_cast<std::string_view*>(from);
    const auto part = rest.substr(0, size * count);
    std::ranges::copy(part, into);
    rest.remove_prefix(part.size());
    return part.size();
}

bool is_one_line(const std::string& address) {
    return address.find_first_of("\r\n<>") == address.npos;
}

class Smtp : public MailGateway {
public:
    explicit Smtp(MailAccount account) : account_(std::move(account)) {}

    Result<void> send(const Mail& mail) override {
        if (account_.url.empty())
            return refuse(RefusalKind::conflict, "mail_refused", "No mail server is set up.");
        if (!is_one_line(mail.to) || !is_one_line(mail.from))
            return refuse(RefusalKind::conflict, "mail_refused", "This is no address of one line.");
        const std::unique_ptr<CURL, Free> handle(curl_easy_init());
        expects(handle != nullptr);
        CURL* curl = handle.get();
        std::string letter = letter_of(mail);
        if (account_.signing_key)
            letter.insert(0, dkim_signature(letter, *account_.signing_key, mail.at));
        std::string_view rest = letter;
        const std::unique_ptr<curl_slist, Free> recipients(
            curl_slist_append(nullptr, ("<" + mail.to + ">").c_str()));
        const std::string sender = "<" + mail.from + ">";

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
        curl_easy_setopt(curl, CURLOPT_UPLOAD, 1L);
        curl_easy_setopt(curl, CURLOPT_READFUNCTION, read_on);
        curl_easy_setopt(curl, CURLOPT_READDATA, &rest);

        const CURLcode code = curl_easy_perform(curl);
        if (code == CURLE_OK) return {};
        long reply = 0;
        curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &reply);
        const std::string why = std::string(curl_easy_strerror(code)) +
                                (reply > 0 ? " (" + std::to_string(reply) + ")" : "");
        // 5xx to the recipient or the message is final; everything else may pass.
        if (reply >= 500 && code != CURLE_LOGIN_DENIED)
            return refuse(RefusalKind::conflict, "mail_refused", as_said(why));
        return refuse(RefusalKind::unavailable, "mail_server_down", as_said(why));
    }

private:
    MailAccount account_;
};

} // namespace

std::unique_ptr<MailGateway> make_smtp(const MailAccount& account) {
    return std::make_unique<Smtp>(account);
}

} // namespace taraba::messages
