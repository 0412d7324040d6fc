#include "board/desk/files.hpp"

#include "board/desk/stripped_copy.hpp"
#include "board/model/sha256_hex.hpp"
#include "board/store/arrival_repository.hpp"
#include "board/store/database.hpp"
#include "board/store/file_repository.hpp"
#include "telemetry/log.hpp"
#include "text/encoding.hpp"

#include <algorithm>
#include <array>
#include <atomic>
#include <fcntl.h>
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <unistd.h>

namespace huiying::desk {
namespace {

constexpr std::array<std::string_view, 4> kAccepted{
    "image/jpeg", "image/png", "image/webp", "application/pdf"};
constexpr std::size_t kMaxName = 100;
/// Others write in between.
constexpr int kMostForgotten = 20;
/// So long before its message a file may have come.
constexpr std::chrono::hours kBeforeLetter{24};

bool is_sha256(const std::string& text) {
    return text.size() == 64 && text.find_first_not_of("0123456789abcdef") == std::string::npos;
}

/// Writes all bytes and waits until they are on disk.
void write_synced(const std::filesystem::path& path, std::string_view bytes) {
    const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (file < 0)
        throw std::runtime_error("cannot write " + path.string());
    bool good = true;
    for (std::size_t done = 0; good && done < bytes.size();) {
        const auto written = ::write(file, bytes.data() + done, bytes.size() - done);
        good = written > 0;
        done += good ? static_cast<std::size_t>(written) : 0;
    }
    good = good && ::fsync(file) == 0;
    ::close(file);
    if (!good)
        throw std::runtime_error("cannot write " + path.string());
}

}  // namespace

Files::Files(
    store::Database& database,
    std::filesystem::path folder,
    const model::Clock& clock,
    std::uintmax_t least_free
)
    : database_(database), folder_(std::move(folder)), clock_(clock), least_free_(least_free) {
    std::filesystem::create_directories(folder_);
}

model::Result<model::Attachment> Files::keep(
    const std::string& name, std::string_view bytes, Takes takes
) {
    if (bytes.size() > kMaxBytes)
        return model::Errc::body_too_large;
    const std::string type = sniff_media_type(bytes);
    const bool is_fit = takes == Takes::pictures_and_documents || type.starts_with("image/");
    if (!is_fit || std::find(kAccepted.begin(), kAccepted.end(), type) == kAccepted.end())
        return model::Errc::unsupported_media;
    std::string copy;
    try {
        copy = without_metadata(type, bytes);
    } catch (const std::exception&) {
        return model::Errc::unsupported_media;  // damaged, or not what its first bytes say
    }
    if (!has_room(bytes.size() + copy.size()))
        return model::Errc::store_unavailable;
    const std::string sha256 = model::sha256_hex(bytes);
    const std::string served = model::sha256_hex(copy);
    const auto size = static_cast<std::int64_t>(bytes.size());
    // The row first: from here on nobody takes its bytes for forgotten ones.
    database_.write([&](store::Connection& connection) {
        store::FileRepository(connection).put({sha256, served, type, size}, clock_.now());
    });
    write_once(sha256, bytes);
    write_once(served, copy);
    const std::string shown =
        text::is_valid_text(name) ? std::string(text::truncate(name, kMaxName)) : "file";
    return model::Attachment{
        .name = shown, .media_type = type, .sha256 = sha256, .url = "", .bytes = size};
}

model::Result<ServedFile> Files::serve(const std::string& sha256) const {
    if (!is_sha256(sha256))
        return model::Errc::not_found;
    const auto file = database_.read([&](store::Connection& connection) {
        return store::FileRepository(connection).find(sha256);
    });
    std::ifstream stream;
    if (file)
        stream.open(path_of(file->served_sha256), std::ios::binary);
    if (!stream.is_open())
        return model::Errc::not_found;
    std::stringstream bytes;
    bytes << stream.rdbuf();
    return ServedFile{file->media_type, bytes.str()};
}

int Files::forget_unnamed(model::Instant before) {
    return database_.write([&](store::Connection& connection) {
        store::FileRepository files(connection);
        // A dead letter may be replayed any day, and names its files then.
        const auto letter = store::ArrivalRepository(connection).oldest_open_letter();
        const auto bound = letter ? std::min(before, *letter - kBeforeLetter) : before;
        const auto unnamed = files.unnamed(bound, kMostForgotten);
        for (const auto& file : unnamed) {
            files.remove(file.sha256);
            for (const auto& bytes : {file.sha256, file.served_sha256})
                if (!files.is_wanted(bytes))
                    std::filesystem::remove(path_of(bytes));
        }
        return static_cast<int>(unnamed.size());
    });
}

bool Files::has_room(std::size_t bytes) const {
    const auto free = std::filesystem::space(folder_).available;
    if (free >= least_free_ + bytes)
        return true;
    telemetry::log_limited(
        telemetry::Level::error, "files.disk_nearly_full", {{"free_bytes", free}}
    );
    return false;
}

std::filesystem::path Files::path_of(const std::string& sha256) const {
    return folder_ / sha256.substr(0, 2) / sha256;
}

void Files::write_once(const std::string& sha256, std::string_view bytes) const {
    const auto path = path_of(sha256);
    if (std::filesystem::exists(path))
        return;
    std::filesystem::create_directories(path.parent_path());
    static std::atomic<unsigned> serial{0};
    const auto partial =
        path.string() + "." + std::to_string(::getpid()) + "." + std::to_string(++serial) + ".part";
    write_synced(partial, bytes);
    std::filesystem::rename(partial, path);
    const int folder = ::open(path.parent_path().c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (folder >= 0) {
        ::fsync(folder);
        ::close(folder);
    }
}

}  // namespace huiying::desk
