#include "telemetry/metrics.hpp"

#include <prometheus/counter.h>
#include <prometheus/gauge.h>
#include <prometheus/histogram.h>
#include <prometheus/registry.h>
#include <prometheus/text_serializer.h>

namespace huiying::telemetry {

struct Metrics::Registry {
    // Merge: asking for a family twice finds it.
    prometheus::Registry registry{prometheus::Registry::InsertBehavior::Merge};
};

void Counter::add(double amount) {
    counter_->Increment(amount);
}

void Gauge::set(double value) {
    gauge_->Set(value);
}

void Histogram::observe(double value) {
    histogram_->Observe(value);
}

Metrics::Metrics() : registry_(std::make_unique<Registry>()) {}

Metrics::~Metrics() = default;

Counter Metrics::counter(const std::string& name, const std::string& help, const Labels& labels) {
    return Counter(
        prometheus::BuildCounter().Name(name).Help(help).Register(registry_->registry).Add(labels)
    );
}

Gauge Metrics::gauge(const std::string& name, const std::string& help, const Labels& labels) {
    return Gauge(
        prometheus::BuildGauge().Name(name).Help(help).Register(registry_->registry).Add(labels)
    );
}

Histogram Metrics::histogram(
    const std::string& name,
    const std::string& help,
    const std::vector<double>& bounds,
    const Labels& labels
) {
    return Histogram(prometheus::BuildHistogram()
                         .Name(name)
                         .Help(help)
                         .Register(registry_->registry)
                         .Add(labels, prometheus::Histogram::BucketBoundaries(bounds)));
}

std::string Metrics::exposition() const {
    return prometheus::TextSerializer().Serialize(registry_->registry.Collect());
}

}  // namespace huiying::telemetry
