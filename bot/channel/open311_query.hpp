// Which requests somebody lists by GET requests: a time, services, open or closed. Pure.
// Source: https://wiki.open311.org/GeoReport_v2/#get-service-requests (read 2026-11-26).
#pragma once

#include "board/model/instant.hpp"
#include "bot/channel/open311_request.hpp"

#include <boost/system/result.hpp>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace huiying::channel {

/// The longest time that one list may span, and the most requests in it.
inline constexpr std::chrono::hours kOpen311Span{90 * 24};
inline constexpr std::size_t kMostOpen311Requests = 1'000;

struct Open311Filter {
    enum class Openness { all, open, closed };

    model::Instant from{};   ///< requested then or later
    model::Instant until{};  ///< and not after that
    Openness openness = Openness::all;
    std::vector<std::string> services;  ///< empty: all
};

/// Without dates the last 90 days; with one of them the 90 days behind or before it.
[[nodiscard]] boost::system::result<Open311Filter, Open311Problem> read_open311_filter(
    std::string_view query, model::Instant now
);

/// "a,b" as its parts, without empty ones; at most `most` and one more.
[[nodiscard]] std::vector<std::string> split_open311_list(std::string_view list, std::size_t most);

}  // namespace huiying::channel
