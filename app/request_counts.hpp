// Answers by route and class of status, for the metrics. Used by web_server; filled once the router
// is complete.
#pragma once

#include "http/router.hpp"
#include "http/server.hpp"
#include "telemetry/metrics.hpp"

#include <map>
#include <string>
#include <vector>

namespace huiying::app {

/// Requests by route and class of status, counters looked up once.
class RequestCounts {
  public:
    RequestCounts(telemetry::Metrics& metrics, const http::Router& router) {
        add(metrics, "none");
        for (const auto& route : router.routes())
            add(metrics, route.name);
    }

    void count(const http::Exchange& exchange) {
        const auto found = counters_.find(exchange.request.route);
        auto& counters = found == counters_.end() ? counters_.at("none") : found->second;
        const auto status_class = static_cast<std::size_t>(exchange.status / 100 - 1);
        if (status_class < counters.size())
            counters[status_class].add();
    }

  private:
    void add(telemetry::Metrics& metrics, const std::string& route) {
        auto& counters = counters_[route];
        if (counters.empty())
            for (int status_class = 1; status_class <= 5; ++status_class)
                counters.push_back(metrics.counter(
                    "huiying_http_requests_total",
                    "Requests by route and class of status",
                    {{"route", route}, {"status", std::to_string(status_class) + "xx"}}
                ));
    }

    std::map<std::string, std::vector<telemetry::Counter>, std::less<>> counters_;
};

}  // namespace huiying::app
