// One connection: reads requests, calls their handlers, writes the responses, in one coroutine.
// Private to http; included by server.cpp and session.cpp only (Asio). Everything runs on the io
// thread but what is handed to the blocking pool, which reads `request_` while the coroutine waits.
#pragma once

#include "http/blocking_pool.hpp"
#include "http/body_budget.hpp"
#include "http/event_stream.hpp"
#include "http/request_reader.hpp"
#include "http/response.hpp"
#include "http/router.hpp"
#include "http/server.hpp"
#include "http/trusted_proxies.hpp"

#include <array>
#include <boost/asio/any_completion_handler.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/basic_stream_socket.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <list>
#include <memory>
#include <optional>
#include <set>
#include <string>

namespace huiying::http {

// Concrete, not any_io_executor: type erasure costs 8 % of a request.
using Executor = boost::asio::io_context::executor_type;
using Socket = boost::asio::basic_stream_socket<boost::asio::ip::tcp, Executor>;
template <class T>
using Awaitable = boost::asio::awaitable<T, Executor>;
using SteadyTime = std::chrono::steady_clock::time_point;

class Session;

/// A WebSocket that the server ends when it stops. On the io thread.
class OpenSocket {
  public:
    virtual ~OpenSocket() = default;
    virtual void go_away() = 0;
    /// Ends at once.
    virtual void abort() = 0;
};

/// What the connections of one server share.
struct SessionContext {
    // Constant after construction.
    Executor executor;
    ServerSettings settings;
    Router router;
    TrustedProxies proxies;
    BlockingPool& pool;  // outlives every handler, not every session
    std::uint32_t request_id_prefix = 0;
    BodyBudget bodies;

    // Changed on the io thread only.
    SteadyTime now{};  // as of the last sweep: timeouts need no better, a clock read costs
    std::uint64_t sequence = 0;
    bool is_stopping = false;
    std::list<Session*> sessions;
    std::set<OpenSocket*> web_sockets;
    std::string head_scratch;  // one for all: it stays in the cache, and is done with when written
    std::function<void()> on_session_end;
};

class Session final : public PendingResponse,
                      public BodyLimits,
                      public std::enable_shared_from_this<Session> {
  public:
    /// Serves `socket`; the session lives until the connection ends.
    static void start(const std::shared_ptr<SessionContext>& context, Socket socket);

    Session(const std::shared_ptr<SessionContext>& context, Socket socket);

    // REQUIRES for these three: the caller holds a shared_ptr; the session may end during the call.
    /// Ends what has taken too long; keeps event streams alive.
    void sweep();
    /// Lets the connection end: now if idle, else after its response.
    void wind_down();
    /// Closes now. A handler still running answers into the void.
    void abort();

    bool is_idle() const { return state_ == State::idle && !is_expired_; }

    /// Lower for connections idle longer.
    std::uint64_t idle_order() const { return idle_order_; }

    void respond(Response response) override;
    void abandon() override;
    std::size_t body_limit_for(Method method, std::string_view target) override;

  private:
    enum class State { idle, head, body, handling, writing, streaming, lingering, closed };
    using Progress = RequestReader::Progress;

    static Awaitable<void> run(std::shared_ptr<Session> self);
    Awaitable<void> serve();
    Awaitable<void> write_rest();
    Awaitable<void> stream_events();
    Awaitable<void> linger();
    Awaitable<void> wait_for_wake();
    bool is_waiting_for_handler() const;
    void wake();

    bool has_next() const { return keep_alive_ && reader_.has_unparsed(); }

    bool goes_on() const { return keep_alive_ && state_ != State::closed; }

    void end();
    void enter(State state);
    void expire();

    void begin_request();
    Progress receive(std::size_t bytes, const boost::system::error_code& error);
    Progress refuse_over_budget();
    void complete_request(Progress progress);
    void identify_peer();

    void dispatch();
    void call_blocking(const Handler& handler);
    void call_async(const AsyncHandler& handler);
    void call_event_stream(const EventStreamHandler& handler);
    void submit(std::function<void()> task);
    void fail(std::string_view what);
    Response refusal(int status, std::string_view code);
    Response refusal_over_budget();
    Response refusal_of_unrouted();

    void hand_over();
    void prepare_response();
    void prepare_stream_head();
    bool write_now();
    void wrote(std::size_t bytes, const boost::system::error_code& error);
    void report();
    void watch_for_close();
    void on_channel_wake();

    std::shared_ptr<SessionContext> context_;
    std::optional<Socket> socket_;  // none once ended: a session may outlive its io_context
    std::list<Session*>::iterator place_;
    std::string remote_;
    bool is_proxied_ = false;

    State state_ = State::idle;
    SteadyTime since_{};
    std::uint64_t idle_order_ = 0;
    bool is_fresh_ = true;  // no request yet
    bool is_expired_ = false;
    bool is_over_budget_ = false;
    bool keep_alive_ = false;

    RequestReader reader_;
    BodyShare body_share_;
    Request request_;
    Router::Match match_;
    std::array<char, 16> own_id_{};
    SteadyTime completed_at_{};

    std::optional<Response> response_;
    bool is_stream_open_ = false;
    std::shared_ptr<EventChannel> channel_;
    boost::asio::any_completion_handler<void()> waiter_;

    std::string head_;  // what did not fit into the socket at once; events
    std::string_view head_left_;
    std::string_view body_left_;  // a large body, written from where it lies
    std::size_t response_bytes_ = 0;
    std::array<char, 64> ignored_;  // what a client says while it listens to events
};

}  // namespace huiying::http
