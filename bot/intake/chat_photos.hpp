// Photos that the web chat's pages send, on their way into memory: announced, let in while there is
// room, kept by somebody else, and then named by a message. Used by ChatRoutes. Thread rule: on the
// io thread.
#pragma once

#include "board/model/inbound_message.hpp"
#include "bot/intake/chat_protocol.hpp"

#include <chrono>
#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace huiying::intake {

class PagePhotos;

/// What the photos of all pages may take together. Who has not sent anything for a while, or sends
/// crumbs for long, makes room for who comes.
class PhotoRoom {
  public:
    using Time = std::chrono::steady_clock::time_point;

    static constexpr std::size_t kBytes = 64U << 20U;
    /// Of one address: a whole office may share one.
    static constexpr std::size_t kBytesOfAddress = 32U << 20U;
    static constexpr std::chrono::seconds kStill{30};
    static constexpr std::chrono::seconds kLongest{180};

    /// False where there is no room now.
    [[nodiscard]] bool enter(PagePhotos& photos, std::size_t bytes, Time now);
    void moved(const PagePhotos& photos, Time now);
    void leave(const PagePhotos& photos);

  private:
    struct Share {
        PagePhotos* photos = nullptr;
        std::size_t bytes = 0;
        Time began_at;
        Time moved_at;
    };

    [[nodiscard]] std::size_t taken_from(const std::string& address) const;
    [[nodiscard]] bool has_room(const std::string& address, std::size_t bytes) const;
    void make_way(const std::string& address, std::size_t bytes, Time now);

    std::vector<Share> shares_;
    std::size_t taken_ = 0;
};

/// The photos of one open page: one comes at a time, those that are kept wait for their message. Of
/// more than a message may name the oldest is forgotten: its page has put it aside.
class PagePhotos {
  public:
    enum class Announced { wanted, out_of_turn, too_large, no_room };
    enum class Got { unasked, more, whole };

    /// `on_still` ends the page that does not go on with what it announced, and is called while
    /// another one asks for room.
    PagePhotos(PhotoRoom& room, std::string address, std::function<void()> on_still)
        : room_(room), address_(std::move(address)), on_still_(std::move(on_still)) {}

    const std::string& address() const { return address_; }

    bool is_kept(const std::string& id) const { return find(id) != nullptr; }

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
    struct Kept {
        std::string id;
        model::Attachment file;
    };

    const Kept* find(const std::string& id) const;

    PhotoRoom& room_;
    const std::string address_;
    const std::function<void()> on_still_;
    std::vector<Kept> kept_;  ///< oldest first
    std::optional<ChatPhoto> coming_;
    std::string bytes_;
    bool is_whole_ = false;
};

}  // namespace huiying::intake
