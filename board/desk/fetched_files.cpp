#include "board/desk/fetched_files.hpp"

#include "board/desk/files.hpp"
#include "board/store/database.hpp"
#include "board/store/fetch_repository.hpp"

#include <algorithm>

namespace huiying::desk {
namespace {

using std::chrono::minutes;
using std::chrono::seconds;
using store::Connection;
using store::FetchRepository;

constexpr seconds kFirstDelay{5};
constexpr minutes kLongestDelay{30};
constexpr int kLongestDoubling = 9;
/// With these delays somewhat more than a day.
constexpr int kMostTries = 60;
/// What the desk shows no copy of, and never will.
constexpr const char* kUnavailable = "unavailable";

std::string name_of(const WantedFile& wanted) {
    return wanted.attachment.name.empty() ? "附件" + std::to_string(wanted.position + 1)
                                          : wanted.attachment.name;
}

}  // namespace

FetchedFiles::FetchedFiles(store::Database& database, Files& files, const model::Clock& clock)
    : database_(database), files_(files), clock_(clock) {}

std::vector<WantedFile> FetchedFiles::claim(std::chrono::seconds claim_length, int limit) {
    const auto now = clock_.now();
    // Looked up on a reader first: an idle fetcher must not keep the writer busy.
    const bool any = database_.read([&](Connection& connection) {
        return FetchRepository(connection).has_due(now);
    });
    if (!any)
        return {};
    return database_.write([&](Connection& connection) {
        return FetchRepository(connection).claim(now, now + claim_length, limit);
    });
}

void FetchedFiles::keep(const WantedFile& wanted, std::string_view bytes) {
    const auto kept = files_.keep(name_of(wanted), bytes);
    if (kept.has_error()) {
        const auto errc = model::errc_of(kept.error());
        if (errc == model::Errc::store_unavailable)
            return try_later(wanted, "no room on the disk");
        const bool is_large = errc == model::Errc::body_too_large;
        return give_up(wanted, is_large ? "超过10MB" : "只收 JPEG、PNG、WebP 图片和 PDF");
    }
    database_.write([&](Connection& connection) {
        FetchRepository(connection).settle(wanted, *kept);
    });
}

void FetchedFiles::give_up(const WantedFile& wanted, const std::string& why) {
    auto file = wanted.attachment;
    file.name = name_of(wanted) + "（取不回来：" + why + "）";
    file.media_type = kUnavailable;
    database_.write([&](Connection& connection) {
        FetchRepository(connection).settle(wanted, file);
    });
}

void FetchedFiles::try_later(const WantedFile& wanted, const std::string& detail) {
    if (wanted.attempt >= kMostTries)
        return give_up(wanted, "多次没有取到");
    const seconds delay = kFirstDelay * (1 << std::clamp(wanted.attempt - 1, 0, kLongestDoubling));
    const auto next_at = clock_.now() + std::min<seconds>(delay, kLongestDelay);
    database_.write([&](Connection& connection) {
        FetchRepository(connection).try_again(wanted, next_at, detail);
    });
}

}  // namespace huiying::desk
