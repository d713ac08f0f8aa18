#pragma once

#include "sandbox/sandbox.hpp"

#include <boost/json/value.hpp>

#include <condition_variable>

// What every played partner needs: routes that faults may strike, and calls back to the merchant.

namespace taraba::sandbox {

/// A request of a partner's to the merchant.
struct OutgoingCallback {
    std::string method = "POST";
    std::string url;
    std::vector<std::string> headers;
    std::string body;
};

/// Sends it and says what came back.
std::string send(const OutgoingCallback& callback);

/// Calls to the merchant that are made a little later, on a thread of their own.
class LateCalls {
public:
    struct Due {
        Instant at{};
        OutgoingCallback callback;
    };
    LateCalls();
    ~LateCalls();
    void add(std::vector<Due> due);

private:
    void loop();
    std::mutex mutex_;
    std::condition_variable wake_;
    std::vector<Due> due_;
    bool stopping_ = false;
    std::thread thread_;
};

using PlayedHandler = std::function<http::Response(const http::Request&)>;
/// A route of a partner, which faults may strike under the name `call`. A handler that is told to
/// refuse finds the header `x-played-refusal`.
void add_played(http::Router& router, Faults& faults, http::Method method,
                const std::string& pattern, const std::string& call, const PlayedHandler& handler);

http::Response played_json(const json::value& value, int status = 200);
http::Response played_page(const std::string& html);
bool is_to_refuse(const http::Request& request);
/// `http://host` as the request came.
std::string origin_of(const http::Request& request);

} // namespace taraba::sandbox
