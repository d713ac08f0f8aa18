#include "client.hpp"

#include <algorithm>
#include <arpa/inet.h>
#include <chrono>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdexcept>
#include <sys/socket.h>
#include <unistd.h>

namespace taraba::bench {

Client::Client(std::uint16_t port) : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    const int on = 1;
    ::setsockopt(socket_, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    if (::connect(socket_, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0)
        throw std::runtime_error("cannot connect to the program");
}

Client::~Client() { ::close(socket_); }

int Client::call(const std::string& method, const std::string& path, const std::string& key,
                 const std::string& body) {
    const std::string request =
        method + " " + path + " HTTP/1.1\r\nHost: bench\r\nAuthorization: Bearer " + key +
        "\r\nContent-Type: application/json\r\nContent-Length: " + std::to_string(body.size()) +
        "\r\n\r\n" + body;
    if (::send(socket_, request.data(), request.size(), MSG_NOSIGNAL) !=
        static_cast<ssize_t>(request.size()))
        throw std::runtime_error("cannot send");
    const auto more = [&] {
        char part[16'384];
        const auto size = ::recv(socket_, part, sizeof part, 0);
        if (size <= 0) throw std::runtime_error("the program closed the connection");
        buffer_.append(part, static_cast<std::size_t>(size));
    };
    std::size_t head = 0;
    while ((head = buffer_.find("\r\n\r\n")) == buffer_.npos)
        more();
    const auto length_at = buffer_.find("Content-Length: ");
    const std::size_t length = length_at < head ? std::stoul(buffer_.substr(length_at + 16)) : 0;
    while (buffer_.size() < head + 4 + length)
        more();
    const int status = std::stoi(buffer_.substr(9, 3));
    body_ = buffer_.substr(head + 4, length);
    buffer_.erase(0, head + 4 + length);
    return status;
}

double percentile(std::vector<double> values, double p) {
    std::sort(values.begin(), values.end());
    const auto index = static_cast<std::size_t>(p / 100 * static_cast<double>(values.size() - 1));
    return values.at(index);
}

double seconds_now() {
    return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch())
        .count();
}

} // namespace taraba::bench
