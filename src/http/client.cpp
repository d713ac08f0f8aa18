#include "http/client.hpp"

#include <cstdlib>
#include <curl/curl.h>

#include <memory>
#include <mutex>

namespace taraba::http {

namespace {

constexpr std::size_t answer_bytes_max = 20 << 20;

std::size_t take(char* data, std::size_t size, std::size_t count, void* target) {
    auto& body = *static_cast<std::string*>(target);
    if (body.size() + size * count > answer_bytes_max) return 0;
    body.append(data, size * count);
    return size * count;
}

struct Free {
    void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
    void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};

} // namespace

Result<IncomingResponse> fetch(const OutgoingRequest& request) {
    static std::once_flag once;
    std::call_once(once, [] { curl_global_init(CURL_GLOBAL_DEFAULT); });
    const std::unique_ptr<CURL, Free> handle(curl_easy_init());
    expects(handle != nullptr);
    curl_slist* raw = nullptr;
    for (const auto& header : request.headers)
        raw = curl_slist_append(raw, header.c_str());
    const std::unique_ptr<curl_slist, Free> headers(raw);

    IncomingResponse response;
    CURL* curl = handle.get();
    curl_easy_setopt(curl, CURLOPT_URL, request.url.c_str());
    curl_easy_setopt(curl, CURLOPT_CUSTOMREQUEST, request.method.c_str());
    curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers.get());
    curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, static_cast<long>(request.timeout.count()));
    curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT_MS, 4'000L);
    curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    // As the curl command does: a company's own certificate authority.
    if (const char* authorities = std::getenv("SSL_CERT_FILE"))
        curl_easy_setopt(curl, CURLOPT_CAINFO, authorities);
    curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, take);
    curl_easy_setopt(curl, CURLOPT_WRITEDATA, &response.body);
    if (!request.body.empty()) {
        curl_easy_setopt(curl, CURLOPT_POSTFIELDS, request.body.data());
        curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE_LARGE,
                         static_cast<curl_off_t>(request.body.size()));
    }
    const CURLcode code = curl_easy_perform(curl);
    if (code == CURLE_COULDNT_CONNECT || code == CURLE_COULDNT_RESOLVE_HOST ||
        code == CURLE_COULDNT_RESOLVE_PROXY || code == CURLE_SSL_CONNECT_ERROR ||
        code == CURLE_PEER_FAILED_VERIFICATION)
        return refuse(RefusalKind::unavailable, "not_reached", as_said(curl_easy_strerror(code)));
    if (code != CURLE_OK)
        return refuse(RefusalKind::unavailable, "no_answer", as_said(curl_easy_strerror(code)));
    long status = 0;
    curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
    response.status = static_cast<int>(status);
    const char* type = nullptr;
    curl_easy_getinfo(curl, CURLINFO_CONTENT_TYPE, &type);
    response.content_type = type ? type : "";
    return response;
}

Result<IncomingResponse> fetch_from(const std::string& kind, const std::string& title,
                                    const OutgoingRequest& request) {
    auto response = fetch(request);
    if (!response && response.error().code == "not_reached")
        return refuse(RefusalKind::unavailable, kind + "_down",
                      said("{} cannot be reached: {}", title, response.error().detail));
    if (!response) return unclear(kind, title, response.error().detail);
    if (response->status >= 500) return unclear(kind, title, said("status {}", response->status));
    return response;
}

Failure unclear(const std::string& kind, const std::string& title, const Sentence& why) {
    return refuse(RefusalKind::unavailable, kind + "_unclear",
                  said("{} gave no clear answer: {}", title, why));
}

} // namespace taraba::http
