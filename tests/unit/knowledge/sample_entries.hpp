// A small FAQ for the tests of this room.
#pragma once

#include "board/model/faq_entry.hpp"

#include <vector>

namespace huiying::test {

/// Six reviewed entries that may answer: permit, card, lamp, parking, noise, disclosure.
std::vector<model::FaqEntry> sample_entries();

}  // namespace huiying::test
