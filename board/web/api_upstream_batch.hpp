// A file of matters that another body passes on: tried, or taken line by line. Private to this
// room.
#pragma once

#include "board/web/api_routes.hpp"
#include "http/request.hpp"
#include "http/response.hpp"

#include <cstddef>

namespace huiying::web {

inline constexpr std::size_t kBatchLimit = std::size_t{10} * 1024 * 1024;

/// What became, or with `trial=true` would become, of each line.
[[nodiscard]] http::Response post_batch(
    const http::Request& request, const desk::Upstreams& upstreams, const Submit& submit
);

}  // namespace huiying::web
