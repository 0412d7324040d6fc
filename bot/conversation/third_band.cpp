#include "bot/conversation/third_band.hpp"

#include "board/desk/receipts.hpp"
#include "board/desk/town.hpp"
#include "board/knowledge/faq_index.hpp"

namespace huiying::conversation {
namespace {

constexpr std::size_t kLongest = 120;  ///< bytes: who writes more wants to be read, not to choose

}  // namespace

std::optional<Choice> sendable(
    const desk::TownSnapshot& town, std::string_view faq, model::Instant now
) {
    const auto* entry = town.faq().find(faq);
    if (entry == nullptr || !entry->auto_answer || entry->in_doubt ||
        !knowledge::is_valid_at(*entry, now))
        return std::nullopt;
    const bool is_sample = entry->review == model::FaqReview::sample;
    if (entry->review == model::FaqReview::reviewed ||
        (is_sample && town.demo() == desk::Demo::yes))
        return Choice{entry->id, entry->question};
    return std::nullopt;
}

std::vector<Choice> choices_for(
    const desk::TownSnapshot& town,
    std::string_view text,
    model::Instant now,
    const knowledge::Sense* sense
) {
    if (text.size() > kLongest)
        return {};
    const auto judgement = town.faq().judge(text, desk::answer_policy(town), now, sense);
    if (judgement.verdict != knowledge::Verdict::choose)
        return {};
    std::vector<Choice> choices;
    for (const auto& hit : judgement.entries)
        if (auto choice = sendable(town, hit.entry, now))
            choices.push_back(std::move(*choice));
    return choices;
}

}  // namespace huiying::conversation
