// Counters, gauges and histograms in Prometheus' text form. One `Metrics` a process, made in main
// and handed on by reference; the objects it gives out live as long as it does and are thread-safe.
// The only prometheus-cpp.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

namespace prometheus {
class Counter;
class Gauge;
class Histogram;
}  // namespace prometheus

namespace huiying::telemetry {

/// Label values must come from closed sets: never an account's or a person's name.
using Labels = std::map<std::string, std::string>;

class Counter {
  public:
    explicit Counter(prometheus::Counter& counter) : counter_(&counter) {}

    void add(double amount = 1);

  private:
    prometheus::Counter* counter_;
};

class Gauge {
  public:
    explicit Gauge(prometheus::Gauge& gauge) : gauge_(&gauge) {}

    void set(double value);

  private:
    prometheus::Gauge* gauge_;
};

class Histogram {
  public:
    explicit Histogram(prometheus::Histogram& histogram) : histogram_(&histogram) {}

    void observe(double value);

  private:
    prometheus::Histogram* histogram_;
};

class Metrics {
  public:
    Metrics();
    ~Metrics();
    Metrics(const Metrics&) = delete;
    Metrics& operator=(const Metrics&) = delete;

    /// Finds or makes the series `name{labels}`. `help` is taken from the first call.
    Counter counter(const std::string& name, const std::string& help, const Labels& labels = {});
    Gauge gauge(const std::string& name, const std::string& help, const Labels& labels = {});
    /// Bounds are upper limits of the buckets, ascending, in the unit of the name (seconds).
    Histogram histogram(
        const std::string& name,
        const std::string& help,
        const std::vector<double>& bounds,
        const Labels& labels = {}
    );

    /// Everything in the text exposition format, version 0.0.4.
    std::string exposition() const;

  private:
    struct Registry;
    std::unique_ptr<Registry> registry_;
};

}  // namespace huiying::telemetry
