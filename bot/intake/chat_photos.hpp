// Photos that the web chat's pages send, on their way into memory: announced, let in while there is
// room, kept by somebody else, and then named by a message. Used by ChatRoutes. Thread rule: on the
// io thread.
#pragma once

#include "board/model/inbound_message.hpp"
#include "bot/intake/chat_protocol.hpp"

#include <chrono>
#include <cstddef>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace huiying::intake {

class PagePhotos;

/// What the photos of all pages may take together. Who has not sent anything for a while makes
/// room for who comes.
class PhotoRoom {
  public:
    using Time = std::chrono::steady_clock::time_point;

    static constexpr std::size_t kBytes = 64U << 20U;
    static constexpr std::chrono::seconds kStill{30};

    /// False where there is no room now.
    [[nodiscard]] bool enter(PagePhotos& photos, std::size_t bytes, Time now);
    void moved(const PagePhotos& photos, Time now);
    void leave(const PagePhotos& photos);

  private:
    struct Share {
        PagePhotos* photos = nullptr;
        std::size_t bytes = 0;
        Time moved_at;
    };

    std::vector<Share> shares_;
    std::size_t taken_ = 0;
};

/// The photos of one open page: one comes at a time, those that are kept wait for their message.
class PagePhotos {
  public:
    enum class Announced { wanted, out_of_turn, too_large, too_many, no_room };
    enum class Got { unasked, more, whole };

    /// `on_still` ends the page that does not go on with what it announced, and is called while
    /// another one asks for room.
    PagePhotos(PhotoRoom& room, std::function<void()> on_still)
        : room_(room), on_still_(std::move(on_still)) {}

    bool is_kept(const std::string& id) const { return kept_.contains(id); }

    /// REQUIRES: it is not kept.
    [[nodiscard]] Announced announce(ChatPhoto photo, PhotoRoom::Time now);
    [[nodiscard]] Got take(std::string_view bytes, PhotoRoom::Time now);

    /// The bytes of the whole one, which still has its room until settle().
    struct Whole {
        ChatPhoto photo;
        std::string bytes;
    };

    [[nodiscard]] Whole whole();
    /// The whole one is kept, or was not fit: nothing comes any more.
    void settle(std::optional<model::Attachment> kept);
    /// Those of a message, in its order; nullopt where one of them is not kept.
    [[nodiscard]] std::optional<std::vector<model::Attachment>> named(
        const std::vector<std::string>& ids
    ) const;
    /// Their message is in the stream.
    void forget(const std::vector<std::string>& ids);
    /// The page is gone. Afterwards the room may be, too.
    void leave();
    /// Another one gets its room.
    void give_way();

    /// Whether all bytes are there and only the disk is waited for.
    bool is_whole() const { return is_whole_; }

  private:
    PhotoRoom& room_;
    const std::function<void()> on_still_;
    std::map<std::string, model::Attachment> kept_;
    std::optional<ChatPhoto> coming_;
    std::string bytes_;
    bool is_whole_ = false;
};

}  // namespace huiying::intake
