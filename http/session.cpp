#include "http/session.hpp"

#include "http/web_socket.hpp"
#include "http/web_socket_session.hpp"

#include <algorithm>
#include <boost/asio/buffer.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>

namespace huiying::http {
namespace {

namespace asio = boost::asio;
using boost::system::error_code;

constexpr asio::use_awaitable_t<Executor> kAwait;
constexpr std::size_t kLingerBytes = 16'000'000;
constexpr std::chrono::seconds kLingerTime{2};
constexpr std::string_view kContinue = "HTTP/1.1 100 Continue\r\n\r\n";
constexpr std::string_view kHeartbeat = ":\n\n";

std::string plain_address(const asio::ip::address& address) {
    if (address.is_v6() && address.to_v6().is_v4_mapped())
        return asio::ip::make_address_v4(asio::ip::v4_mapped, address.to_v6()).to_string();
    return address.to_string();
}

}  // namespace

Session::Session(const std::shared_ptr<SessionContext>& context, Socket socket)
    : context_(context),
      socket_(std::move(socket)),
      reader_(context->settings.header_limit, *this),
      body_share_(context->bodies) {
    error_code ignored;
    socket_->non_blocking(true, ignored);
    socket_->set_option(asio::ip::tcp::no_delay(true), ignored);
    remote_ = plain_address(socket_->remote_endpoint(ignored).address());
    is_proxied_ = context_->proxies.trusts(remote_);
}

void Session::start(const std::shared_ptr<SessionContext>& context, Socket socket) {
    const auto session = std::make_shared<Session>(context, std::move(socket));
    session->place_ = context->sessions.insert(context->sessions.end(), session.get());
    session->enter(State::idle);
    asio::co_spawn(context->executor, run(session), asio::detached);
}

Awaitable<void> Session::run(std::shared_ptr<Session> self) {
    try {
        co_await self->serve();
    } catch (const std::exception& error) {
        self->fail(error.what());
    }
    self->end();
}

Awaitable<void> Session::serve() {
    do {
        begin_request();
        Progress progress = reader_.parse();
        while (progress == Progress::need_more) {
            error_code error;
            const auto room = asio::buffer(reader_.room().data(), reader_.room().size());
            const auto bytes =
                co_await socket_->async_read_some(room, asio::redirect_error(kAwait, error));
            progress = receive(bytes, error);
        }
        if (state_ == State::closed)
            co_return;
        complete_request(progress);
        if (progress == Progress::complete)
            dispatch();
        while (is_waiting_for_handler())
            co_await wait_for_wake();
        if (state_ == State::closed)
            co_return;
        if (is_stream_open_)
            co_return co_await stream_events();
        if (response_->upgrade)
            co_return hand_over();
        prepare_response();
        if (!write_now())
            co_await write_rest();
        report();
        // Not on the stack of whoever answered, and not without a turn for the others.
        if (has_next())
            co_await asio::post(context_->executor, kAwait);
    } while (goes_on());
    if (state_ != State::closed)
        co_await linger();
}

/// The connection is a WebSocket's from now on; who sends frames before the answer breaks the
/// rules.
void Session::hand_over() {
    auto user = std::move(response_->upgrade);
    report();
    if (!reader_.has_unparsed() && !context_->is_stopping)
        return open_web_socket(
            context_, std::move(*socket_), upgrade_of(request_), std::move(user)
        );
    user->closed();
}

Awaitable<void> Session::write_rest() {
    // From here on others use the scratch it may lie in.
    head_ = std::string(head_left_);
    head_left_ = head_;
    while (state_ == State::writing && head_left_.size() + body_left_.size() > 0) {
        error_code error;
        const std::array<asio::const_buffer, 2> left{
            asio::buffer(head_left_), asio::buffer(body_left_)};
        const auto bytes =
            co_await socket_->async_write_some(left, asio::redirect_error(kAwait, error));
        wrote(bytes, error);
    }
}

Awaitable<void> Session::stream_events() {
    prepare_stream_head();
    watch_for_close();
    while (state_ != State::closed) {
        if (!write_now())
            co_await write_rest();
        if (state_ == State::closed)
            co_return;
        enter(State::streaming);
        const auto channel_state = channel_->state();
        head_ = channel_->take();
        head_left_ = head_;
        if (!head_.empty() && channel_state != EventChannel::State::aborted)
            continue;
        if (channel_state != EventChannel::State::open)
            break;
        co_await wait_for_wake();
    }
    if (state_ != State::closed)
        co_await linger();
}

// Closing at once with bytes unread would make the kernel discard the response on its way.
Awaitable<void> Session::linger() {
    enter(State::lingering);
    error_code error;
    socket_->shutdown(asio::ip::tcp::socket::shutdown_send, error);
    std::array<char, 2048> unread;
    std::size_t bytes = 0;
    while (!error && !is_expired_ && bytes < kLingerBytes && state_ == State::lingering) {
        bytes += co_await socket_->async_read_some(
            asio::buffer(unread), asio::redirect_error(kAwait, error)
        );
    }
}

Awaitable<void> Session::wait_for_wake() {
    co_await asio::async_initiate<const asio::use_awaitable_t<Executor>, void()>(
        [this](auto&& handler) {
            // Swapped, not assigned: the move assignment of Boost 1.81 calls itself for ever.
            boost::asio::any_completion_handler<void()> waiter(
                std::forward<decltype(handler)>(handler)
            );
            waiter_.swap(waiter);
        },
        kAwait
    );
}

bool Session::is_waiting_for_handler() const {
    return state_ == State::handling && !response_ && !is_stream_open_;
}

void Session::wake() {
    if (auto waiter = std::move(waiter_))
        std::move(waiter)();
}

void Session::end() {
    state_ = State::closed;
    if (channel_)
        channel_->finish(EventChannel::State::aborted);
    socket_.reset();
    static_cast<void>(body_share_.hold(0));
    context_->sessions.erase(place_);
    if (context_->on_session_end)
        context_->on_session_end();
}

void Session::enter(State state) {
    state_ = state;
    since_ = context_->now;
    if (state == State::idle)
        idle_order_ = ++context_->sequence;
}

void Session::sweep() {
    const auto& settings = context_->settings;
    const auto waited = context_->now - since_;
    const auto body_seconds = reader_.parts().body.size() / settings.minimum_body_rate;
    switch (state_) {
        case State::idle:
            if (waited > (is_fresh_ ? settings.header_timeout : settings.idle_timeout))
                expire();
            break;
        case State::head:
            if (waited > settings.header_timeout)
                expire();
            break;
        case State::body:
            if (waited > settings.body_grace + std::chrono::seconds(body_seconds))
                expire();
            break;
        case State::writing:
            if (waited > settings.write_timeout)
                abort();
            break;
        case State::streaming:
            if (waited >= settings.event_heartbeat)
                channel_->append(kHeartbeat);
            break;
        case State::lingering:
            if (waited > kLingerTime)
                expire();
            break;
        case State::handling:
        case State::closed:
            break;
    }
}

void Session::expire() {
    is_expired_ = true;
    error_code ignored;
    socket_->cancel(ignored);
}

void Session::wind_down() {
    if (is_idle())
        expire();
    else if (channel_)
        channel_->finish(EventChannel::State::ended);
}

void Session::abort() {
    if (state_ == State::closed)
        return;
    state_ = State::closed;
    error_code ignored;
    socket_->close(ignored);
    wake();
}

void Session::begin_request() {
    reader_.next();
    static_cast<void>(body_share_.hold(0));
    response_.reset();
    match_ = {};
    auto params = std::move(request_.params);
    params.clear();
    request_ = {};
    request_.params = std::move(params);
    enter(reader_.has_unparsed() ? State::head : State::idle);
}

Session::Progress Session::receive(std::size_t bytes, const error_code& error) {
    if (is_expired_ && state_ != State::idle)
        return Progress::refused;
    if (error || is_expired_) {
        state_ = State::closed;
        return Progress::refused;
    }
    if (state_ == State::idle)
        enter(State::head);
    reader_.received(bytes);
    const Progress progress = reader_.parse();
    if (!body_share_.hold(reader_.spilled()))
        return refuse_over_budget();
    if (progress != Progress::need_more)
        return progress;
    if (reader_.is_head_done() && state_ == State::head)
        enter(State::body);
    error_code ignored;
    // 25 bytes into an empty send buffer; should they not fit, the client goes on by itself.
    if (reader_.take_continue())
        socket_->write_some(asio::buffer(kContinue), ignored);
    return progress;
}

Session::Progress Session::refuse_over_budget() {
    is_over_budget_ = true;
    reader_.drop_body();
    static_cast<void>(body_share_.hold(0));
    return Progress::refused;
}

bool Session::write_now() {
    enter(State::writing);
    error_code error;
    const auto bytes = body_left_.empty()
                           ? socket_->write_some(asio::buffer(head_left_), error)
                           : socket_->write_some(
                                 std::array<asio::const_buffer, 2>{
                                     asio::buffer(head_left_), asio::buffer(body_left_)},
                                 error
                             );
    wrote(bytes, error == asio::error::would_block ? error_code() : error);
    return state_ == State::closed || head_left_.size() + body_left_.size() == 0;
}

void Session::wrote(std::size_t bytes, const error_code& error) {
    if (error || state_ == State::closed) {
        state_ = State::closed;
        return;
    }
    const auto of_head = std::min(bytes, head_left_.size());
    head_left_.remove_prefix(of_head);
    body_left_.remove_prefix(bytes - of_head);
    enter(State::writing);
}

void Session::watch_for_close() {
    socket_->async_read_some(
        asio::buffer(ignored_),
        [self = shared_from_this()](const error_code& error, std::size_t) {
            if (self->state_ == State::closed)
                return;
            if (!error)
                return self->watch_for_close();
            self->channel_->finish(EventChannel::State::aborted);
        }
    );
}

void Session::on_channel_wake() {
    if (channel_ && channel_->state() == EventChannel::State::aborted && is_stream_open_)
        abort();
    else
        wake();
}

}  // namespace huiying::http
