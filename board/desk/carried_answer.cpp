#include "board/desk/carried_answer.hpp"

#include "board/desk/stage_words.hpp"
#include "board/draft/draft_maker.hpp"
#include "board/draft/letter_frame.hpp"
#include "text/encoding.hpp"

#include <array>
#include <string_view>
#include <utility>

namespace huiying::desk {
namespace {

using namespace std::string_view_literals;

using Replaced = std::pair<std::string, std::string>;  // what, by what

constexpr std::string_view kMerged = "您的来信与同一事项的来信合并办理";
constexpr std::string_view kWriter = "来信人";
constexpr std::string_view kMatter = "该事项";
constexpr auto kQuotes = std::to_array<std::pair<std::string_view, std::string_view>>(
    {{"“", "”"}, {"「", "」"}, {"\"", "\""}}
);
constexpr auto kForms = std::to_array({"先生"sv, "女士"sv, "小姐"sv, "同志"sv, "老师"sv});
/// A quoted subject is shortened to one of these in the shipped wordings; 0: as it is.
constexpr auto kShownSymbols = std::to_array<std::size_t>({0, 40, 30});

void replace_each(std::string& text, const Replaced& replaced) {
    const auto& [what, by] = replaced;
    if (what.empty())
        return;
    for (auto at = text.find(what); at != std::string::npos; at = text.find(what, at + by.size()))
        text.replace(at, what.size(), by);
}

void tell_own_subject(
    std::string& text, const model::Ticket& survivor, const model::Ticket& carried
) {
    const auto subject = text::trim(survivor.subject);
    if (subject.empty() || subject == text::trim(carried.subject))
        return;
    const auto own = carried.restricted ? std::string_view() : text::trim(carried.subject);
    for (const auto symbols : kShownSymbols) {
        const auto shown = symbols == 0 ? std::string(subject) : text::shorten(subject, symbols);
        for (const auto& [open, close] : kQuotes) {
            std::string by(kMatter);
            if (!own.empty())
                by.assign(open).append(own).append(close);
            replace_each(text, {std::string(open).append(shown).append(close), std::move(by)});
        }
    }
}

void leave_out_writer(std::string& text, const model::Ticket& survivor) {
    const std::string name(text::trim(survivor.sender_name));
    if (name.empty())
        return;
    for (const auto form : kForms)
        replace_each(text, {name + std::string(form), std::string(kWriter)});
    // "王女士": with its form it is a name, and no other word.
    if (draft::greeting(name) != draft::greeting({}))
        replace_each(text, {name, std::string(kWriter)});
}

}  // namespace

std::string carried_letter(
    const MoveContext& context, const model::Ticket& carried, const std::string& text
) {
    const auto& survivor = context.record.ticket;
    const auto frame = letter_frame({survivor, context.town, context.now, context.renderer});
    auto answer = draft::answer_in(text, frame);
    const bool has_frame = answer != text::trim(text);
    leave_out_writer(answer, survivor);
    tell_own_subject(answer, survivor, carried);
    replace_each(answer, {survivor.number, carried.number});
    if (!has_frame)
        return std::string(kMerged) + "，答复如下：\n" + answer;
    return reply_letter(
        {carried, context.town, context.now, context.renderer},
        {{"unit", context.town.unit_name(survivor.unit)},
         {"answer", std::string(kMerged) + "。\n" + answer}}
    );
}

}  // namespace huiying::desk
