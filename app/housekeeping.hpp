// What must happen again and again: notice a changed directory, open channels anew, empty the spool
// into the stream. One thread of its own.
#pragma once

#include <functional>
#include <stop_token>
#include <thread>

namespace huiying::channel {
class OpenChannels;
}

namespace huiying::desk {
class Town;
}

namespace huiying::web {
class Submission;
}

namespace huiying::app {

struct HousekeepingUses {
    desk::Town& town;
    channel::OpenChannels& channels;
    web::Submission& submission;
};

/// Opens the town's accounts where they are of an older revision; logs those that cannot be used.
void open_changed_channels(const desk::Town& town, channel::OpenChannels& channels);

class Housekeeping {
  public:
    explicit Housekeeping(HousekeepingUses uses);
    ~Housekeeping();
    Housekeeping(const Housekeeping&) = delete;
    Housekeeping& operator=(const Housekeeping&) = delete;

  private:
    void run(const std::stop_token& stop) const;

    const HousekeepingUses uses_;
    std::jthread thread_;
};

}  // namespace huiying::app
