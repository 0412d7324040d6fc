#include "board/console/console_assets.hpp"

#include "console_dist_assets.hpp"

#include <array>
#include <string>

namespace huiying::console {
namespace {

struct MediaType {
    std::string_view ending;
    std::string_view media_type;
};

constexpr std::array<MediaType, 6> kMediaTypes{
    {{".html", "text/html; charset=utf-8"},
     {".js", "text/javascript; charset=utf-8"},
     {".css", "text/css; charset=utf-8"},
     {".svg", "image/svg+xml"},
     {".png", "image/png"},
     {".woff2", "font/woff2"}}};
constexpr std::string_view kGzipEnding = ".gz";

std::string_view media_type_of(std::string_view path) {
    for (const MediaType& known : kMediaTypes)
        if (path.ends_with(known.ending))
            return known.media_type;
    return "application/octet-stream";
}

}  // namespace

std::optional<ConsoleAsset> console_asset(std::string_view path, ContentEncoding accepted) {
    if (path.empty())
        path = "index.html";
    // The compressed twins have no address of their own.
    if (path.ends_with(kGzipEnding))
        return std::nullopt;
    if (accepted == ContentEncoding::gzip)
        if (const auto packed = console_dist::packed(std::string(path).append(kGzipEnding)))
            return ConsoleAsset{*packed, media_type_of(path), "gzip"};
    if (const auto packed = console_dist::packed(path))
        return ConsoleAsset{*packed, media_type_of(path), ""};
    return std::nullopt;
}

}  // namespace huiying::console
