// Fetches the files that came with messages and are still at their platform, on a thread of its
// own. Owned by app (role sender).
#pragma once

#include "board/model/wanted_file.hpp"

#include <chrono>
#include <stop_token>
#include <thread>

namespace huiying::channel {
class Downloads;
class OpenChannels;
class TokenCache;
class Transport;
}  // namespace huiying::channel

namespace huiying::desk {
class FetchedFiles;
}

namespace huiying::delivery {

struct FetcherUses {
    desk::FetchedFiles& files;
    const channel::OpenChannels& channels;
    channel::Transport& transport;
    channel::TokenCache& tokens;
    channel::Downloads& downloads;
    const model::Clock& clock;
};

class AttachmentFetcher {
  public:
    /// Starts the thread.
    explicit AttachmentFetcher(const FetcherUses& uses);
    /// Lets a running download end, then stops.
    ~AttachmentFetcher();
    AttachmentFetcher(const AttachmentFetcher&) = delete;
    AttachmentFetcher& operator=(const AttachmentFetcher&) = delete;

  private:
    void run(const std::stop_token& stop);
    void fetch_or_wait(const model::WantedFile& wanted);
    void fetch(const model::WantedFile& wanted);

    const FetcherUses uses_;
    std::jthread thread_;
};

}  // namespace huiying::delivery
