#include "queue/pipeline.hpp"

#include "queue/endpoint.hpp"
#include "queue/redis_link.hpp"

#include <algorithm>
#include <array>
#include <atomic>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <deque>
#include <utility>

namespace huiying::queue {
namespace {

namespace asio = boost::asio;

constexpr std::chrono::milliseconds kSweepEvery{50};
/// A sweep this late means that our own thread stood still: replies may lie unread in the socket,
/// so nothing is declared dead before they were read.
constexpr std::chrono::milliseconds kOwnStall{500};
/// Redis reads about this much of one client a turn; more on one connection waits a turn (one
/// fsync) longer.
constexpr std::size_t kBytesATurn = 16384;

}  // namespace

class Pipeline::Impl : public std::enable_shared_from_this<Pipeline::Impl> {
  public:
    Impl(asio::io_context& io, const Settings& settings)
        : io_(io), settings_(settings), endpoint_(parse_endpoint(settings.endpoint)), timer_(io) {
        const auto now = std::chrono::steady_clock::now();
        for (int index = 0; index < settings_.connections; ++index)
            links_.emplace_back(io_, settings_, endpoint_, *turn_end_).open(now);
        last_sweep_ = now;
    }

    void arm() {
        timer_.expires_after(kSweepEvery);
        // A tick that is already on its way when all this ends cannot be cancelled any more.
        timer_.async_wait([weak = weak_from_this()](const boost::system::error_code& error) {
            const auto self = weak.lock();
            if (error || !self || self->closed_)
                return;
            self->sweep();
            self->arm();
        });
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
        turn_end_->forget_all();
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

    void sweep() {
        const auto now = std::chrono::steady_clock::now();
        const bool stalled = now - std::exchange(last_sweep_, now) > kSweepEvery + kOwnStall;
        bool missed = false;
        if (!stalled)
            for (Link& link : links_)
                missed = link.sweep(now) || missed;
        if (missed)
            drop_silent(now);
        announce(std::any_of(links_.begin(), links_.end(), [](const Link& link) {
            return link.state() == Link::State::ready;
        }));
    }

    /// One connection missed its deadline: those that heard nothing for as long, idle ones too,
    /// would let the next appends run into the same wall.
    void drop_silent(SteadyTime now) {
        for (Link& link : links_)
            if (link.state() == Link::State::ready &&
                now - link.heard_at() >= settings_.operation_timeout)
                link.drop();
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
    const std::shared_ptr<TurnEnd> turn_end_ =
        std::make_shared<TurnEnd>(io_);  // shared with a turn
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
    : impl_(std::make_shared<Impl>(io, settings)) {
    ignore_sigpipe();
    impl_->arm();
}

Pipeline::~Pipeline() {
    try {
        impl_->close();
    } catch (...) {
        // What close() left open ends with its object, now.
    }
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
