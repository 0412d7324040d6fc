#include "http/web_socket_session.hpp"

#include <atomic>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/websocket.hpp>
#include <deque>
#include <utility>

namespace huiying::http {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
using boost::system::error_code;
using Stream = beast::websocket::stream<Socket, false>;  // no compression: memory for ten thousand

constexpr asio::use_awaitable_t<Executor> kAwait;
constexpr std::chrono::seconds kHandshakeTime{10};
/// Half of it is the longest silence before a ping; portals' proxies cut after a minute.
constexpr std::chrono::seconds kSilence{50};

beast::websocket::stream_base::timeout timeouts() {
    return {
        .handshake_timeout = kHandshakeTime, .idle_timeout = kSilence, .keep_alive_pings = true};
}

beast::http::request<beast::http::empty_body> handshake_of(const Upgrade& upgrade) {
    beast::http::request<beast::http::empty_body> request{
        beast::http::verb::get, upgrade.target, 11};
    request.set(beast::http::field::host, upgrade.host);
    request.set(beast::http::field::upgrade, "websocket");
    request.set(beast::http::field::connection, "Upgrade");
    request.set(beast::http::field::sec_websocket_key, upgrade.key);
    request.set(beast::http::field::sec_websocket_version, "13");
    return request;
}

class WebSocketSession final : public WebSocket,
                               public OpenSocket,
                               public std::enable_shared_from_this<WebSocketSession> {
  public:
    WebSocketSession(
        std::shared_ptr<SessionContext> context, Socket socket, std::shared_ptr<WebSocketUser> user
    )
        : context_(std::move(context)), stream_(std::move(socket)), user_(std::move(user)) {
        stream_.set_option(timeouts());
        stream_.auto_fragment(false);
        stream_.read_message_max(kMostSocketBytes);
        stream_.text(true);
        context_->web_sockets.insert(this);
    }

    ~WebSocketSession() override {
        context_->web_sockets.erase(this);
        if (context_->on_session_end)
            context_->on_session_end();
    }

    WebSocketSession(const WebSocketSession&) = delete;
    WebSocketSession& operator=(const WebSocketSession&) = delete;

    static Awaitable<void> run(std::shared_ptr<WebSocketSession> self, Upgrade upgrade) {
        error_code error;
        const auto request = handshake_of(upgrade);
        co_await self->stream_.async_accept(request, asio::redirect_error(kAwait, error));
        if (!error) {
            self->user_->opened(self);
            co_await self->read();
        }
        // A write that nobody reads would never end, and it reads what waits: that stays until it
        // has.
        self->abort();
        self->is_closed_ = true;
        if (!self->is_writing_)
            self->waiting_.clear();
        std::exchange(self->user_, nullptr)->closed();
    }

    bool send(std::string text) override {
        if (is_closed_)
            return false;
        asio::post(
            context_->executor,
            [self = shared_from_this(), message = std::move(text)]() mutable {
                self->queue(std::move(message));
            }
        );
        return true;
    }

    void close() override {
        asio::post(context_->executor, [self = shared_from_this()] {
            self->end(beast::websocket::close_code::normal);
        });
    }

    void go_away() override { end(beast::websocket::close_code::going_away); }

    void abort() override {
        error_code ignored;
        stream_.next_layer().close(ignored);
    }

  private:
    Awaitable<void> read() {
        error_code error;
        while (!error) {
            // Its memory goes with the message: most connections are silent.
            // One byte more, for the header behind a full buffer says that the message is too long.
            beast::flat_buffer message(kMostSocketBytes + 1);
            co_await stream_.async_read(message, asio::redirect_error(kAwait, error));
            if (error)
                break;
            const std::string_view bytes(
                static_cast<const char*>(message.data().data()), message.data().size()
            );
            if (stream_.got_text())
                user_->received(bytes);
            else
                user_->received_bytes(bytes);
        }
    }

    void queue(std::string text) {
        if (is_closed_ || is_ending_)
            return;
        waiting_bytes_ += text.size();
        if (waiting_bytes_ > kMostWaitingBytes)
            return end(beast::websocket::close_code::try_again_later);
        waiting_.push_back(std::move(text));
        if (!is_writing_)
            write();
    }

    void write() {
        is_writing_ = true;
        stream_.async_write(
            asio::buffer(waiting_.front()),
            [self = shared_from_this()](const error_code& error, std::size_t) {
                self->wrote(error);
            }
        );
    }

    void wrote(const error_code& error) {
        is_writing_ = false;
        if (error || is_closed_ || waiting_.empty())
            return waiting_.clear();
        waiting_bytes_ -= waiting_.front().size();
        waiting_.pop_front();
        if (!waiting_.empty())
            return write();
        waiting_.shrink_to_fit();
        if (is_ending_)
            say_goodbye();
    }

    void end(beast::websocket::close_code code) {
        if (is_closed_ || is_ending_)
            return;
        is_ending_ = true;
        code_ = code;
        if (!is_writing_)
            say_goodbye();
    }

    void say_goodbye() {
        stream_.async_close(code_, [self = shared_from_this()](const error_code&) {});
    }

    const std::shared_ptr<SessionContext> context_;
    Stream stream_;
    std::shared_ptr<WebSocketUser> user_;
    std::deque<std::string> waiting_;
    std::size_t waiting_bytes_ = 0;
    bool is_writing_ = false;
    bool is_ending_ = false;
    std::atomic<bool> is_closed_ = false;
    beast::websocket::close_code code_ = beast::websocket::close_code::normal;
};

}  // namespace

Upgrade upgrade_of(const Request& request) {
    return {
        std::string(request.target),
        std::string(request.header("host")),
        std::string(request.header("sec-websocket-key"))};
}

void open_web_socket(
    const std::shared_ptr<SessionContext>& context,
    Socket socket,
    Upgrade upgrade,
    std::shared_ptr<WebSocketUser> user
) {
    auto session = std::make_shared<WebSocketSession>(context, std::move(socket), std::move(user));
    asio::co_spawn(
        context->executor,
        WebSocketSession::run(std::move(session), std::move(upgrade)),
        asio::detached
    );
}

}  // namespace huiying::http
