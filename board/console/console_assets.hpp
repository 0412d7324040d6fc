// The staff console's built files inside this binary, for the routes below /desk/. Used by
// board/web. Read-only, safe from any thread. Paths are relative ("assets/index-1a2b3c4d.js");
// files below assets/ carry a hash of their bytes in the name and never change, index.html does.
#pragma once

#include <optional>
#include <string_view>

namespace huiying::console {

/// How the bytes of an answer may be encoded: what the request's Accept-Encoding allows.
enum class ContentEncoding { identity, gzip };

struct ConsoleAsset {
    std::string_view bytes;
    std::string_view media_type;        ///< value of Content-Type
    std::string_view content_encoding;  ///< value of Content-Encoding, empty for none
};

/// The file at `path`, index.html for an empty one; compressed beforehand where that is accepted
/// and worth it. nullopt: no such file, or a build without the console (HUIYING_CONSOLE=OFF).
[[nodiscard]] std::optional<ConsoleAsset> console_asset(
    std::string_view path, ContentEncoding accepted = ContentEncoding::gzip
);

}  // namespace huiying::console
