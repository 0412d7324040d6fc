// What must happen again and again: notice a changed directory, open channels anew and try what
// waits for them, empty the spool into the stream, end policy documents whose last day is over,
// forget what talks said long ago and photos that never came to a message. One thread of its own.
#pragma once

#include "board/model/channel_account.hpp"
#include "board/model/instant.hpp"

#include <chrono>
#include <functional>
#include <stop_token>
#include <thread>
#include <vector>

namespace huiying::channel {
class OpenChannels;
}

namespace huiying::desk {
class Delivery;
class Files;
class PolicyDocuments;
class Town;
}  // namespace huiying::desk

namespace huiying::store {
class Database;
}

namespace huiying::web {
class Submission;
}

namespace huiying::app {

/// How long the lines of talks are kept; 0: for good.
struct TalkRetention {
    store::Database& database;
    const model::Clock& clock;
    std::chrono::hours length{0};
};

struct HousekeepingUses {
    desk::Town& town;
    channel::OpenChannels& channels;
    desk::Delivery& outbox;
    web::Submission& submission;
    desk::Files& files;
    desk::PolicyDocuments& documents;
    TalkRetention talks;
};

/// Opens the town's accounts where they are of an older revision; logs those that cannot be used.
/// Returns those that were not open like that before.
std::vector<model::ChannelAccount> open_changed_channels(
    const desk::Town& town, channel::OpenChannels& channels
);

class Housekeeping {
  public:
    explicit Housekeeping(HousekeepingUses uses);
    ~Housekeeping();
    Housekeeping(const Housekeeping&) = delete;
    Housekeeping& operator=(const Housekeeping&) = delete;

  private:
    void run(const std::stop_token& stop);
    void forget_talks();
    void forget_files();
    void fill_search();

    const HousekeepingUses uses_;
    std::chrono::steady_clock::time_point forget_at_{};
    std::chrono::steady_clock::time_point forget_files_at_{};
    bool is_search_filled_ = false;
    std::jthread thread_;
};

}  // namespace huiying::app
