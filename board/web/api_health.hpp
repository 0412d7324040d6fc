// How the service runs, for administrators: each part with a plain sentence of what to do. What is
// asked is app's.
#pragma once

#include "board/desk/people.hpp"
#include "board/model/instant.hpp"
#include "http/router.hpp"

#include <chrono>
#include <functional>
#include <string>
#include <vector>

namespace huiying::web {

/// unknown: the service cannot tell.
enum class HealthLevel { fine, warning, bad, unknown };

struct HealthItem {
    std::string key;    ///< stable word: "redis", "channel/wecom/town"
    std::string group;  ///< stable word: "redis", "record", "messages", "channels", "service"
    std::string title;
    HealthLevel level = HealthLevel::fine;
    std::string says;    ///< how it is now
    std::string advice;  ///< what to do; empty where there is nothing to do
};

struct HealthReport {
    model::Instant at{};
    std::string version;
    std::chrono::seconds uptime{};
    std::vector<HealthItem> items;
};

/// GET /api/v1/health-report
void add_health_routes(
    http::Router& router, desk::People& people, std::function<HealthReport()> report
);

}  // namespace huiying::web
