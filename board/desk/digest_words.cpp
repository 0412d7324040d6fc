#include "board/desk/digest_words.hpp"

#include "board/workflow/clock_events.hpp"

#include <algorithm>

namespace huiying::desk {
namespace {

using workflow::Clock;

std::string count_words(std::string_view what, std::ptrdiff_t count) {
    return count == 0 ? std::string() : std::string(what) + std::to_string(count) + "件";
}

void join(std::string& text, std::string_view sign, const std::string& more) {
    if (!more.empty())
        text.append(text.empty() ? "" : sign).append(more);
}

/// What is no counted reply, by kind: "当天回应1件、协办意见1件".
std::string beside_words(const std::vector<DigestItem>& items) {
    struct Kind {
        std::string_view name;
        std::vector<Clock> clocks;
    };

    static const std::vector<Kind> kKinds{
        {"当天回应", {Clock::receipt, Clock::acceptance, Clock::contact}},
        {"先行联系", {Clock::human_contact}},
        {"到件已超期", {Clock::final_reply}},
        {"协办意见", {Clock::unit_part}},
        {"挂账", {Clock::commitment}}};
    std::string words;
    for (const auto& kind : kKinds) {
        const auto count = std::count_if(items.begin(), items.end(), [&](const DigestItem& item) {
            return !is_counted_reply(item) &&
                   std::any_of(kind.clocks.begin(), kind.clocks.end(), [&](Clock clock) {
                       return item.clock == workflow::to_word(clock);
                   });
        });
        join(words, "、", count_words(kind.name, count));
    }
    return words;
}

/// "超期2件（另有协办意见1件）", "超期的协办意见1件".
std::string list_words(
    std::string_view what, std::ptrdiff_t replies, const std::vector<DigestItem>& items
) {
    const auto beside = beside_words(items);
    if (beside.empty())
        return count_words(what, replies);
    return replies > 0 ? count_words(what, replies) + "（另有" + beside + "）"
                       : std::string(what) + "的" + beside;
}

std::ptrdiff_t replies_of(const std::vector<DigestItem>& items) {
    return std::count_if(items.begin(), items.end(), &is_counted_reply);
}

}  // namespace

std::string digest_sentence(const DigestView& view) {
    const auto counts =
        view.brief ? view.brief->total
                   : DigestView::Counts{
                         .overdue = static_cast<int>(replies_of(view.overdue)),
                         .today = static_cast<int>(replies_of(view.today)),
                         .next_working_day = static_cast<int>(replies_of(view.next_working_day))};
    auto text = list_words("超期", counts.overdue, view.overdue);
    join(text, "，", list_words("今天到期", counts.today, view.today));
    join(text, "，", list_words("下一工作日到期", counts.next_working_day, view.next_working_day));
    return text.empty() || !view.brief ? text : view.brief->total.unit + "：" + text;
}

bool is_counted_reply(const DigestItem& item) {
    return item.clock == workflow::to_word(Clock::final_reply) && !item.late_on_arrival;
}

}  // namespace huiying::desk
