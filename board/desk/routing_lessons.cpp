#include "board/desk/routing_lessons.hpp"

#include <algorithm>

namespace huiying::desk {

namespace {

bool takes_part(const model::Unit& unit) {
    return unit.active && unit.kind != "committee";
}

}  // namespace

std::vector<routing::LabelledText> cold_lessons(
    const std::vector<model::Unit>& units, const std::vector<model::FaqEntry>& faq
) {
    std::vector<routing::LabelledText> lessons;
    for (const auto& unit : units) {
        if (!takes_part(unit))
            continue;
        std::string words;
        for (const auto& keyword : unit.keywords)
            words += keyword + "，";
        lessons.push_back({unit.code, unit.name + "。" + unit.duties, unit.code});
        lessons.push_back({unit.code, words, unit.code});
    }
    for (const auto& entry : faq) {
        const auto unit = std::find_if(units.begin(), units.end(), [&](const auto& one) {
            return one.code == entry.unit;
        });
        if (unit == units.end() || !takes_part(*unit) || entry.review == model::FaqReview::retired)
            continue;
        lessons.push_back({entry.id, entry.question + "\n" + entry.answer, entry.unit});
        for (const auto& variant : entry.variants)
            lessons.push_back({entry.id, variant, entry.unit});
    }
    return lessons;
}

routing::LabelledText lesson_of(const store::RoutingExample& example) {
    return {
        std::to_string(example.ticket.value), example.subject + "\n" + example.text, example.unit};
}

}  // namespace huiying::desk
