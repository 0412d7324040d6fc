// The clock role's second thread: has promised dates counted anew when calendar or policy have
// changed, batch after batch, with a pause between so that the desk stays quick.
#pragma once

#include "board/desk/recount.hpp"

#include <chrono>
#include <stop_token>
#include <thread>

namespace huiying::app {

struct RecountClockSettings {
    std::chrono::milliseconds every{1000};  ///< how soon a change is noticed
    std::chrono::milliseconds breath{5};    ///< between two batches
};

class RecountClock {
  public:
    explicit RecountClock(desk::Recount& recount, RecountClockSettings settings = {});
    /// Lets the batch under way end, then stops.
    ~RecountClock();
    RecountClock(const RecountClock&) = delete;
    RecountClock& operator=(const RecountClock&) = delete;

  private:
    void run(const std::stop_token& stop);

    desk::Recount& recount_;
    const RecountClockSettings settings_;
    std::jthread thread_;
};

}  // namespace huiying::app
