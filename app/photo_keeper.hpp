// Keeps the photos of the web chat: a thread of its own, so that a large picture lets neither the
// io thread nor who asks about a talk wait. Owned by app. Thread-safe.
#pragma once

#include "board/desk/files.hpp"
#include "bot/intake/chat_routes.hpp"

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <string>
#include <thread>

namespace huiying::http {
class IoThread;
}

namespace huiying::app {

class PhotoKeeper {
  public:
    PhotoKeeper(desk::Files& files, http::IoThread& io);
    /// Drops what waits. REQUIRES: `io` runs, and this is not its thread.
    ~PhotoKeeper();
    PhotoKeeper(const PhotoKeeper&) = delete;
    PhotoKeeper& operator=(const PhotoKeeper&) = delete;

    /// Where too many wait the answer is store_unavailable.
    [[nodiscard]] intake::KeepPhoto keeping();

  private:
    struct Work {
        std::string name;
        std::string bytes;
        intake::OnPhoto done;
    };

    void add(Work work);
    void run(const std::stop_token& stop);
    [[nodiscard]] model::Result<model::Attachment> keep(const Work& work) const;
    void tell(const intake::OnPhoto& done, model::Result<model::Attachment> kept) const;

    desk::Files& files_;
    http::IoThread& io_;
    std::mutex mutex_;  // guards works_
    std::condition_variable_any changed_;
    std::deque<Work> works_;
    std::jthread thread_;
};

}  // namespace huiying::app
