#include "queue/pipeline.hpp"

#include "queue/endpoint.hpp"
#include "queue/resp_command.hpp"

#include <algorithm>
#include <array>
#include <atomic>
#include <boost/asio/io_context.hpp>
#include <boost/asio/posix/basic_stream_descriptor.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <deque>
#include <hiredis/async.h>
#include <string>
#include <utility>
#include <vector>

namespace huiying::queue {
namespace {

namespace asio = boost::asio;
using SteadyTime = std::chrono::steady_clock::time_point;
using Descriptor = asio::posix::basic_stream_descriptor<asio::io_context::executor_type>;

constexpr std::chrono::milliseconds kSweepEvery{50};
constexpr std::chrono::milliseconds kFirstBackoff{50};
constexpr std::chrono::milliseconds kLongestBackoff{1000};
/// A sweep this late means that our own thread stood still: replies may lie unread in the socket,
/// so nothing is declared dead before they were read.
constexpr std::chrono::milliseconds kOwnStall{500};
/// Redis reads about this much of one client a turn; more on one connection waits a turn (one
/// fsync) longer.
constexpr std::size_t kBytesATurn = 16384;

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
    Socket(asio::io_context& io, redisAsyncContext* context)
        : descriptor_(io, context->c.fd)
        , context_(context) {}

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

/// One connection: what waits on it in order, and its deadlines.
class Link {
  public:
    enum class State { down, opening, ready };

    Link(asio::io_context& io, const Settings& settings, const Endpoint& endpoint)
        : io_(io)
        , settings_(settings)
        , endpoint_(endpoint) {}

    Link(const Link&) = delete;
    Link& operator=(const Link&) = delete;

    ~Link() { drop(); }

    State state() const { return state_; }

    std::size_t outstanding() const { return waiting_.size(); }

    std::size_t outstanding_bytes() const { return waiting_bytes_; }

    std::uint64_t connects() const { return connects_; }

    void send(std::string_view wire, Lane& lane, Pipeline::OnReply on_reply) {
        lane.link = this;
        enqueue(wire, settings_.operation_timeout, {{}, &lane, 0, std::move(on_reply)});
    }

    /// Opens what is down and due, drops what missed its deadline.
    void sweep(SteadyTime now) {
        if (context_ == nullptr && now >= retry_at_)
            open(now);
        else if (!waiting_.empty() && now >= waiting_.front().deadline)
            drop();
    }

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
        Pipeline::OnReply on_reply;
    };

    void attach(redisAsyncContext* context) {
        context_ = context;
        socket_ = std::make_shared<Socket>(io_, context);
        state_ = State::opening;
        context->data = this;
        context->ev.data = this;
        context->ev.addRead = [](void* link) { of(link).socket_->set_reading(true); };
        context->ev.delRead = [](void* link) { of(link).socket_->set_reading(false); };
        context->ev.addWrite = [](void* link) { of(link).socket_->set_writing(true); };
        context->ev.delWrite = [](void* link) { of(link).socket_->set_writing(false); };
        context->ev.cleanup = [](void* link) { of(link).detach(); };
        context->ev.addWrite(this);
    }

    static Link& of(void* link) { return *static_cast<Link*>(link); }

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
        self.settle(self.take(self.waiting_.begin()), static_cast<const redisReply*>(reply));
    }

    Waiting take(std::deque<Waiting>::iterator which) {
        Waiting waiting = std::move(*which);
        waiting_.erase(which);
        waiting_bytes_ -= waiting.bytes;
        return waiting;
    }

    static void settle(Waiting waiting, const redisReply* reply) {
        --waiting.lane->in_flight;
        waiting.on_reply(ReplyView(reply));
    }

    asio::io_context& io_;
    const Settings& settings_;
    const Endpoint& endpoint_;
    redisAsyncContext* context_ = nullptr;
    std::shared_ptr<Socket> socket_;
    State state_ = State::down;
    std::deque<Waiting> waiting_;
    std::size_t waiting_bytes_ = 0;
    SteadyTime retry_at_{};
    std::chrono::milliseconds backoff_ = kFirstBackoff;
    Lane own_;
    std::atomic<std::uint64_t> connects_{0};
};

}  // namespace

class Pipeline::Impl {
  public:
    Impl(asio::io_context& io, const Settings& settings)
        : io_(io)
        , settings_(settings)
        , endpoint_(parse_endpoint(settings.endpoint))
        , timer_(io) {
        const auto now = std::chrono::steady_clock::now();
        for (int index = 0; index < settings_.connections; ++index)
            links_.emplace_back(io_, settings_, endpoint_).open(now);
        last_sweep_ = now;
        arm();
    }

    void send(std::string_view wire, std::uint64_t order, OnReply on_reply) {
        Lane& lane = lanes_[order % lanes_.size()];
        const bool bound = lane.in_flight > 0 && lane.link->state() == Link::State::ready;
        if (Link* link = bound ? lane.link : choose())
            link->send(wire, lane, std::move(on_reply));
        else
            on_reply(ReplyView());
    }

    void close() {
        closed_ = true;
        timer_.cancel();
        for (Link& link : links_)
            link.drop();
        ready_ = false;
    }

    bool is_ready() const { return ready_; }

    std::uint64_t connects() const {
        std::uint64_t sum = 0;
        for (const Link& link : links_)
            sum += link.connects();
        return sum;
    }

    void post(std::function<void()> task) { asio::post(io_, std::move(task)); }

  private:
    /// The first connection that is not yet worth a turn of Redis, else the least loaded.
    Link* choose() {
        Link* least = nullptr;
        for (Link& link : links_) {
            if (link.state() != Link::State::ready)
                continue;
            const auto target = static_cast<std::size_t>(settings_.fill_target);
            if (link.outstanding() < target && link.outstanding_bytes() < kBytesATurn)
                return &link;
            if (least == nullptr || link.outstanding_bytes() < least->outstanding_bytes())
                least = &link;
        }
        return least;
    }

    void arm() {
        timer_.expires_after(kSweepEvery);
        timer_.async_wait([this](const boost::system::error_code& error) {
            if (error || closed_)
                return;
            sweep();
            arm();
        });
    }

    void sweep() {
        const auto now = std::chrono::steady_clock::now();
        const bool stalled = now - std::exchange(last_sweep_, now) > kSweepEvery + kOwnStall;
        bool ready = false;
        for (Link& link : links_) {
            if (!stalled)
                link.sweep(now);
            ready = ready || link.state() == Link::State::ready;
        }
        announce(ready);
    }

    void announce(bool ready) {
        if (ready_.exchange(ready) == ready || !settings_.notice)
            return;
        settings_.notice(ready ? "redis.connected" : "redis.lost", settings_.endpoint);
    }

    asio::io_context& io_;
    Settings settings_;
    Endpoint endpoint_;
    std::array<Lane, 4096> lanes_{};
    std::deque<Link> links_;
    asio::basic_waitable_timer<
        std::chrono::steady_clock,
        asio::wait_traits<std::chrono::steady_clock>,
        asio::io_context::executor_type>
        timer_;
    SteadyTime last_sweep_{};
    std::atomic<bool> ready_{false};
    bool closed_ = false;
};

Pipeline::Pipeline(asio::io_context& io, const Settings& settings)
    : impl_(std::make_unique<Impl>(io, settings)) {
    ignore_sigpipe();
}

Pipeline::~Pipeline() {
    impl_->close();
}

void Pipeline::send(std::string_view wire, std::uint64_t order, OnReply on_reply) {
    impl_->send(wire, order, std::move(on_reply));
}

bool Pipeline::is_ready() const {
    return impl_->is_ready();
}

std::uint64_t Pipeline::connects() const {
    return impl_->connects();
}

void Pipeline::close() {
    impl_->close();
}

void Pipeline::post(std::function<void()> task) {
    impl_->post(std::move(task));
}

}  // namespace huiying::queue
