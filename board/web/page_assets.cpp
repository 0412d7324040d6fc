#include "board/web/page_assets.hpp"

#include "board_files_assets.hpp"
#include "board_files_compressed_assets.hpp"

#include <array>
#include <cstdint>
#include <map>

namespace huiying::web {
namespace {

struct Asset {
    std::string path;
    std::string_view bytes;
    std::string_view compressed;  // by gzip
    std::string_view media_type;
};

using Assets = std::map<std::string, Asset, std::less<>>;

// FNV-1a: tells versions of our own files apart, no defence against anybody.
std::string content_hash(std::string_view bytes) {
    std::uint64_t hash = 0xcbf29ce484222325U;
    for (const char c : bytes)
        hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3U;
    std::string hex(16, '0');
    for (std::size_t i = 0; i < hex.size(); ++i)
        hex[i] = "0123456789abcdef"[(hash >> (60 - 4 * i)) & 0xFU];
    return hex;
}

std::string_view media_type_of(std::string_view file) {
    if (file.ends_with(".css"))
        return "text/css; charset=utf-8";
    if (file.ends_with(".js"))
        return "text/javascript; charset=utf-8";
    return file.ends_with(".svg") ? "image/svg+xml" : "application/octet-stream";
}

Assets read_assets() {
    Assets assets;
    for (const auto file : board_files::packed_paths()) {
        const auto bytes = *board_files::packed(file);
        const auto dot = file.rfind('.');
        auto path = "/assets/" + std::string(file.substr(0, dot)) + "." + content_hash(bytes) +
                    std::string(file.substr(dot));
        assets.emplace(
            file,
            Asset{
                std::move(path), bytes, *board_files_compressed::packed(file), media_type_of(file)}
        );
    }
    return assets;
}

const Assets& assets() {
    static const Assets kAssets = read_assets();
    return kAssets;
}

}  // namespace

const std::string& asset_path(std::string_view file) {
    const auto found = assets().find(file);
    if (found == assets().end())
        throw std::out_of_range("no packed file " + std::string(file));
    return found->second.path;
}

std::optional<http::Response> asset(std::string_view segment, bool accepts_gzip) {
    const auto first = segment.find('.');
    const auto last = segment.rfind('.');
    if (first == std::string_view::npos || first == last)
        return std::nullopt;
    const auto file = std::string(segment.substr(0, first)) + std::string(segment.substr(last));
    const auto found = assets().find(file);
    if (found == assets().end())
        return std::nullopt;
    const auto& [path, bytes, compressed, media_type] = found->second;
    http::Response response;
    response.static_body = accepts_gzip ? compressed : bytes;
    if (accepts_gzip)
        response.with("Content-Encoding", "gzip");
    response.with("Vary", "Accept-Encoding");
    response.with("Content-Type", std::string(media_type));
    response.with("X-Content-Type-Options", "nosniff");
    const bool is_present = path.ends_with(segment);
    response.with("Cache-Control", is_present ? "public, max-age=31536000, immutable" : "no-cache");
    return response;
}

}  // namespace huiying::web
