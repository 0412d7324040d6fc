// Lines of talks that the record keeps besides the messages of tickets: what makes no ticket, and
// all that is said in the web chat. Used by take-in inside its transaction, by the web chat and its
// sending. Thread rule: TalkLines is safe from any thread; blocking.
#pragma once

#include "board/desk/talk_standing.hpp"
#include "board/model/inbound_message.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace huiying::store {
class Connection;
}

namespace huiying::desk {

/// The channel whose talks are kept line by line, for whoever comes back to the page.
inline constexpr std::string_view kWebChat = "webchat";

/// One line as the web chat shows it.
struct ChatLine {
    std::int64_t id = 0;  ///< grows; "after" of the next question
    std::string key;      ///< the same line always has the same
    TalkOf talk;
    model::Instant at{};
    std::string said_by;  ///< "citizen", "system" or "staff"
    std::string text;
    std::string number;
};

/// The key of what the system says to a message.
[[nodiscard]] std::string answer_key(const std::string& delivery_key);

/// Keeps a message and what was said to it, where their channel or kind asks for it. Private to
/// this room.
void keep_lines(store::Connection& connection, const model::InboundMessage& message);

class TalkLines {
  public:
    explicit TalkLines(store::Database& database) : database_(database) {}

    /// A word to the citizen, by its idempotency key; a second time nothing happens.
    void say(const ChatLine& line);
    /// Of one talk after `after`, oldest first, at most 200 and 100 KB of text (the latest): a page
    /// hears them in one frame.
    [[nodiscard]] std::vector<ChatLine> of(const TalkOf& talk, std::int64_t after) const;
    /// Of all talks of the web chat after `after`, oldest first, at most 500.
    [[nodiscard]] std::vector<ChatLine> after(std::int64_t after) const;
    [[nodiscard]] std::int64_t last_id() const;
    /// Forgets lines from before `before` for good, some hundreds at most; those of an open ticket
    /// stay. Returns how many: 0 when none are left.
    int forget(model::Instant before);

  private:
    store::Database& database_;
};

}  // namespace huiying::desk
