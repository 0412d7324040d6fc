// The worker role: reads the inbound stream in batches, takes them in, acknowledges after the
// commit. One thread of its own.
#pragma once

#include "board/desk/take_in.hpp"
#include "board/model/instant.hpp"
#include "queue/settings.hpp"

#include <stop_token>
#include <string>
#include <thread>
#include <vector>

namespace huiying::queue {
struct Entry;
class InboundReader;
}  // namespace huiying::queue

namespace huiying::telemetry {
class Metrics;
}

namespace huiying::app {

struct WorkerUses {
    desk::TakeIn& take_in;
    telemetry::Metrics& metrics;
    const model::Clock& clock;
};

struct WorkerSettings {
    queue::Settings queue;
    std::string consumer;  ///< this worker's name in the group; the same from run to run
    int batch = 100;       ///< messages in one transaction
    int transactions = 4;  ///< read at once: while one goes to disk the next is judged
};

class Worker {
  public:
    Worker(WorkerUses uses, WorkerSettings settings);
    /// Lets the batch under way end, then stops.
    ~Worker();
    Worker(const Worker&) = delete;
    Worker& operator=(const Worker&) = delete;

  private:
    void run(const std::stop_token& stop);
    void work(queue::InboundReader& reader);
    /// `stored`: how many of the batch are, whether it throws or not.
    void take(const std::vector<queue::Entry>& batch, std::size_t& stored);

    const WorkerUses uses_;
    const WorkerSettings settings_;
    std::jthread thread_;
};

}  // namespace huiying::app
