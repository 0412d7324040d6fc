#include "http/server.hpp"

#include "http/session.hpp"

#include <algorithm>
#include <atomic>
#include <boost/asio/basic_socket_acceptor.hpp>
#include <boost/asio/basic_waitable_timer.hpp>
#include <boost/asio/post.hpp>
#include <future>
#include <random>
#include <stdexcept>
#include <system_error>

namespace huiying::http {
namespace {

namespace asio = boost::asio;
using boost::system::error_code;
using Acceptor = asio::basic_socket_acceptor<asio::ip::tcp, Executor>;
using Timer = asio::basic_waitable_timer<
    std::chrono::steady_clock,
    asio::wait_traits<std::chrono::steady_clock>,
    Executor>;

constexpr int kBacklog = 4096;
constexpr std::chrono::seconds kEndTime{5};  // for closing what the grace time did not end
/// For a WebSocket's client to answer the goodbye.
constexpr std::chrono::milliseconds kGoodbyeTime{1'000};
constexpr std::string_view kNoRoom =
    "HTTP/1.1 503 Service Unavailable\r\nRetry-After: 1\r\nContent-Length: 0\r\n"
    "Connection: close\r\n\r\n";

ServerSettings checked(ServerSettings settings) {
    auto& base = settings.base_path;
    while (!base.empty() && base.back() == '/')
        base.pop_back();
    if (!base.empty() && base.front() != '/')
        throw std::invalid_argument("a base path begins with '/': " + base);
    if (settings.minimum_body_rate == 0 || settings.header_limit < 256)
        throw std::invalid_argument("minimum_body_rate or header_limit too small");
    return settings;
}

}  // namespace

// Everything below runs on the io thread, but for listen() and connections_.
struct Server::Core : std::enable_shared_from_this<Core> {
    Core(asio::io_context& io, std::shared_ptr<SessionContext> sessions)
        : io_context(io), shared(std::move(sessions)), acceptor(io), timer(io) {}

    std::uint16_t bind();
    void start();
    void accept();
    void admit(Socket socket);
    void count();
    void sweep_later();
    void sweep();
    void wind_down(std::chrono::milliseconds grace);
    void end_all();
    void end_web_sockets();

    asio::io_context& io_context;
    std::shared_ptr<SessionContext> shared;
    Acceptor acceptor;
    Timer timer;
    bool is_accepting = false;
    SteadyTime deadline = SteadyTime::max();
    SteadyTime goodbye_deadline = SteadyTime::max();
    std::promise<void> drained;
    bool is_drained = false;
    std::atomic<std::size_t> connections{0};
};

std::uint16_t Server::Core::bind() {
    const auto& settings = shared->settings;
    const asio::ip::tcp::endpoint endpoint(asio::ip::make_address(settings.address), settings.port);
    acceptor.open(endpoint.protocol());
    acceptor.set_option(asio::socket_base::reuse_address(true));
    const int on = settings.reuse_port == ReusePort::yes ? 1 : 0;
    ::setsockopt(acceptor.native_handle(), SOL_SOCKET, SO_REUSEPORT, &on, sizeof(on));
    acceptor.bind(endpoint);
    acceptor.listen(kBacklog);
    return acceptor.local_endpoint().port();
}

void Server::Core::start() {
    shared->now = std::chrono::steady_clock::now();
    shared->on_session_end = [weak = weak_from_this()] {
        if (const auto core = weak.lock())
            core->count();
    };
    accept();
    sweep_later();
}

void Server::Core::accept() {
    is_accepting = true;
    acceptor.async_accept([self = shared_from_this()](const error_code& error, Socket socket) {
        self->is_accepting = false;
        if (self->shared->is_stopping || error == asio::error::operation_aborted)
            return;
        if (!error) {
            self->admit(std::move(socket));
            return self->accept();
        }
        // Out of descriptors, most likely: the next sweep tries again, when some may be free.
        if (self->shared->settings.on_failure)
            self->shared->settings.on_failure("", "accept: " + error.message());
    });
}

void Server::Core::admit(Socket socket) {
    auto& sessions = shared->sessions;
    if (sessions.size() >= shared->settings.max_connections) {
        const auto longest = std::min_element(
            sessions.begin(),
            sessions.end(),
            [](const Session* a, const Session* b) {
                return std::pair(!a->is_idle(), a->idle_order()) <
                       std::pair(!b->is_idle(), b->idle_order());
            }
        );
        if (longest == sessions.end() || !(*longest)->is_idle()) {
            error_code ignored;
            socket.write_some(asio::buffer(kNoRoom), ignored);
            return;
        }
        (*longest)->shared_from_this()->wind_down();
    }
    Session::start(shared, std::move(socket));
    count();
}

void Server::Core::count() {
    connections.store(shared->sessions.size(), std::memory_order_relaxed);
    if (shared->is_stopping && shared->sessions.empty() && shared->web_sockets.empty() &&
        !is_drained) {
        is_drained = true;
        drained.set_value();
    }
}

void Server::Core::sweep_later() {
    timer.expires_after(shared->settings.sweep_interval);
    timer.async_wait([weak = weak_from_this()](const error_code& error) {
        if (const auto self = weak.lock(); self && !error)
            self->sweep();
    });
}

void Server::Core::sweep() {
    shared->now = std::chrono::steady_clock::now();
    const auto& sessions = shared->sessions;
    for (auto each = sessions.begin(); each != sessions.end();) {
        const auto session = (*each++)->shared_from_this();
        session->sweep();
    }
    if (!shared->is_stopping && !is_accepting)
        accept();
    if (shared->now >= goodbye_deadline)
        end_web_sockets();
    if (shared->now >= deadline)
        end_all();
    count();
    if (!is_drained)
        sweep_later();
}

void Server::Core::wind_down(std::chrono::milliseconds grace) {
    shared->is_stopping = true;
    error_code ignored;
    acceptor.close(ignored);
    deadline = std::chrono::steady_clock::now() + grace;
    goodbye_deadline = std::chrono::steady_clock::now() + std::min(grace, kGoodbyeTime);
    const auto& sessions = shared->sessions;
    for (auto each = sessions.begin(); each != sessions.end();) {
        const auto session = (*each++)->shared_from_this();
        session->wind_down();
    }
    const auto sockets = shared->web_sockets;
    for (auto* socket : sockets)
        socket->go_away();
    timer.cancel();
    asio::post(io_context, [self = shared_from_this()] { self->sweep(); });
}

void Server::Core::end_all() {
    const auto& sessions = shared->sessions;
    for (auto each = sessions.begin(); each != sessions.end();) {
        const auto session = (*each++)->shared_from_this();
        session->abort();
    }
}

void Server::Core::end_web_sockets() {
    const auto sockets = shared->web_sockets;
    for (auto* socket : sockets)
        socket->abort();
}

Server::Server(asio::io_context& context, ServerSettings settings, Router router) {
    settings = checked(std::move(settings));
    const BodyBudget bodies(settings.body_memory);
    pool_ = std::make_unique<BlockingPool>(settings.blocking_threads, settings.blocking_queue);
    TrustedProxies proxies(settings.trusted_proxies);
    core_ = std::make_shared<Core>(
        context,
        std::make_shared<SessionContext>(SessionContext{
            .executor = context.get_executor(),
            .settings = std::move(settings),
            .router = std::move(router),
            .proxies = std::move(proxies),
            .pool = *pool_,
            .request_id_prefix = std::random_device{}(),
            .bodies = bodies})
    );
}

Server::~Server() {
    try {
        stop_within(std::chrono::milliseconds(0));
    } catch (...) {
        // Out of memory while stopping: the connections end with their io_context.
    }
}

std::uint16_t Server::listen() {
    try {
        const auto port = core_->bind();
        is_listening_ = true;
        asio::post(core_->io_context, [core = core_] { core->start(); });
        return port;
    } catch (const boost::system::system_error& error) {
        throw std::system_error(
            error.code(), "cannot listen on " + core_->shared->settings.address
        );
    }
}

void Server::stop() {
    stop_within(core_->shared->settings.drain_time);
}

void Server::stop_within(std::chrono::milliseconds grace) {
    if (!is_listening_)
        return;
    is_listening_ = false;
    if (core_->io_context.stopped()) {
        // No loop to run it on, and none to race with.
        core_->wind_down(grace);
        core_->end_web_sockets();
        core_->end_all();
        return;
    }
    auto drained = core_->drained.get_future();
    asio::post(core_->io_context, [core = core_, grace] { core->wind_down(grace); });
    drained.wait_for(grace + kEndTime);
}

std::size_t Server::connections() const {
    return core_->connections.load(std::memory_order_relaxed);
}

const Router& Server::router() const {
    return core_->shared->router;
}

}  // namespace huiying::http
