// What platforms report of messages that they had taken, on its way into the record: counted, and
// logged by its id, never by what was said. Owned by app; used by the hook routes and the doorbell
// worker. Thread-safe; blocking.
#pragma once

#include "board/model/outbound.hpp"

#include <string>
#include <vector>

namespace huiying::desk {
class DeliveryReports;
}

namespace huiying::telemetry {
class Metrics;
}

namespace huiying::intake {

class ReportKeeper {
  public:
    ReportKeeper(desk::DeliveryReports& reports, telemetry::Metrics& metrics)
        : reports_(reports), metrics_(metrics) {}

    /// Keeps all of them. False: the record is away, the platform must report again.
    bool keep(
        const std::string& platform,
        const std::string& account,
        const std::vector<model::DeliveryReport>& reports
    );

  private:
    void keep_one(
        const std::string& platform, const std::string& account, const model::DeliveryReport& report
    );

    desk::DeliveryReports& reports_;
    telemetry::Metrics& metrics_;
};

}  // namespace huiying::intake
