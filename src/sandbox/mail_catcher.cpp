#include "sandbox/sandbox.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace taraba::sandbox {

namespace {

/// Reads lines off a socket; nothing when the other side is gone or too slow.
class LineReader {
public:
    explicit LineReader(int socket) : socket_(socket) {}
    std::optional<std::string> next() {
        while (true) {
            const auto end = buffer_.find("\r\n");
            if (end != std::string::npos) {
                std::string line = buffer_.substr(0, end);
                buffer_.erase(0, end + 2);
                return line;
            }
            pollfd waiting{socket_, POLLIN, 0};
            if (buffer_.size() > 1 << 20 || ::poll(&waiting, 1, 10'000) != 1) return std::nullopt;
            char part[4'096];
            const auto size = ::recv(socket_, part, sizeof part, 0);
            if (size <= 0) return std::nullopt;
            buffer_.append(part, static_cast<std::size_t>(size));
        }
    }

private:
    int socket_;
    std::string buffer_;
};

void say(int socket, const std::string& line) {
    const std::string text = line + "\r\n";
    (void)!::send(socket, text.data(), text.size(), MSG_NOSIGNAL);
}

std::string address_in(const std::string& line) {
    const auto open = line.find('<'), close = line.find('>');
    return open == line.npos || close == line.npos ? "" : line.substr(open + 1, close - open - 1);
}

} // namespace

MailCatcher::MailCatcher() {
    listener_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    expects(listener_ >= 0);
    expects(::bind(listener_, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0);
    expects(::listen(listener_, 16) == 0);
    socklen_t length = sizeof address;
    ::getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &length);
    port_ = ntohs(address.sin_port);
    thread_ = std::thread([this] { listen(); });
}

MailCatcher::~MailCatcher() {
    stopping_ = true;
    thread_.join();
    ::close(listener_);
}

std::string MailCatcher::url() const { return "smtp://127.0.0.1:" + std::to_string(port_); }

std::vector<CaughtMail> MailCatcher::caught() {
    const std::lock_guard lock(mutex_);
    return {mails_.begin(), mails_.end()};
}

void MailCatcher::listen() {
    while (!stopping_) {
        pollfd waiting{listener_, POLLIN, 0};
        if (::poll(&waiting, 1, 200) != 1) continue;
        const int socket = ::accept(listener_, nullptr, nullptr);
        if (socket < 0) continue;
        talk(socket);
        ::close(socket);
    }
}

void MailCatcher::talk(int socket) {
    LineReader reader(socket);
    CaughtMail mail;
    say(socket, "220 sandbox ready");
    while (const auto line = reader.next()) {
        const std::string verb = line->substr(0, 4);
        if (verb == "EHLO" || verb == "HELO") {
            say(socket, "250 sandbox");
        } else if (verb == "MAIL") {
            mail = {address_in(*line), "", {}};
            say(socket, "250 ok");
        } else if (verb == "RCPT") {
            mail.to = address_in(*line);
            say(socket, "250 ok");
        } else if (verb == "DATA") {
            say(socket, "354 go on");
            while (const auto text = reader.next()) {
                if (*text == ".") break;
                mail.data.text += (text->starts_with("..") ? text->substr(1) : *text) + "\n";
            }
            const std::lock_guard lock(mutex_);
            mails_.push_back(mail);
            if (mails_.size() > 200) mails_.pop_front();
            say(socket, "250 taken");
        } else if (verb == "QUIT") {
            say(socket, "221 bye");
            return;
        } else {
            say(socket, "250 ok");
        }
    }
}

} // namespace taraba::sandbox
