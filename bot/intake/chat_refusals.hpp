// Why the web chat does not take what a page sends: words for the citizen, and whether the page
// tries again by itself. Used by ChatRoutes. Pure.
#pragma once

#include "board/model/errc.hpp"
#include "bot/intake/chat_photos.hpp"
#include "bot/intake/chat_protocol.hpp"

#include <cstddef>
#include <optional>
#include <string_view>

namespace huiying::intake {

/// A chat's message is short; the board takes long letters.
inline constexpr std::size_t kMostChatCharacters = 2'000;

struct ChatRefusal {
    std::string_view code;
    std::string_view title;
    Again again = Again::never;
};

[[nodiscard]] ChatRefusal too_fast();
[[nodiscard]] ChatRefusal too_many_photos();
/// New tickets from one network.
[[nodiscard]] ChatRefusal too_many();
[[nodiscard]] ChatRefusal unavailable();
/// Of a message. nullopt where it is fit.
[[nodiscard]] std::optional<ChatRefusal> refusal_of(const model::InboundMessage& message);
/// A message names a photo that is not kept on its connection.
[[nodiscard]] ChatRefusal photo_missing();
/// Of an announced photo. nullopt where it may come, has come, or its page keeps no order.
[[nodiscard]] std::optional<ChatRefusal> refusal_of(PagePhotos::Announced announced);
/// Of a whole photo that could not be kept.
[[nodiscard]] ChatRefusal refusal_of_photo(model::Errc errc);

}  // namespace huiying::intake
