// What routing learns from, as labelled texts. Private to this room, used by town and
// routing_models. Pure.
#pragma once

#include "board/model/faq_entry.hpp"
#include "board/model/unit.hpp"
#include "board/routing/learning.hpp"
#include "board/store/routing_repository.hpp"

#include <vector>

namespace huiying::desk {

/// What the active units say of themselves, and the FAQ entries that name one. Committees share
/// their duties: which is meant is the rules' business.
std::vector<routing::LabelledText> cold_lessons(
    const std::vector<model::Unit>& units, const std::vector<model::FaqEntry>& faq
);

/// As `Router` sees a message: subject, line end, text.
routing::LabelledText lesson_of(const store::RoutingExample& example);

}  // namespace huiying::desk
