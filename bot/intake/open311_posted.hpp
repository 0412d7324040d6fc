// What is remembered in Redis of a request that was just posted, until it is in the record. Pure.
#pragma once

#include "board/model/inbound_message.hpp"
#include "bot/channel/open311.hpp"

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace huiying::intake {

/// Longer than taking in ever waits.
inline constexpr std::chrono::hours kPostedLength{72};

/// The name that it is remembered under.
[[nodiscard]] std::string posted_name(std::string_view account, std::string_view number);
[[nodiscard]] std::string pack_posted(const model::InboundMessage& message);
/// nullopt for what pack_posted() has not made.
[[nodiscard]] std::optional<channel::Open311Status> unpack_posted(
    std::string_view number, std::string_view packed
);

}  // namespace huiying::intake
