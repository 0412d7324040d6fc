#include "http/slow_lane.hpp"

#include "http/blocking_pool.hpp"
#include "http/io_thread.hpp"

#include <exception>
#include <optional>
#include <string>
#include <utility>

namespace huiying::http {

struct SlowLane::Lane {
    Lane(IoThread& thread, SlowLaneSettings given)
        : io(thread), settings(std::move(given)), pool(settings.threads, settings.queue) {}

    std::optional<Response> run(const Handler& handler, const Request& request) const;
    void take(const Handler& handler, const Request& request, Responder respond);

    IoThread& io;
    const SlowLaneSettings settings;
    BlockingPool pool;
};

std::optional<Response> SlowLane::Lane::run(const Handler& handler, const Request& request) const {
    std::string what = "an exception of unknown type";
    try {
        return handler(request);
    } catch (const std::exception& error) {
        what = error.what();
    } catch (...) {
        // Named below.
    }
    if (settings.on_failure)
        settings.on_failure(request.request_id, what);
    return std::nullopt;
}

void SlowLane::Lane::take(const Handler& handler, const Request& request, Responder respond) {
    // A std::function must be copyable, a Responder is not.
    const auto answer = std::make_shared<Responder>(std::move(respond));
    const bool taken = pool.submit([this, held = answer, &handler, &request]() mutable {
        auto response = run(handler, request);
        // Moved on: its end is the io thread's, where it answers 500 if nobody has called it.
        io.post([last = std::move(held), given = std::move(response)]() mutable {
            if (given)
                (*last)(std::move(*given));
        });
    });
    if (!taken)
        (*answer)(settings.refusal(request));
}

SlowLane::SlowLane(IoThread& io, SlowLaneSettings settings)
    : lane_(std::make_unique<Lane>(io, std::move(settings))) {}

SlowLane::~SlowLane() = default;

AsyncHandler SlowLane::carry(Handler handler) {
    return
        [lane = lane_.get(), kept = std::move(handler)](const Request& request, Responder respond) {
            lane->take(kept, request, std::move(respond));
        };
}

}  // namespace huiying::http
