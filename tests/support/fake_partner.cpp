#include "support/fake_partner.hpp"

#include "base/expects.hpp"
#include "base/text.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

namespace taraba::support {

namespace {

sockaddr_in own_address(int port) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    address.sin_port = htons(static_cast<std::uint16_t>(port));
    return address;
}

/// Head and body as far as the head says how long it is; what is cut short is given as it came.
std::string read_request(int connection) {
    std::string text;
    std::size_t whole = std::string::npos;
    char buffer[4096];
    while (text.size() < whole) {
        const auto got = ::recv(connection, buffer, sizeof buffer, 0);
        if (got <= 0) break;
        text.append(buffer, static_cast<std::size_t>(got));
        const auto end = text.find("\r\n\r\n");
        if (end == text.npos || whole != text.npos) continue;
        const std::string head = folded(text.substr(0, end));
        const auto length = head.find("content-length: ");
        whole = end + 4 + (length == head.npos ? 0 : std::stoul(head.substr(length + 16)));
    }
    return text;
}

} // namespace

FakePartner::FakePartner(std::function<Said(const Asked&)> answer) : answer_(std::move(answer)) {
    listener_ = ::socket(AF_INET, SOCK_STREAM, 0);
    auto address = own_address(0);
    socklen_t size = sizeof address;
    expects(::bind(listener_, reinterpret_cast<sockaddr*>(&address), size) == 0);
    expects(::listen(listener_, 16) == 0);
    expects(::getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size) == 0);
    port_ = ntohs(address.sin_port);
    thread_ = std::thread([this] {
        for (int connection = 0; (connection = ::accept(listener_, nullptr, nullptr)) >= 0;) {
            serve(connection);
            ::close(connection);
        }
    });
}

FakePartner::~FakePartner() {
    ::shutdown(listener_, SHUT_RDWR); // ends the accept()
    thread_.join();
    ::close(listener_);
}

std::string FakePartner::url() const { return "http://127.0.0.1:" + std::to_string(port_); }

std::vector<FakePartner::Asked> FakePartner::asked() const {
    const std::lock_guard lock(mutex_);
    return asked_;
}

void FakePartner::serve(int connection) {
    const std::string text = read_request(connection);
    const auto first = text.find(' '), second = text.find(' ', first + 1),
               end = text.find("\r\n\r\n");
    if (end == text.npos || second == text.npos) return;
    const Asked asked{text.substr(0, first), text.substr(first + 1, second - first - 1),
                      text.substr(end + 4)};
    {
        const std::lock_guard lock(mutex_);
        asked_.push_back(asked);
    }
    const auto said = answer_(asked);
    if (said.hangs_up) return;
    const std::string answer = "HTTP/1.1 " + std::to_string(said.status) +
                               " X\r\nContent-Type: " + said.type +
                               "\r\nContent-Length: " + std::to_string(said.body.size()) +
                               "\r\nConnection: close\r\n\r\n" + said.body;
    ::send(connection, answer.data(), answer.size(), MSG_NOSIGNAL);
}

} // namespace taraba::support
