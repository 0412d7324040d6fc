#include "board/web/submission.hpp"

#include "board/desk/administration.hpp"
#include "queue/appender.hpp"
#include "queue/inbound_codec.hpp"
#include "telemetry/log.hpp"

#include <nlohmann/json.hpp>

namespace huiying::web {
namespace {

/// A citizen waits for the page: after this the spool takes the message.
constexpr std::chrono::milliseconds kAppendTimeout{1500};

queue::Content from_bytes(const std::string& bytes) {
    const auto fields = nlohmann::json::parse(bytes).get<queue::Fields>();
    return queue::decode(queue::FieldViews(fields.begin(), fields.end()));
}

}  // namespace

void spool(desk::Administration& record, const model::InboundMessage& message) {
    // The fields of its stream entry as a JSON list of pairs.
    record.spool(
        message.delivery_key,
        nlohmann::json(queue::encode(message))
            .dump(-1, ' ', false, nlohmann::json::error_handler_t::replace)
    );
}

Submission::Submission(queue::Appender& appender, desk::Administration& record)
    : appender_(appender), record_(record) {}

model::Result<void> Submission::submit(const model::InboundMessage& message) {
    if (appender_.append_blocking(message, kAppendTimeout).has_value())
        return {};
    try {
        // It may be in the stream all the same: the delivery key makes the second one harmless.
        spool(record_, message);
    } catch (const std::exception& error) {
        telemetry::log(telemetry::Level::error, "inbound.lost_both", {{"reason", error.what()}});
        return model::Errc::store_unavailable;
    }
    telemetry::log_limited(telemetry::Level::warn, "inbound.spooled", {{"number", message.number}});
    return {};
}

int Submission::drain(int limit) {
    int moved = 0;
    for (const auto& spooled : record_.spooled(limit)) {
        const auto content = from_bytes(spooled.entry);
        const auto* message = std::get_if<model::InboundMessage>(&content);
        if (!message) {
            telemetry::log_limited(
                telemetry::Level::error, "spool.unreadable", {{"id", spooled.id}}
            );
            continue;
        }
        if (appender_.append_blocking(*message, kAppendTimeout).has_error())
            break;
        record_.remove_spooled(spooled.id);
        ++moved;
    }
    return moved;
}

}  // namespace huiying::web
