#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace taraba::bench {

/// One keep-alive connection to the program on this machine; blocking.
class Client {
public:
    explicit Client(std::uint16_t port);
    ~Client();
    Client(const Client&) = delete;
    Client& operator=(const Client&) = delete;

    /// Sends a request and reads the whole answer; gives its status.
    int call(const std::string& method, const std::string& path, const std::string& key,
             const std::string& body = {});
    const std::string& body() const { return body_; }

private:
    int socket_;
    std::string buffer_, body_;
};

/// The p-th percentile of durations; `p` in percent.
double percentile(std::vector<double> values, double p);

double seconds_now();

} // namespace taraba::bench
