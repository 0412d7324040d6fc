#include "board/desk/entry_feedback.hpp"

#include "board/desk/publications.hpp"
#include "board/desk/town.hpp"
#include "board/store/database.hpp"
#include "board/store/feedback_repository.hpp"
#include "text/encoding.hpp"
#include "text/masking.hpp"

#include <algorithm>
#include <array>
#include <sodium.h>

namespace huiying::desk {
namespace {

constexpr int kShownRemarks = 5;

/// Nobody reads an address or a browser back from it.
std::string voter_hash(const model::TownSecret& secret, const Feedback& feedback) {
    std::array<unsigned char, crypto_generichash_BYTES> digest{};
    const auto text = "feedback\n" + feedback.voter;
    crypto_generichash(
        digest.data(),
        digest.size(),
        reinterpret_cast<const unsigned char*>(text.data()),
        text.size(),
        secret.data(),
        secret.size()
    );
    std::string hex(2 * digest.size() + 1, '\0');
    sodium_bin2hex(hex.data(), hex.size(), digest.data(), digest.size());
    hex.pop_back();
    return hex;
}

std::vector<ReaderRemark> shown_remarks(
    store::FeedbackRepository& repository, const std::string& entry
) {
    std::vector<ReaderRemark> remarks;
    for (auto& said : repository.remarks(entry, kShownRemarks))
        remarks.push_back({said.at, said.useful, std::move(said.remark)});
    return remarks;
}

}  // namespace

model::Result<Heard> EntryFeedback::hear(const Feedback& feedback) {
    const std::string remark(text::trim(feedback.remark));
    if (text::code_point_count(remark) > kMaxRemark)
        return model::Errc::text_too_long;
    if (!publications_.find(feedback.entry))
        return model::Errc::not_found;
    const auto now = clock_.now();
    const auto voter = voter_hash(town_.secret(), feedback);
    const store::EntryRemark said{now, feedback.useful, text::mask_personal(remark).text};
    return database_.write([&](store::Connection& connection) {
        store::FeedbackRepository repository(connection);
        if (!repository.is_first(model::to_iso(model::local_date(now)), feedback.entry, voter))
            return Heard::said_today;
        repository.add(feedback.entry, said);
        return Heard::kept;
    });
}

std::vector<ReaderOpinion> EntryFeedback::opinions(std::size_t limit) const {
    auto opinions = database_.read([&](store::Connection& connection) {
        store::FeedbackRepository repository(connection);
        std::vector<ReaderOpinion> found;
        for (const auto& [entry, rating] : repository.ratings())
            found.push_back({entry, "", rating.useful, rating.useless, {}});
        std::stable_sort(found.begin(), found.end(), [](const auto& left, const auto& right) {
            return std::pair(left.useless, left.useful) > std::pair(right.useless, right.useful);
        });
        found.resize(std::min(found.size(), limit));
        for (auto& opinion : found)
            opinion.remarks = shown_remarks(repository, opinion.entry);
        return found;
    });
    for (auto& opinion : opinions)
        if (const auto entry = publications_.find(opinion.entry))
            opinion.title = entry->title;
    return opinions;
}

}  // namespace huiying::desk
