#pragma once

#include "sandbox/sandbox.hpp"

#include <boost/json/value.hpp>

namespace taraba::sandbox {

/// FAN Courier as its API v2 answers: tokens, waybills, labels, cancellation, the day's list and
/// tracking. A parcel moves by itself, a stage a minute, unless told otherwise.
class FanDesk {
public:
    explicit FanDesk(Faults& faults) : faults_(faults) {}
    void add_routes(http::Router& router);

private:
    struct Awb {
        std::string number;
        std::string cost_center;
        json::object shipment;
        std::string tariff;
        Instant made{};
        bool cancelled = false;
        std::vector<std::string> codes; ///< set by hand; empty: by the time
    };

    http::Response login(const http::Request& request);
    http::Response create(const http::Request& request);
    http::Response label(const http::Request& request);
    http::Response cancel(const http::Request& request);
    http::Response list(const http::Request& request);
    http::Response points(const http::Request& request);
    http::Response transfers(const http::Request& request);
    http::Response price(const http::Request& request);
    http::Response order(const http::Request& request);
    http::Response localities(const http::Request& request);
    http::Response track(const http::Request& request);
    http::Response advance(const http::Request& request);
    http::Response all(const http::Request& request);

    using Handler = http::Response (FanDesk::*)(const http::Request&);
    void add(http::Router& router, http::Method method, const std::string& pattern,
             const std::string& call, Handler handler, bool needs_token);
    http::Response with_faults(const std::string& call, const http::Request& request,
                               Handler handler);

    Faults& faults_;
    std::mutex mutex_;
    std::map<std::string, Awb> awbs_;
    std::int64_t last_number_ = 0;
    std::string token_ = "sandbox-token-1";
};

} // namespace taraba::sandbox
