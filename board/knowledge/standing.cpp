#include "board/knowledge/standing.hpp"

#include "board/knowledge/faq_index.hpp"

namespace huiying::knowledge {

bool is_valid_at(const model::FaqEntry& entry, model::Instant now) {
    const auto standing = standing_at(entry, now);
    return standing == Standing::current || standing == Standing::ending;
}

Standing standing_at(const model::FaqEntry& entry, model::Instant now) {
    const std::chrono::sys_days today{model::local_date(now)};
    const auto from = model::parse_iso_date(entry.valid_from);
    const auto to = model::parse_iso_date(entry.valid_to);
    if (!from || (!to && !entry.valid_to.empty()))
        return Standing::undated;
    if (to && std::chrono::sys_days{*to} < today)
        return Standing::expired;
    if (std::chrono::sys_days{*from} > today)
        return Standing::not_yet;
    const bool ends = to && std::chrono::sys_days{*to} - today <= std::chrono::days{kEndingDays};
    return ends ? Standing::ending : Standing::current;
}

bool is_out_at(const model::FaqEntry& entry, model::Instant now) {
    return entry.review == model::FaqReview::retired ||
           standing_at(entry, now) == Standing::expired;
}

std::string_view to_word(Standing standing) {
    switch (standing) {
        case Standing::undated:
            return "undated";
        case Standing::not_yet:
            return "not_yet";
        case Standing::current:
            return "current";
        case Standing::ending:
            return "ending";
        case Standing::expired:
            break;
    }
    return "expired";
}

}  // namespace huiying::knowledge
