#include "app/worker.hpp"

#include "board/store/database.hpp"
#include "queue/inbound_stream.hpp"
#include "telemetry/log.hpp"
#include "telemetry/metrics.hpp"

#include <array>
#include <span>

namespace huiying::app {
namespace {

using telemetry::Level;

constexpr std::chrono::milliseconds kBlock{250};
constexpr std::chrono::milliseconds kPause{500};

desk::Arrival arrival_of(const queue::Entry& entry) {
    desk::Arrival arrival{entry.partition, entry.fencing_token, {}};
    if (const auto* message = std::get_if<model::InboundMessage>(&entry.content))
        arrival.delivery = *message;
    else if (const auto* raw = std::get_if<queue::RawDelivery>(&entry.content))
        arrival.delivery =
            desk::UnreadableDelivery{raw->channel, raw->account, raw->reason, raw->bytes};
    else
        arrival.delivery = desk::UnreadableDelivery{
            "",
            "",
            std::string(desk::kUndecodable),
            std::get<queue::Undecodable>(entry.content).bytes};
    return arrival;
}

/// In the order of desk::TakenIn.
constexpr std::array<std::string_view, 5> kOutcomes{
    "created", "continued", "duplicate", "dead_letter", "small_talk"};
static_assert(kOutcomes.size() == static_cast<std::size_t>(desk::TakenIn::small_talk) + 1);

std::string_view word_of(desk::TakenIn result) {
    return kOutcomes[static_cast<std::size_t>(result)];
}

void pause(const std::stop_token& stop) {
    for (auto left = kPause; left > std::chrono::milliseconds{0} && !stop.stop_requested();
         left -= std::chrono::milliseconds{50})
        std::this_thread::sleep_for(std::chrono::milliseconds{50});
}

}  // namespace

Worker::Worker(WorkerUses uses, WorkerSettings settings)
    : uses_(uses),
      settings_(std::move(settings)),
      thread_([this](const std::stop_token& stop) { run(stop); }) {}

Worker::~Worker() = default;

void Worker::run(const std::stop_token& stop) {
    queue::InboundReader reader(settings_.queue, settings_.consumer);
    while (!stop.stop_requested()) {
        try {
            work(reader);
        } catch (const std::exception& error) {
            // Redis or the record is away: what is not acknowledged comes again.
            telemetry::log_limited(Level::error, "worker.waiting", {{"reason", error.what()}});
            pause(stop);
        }
    }
}

void Worker::work(queue::InboundReader& reader) {
    const auto batch = reader.read(settings_.transactions * settings_.batch, kBlock);
    if (batch.empty())
        return;
    std::size_t stored = 0;
    const auto acknowledge = [&] {
        if (stored > 0)
            reader.acknowledge(std::span(batch).first(stored));
    };
    try {
        take(batch, stored);
    } catch (const desk::LeaseLost& lost) {
        acknowledge();
        telemetry::log(Level::warn, "worker.lease_lost", {{"reason", lost.what()}});
        return reader.yield_partition(lost.partition(), lost.newest_token());
    } catch (...) {
        acknowledge();
        throw;
    }
    acknowledge();
}

void Worker::take(const std::vector<queue::Entry>& batch, std::size_t& stored) {
    const auto began = std::chrono::steady_clock::now();
    std::vector<desk::Arrival> arrivals;
    arrivals.reserve(batch.size());
    for (const auto& entry : batch)
        arrivals.push_back(arrival_of(entry));
    const auto outcomes = uses_.take_in.take_in(
        arrivals,
        static_cast<std::size_t>(settings_.batch),
        [&stored](std::size_t count) { stored = count; }
    );
    std::array<int, kOutcomes.size()> counts{};
    for (const auto& outcome : outcomes) {
        ++counts[static_cast<std::size_t>(outcome.result)];
        telemetry::log(
            Level::debug,
            "ticket.taken_in",
            {{"number", outcome.number},
             {"unit", outcome.unit},
             {"outcome", word_of(outcome.result)}}
        );
    }
    for (std::size_t i = 0; i < counts.size(); ++i)
        if (counts[i] > 0)
            uses_.metrics
                .counter(
                    "huiying_worker_messages_total",
                    "Messages taken from the stream, by what became of them",
                    {{"outcome", std::string(word_of(static_cast<desk::TakenIn>(i)))}}
                )
                .add(counts[i]);
    const auto elapsed =
        std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - began).count();
    telemetry::log_limited(
        Level::info,
        "worker.batch",
        {{"messages", batch.size()},
         {"created", counts[0]},
         {"duplicates", counts[2]},
         {"dead_letters", counts[3]},
         {"elapsed_ms", elapsed}}
    );
}

}  // namespace huiying::app
