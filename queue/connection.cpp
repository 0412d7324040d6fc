#include "queue/connection.hpp"

#include "queue/endpoint.hpp"
#include "queue/redis_unavailable.hpp"

#include <array>
#include <cerrno>
#include <hiredis/hiredis.h>
#include <poll.h>
#include <sys/time.h>
#include <utility>

namespace huiying::queue {
namespace {

timeval to_timeval(std::chrono::milliseconds span) {
    timeval value{};
    value.tv_sec = span.count() / 1000;
    value.tv_usec = (span.count() % 1000) * 1000;
    return value;
}

redisContext* connect(const Endpoint& endpoint, std::chrono::milliseconds timeout) {
    const timeval limit = to_timeval(timeout);
    return endpoint.is_unix()
               ? redisConnectUnixWithTimeout(endpoint.path.c_str(), limit)
               : redisConnectWithTimeout(endpoint.host.c_str(), endpoint.port, limit);
}

Reply checked(Reply reply, const std::string& operation) {
    const ReplyView view = reply.view();
    if (view.is_unavailable())
        throw RedisUnavailable(operation, std::string(view.text()));
    if (view.is_error())
        throw RedisRefused(operation, std::string(view.text()));
    return reply;
}

}  // namespace

Connection::Connection(Settings settings) : settings_(std::move(settings)) {
    static_cast<void>(parse_endpoint(settings_.endpoint));
    ignore_sigpipe();
}

Connection::~Connection() = default;
Connection::Connection(Connection&&) noexcept = default;
Connection& Connection::operator=(Connection&&) noexcept = default;

void Connection::Free::operator()(redisContext* context) const {
    redisFree(context);
}

void Connection::drop() {
    context_.reset();
}

void Connection::open() {
    context_.reset(connect(parse_endpoint(settings_.endpoint), settings_.connect_timeout));
    if (context_ == nullptr || context_->err != 0)
        fail("connect");
    limit_waiting(settings_.operation_timeout);
    ++generation_;
    authenticate();
}

void Connection::authenticate() {
    if (settings_.password.empty())
        return;
    RespCommand auth{"AUTH", settings_.password};
    append(auth);
    const Reply reply = next_reply("AUTH");
    if (!reply.view().is_error())
        return;
    drop();
    throw RedisRefused("AUTH", std::string(reply.view().text()));
}

/// An idle connection has nothing to read. If it has, it was closed (or is out of step), and a
/// command on it would fail although Redis is well.
bool Connection::is_stale() const {
    pollfd state{context_->fd, POLLIN, 0};
    return poll(&state, 1, 0) != 0;
}

void Connection::ensure_open() {
    if (context_ != nullptr && is_stale())
        drop();
    if (context_ == nullptr)
        open();
}

void Connection::fail(const std::string& operation) {
    const std::string reason = context_ == nullptr ? "out of memory" : context_->errstr;
    drop();
    throw RedisUnavailable(operation, reason.empty() ? "no answer" : reason);
}

void Connection::limit_waiting(std::chrono::milliseconds limit) {
    if (redisSetTimeout(context_.get(), to_timeval(limit)) != REDIS_OK)
        fail("set timeout");
}

void Connection::append(RespCommand& command) {
    const std::string_view wire = command.wire();
    if (redisAppendFormattedCommand(context_.get(), wire.data(), wire.size()) != REDIS_OK)
        fail(std::string(command.name()));
}

Reply Connection::next_reply(const std::string& operation) {
    void* reply = nullptr;
    // After any failure, a timeout included, hiredis answers NULL for ever: the context is dead.
    if (redisGetReply(context_.get(), &reply) != REDIS_OK || reply == nullptr)
        fail(operation);
    return Reply(reply);
}

Reply Connection::command(RespCommand command) {
    ensure_open();
    append(command);
    const std::string operation(command.name());
    return checked(next_reply(operation), operation);
}

Reply Connection::command_waiting(RespCommand command, std::chrono::milliseconds block) {
    if (block.count() <= 0)
        return this->command(std::move(command));
    ensure_open();
    limit_waiting(settings_.operation_timeout + block);
    append(command);
    const std::string operation(command.name());
    Reply reply = next_reply(operation);
    limit_waiting(settings_.operation_timeout);
    return checked(std::move(reply), operation);
}

std::vector<Reply> Connection::pipeline(std::vector<RespCommand> commands) {
    if (commands.empty())
        return {};
    ensure_open();
    for (RespCommand& command : commands)
        append(command);
    std::vector<Reply> replies;
    replies.reserve(commands.size());
    for (const RespCommand& command : commands)
        replies.push_back(next_reply(std::string(command.name())));
    return replies;
}

void Connection::send(RespCommand command) {
    if (context_ == nullptr)
        open();
    append(command);
    int done = 0;
    while (done == 0)
        if (redisBufferWrite(context_.get(), &done) != REDIS_OK)
            fail(std::string(command.name()));
}

std::optional<Reply> Connection::receive(std::chrono::milliseconds patience, int wake_fd) {
    if (context_ == nullptr)
        throw RedisUnavailable("receive", "not connected");
    void* reply = nullptr;
    if (redisGetReplyFromReader(context_.get(), &reply) != REDIS_OK)
        fail("receive");
    if (reply != nullptr)
        return Reply(reply);
    std::array<pollfd, 2> states{{{context_->fd, POLLIN, 0}, {wake_fd, POLLIN, 0}}};
    const int count = poll(states.data(), states.size(), static_cast<int>(patience.count()));
    if (count <= 0 || states[0].revents == 0)
        return std::nullopt;
    if (redisBufferRead(context_.get()) != REDIS_OK)
        fail("receive");
    if (redisGetReplyFromReader(context_.get(), &reply) != REDIS_OK)
        fail("receive");
    return reply == nullptr ? std::nullopt : std::optional<Reply>(Reply(reply));
}

}  // namespace huiying::queue
