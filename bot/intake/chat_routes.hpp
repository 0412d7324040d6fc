// The web chat's addresses: /chat/widget.js, the one script of a page, and /chat/{account}/socket,
// where it talks. Thread rule: as HookRoutes.
#pragma once

#include "bot/intake/chat_hub.hpp"
#include "bot/intake/chat_photos.hpp"
#include "bot/intake/turn_taking.hpp"

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace huiying::channel {
class OpenChannels;
}

namespace huiying::http {
class AddressQuota;
class Router;
struct Request;
struct Response;
}  // namespace huiying::http

namespace huiying::telemetry {
class Metrics;
}

namespace huiying::intake {

/// The lines of a talk after one, or nullopt where the record cannot be read. Called once, later,
/// on the io thread.
using OnLines = std::function<void(std::optional<std::vector<desk::ChatLine>>)>;
using AskLines = std::function<void(const desk::TalkOf& talk, std::int64_t after, OnLines done)>;

/// Keeps a photo: JPEG, PNG or WebP. Errors: unsupported_media, body_too_large, store_unavailable.
/// Called once, later, on the io thread.
using OnPhoto = std::function<void(const model::Result<model::Attachment>&)>;
using KeepPhoto = std::function<void(std::string name, std::string bytes, OnPhoto done)>;

struct ChatUses {
    const channel::OpenChannels& channels;
    const TurnUses& turns;
    AskLines ask_lines;
    KeepPhoto keep_photo;
    std::function<std::string()> service_name;
    telemetry::Metrics& metrics;
    ChatLimits limits;
    http::AddressQuota& quota;  ///< of new tickets
};

class ChatRoutes {
  public:
    explicit ChatRoutes(ChatUses uses);
    ~ChatRoutes();

    void add_to(http::Router& router);
    /// Lines that the record has got: shown on the pages of their talks. On the io thread.
    void tell(const std::vector<desk::ChatLine>& lines);
    /// Open pages. Any thread.
    [[nodiscard]] std::size_t open_pages() const;

  private:
    class Page;
    struct Counts;

    http::Response open(const http::Request& request);

    const ChatUses uses_;
    ChatHub hub_;
    PhotoRoom photo_room_;
    std::unique_ptr<Counts> counts_;
};

}  // namespace huiying::intake
