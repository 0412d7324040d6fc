// A file that staff sent with a reply, for who has number and query code. Private to this room.
#pragma once

#include "board/desk/citizen_status.hpp"
#include "board/desk/files.hpp"
#include "http/response.hpp"

#include <optional>
#include <string>

namespace huiying::web {

/// The copy without metadata, to be kept under a plain name; nullopt where none of the ticket's
/// replies has it. Blocks (disk).
[[nodiscard]] std::optional<http::Response> reply_file_of(
    const desk::CitizenView& view, const desk::Files& files, const std::string& sha256
);

}  // namespace huiying::web
