#include "board/web/api_health.hpp"

#include "board/web/api_call.hpp"

#include <algorithm>

namespace huiying::web {
namespace {

std::string_view level_word(HealthLevel level) {
    switch (level) {
        case HealthLevel::fine:
            return "fine";
        case HealthLevel::warning:
            return "warning";
        case HealthLevel::bad:
            return "bad";
        case HealthLevel::unknown:
            break;
    }
    return "unknown";
}

/// The worst of all; what cannot be told is none.
HealthLevel overall(const std::vector<HealthItem>& items) {
    const auto any = [&](HealthLevel level) {
        return std::any_of(items.begin(), items.end(), [&](const auto& item) {
            return item.level == level;
        });
    };
    if (any(HealthLevel::bad))
        return HealthLevel::bad;
    return any(HealthLevel::warning) ? HealthLevel::warning : HealthLevel::fine;
}

Json report_json(const HealthReport& report) {
    Json items = Json::array();
    for (const auto& item : report.items)
        items.push_back(
            {{"key", item.key},
             {"group", item.group},
             {"title", item.title},
             {"level", level_word(item.level)},
             {"says", item.says},
             {"advice", item.advice}}
        );
    return {
        {"at", model::to_rfc3339(report.at)},
        {"level", level_word(overall(report.items))},
        {"version", report.version},
        {"uptime_seconds", report.uptime.count()},
        {"items", std::move(items)}};
}

}  // namespace

void add_health_routes(
    http::Router& router, desk::People& people, std::function<HealthReport()> report
) {
    const auto administrator = {model::Role::administrator};
    const auto read = [report = std::move(report)](const http::Request&, const desk::Session&) {
        return json_response(200, report_json(report()));
    };
    router.add(
        {http::Method::get,
         "/api/v1/health-report",
         "api_health_report",
         for_roles(people, administrator, read)}
    );
}

}  // namespace huiying::web
