#pragma once

#include "sandbox/played.hpp"

namespace taraba::sandbox {

/// ANAF's sign-in and its service of RO e-Factura. What it has taken is kept in memory; its tokens
/// are good after a restart too.
class AnafDesk {
public:
    explicit AnafDesk(Faults& faults) : faults_(faults) {}
    void add_routes(http::Router& router);

private:
    struct Upload {
        std::int64_t index = 0;
        std::int64_t message = 0; ///< by which the answer is downloaded
        std::string cif;
        std::string number; ///< of the invoice
        bool person = false;
        std::string xml;
        std::string mistakes; ///< empty: there are none
        Instant ready_at{};
        std::int64_t asked = 0;
    };

    http::Response authorize(const http::Request& request) const;
    http::Response token(const http::Request& request) const;
    http::Response upload(const http::Request& request, bool person);
    http::Response state(const http::Request& request);
    http::Response download(const http::Request& request);
    http::Response list(const http::Request& request);
    http::Response all();
    void add_service(http::Router& router, http::Method method, const std::string& path,
                     const std::string& call, const PlayedHandler& handler);

    Faults& faults_;
    std::mutex mutex_;
    std::vector<Upload> uploads_;
    std::int64_t last_ = 0;
};

} // namespace taraba::sandbox
