#include "http/server.hpp"

#include "base/crypto.hpp"
#include "base/log.hpp"
#include "base/text.hpp"
#include "http/workers.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <boost/beast/ssl.hpp>

#include <algorithm>
#include <array>
#include <atomic>
#include <fmt/core.h>

namespace taraba::http {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace wire = boost::beast::http;
using asio::ip::tcp;
using boost::system::error_code;

/// What the connections of one server share.
struct ServerState {
    ServerState(const Router& r, EventHub& e, ServerOptions o)
        : router(r), events(e), options(std::move(o)), acceptor(io), pool(options.workers) {}

    const Router& router;
    EventHub& events;
    ServerOptions options;
    asio::io_context io{1};
    tcp::acceptor acceptor;
    std::optional<asio::ssl::context> tls;
    WorkerPool pool;
    std::thread io_thread;
    std::atomic<int> connections{0};
    std::atomic<int> under_way{0};
    std::atomic<bool> stopping{false};
    std::uint64_t request_counter = 0;
    std::string run_id = base64url(random_bytes(6));
};

namespace {

std::optional<Method> method_from(wire::verb verb) {
    switch (verb) {
    case wire::verb::get:
    case wire::verb::head: return Method::get;
    case wire::verb::post: return Method::post;
    case wire::verb::put: return Method::put;
    case wire::verb::patch: return Method::patch;
    case wire::verb::delete_: return Method::delete_;
    default: return std::nullopt;
    }
}

/// One connection: reads a request, has a worker answer it, writes the answer, and so on. All its
/// own work happens on the one I/O thread.
template <class Stream>
class Session : public std::enable_shared_from_this<Session<Stream>> {
public:
    Session(tcp::socket&& socket,
            std::shared_ptr<ServerState> state) requires(std::is_same_v<Stream, beast::tcp_stream>)
        : state_(std::move(state)), stream_(std::move(socket)) {
        opened();
    }
    Session(tcp::socket&& socket,
            std::shared_ptr<ServerState> state) requires(!std::is_same_v<Stream, beast::tcp_stream>)
        : state_(std::move(state)), stream_(std::move(socket), *state_->tls) {
        opened();
    }
    ~Session() {
        answered();
        if (ticket_ != 0) state_->events.leave(ticket_);
        --state_->connections;
    }

    void start() {
        if constexpr (std::is_same_v<Stream, beast::tcp_stream>) {
            read_head(state_->options.head_timeout);
        } else {
            lowest().expires_after(state_->options.head_timeout);
            stream_.async_handshake(asio::ssl::stream_base::server,
                                    [self = this->shared_from_this()](error_code error) {
                                        if (!error)
                                            self->read_head(self->state_->options.head_timeout);
                                    });
        }
    }

private:
    using Parser = wire::request_parser<wire::string_body>;

    beast::tcp_stream& lowest() { return beast::get_lowest_layer(stream_); }

    void opened() {
        ++state_->connections;
        error_code ignored;
        lowest().socket().set_option(tcp::no_delay(true), ignored);
        peer_ = lowest().socket().remote_endpoint(ignored).address().to_string();
    }

    void read_head(Millis timeout) {
        parser_.emplace();
        parser_->header_limit(static_cast<std::uint32_t>(state_->options.head_bytes_max));
        parser_->body_limit(boost::none);
        lowest().expires_after(timeout);
        wire::async_read_header(stream_, buffer_, *parser_,
                                [self = this->shared_from_this()](error_code error, std::size_t) {
                                    self->head_read(error);
                                });
    }

    void head_read(error_code error) {
        if (error) return refuse_unreadable(error);
        auto& head = parser_->get();
        request_ = {};
        request_.id = state_->run_id + "-" + std::to_string(++state_->request_counter);
        is_head_ = head.method() == wire::verb::head;
        keep_alive_ = head.keep_alive() && !state_->stopping;

        const auto method = method_from(head.method());
        const auto path = decoded_path({head.target().data(), head.target().size()});
        if (!method || !path || head.target().size() > 8'192) {
            keep_alive_ = false;
            return respond(problem({RefusalKind::malformed, "malformed_request",
                                    "The method or the path cannot be read.", ""},
                                   request_));
        }
        request_.method = *method;
        request_.target.assign(head.target().data(), head.target().size());
        request_.path = *path;
        request_.query = parse_query(request_.target);
        for (const auto& field : head) {
            std::string name(field.name_string());
            for (char& c : name)
                if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
            request_.headers.emplace(std::move(name), std::string(field.value()));
        }
        find_client();

        std::map<std::string, std::string, std::less<>> values;
        bool other_method = false;
        const Route* route =
            state_->router.find(request_.method, request_.path, values, other_method);
        const std::size_t limit = route ? route->body_bytes_max : 64 * 1024;
        const auto length = parser_->content_length();
        if (length && *length > limit) {
            keep_alive_ = false;
            return respond(
                problem({RefusalKind::too_large, "body_too_large", "The body is too large.", ""},
                        request_));
        }
        parser_->body_limit(limit);
        if (parser_->is_done()) return hand_over();
        if (beast::iequals(head[wire::field::expect], "100-continue")) return say_continue();
        read_body();
    }

    void say_continue() {
        send("HTTP/1.1 100 Continue\r\n\r\n", {}, [](Session& self, error_code error) {
            if (!error) self.read_body();
        });
    }

    void read_body() {
        lowest().expires_after(state_->options.body_timeout);
        wire::async_read(stream_, buffer_, *parser_,
                         [self = this->shared_from_this()](error_code error, std::size_t) {
                             if (error) return self->refuse_unreadable(error);
                             self->hand_over();
                         });
    }

    void refuse_unreadable(error_code error) {
        if (error == wire::error::end_of_stream) return close();
        keep_alive_ = false;
        is_head_ = false;
        if (request_.id.empty()) request_.id = state_->run_id + "-0";
        if (error == wire::error::body_limit)
            return respond(
                problem({RefusalKind::too_large, "body_too_large", "The body is too large.", ""},
                        request_));
        if (error == wire::error::header_limit || error == wire::error::buffer_overflow) {
            return respond(problem(431,
                                   {RefusalKind::too_large, "head_too_large",
                                    "The head of the request is too large.", ""},
                                   request_));
        }
        if (error.category() == wire::make_error_code(wire::error::bad_method).category())
            return respond(problem(
                {RefusalKind::malformed, "malformed_request", "The request is not HTTP/1.1.", ""},
                request_));
        // timeouts and broken connections: nobody is there to read an answer
    }

    void find_client() {
        request_.remote_address = peer_;
        request_.secure = !std::is_same_v<Stream, beast::tcp_stream>;
        const auto& trusted = state_->options.trusted_proxies;
        if (std::find(trusted.begin(), trusted.end(), peer_) == trusted.end()) return;
        const auto forwarded = split_at(request_.header("x-forwarded-for"), ',');
        if (!forwarded.empty() && !trimmed(forwarded.back()).empty())
            request_.remote_address = trimmed(forwarded.back());
        request_.secure = request_.header("x-forwarded-proto") == "https";
        if (const auto host = request_.header("x-forwarded-host"); !host.empty())
            request_.headers["host"] = std::string(host);
    }

    void hand_over() {
        request_.body = std::move(parser_->get().body());
        lowest().expires_never();
        answering_ = true;
        ++state_->under_way;
        // Counted before looked at: either stop() sees this request, or it is not begun at all.
        if (state_->stopping) {
            answered();
            return close();
        }
        state_->pool.submit([self = this->shared_from_this()]() mutable {
            auto response =
                std::make_shared<Response>(dispatch(self->state_->router, self->request_));
            auto& io = self->state_->io;
            asio::post(io, [self = std::move(self), response = std::move(response)] {
                self->respond(std::move(*response));
            });
        });
    }

    void respond(Response response) {
        if (state_->stopping) keep_alive_ = false;
        if (!response.event_topic.empty()) return start_events(response.event_topic);
        const bool empty = response.status == 204 || response.status == 304;
        const bool pieces = response.pieces && !is_head_;
        head_ = head_of(response, empty, pieces);
        if (pieces) return start_pieces(response);
        body_ = empty || is_head_ ? std::string() : std::move(response.body);
        send(head_, body_, [](Session& self, error_code error) { self.written(error); });
    }

    using Sent = void (*)(Session&, error_code);

    /// Writes two texts, which must stay, one after the other. All that is ever written goes this
    /// way, because each call of async_write() is a thousand templates.
    void send(std::string_view first, std::string_view second, Sent then) {
        lowest().expires_after(state_->options.body_timeout);
        const std::array<asio::const_buffer, 2> both{asio::buffer(first), asio::buffer(second)};
        asio::async_write(stream_, both,
                          [self = this->shared_from_this(), then](error_code error, std::size_t) {
                              then(*self, error);
                          });
    }

    std::string head_of(const Response& response, bool empty, bool pieces) const {
        const auto reason = wire::obsolete_reason(static_cast<wire::status>(response.status));
        auto head = fmt::format("HTTP/1.1 {} {}\r\n", response.status,
                                std::string_view(reason.data(), reason.size()));
        const auto field = [&](std::string_view name, std::string_view value) {
            head.append(name).append(": ");
            for (const char c : value) // a line break would begin a field of somebody else's
                head += c == '\r' || c == '\n' ? ' ' : c;
            head += "\r\n";
        };
        field("X-Request-Id", request_.id);
        field("X-Content-Type-Options", "nosniff");
        field("Referrer-Policy", "same-origin");
        for (const auto& [name, value] : response.headers)
            field(name, value);
        if (!keep_alive_) field("Connection", "close");
        if (!empty) field("Content-Type", response.content_type);
        if (pieces)
            field("Transfer-Encoding", "chunked");
        else
            field("Content-Length", std::to_string(empty ? 0 : response.body.size()));
        return head + "\r\n";
    }

    /// A request is under way until its whole answer has been handed to the system: stop() waits.
    void answered() {
        if (std::exchange(answering_, false)) --state_->under_way;
    }

    void written(error_code error) {
        answered();
        if (error) return;
        if (!keep_alive_) return close();
        read_head(state_->options.idle_timeout);
    }

    /// A client that is still sending would lose the answer to a reset, so what it sends is taken
    /// and thrown away for a moment.
    void close() {
        error_code ignored;
        lowest().socket().shutdown(tcp::socket::shutdown_send, ignored);
        lowest().expires_after(std::chrono::seconds(3)); // for all of it together
        throw_away(0);
    }

    void throw_away(std::size_t taken) {
        constexpr std::size_t most = 8 << 20;
        if (taken > most) return;
        lowest().async_read_some(asio::buffer(waste_), [self = this->shared_from_this(),
                                                        taken](error_code error, std::size_t size) {
            if (!error) self->throw_away(taken + size);
        });
    }

    // A body in pieces: made by a worker, one after the other has been written.

    void start_pieces(Response& response) {
        pieces_ = std::move(response.pieces);
        send(head_, {}, [](Session& self, error_code error) {
            if (error) return self.answered();
            self.make_piece();
        });
    }

    void make_piece() {
        lowest().expires_never();
        state_->pool.submit([self = this->shared_from_this()]() mutable {
            auto piece = std::make_shared<std::optional<std::string>>();
            try {
                *piece = self->pieces_();
            } catch (const std::exception& error) {
                log::error("answer_broken_off",
                           {{"request", self->request_.id}, {"detail", error.what()}});
            }
            auto& io = self->state_->io;
            asio::post(io, [self = std::move(self), piece = std::move(piece)] {
                self->write_piece(*piece);
            });
        });
    }

    /// Without a last chunk the client sees that the answer is not whole.
    void write_piece(const std::optional<std::string>& piece) {
        if (!piece || state_->stopping) {
            answered();
            return close();
        }
        last_piece_ = piece->empty();
        sending_ = fmt::format("{:x}\r\n{}\r\n", piece->size(), *piece);
        send(sending_, {}, [](Session& self, error_code error) {
            if (error || self.last_piece_) {
                self.pieces_ = {};
                return self.written(error);
            }
            self.make_piece();
        });
    }

    // Server-sent events: text is queued and written one piece after the other.

    void start_events(const std::string& topic) {
        answered();
        std::string head = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n"
                           "Cache-Control: no-store\r\nX-Accel-Buffering: no\r\n\r\n: hello\n\n";
        pending_ += head;
        ticket_ = state_->events.listen(
            topic, [weak = this->weak_from_this(), &io = state_->io](const std::string& data) {
                asio::post(io, [weak, data] {
                    if (auto self = weak.lock()) self->queue("data: " + data + "\n\n");
                });
            });
        listening_ = this->shared_from_this();
        write_events();
        beat();
    }

    void queue(const std::string& text) {
        constexpr std::size_t pending_max = 1 << 20;
        if (pending_.size() > pending_max) return end_events(); // a listener that doesn't read
        pending_ += text;
        if (!writing_) write_events();
    }

    void write_events() {
        writing_ = true;
        sending_ = std::move(pending_);
        pending_.clear();
        send(sending_, {}, [](Session& self, error_code error) {
            self.writing_ = false;
            if (error || self.state_->stopping) return self.end_events();
            if (!self.pending_.empty()) self.write_events();
        });
    }

    void beat() {
        heart_.emplace(state_->io);
        heart_->expires_after(std::chrono::seconds(1));
        heart_->async_wait([weak = this->weak_from_this()](error_code error) {
            auto self = weak.lock();
            if (error || !self || !self->listening_) return;
            if (self->state_->stopping) return self->end_events();
            if (++self->beats_ % 15 == 0) self->queue(": still here\n\n");
            self->beat();
        });
    }

    void end_events() {
        if (ticket_ != 0) state_->events.leave(std::exchange(ticket_, 0));
        lowest().cancel();
        close();
        listening_.reset();
    }

    std::shared_ptr<ServerState> state_;
    Stream stream_;
    std::string peer_;
    beast::flat_buffer buffer_;
    std::optional<Parser> parser_;
    Request request_;
    bool is_head_ = false, keep_alive_ = false, answering_ = false;
    std::array<char, 4'096> waste_{};
    std::string head_, body_; ///< of the answer that is being written

    std::uint64_t ticket_ = 0;
    std::shared_ptr<Session> listening_; ///< keeps a connection that only listens
    std::optional<asio::steady_timer> heart_;
    int beats_ = 0;
    bool writing_ = false, last_piece_ = false;
    std::string pending_, sending_;
    std::function<std::string()> pieces_;
};

void accept_next(const std::shared_ptr<ServerState>& state) {
    state->acceptor.async_accept([state](error_code error, tcp::socket socket) {
        if (state->stopping || error == asio::error::operation_aborted) return;
        const bool room = state->connections < state->options.connections_max;
        if (!error && room) {
            if (state->tls)
                std::make_shared<Session<beast::ssl_stream<beast::tcp_stream>>>(std::move(socket),
                                                                                state)
                    ->start();
            else
                std::make_shared<Session<beast::tcp_stream>>(std::move(socket), state)->start();
        }
        accept_next(state);
    });
}

} // namespace

Server::Server(const Router& router, EventHub& events, ServerOptions options)
    : state_(std::make_shared<ServerState>(router, events, std::move(options))) {
    if (state_->options.certificate_file.empty()) return;
    state_->tls.emplace(asio::ssl::context::tls_server);
    state_->tls->set_options(asio::ssl::context::no_tlsv1 | asio::ssl::context::no_tlsv1_1);
    state_->tls->use_certificate_chain_file(state_->options.certificate_file);
    state_->tls->use_private_key_file(state_->options.key_file, asio::ssl::context::pem);
}

Server::~Server() { stop(Millis(0)); }

void Server::start() {
    const tcp::endpoint endpoint(asio::ip::make_address(state_->options.host),
                                 state_->options.port);
    state_->acceptor.open(endpoint.protocol());
    state_->acceptor.set_option(asio::socket_base::reuse_address(true));
    state_->acceptor.bind(endpoint);
    state_->acceptor.listen(1'024);
    accept_next(state_);
    state_->io_thread = std::thread([state = state_] { state->io.run(); });
}

std::uint16_t Server::port() const { return state_->acceptor.local_endpoint().port(); }

void Server::stop(Millis grace) {
    if (state_->stopping.exchange(true)) return;
    asio::post(state_->io, [state = state_] {
        error_code ignored;
        state->acceptor.close(ignored);
    });
    const auto until = std::chrono::steady_clock::now() + grace;
    while (state_->under_way > 0 && std::chrono::steady_clock::now() < until)
        std::this_thread::sleep_for(Millis(5));
    state_->pool.stop();
    state_->io.stop();
    if (state_->io_thread.joinable()) state_->io_thread.join();
}

} // namespace taraba::http
