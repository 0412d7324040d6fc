// Brings what the record has got for the web chat's talks to the pages that are open, and keeps
// there what the sender leaves: whichever process sends, whichever the page is connected to. Owned
// by app. Thread-safe.
#pragma once

#include "board/desk/talk_lines.hpp"
#include "bot/channel/mailbox.hpp"

#include <functional>
#include <thread>
#include <vector>

namespace huiying::http {
class IoThread;
}

namespace huiying::intake {
class ChatRoutes;
}

namespace huiying::app {

/// The record as mailbox of the web chat.
class RecordMailbox final : public channel::Mailbox {
  public:
    explicit RecordMailbox(store::Database& database) : lines_(database) {}

    void leave(const model::OutboundMessage& message) override;

  private:
    desk::TalkLines lines_;
};

class ChatFeed {
  public:
    /// Looks four times a second while pages are open. REQUIRES: `io` runs `chat`, and outlives
    /// this.
    ChatFeed(store::Database& database, http::IoThread& io, intake::ChatRoutes& chat);
    ~ChatFeed();
    ChatFeed(const ChatFeed&) = delete;
    ChatFeed& operator=(const ChatFeed&) = delete;

  private:
    void run(const std::stop_token& stop);
    /// Returns the last line that is told or needs not be.
    std::int64_t look(std::int64_t last);

    const desk::TalkLines lines_;
    http::IoThread& io_;
    intake::ChatRoutes& chat_;
    std::jthread thread_;
};

}  // namespace huiying::app
