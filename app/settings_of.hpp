// Each room's settings, filled from the process's. The one place where keys meet structs.
#pragma once

#include "board/desk/delivery.hpp"
#include "board/web/page_layout.hpp"
#include "bot/delivery/sender.hpp"
#include "bot/intake/chat_hub.hpp"
#include "bot/notify/robot_sender.hpp"
#include "config/settings.hpp"
#include "http/address_quota.hpp"
#include "http/client.hpp"
#include "http/server.hpp"
#include "queue/settings.hpp"
#include "telemetry/log.hpp"

#include <string>

namespace huiying::app {

/// `embedded_socket`: the own Redis, or empty.
queue::Settings queue_settings_of(
    const config::Settings& settings, const std::string& embedded_socket
);
http::ClientSettings client_settings_of(const config::Settings& settings);
http::ServerSettings server_settings_of(const config::Settings& settings);
web::PageSettings page_settings_of(const config::Settings& settings);
desk::TryBounds try_bounds_of(const config::Settings& settings);
delivery::SenderSettings sender_settings_of(
    const config::Settings& settings, const std::string& owner
);
notify::RobotSenderSettings robot_sender_settings_of(
    const config::Settings& settings, const std::string& owner
);
http::QuotaBounds quota_of(const config::Settings& settings);
intake::ChatLimits chat_limits_of(const config::Settings& settings);
/// How long lines of talks are kept; 0: for good.
std::chrono::hours talk_length_of(const config::Settings& settings);
/// Where the desk's pages lie, for links in messages; empty: unknown.
std::string desk_address_of(const config::Settings& settings);
/// Where citizens find their status page, for letters; empty: unknown.
std::string query_page_of(const config::Settings& settings);
telemetry::Level level_of(const config::Settings& settings);

/// A room's notice as a log line.
void log_notice(std::string_view event, std::string_view detail);

/// Whether the platform of a message's account drops repeated sends. `town` must outlive it.
desk::ResendOf resend_of(const desk::Town& town);

}  // namespace huiying::app
