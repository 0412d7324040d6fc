#include "app/settings_of.hpp"

#include "board/desk/town.hpp"
#include "bot/channel/channel_table.hpp"

#include <algorithm>

namespace huiying::app {
namespace {

/// Requests that one try to send may take: five parts, each perhaps at a second address too, and
/// tokens.
constexpr int kMostRequests = 14;

}  // namespace

queue::Settings queue_settings_of(
    const config::Settings& settings, const std::string& embedded_socket
) {
    queue::Settings queue;
    queue.endpoint = embedded_socket.empty() ? settings.text("redis.address") : embedded_socket;
    queue.password = settings.text("redis.password");
    queue.partitions = static_cast<int>(settings.integer("redis.partitions"));
    queue.connections = static_cast<int>(settings.integer("redis.connections"));
    queue.in_flight_limit = static_cast<int>(settings.integer("intake.in_flight"));
    queue.notice = &log_notice;
    return queue;
}

http::ClientSettings client_settings_of(const config::Settings& settings) {
    http::ClientSettings client;
    const std::chrono::seconds timeout{settings.integer("sender.timeout_seconds")};
    client.connect_timeout = std::min<std::chrono::milliseconds>(client.connect_timeout, timeout);
    client.read_timeout = timeout;
    client.write_timeout = timeout;
    client.total_timeout = timeout;
    return client;
}

http::ServerSettings server_settings_of(const config::Settings& settings) {
    http::ServerSettings server;
    server.address = settings.text("server.address");
    server.port = static_cast<std::uint16_t>(settings.integer("server.port"));
    server.base_path = settings.text("server.base_path");
    server.trusted_proxies = settings.list("server.trusted_proxies");
    server.max_connections = static_cast<std::size_t>(settings.integer("server.max_connections"));
    // One body of the largest size must always find room.
    server.body_memory = static_cast<std::size_t>(std::max(
        settings.integer("server.body_memory_mb") << 20U, settings.integer("server.upload_limit")
    ));
    server.blocking_threads = static_cast<std::size_t>(settings.integer("server.threads"));
    return server;
}

web::PageSettings page_settings_of(const config::Settings& settings) {
    return {
        .base_path = settings.text("server.base_path"),
        .public_url = settings.text("server.public_url"),
        .upload_limit = static_cast<std::size_t>(settings.integer("server.upload_limit")),
    };
}

delivery::SenderSettings sender_settings_of(
    const config::Settings& settings, const std::string& owner
) {
    return {
        .owner = owner,
        .threads = static_cast<int>(settings.integer("sender.threads")),
        // A split text is several requests, each with its time limit, and a token may have to be
        // fetched besides: a claim that ran out meanwhile would put a reply in doubt that is still
        // being sent.
        .claim_length = std::max(
            std::chrono::seconds{settings.integer("sender.claim_seconds")},
            kMostRequests * std::chrono::seconds{settings.integer("sender.timeout_seconds")}
        ),
    };
}

notify::RobotSenderSettings robot_sender_settings_of(
    const config::Settings& settings, const std::string& owner
) {
    const std::chrono::seconds timeout{settings.integer("sender.timeout_seconds")};
    return {
        .owner = owner + "/robots",
        .claim_length = std::max(std::chrono::seconds{60}, 2 * timeout),
        .test_address = settings.text("sender.robot_test_address")};
}

std::string desk_address_of(const config::Settings& settings) {
    const auto& url = settings.text("server.public_url");
    return url.empty() ? url : url + "/desk/";
}

http::QuotaBounds quota_of(const config::Settings& settings) {
    return {
        .an_hour = static_cast<int>(settings.integer("intake.per_address_hourly")),
        .a_day = static_cast<int>(settings.integer("intake.per_address_daily"))};
}

intake::ChatLimits chat_limits_of(const config::Settings& settings) {
    return {
        .connections = static_cast<std::size_t>(settings.integer("chat.max_connections")),
        .of_address = static_cast<std::size_t>(settings.integer("chat.max_per_address")),
        .says_a_minute = static_cast<double>(settings.integer("chat.messages_per_minute"))};
}

std::chrono::hours talk_length_of(const config::Settings& settings) {
    return std::chrono::hours{24 * settings.integer("chat.keep_days")};
}

desk::TryBounds try_bounds_of(const config::Settings& settings) {
    return {
        .attempts = static_cast<int>(settings.integer("sender.max_attempts")),
        .age = std::chrono::hours{settings.integer("sender.max_age_hours")},
        .first_delay = std::chrono::seconds{settings.integer("sender.retry_seconds")},
        .longest_delay = std::chrono::seconds{settings.integer("sender.longest_retry_seconds")}};
}

std::string query_page_of(const config::Settings& settings) {
    const auto& url = settings.text("server.public_url");
    return url.empty() ? std::string() : url + settings.text("server.base_path") + "/q";
}

telemetry::Level level_of(const config::Settings& settings) {
    const auto& word = settings.text("log.level");
    if (word == "debug")
        return telemetry::Level::debug;
    if (word == "warn")
        return telemetry::Level::warn;
    return word == "error" ? telemetry::Level::error : telemetry::Level::info;
}

void log_notice(std::string_view event, std::string_view detail) {
    telemetry::log_limited(telemetry::Level::warn, event, {{"detail", detail}});
}

desk::ResendOf resend_of(const desk::Town& town) {
    return [&town](const model::OutboundMessage& message) {
        const auto snapshot = town.snapshot();
        const auto* const account = snapshot->account(message.channel, message.account);
        if (!account)
            return desk::Resend::unsafe;
        switch (channel::idempotent_send_of(*account)) {
            case channel::IdempotentSend::yes:
                return desk::Resend::safe;
            case channel::IdempotentSend::for_an_hour:
                return desk::Resend::safe_for_an_hour;
            case channel::IdempotentSend::no:
                break;
        }
        return desk::Resend::unsafe;
    };
}

}  // namespace huiying::app
