#pragma once

#include "base/event_hub.hpp"
#include "http/router.hpp"

#include <memory>
#include <string>
#include <vector>

namespace taraba::http {

struct ServerOptions {
    std::string host = "127.0.0.1";
    std::uint16_t port = 0; ///< 0 lets the system choose
    int workers = 64;       ///< handlers that may run (or wait for a commit) at once
    int connections_max = 4'096;
    int head_bytes_max = 16 * 1024;
    Millis head_timeout{10'000};
    Millis body_timeout{30'000};
    Millis idle_timeout{60'000};
    std::string certificate_file; ///< PEM; with the key file: TLS
    std::string key_file;
    std::vector<std::string> trusted_proxies; ///< addresses whose X-Forwarded-* are believed
};

/// Serves a router. Only server.cpp knows Asio and Beast; handlers are plain synchronous functions
/// on a pool of threads, so a slow client never holds one.
class Server {
public:
    Server(const Router& router, EventHub& events, ServerOptions options);
    ~Server();

    /// Binds and starts; throws when the address cannot be had.
    void start();
    std::uint16_t port() const;
    /// Takes no new connections, finishes the requests under way (at most `grace`), then returns.
    void stop(Millis grace);

private:
    std::shared_ptr<struct ServerState> state_;
};

/// Runs a request through the router as the server does: 404, 405, faults and metrics included.
Response dispatch(const Router& router, Request& request);

} // namespace taraba::http
