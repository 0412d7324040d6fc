// The board's stylesheet, script and icon: packed into the binary, each at an address that holds a
// hash of its content, so that browsers may keep it for a year. Safe from any thread.
#pragma once

#include "http/request.hpp"
#include "http/response.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace huiying::web {

/// "board.css" -> "/assets/board.1f0c2d3e4a5b6c7d.css", to stand behind the base path. REQUIRES: a
/// packed file; throws std::out_of_range otherwise.
const std::string& asset_path(std::string_view file);

/// The file at a last path segment ("board.1f0c2d3e4a5b6c7d.css"); nullopt when there is none. An
/// older version's hash gets the present file, not to be kept. Compressed where gzip is accepted.
std::optional<http::Response> asset(std::string_view segment, bool accepts_gzip);

}  // namespace huiying::web
