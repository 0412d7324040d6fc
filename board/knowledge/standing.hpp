// Where an entry stands in its validity: what is out of it neither answers nor is shown. Used by
// desk. Pure, safe from any thread.
#pragma once

#include "board/model/faq_entry.hpp"
#include "board/model/instant.hpp"

#include <string_view>

namespace huiying::knowledge {

/// undated: without a first day, or with a day that is none; it never answers.
enum class Standing { undated, not_yet, current, ending, expired };

/// The last days of an entry's validity, in which it is pointed out.
inline constexpr int kEndingDays = 30;

/// By days of the town, both ends inclusive.
[[nodiscard]] Standing standing_at(const model::FaqEntry& entry, model::Instant now);

/// Whether nobody should go by it any more: expired, or retired.
[[nodiscard]] bool is_out_at(const model::FaqEntry& entry, model::Instant now);

[[nodiscard]] std::string_view to_word(Standing standing);

}  // namespace huiying::knowledge
