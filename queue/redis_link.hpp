// One pipelined connection: a hiredis context, its socket in asio's hands, what waits on it in
// order and its deadlines. Included by pipeline.cpp only: this is where asio and hiredis meet.
// Thread rule: the io_context's thread.
#pragma once

#include "queue/endpoint.hpp"
#include "queue/reply.hpp"
#include "queue/resp_command.hpp"
#include "queue/settings.hpp"

#include <algorithm>
#include <atomic>
#include <boost/asio/io_context.hpp>
#include <boost/asio/posix/basic_stream_descriptor.hpp>
#include <boost/asio/post.hpp>
#include <chrono>
#include <cstdint>
#include <deque>
#include <functional>
#include <hiredis/async.h>
#include <memory>
#include <string_view>
#include <utility>
#include <vector>

namespace huiying::queue {

using OnReply = std::function<void(ReplyView)>;
using SteadyTime = std::chrono::steady_clock::time_point;
using Descriptor =
    boost::asio::posix::basic_stream_descriptor<boost::asio::io_context::executor_type>;

/// So many commands are written before the turn of the io_context ends: Redis then works on them
/// while the rest of the turn is still being read. At 64 messages in flight a seventh more a
/// second.
inline constexpr int kWrittenEarly = 4;
inline constexpr std::chrono::milliseconds kFirstBackoff{50};
inline constexpr std::chrono::milliseconds kLongestBackoff{1000};

class Link;

/// Citizens hash onto lanes; a lane with something in flight stays on its connection.
struct Lane {
    Link* link = nullptr;
    std::uint32_t in_flight = 0;
};

/// The socket of one hiredis context in asio's hands. It outlives the context while a wait is
/// pending, hence the shared ownership by the handlers.
class Socket : public std::enable_shared_from_this<Socket> {
  public:
    Socket(boost::asio::io_context& io, redisAsyncContext* context)
        : descriptor_(io, context->c.fd), context_(context) {}

    void set_reading(bool wanted) {
        reading_ = wanted;
        wait(Descriptor::wait_read, reading_, read_waits_, redisAsyncHandleRead);
    }

    void set_writing(bool wanted) {
        writing_ = wanted;
        wait(Descriptor::wait_write, writing_, write_waits_, redisAsyncHandleWrite);
    }

    /// hiredis closes the file descriptor itself.
    void detach() {
        context_ = nullptr;
        descriptor_.release();
    }

  private:
    using Progress = void (*)(redisAsyncContext*);

    void wait(Descriptor::wait_type type, bool& wanted, bool& waits, Progress progress) {
        if (!wanted || waits || context_ == nullptr)
            return;
        waits = true;
        descriptor_.async_wait(
            type,
            [self = shared_from_this(), type, &wanted, &waits, progress](
                const boost::system::error_code& error
            ) {
                waits = false;
                if (error || self->context_ == nullptr)
                    return;
                if (wanted)
                    progress(self->context_);
                self->wait(type, wanted, waits, progress);
            }
        );
    }

    Descriptor descriptor_;
    redisAsyncContext* context_;
    bool reading_ = false;
    bool writing_ = false;
    bool read_waits_ = false;
    bool write_waits_ = false;
};

/// Links with commands to write, written once a turn of the io_context: one system call for what a
/// turn brought, and none to wait for a socket that is nearly always writable.
class TurnEnd : public std::enable_shared_from_this<TurnEnd> {
  public:
    explicit TurnEnd(boost::asio::io_context& io) : io_(io) {}

    void add(Link& link) {
        links_.push_back(&link);
        if (!std::exchange(is_posted_, true))
            boost::asio::post(io_, [self = shared_from_this()] { self->flush(); });
    }

    void forget_all() { links_.clear(); }

  private:
    void flush();

    boost::asio::io_context& io_;
    std::vector<Link*> links_;
    bool is_posted_ = false;
};

/// One connection: what waits on it in order, and its deadlines.
class Link {
  public:
    enum class State { down, opening, ready };

    Link(
        boost::asio::io_context& io,
        const Settings& settings,
        const Endpoint& endpoint,
        TurnEnd& turn_end
    )
        : io_(io), settings_(settings), endpoint_(endpoint), turn_end_(turn_end) {}

    Link(const Link&) = delete;
    Link& operator=(const Link&) = delete;

    ~Link() { drop(); }

    State state() const { return state_; }

    std::size_t outstanding() const { return waiting_.size(); }

    std::size_t outstanding_bytes() const { return waiting_bytes_; }

    std::uint64_t connects() const { return connects_; }

    void send(std::string_view wire, Lane& lane, OnReply on_reply) {
        lane.link = this;
        ++unwritten_;
        enqueue(wire, settings_.operation_timeout, {{}, &lane, 0, std::move(on_reply)});
        // A write that fails frees the context, which hiredis still uses while it hands out
        // replies.
        if (unwritten_ >= kWrittenEarly && !is_in_reply_)
            write();
    }

    /// Writes what waits; what the socket does not take follows when it does.
    void write() {
        unwritten_ = 0;
        is_at_turn_end_ = false;
        if (context_ == nullptr || state_ != State::ready)
            return;
        is_writing_ = true;
        redisAsyncHandleWrite(context_);
        is_writing_ = false;
    }

    /// Opens what is down and due. Drops what missed a deadline and tells so.
    bool sweep(SteadyTime now) {
        if (std::exchange(heard_, false))
            heard_at_ = now;
        if (context_ == nullptr && now >= retry_at_) {
            open(now);
            return false;
        }
        if (waiting_.empty() || now < waiting_.front().deadline)
            return false;
        drop();
        return true;
    }

    /// When the last reply came, to a sweep's precision.
    SteadyTime heard_at() const { return heard_at_; }

    void open(SteadyTime now) {
        retry_at_ = now + backoff_;
        backoff_ = std::min(backoff_ * 2, kLongestBackoff);
        redisAsyncContext* context =
            endpoint_.is_unix() ? redisAsyncConnectUnix(endpoint_.path.c_str())
                                : redisAsyncConnect(endpoint_.host.c_str(), endpoint_.port);
        if (context == nullptr)
            return;
        if (context->err != 0) {
            redisAsyncFree(context);
            return;
        }
        attach(context);
        shake_hands();
    }

    /// Ends the connection; what waits gets a lost reply. Never from inside a reply: hiredis would
    /// go on with the freed context.
    void drop() {
        state_ = State::down;
        if (context_ != nullptr)
            redisAsyncFree(context_);
    }

  private:
    struct Waiting {
        SteadyTime deadline;
        Lane* lane;
        std::size_t bytes;
        OnReply on_reply;
    };

    void attach(redisAsyncContext* context) {
        context_ = context;
        socket_ = std::make_shared<Socket>(io_, context);
        state_ = State::opening;
        context->data = this;
        context->ev.data = this;
        context->ev.addRead = [](void* link) { of(link).socket_->set_reading(true); };
        context->ev.delRead = [](void* link) { of(link).socket_->set_reading(false); };
        context->ev.addWrite = [](void* link) { of(link).want_to_write(); };
        context->ev.delWrite = [](void* link) { of(link).socket_->set_writing(false); };
        context->ev.cleanup = [](void* link) { of(link).detach(); };
        context->ev.addWrite(this);
    }

    static Link& of(void* link) { return *static_cast<Link*>(link); }

    void want_to_write() {
        if (state_ != State::ready || is_writing_)
            return socket_->set_writing(true);
        if (!std::exchange(is_at_turn_end_, true))
            turn_end_.add(*this);
    }

    /// hiredis is about to close: by our drop(), a failed connect, a broken socket. It has already
    /// called every pending reply.
    void detach() {
        state_ = State::down;
        socket_->detach();
        socket_.reset();
        context_ = nullptr;
    }

    void shake_hands() {
        if (!settings_.password.empty()) {
            RespCommand auth{"AUTH", settings_.password};
            enqueue(auth.wire(), settings_.connect_timeout, {{}, &own_, 0, [](ReplyView) {}});
        }
        RespCommand ping{"PING"};
        const auto on_pong = [this](ReplyView reply) { greeted(reply); };
        enqueue(ping.wire(), settings_.connect_timeout, {{}, &own_, 0, on_pong});
    }

    /// While Redis loads its file it answers -LOADING: then this connection is of no use yet.
    void greeted(ReplyView reply) {
        if (reply.text() == "PONG") {
            state_ = State::ready;
            backoff_ = kFirstBackoff;
            ++connects_;
        } else if (!reply.is_lost()) {
            redisAsyncDisconnect(context_);
        }
    }

    void enqueue(std::string_view wire, std::chrono::milliseconds patience, Waiting waiting) {
        waiting.deadline = std::chrono::steady_clock::now() + patience;
        waiting.bytes = wire.size();
        ++waiting.lane->in_flight;
        waiting_bytes_ += wire.size();
        waiting_.push_back(std::move(waiting));
        const int sent =
            redisAsyncFormattedCommand(context_, &Link::replied, this, wire.data(), wire.size());
        if (sent != REDIS_OK)
            settle(take(waiting_.end() - 1), nullptr);
    }

    // noexcept: an exception must not travel through hiredis' frames.
    static void replied(redisAsyncContext* /*context*/, void* reply, void* link) noexcept {
        Link& self = of(link);
        if (reply == nullptr)
            self.state_ = State::down;
        else
            self.heard_ = true;
        const bool was_in_reply = std::exchange(self.is_in_reply_, true);
        self.settle(self.take(self.waiting_.begin()), static_cast<const redisReply*>(reply));
        self.is_in_reply_ = was_in_reply;
    }

    Waiting take(const std::deque<Waiting>::iterator& which) {
        Waiting waiting = std::move(*which);
        waiting_.erase(which);
        waiting_bytes_ -= waiting.bytes;
        return waiting;
    }

    static void settle(const Waiting& waiting, const redisReply* reply) {
        --waiting.lane->in_flight;
        waiting.on_reply(ReplyView(reply));
    }

    boost::asio::io_context& io_;
    const Settings& settings_;
    const Endpoint& endpoint_;
    TurnEnd& turn_end_;
    redisAsyncContext* context_ = nullptr;
    std::shared_ptr<Socket> socket_;
    State state_ = State::down;
    std::deque<Waiting> waiting_;
    std::size_t waiting_bytes_ = 0;
    int unwritten_ = 0;
    bool is_at_turn_end_ = false;
    bool is_writing_ = false;
    bool is_in_reply_ = false;
    SteadyTime retry_at_{};
    SteadyTime heard_at_{};
    bool heard_ = false;
    std::chrono::milliseconds backoff_ = kFirstBackoff;
    Lane own_;
    std::atomic<std::uint64_t> connects_{0};
};

inline void TurnEnd::flush() {
    is_posted_ = false;
    for (Link* link : std::exchange(links_, {}))
        link->write();
}

}  // namespace huiying::queue
