// How much of a reply reaches the citizen on each platform: texts of so many bytes, at most so
// many. A test holds it to bot/channel's own bounds, which this room does not see. Pure.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace huiying::draft {

struct ReplyRoom {
    std::string_view channel;
    std::string_view title;  ///< Chinese
    std::size_t part_bytes = 0;
    std::size_t parts = 1;
};

/// nullopt: the channel takes any length.
[[nodiscard]] std::optional<ReplyRoom> room_of(std::string_view channel);

}  // namespace huiying::draft
