#include "queue/appender.hpp"

#include "board/model/inbound_message.hpp"
#include "queue/inbound_codec.hpp"
#include "queue/keys.hpp"
#include "queue/pipeline.hpp"
#include "queue/resp_command.hpp"

#include <future>
#include <utility>

namespace huiying::queue {

using model::Errc;
using model::Result;

Appender::Appender(boost::asio::io_context& io, Settings settings)
    : settings_(std::move(settings)),
      keys_(std::make_unique<Keys>(settings_.key_prefix, settings_.partitions)),
      scratch_(std::make_unique<RespCommand>()),
      pipeline_(std::make_unique<Pipeline>(io, settings_)) {}

Appender::~Appender() {
    try {
        close();
    } catch (...) {
        // What close() left open ends with its object, now.
    }
}

bool Appender::has_room_for(std::size_t bytes) const {
    return in_flight() < settings_.in_flight_limit &&
           in_flight_bytes_ + bytes <= settings_.in_flight_bytes_limit;
}

template <class Done, class Convert>
void Appender::send(RespCommand& command, std::uint64_t order, Done done, Convert convert) {
    const std::string_view wire = command.wire();
    const std::size_t bytes = wire.size();
    if (!has_room_for(bytes)) {
        ++refused_full_;
        return done(Errc::queue_full);
    }
    ++in_flight_;
    in_flight_bytes_ += bytes;
    pipeline_->send(
        wire,
        order,
        [this, bytes, done = std::move(done), convert = std::move(convert)](ReplyView reply) {
            --in_flight_;
            in_flight_bytes_ -= bytes;
            if (const auto error = judge(reply))
                return done(*error);
            done(convert(reply));
        }
    );
}

template <class Record>
void Appender::append_record(const Record& record, std::uint64_t order, OnAppended done) {
    const int partition = partition_of(order, settings_.partitions);
    scratch_->clear();
    scratch_->add("XADD").add(keys_->inbound(partition)).add("*");
    encode_into(*scratch_, record);
    send(*scratch_, order, std::move(done), [](ReplyView) { return Result<void>(); });
}

void Appender::append(const model::InboundMessage& message, OnAppended done) {
    append_record(message, ordering_hash(message), std::move(done));
}

void Appender::append_raw(const RawDelivery& delivery, OnAppended done) {
    const auto order = ordering_hash(delivery.channel, delivery.account, "", delivery.bytes);
    append_record(delivery, order, std::move(done));
}

std::optional<Errc> Appender::judge(ReplyView reply) {
    if (reply.is_error() && reply.text().starts_with("OOM")) {
        ++refused_full_;
        return Errc::queue_full;
    }
    if (reply.is_lost() || reply.is_error()) {
        ++failed_;
        if (reply.is_error() && settings_.notice)
            settings_.notice("redis.refused", reply.text());
        return Errc::queue_unavailable;
    }
    ++acknowledged_;
    return std::nullopt;
}

Result<void> Appender::append_blocking(
    const model::InboundMessage& message, std::chrono::milliseconds timeout
) {
    // Shared with the io thread, which may answer after this thread has given up.
    const auto answer = std::make_shared<std::promise<Result<void>>>();
    auto outcome = answer->get_future();
    pipeline_->post([this, message, answer] {
        append(message, [answer](Result<void> result) { answer->set_value(result); });
    });
    if (outcome.wait_for(timeout) != std::future_status::ready)
        return Errc::queue_unavailable;
    try {
        return outcome.get();
    } catch (const std::future_error&) {
        // The io_context ended with the task still in it.
        return Errc::queue_unavailable;
    }
}

void Appender::remember(
    std::string_view name, std::string_view value, std::chrono::milliseconds ttl, OnValue done
) {
    RespCommand command{"SET", keys_->remembered(name), value, "NX", "GET", "PX"};
    command.add(std::int64_t{ttl.count()});
    const auto order = ordering_hash("remembered", "", name, "");
    send(command, order, std::move(done), [own = std::string(value)](ReplyView reply) {
        return reply.is_nil() ? own : std::string(reply.text());
    });
}

void Appender::replace(
    std::string_view name,
    std::string_view expected,
    std::string_view value,
    std::chrono::milliseconds ttl,
    OnValue done
) {
    // KEYS[1]: the value; ARGV: expected, new, milliseconds. Answers what is kept from now on.
    static constexpr std::string_view kReplace =
        "local kept = redis.call('GET', KEYS[1]) or ''\n"
        "if kept ~= ARGV[1] then return kept end\n"
        "redis.call('SET', KEYS[1], ARGV[2], 'PX', ARGV[3])\n"
        "return ARGV[2]";
    RespCommand command{"EVAL", kReplace, "1", keys_->remembered(name), expected, value};
    command.add(std::int64_t{ttl.count()});
    const auto order = ordering_hash("remembered", "", name, "");
    send(command, order, std::move(done), [](ReplyView reply) {
        return std::string(reply.text());
    });
}

void Appender::lookup(std::string_view name, OnLookup done) {
    RespCommand command{"GET", keys_->remembered(name)};
    const auto order = ordering_hash("remembered", "", name, "");
    send(command, order, std::move(done), [](ReplyView reply) {
        return reply.is_nil() ? std::nullopt : std::optional<std::string>(reply.text());
    });
}

void Appender::keep(std::string_view name, std::string_view value, OnAppended done) {
    RespCommand command{"SET", keys_->remembered(name), value};
    const auto order = ordering_hash("remembered", "", name, "");
    send(command, order, std::move(done), [](ReplyView) { return Result<void>(); });
}

void Appender::post(std::function<void()> task) {
    pipeline_->post(std::move(task));
}

bool Appender::is_ready() const {
    return pipeline_->is_ready();
}

AppenderTotals Appender::totals() const {
    return {acknowledged_, refused_full_, failed_, pipeline_->connects()};
}

void Appender::close() {
    pipeline_->close();
}

}  // namespace huiying::queue
