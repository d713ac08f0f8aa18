#include "sandbox/played.hpp"

#include "base/json.hpp"
#include "http/client.hpp"

#include <algorithm>

namespace taraba::sandbox {

std::string send(const OutgoingCallback& callback) {
    const auto response = http::fetch(
        {callback.method, callback.url, callback.headers, callback.body, Millis(10'000)});
    return response ? std::to_string(response->status) + " " + response->body
                    : response.error().detail.text();
}

LateCalls::LateCalls() : thread_([this] { loop(); }) {}

LateCalls::~LateCalls() {
    {
        const std::lock_guard lock(mutex_);
        stopping_ = true;
    }
    wake_.notify_all();
    thread_.join();
}

void LateCalls::add(std::vector<Due> due) {
    const std::lock_guard lock(mutex_);
    due_.insert(due_.end(), due.begin(), due.end());
    wake_.notify_all();
}

void LateCalls::loop() {
    std::unique_lock lock(mutex_);
    while (!stopping_) {
        const auto now = system_now();
        auto next = std::ranges::min_element(due_, {}, &Due::at);
        if (next == due_.end()) {
            wake_.wait(lock);
        } else if (next->at > now) {
            wake_.wait_for(lock, next->at - now);
        } else {
            const auto callback = next->callback;
            due_.erase(next);
            lock.unlock();
            send(callback);
            lock.lock();
        }
    }
}

void add_played(http::Router& router, Faults& faults, http::Method method,
                const std::string& pattern, const std::string& call, const PlayedHandler& handler) {
    http::Route route;
    route.method = method;
    route.pattern = pattern;
    route.documented = false;
    route.body_bytes_max = 8 << 20;
    route.handle = [&faults, call, handler](http::Request& request) {
        const auto next = faults.take(call);
        switch (next.fault) {
        case Fault::slow_after: {
            auto response = handler(request);
            std::this_thread::sleep_for(next.wait);
            return response;
        }
        case Fault::slow_before:
            std::this_thread::sleep_for(next.wait);
            return played_json({{"error", "try again"}}, 503);
        case Fault::error: return played_json({{"error", "Server Error"}}, 500);
        case Fault::error_after:
            handler(request);
            return played_json({{"error", "Server Error"}}, 500);
        case Fault::html: return played_page("<html><body>Maintenance</body></html>");
        default: break;
        }
        request.headers["x-played-refusal"] = next.fault == Fault::refuse ? "1" : "";
        return handler(request);
    };
    router.add(std::move(route));
}

http::Response played_json(const json::value& value, int status) {
    http::Response response;
    response.status = status;
    response.body = to_json(value);
    return response;
}

http::Response played_page(const std::string& html) {
    http::Response response;
    response.content_type = "text/html; charset=utf-8";
    response.body = html;
    return response;
}

bool is_to_refuse(const http::Request& request) {
    return request.header("x-played-refusal") == "1";
}

std::string origin_of(const http::Request& request) {
    return "http://" + std::string(request.header("host"));
}

} // namespace taraba::sandbox
