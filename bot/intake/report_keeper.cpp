#include "bot/intake/report_keeper.hpp"

#include "board/desk/delivery_reports.hpp"
#include "telemetry/log.hpp"
#include "telemetry/metrics.hpp"

#include <string_view>

namespace huiying::intake {
namespace {

using telemetry::Level;

std::string_view word_of(desk::Reported outcome) {
    switch (outcome) {
        case desk::Reported::noted:
            return "noted";
        case desk::Reported::repeated:
            return "repeated";
        case desk::Reported::unknown:
            break;
    }
    return "unknown";
}

}  // namespace

bool ReportKeeper::keep(
    const std::string& platform,
    const std::string& account,
    const std::vector<model::DeliveryReport>& reports
) {
    try {
        for (const auto& report : reports)
            keep_one(platform, account, report);
    } catch (const std::exception& error) {
        telemetry::log_limited(
            Level::error, "delivery.report_not_kept", {{"reason", error.what()}}
        );
        return false;
    }
    return true;
}

void ReportKeeper::keep_one(
    const std::string& platform, const std::string& account, const model::DeliveryReport& report
) {
    const auto outcome = reports_.take(platform, account, report);
    const bool has_arrived = report.fate == model::Fate::delivered;
    metrics_
        .counter(
            "huiying_delivery_reports_total",
            "Reports of platforms on messages that they had taken, by what became of the report",
            {{"platform", platform},
             {"fate", has_arrived ? "delivered" : "undelivered"},
             {"outcome", std::string(word_of(outcome))}}
        )
        .add();
    if (outcome == desk::Reported::repeated)
        return;
    if (!has_arrived)
        metrics_
            .counter(
                "huiying_delivery_undelivered_total",
                "Replies that a platform took and then reported as not delivered",
                {{"platform", platform}}
            )
            .add();
    if (has_arrived && outcome == desk::Reported::noted)
        return;
    telemetry::log(
        Level::warn,
        has_arrived ? "delivery.report_of_nothing" : "delivery.undelivered",
        {{"platform", platform},
         {"account", account},
         {"message", report.id},
         {"known", outcome == desk::Reported::noted},
         {"reason", report.reason}}
    );
}

}  // namespace huiying::intake
