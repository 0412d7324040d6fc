// The clock role: one thread that has the ladder of each ticket climbed when it is due. The record
// says when; the due set in Redis wakes, and shares the work among several clocks. Only the next
// minutes are in the set: it is filled again every few seconds, also after Redis was emptied. As
// often it looks whether the day's digest is to be told.
#pragma once

#include "board/model/instant.hpp"
#include "queue/settings.hpp"

#include <chrono>
#include <stop_token>
#include <thread>

namespace huiying::desk {
class Digests;
class Escalation;
}  // namespace huiying::desk

namespace huiying::queue {
class DueSet;
}

namespace huiying::telemetry {
class Metrics;
}

namespace huiying::app {

struct LadderClockUses {
    desk::Escalation& escalation;
    desk::Digests& digests;
    telemetry::Metrics& metrics;
    const model::Clock& clock;
};

struct LadderClockSettings {
    queue::Settings queue;
    std::chrono::milliseconds refill_every{5000};  ///< how soon a changed date is noticed
    std::chrono::milliseconds horizon{60000};      ///< how much of the future is in the set
    std::chrono::milliseconds lease{30000};  ///< after which what a dead clock held comes again
    std::chrono::milliseconds longest_sleep{250};  ///< a stop, and a clock set forward, are noticed
    int batch = 100;                               ///< tickets in one transaction
};

class LadderClock {
  public:
    LadderClock(LadderClockUses uses, LadderClockSettings settings);
    ~LadderClock();
    LadderClock(const LadderClock&) = delete;
    LadderClock& operator=(const LadderClock&) = delete;

  private:
    void run(const std::stop_token& stop);
    /// What the record has due before the horizon.
    void refill(queue::DueSet& due);
    /// The morning's digest, where it is due; what keeps it from being told does not keep rungs.
    void tell_digest();
    /// Works on what is due now; false when nothing was.
    bool work(queue::DueSet& due);
    void sleep_until_due(queue::DueSet& due) const;

    const LadderClockUses uses_;
    const LadderClockSettings settings_;
    std::jthread thread_;
};

}  // namespace huiying::app
