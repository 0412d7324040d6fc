// The fetcher of files that platforms keep, with the clients that it goes out by: for addresses
// that a message names one that reaches public addresses only, for those of an account's settings
// one that goes where they say. Owned by serve.
#pragma once

#include "board/desk/fetched_files.hpp"
#include "board/desk/files.hpp"
#include "bot/channel/media.hpp"
#include "bot/delivery/attachment_fetcher.hpp"
#include "config/settings.hpp"
#include "http/client.hpp"

#include <filesystem>

namespace huiying::app {

struct AttachmentUses {
    store::Database& database;
    desk::Files& files;
    const channel::OpenChannels& channels;
    channel::Transport& transport;
    channel::TokenCache& tokens;
    const model::Clock& clock;
};

class Attachments {
  public:
    /// Starts the fetcher's thread.
    Attachments(const config::Settings& settings, const AttachmentUses& uses);

  private:
    http::Client guarded_;
    http::Client open_;
    channel::HttpDownloads downloads_;
    desk::FetchedFiles fetched_;
    delivery::AttachmentFetcher fetcher_;
};

}  // namespace huiying::app
