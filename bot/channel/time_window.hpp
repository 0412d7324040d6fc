// A signed time stamp against the clock: how far a platform's request may lie from now, in both
// directions. Pure.
#pragma once

#include "board/model/channel_account.hpp"
#include "board/model/instant.hpp"
#include "bot/channel/fault.hpp"

#include <chrono>
#include <cstdint>
#include <string_view>

namespace huiying::channel {

inline constexpr std::chrono::seconds kDefaultSkew{300};

/// Unix seconds written in 1 to 12 ASCII digits and nothing else. Errors: bad_timestamp.
[[nodiscard]] Checked<std::int64_t> parse_seconds(std::string_view digits);

/// `seconds` when it lies within `skew` of `now`. Errors: stale_timestamp, future_timestamp.
[[nodiscard]] Checked<std::int64_t> check_window(
    std::int64_t seconds, model::Instant now, std::chrono::seconds skew
);

/// The account's setting `max_skew_s` (1 to 86400), else `kDefaultSkew`.
std::chrono::seconds skew_of(const model::ChannelAccount& account);

}  // namespace huiying::channel
