#include "bot/conversation/said.hpp"

#include "board/desk/town.hpp"
#include "templates/renderer.hpp"

#include <string_view>

namespace huiying::conversation {
namespace {

using templates::Value;

std::string_view section_of(Say say, const Words& words) {
    switch (say) {
        case Say::greeting:
            return "greeting";
        case Say::greeting_open:
            return "greeting_open";
        case Say::welcome_back:
            return "welcome_back";
        case Say::thanks:
            return "thanks";
        case Say::noted:
            return "noted";
        case Say::symbols:
            return "symbols";
        case Say::menu:
            return "menu";
        case Say::offer:
            return "offer";
        case Say::photo:
            return "photo";
        case Say::hand_over:
        case Say::hand_over_blank:
            return "hand_over";
        case Say::reopened:
            return "reopened";
        case Say::rated:
            return words.grade == Words::Grade::good ? "rated_well" : "rated_badly";
        case Say::emergency:
            return "emergency";
        case Say::self_harm:
            return "self_harm";
        case Say::wrongdoing:
            return "wrongdoing";
        case Say::petition:
            return "petition";
        default:
            return "";
    }
}

Value facts_of(const Words& words) {
    const auto& due = words.receipt.due;
    Value value{
        {"number", words.receipt.number},
        {"code", words.receipt.code},
        {"service_name", words.town.settings().service_name},
        {"office_name", words.town.settings().office_name},
    };
    value.set("opt_in_url", words.opt_in_url);
    value.set("in_group", words.receipt.code.empty());
    value.set("response_due", model::to_chinese(due.response_due, words.now));
    value.set(
        "final_due", due.final_due ? model::to_chinese(*due.final_due, words.now) : std::string()
    );
    value.set("provisional", due.provisional);
    return value;
}

std::string section(std::string_view name, const Words& words, Say say = Say::nothing) {
    auto value = facts_of(words);
    value.set(std::string(name), true);
    value.set("said", true);
    value.set("blank", say == Say::hand_over_blank);
    std::vector<Value> choices;
    for (const auto& choice : words.choices)
        choices.push_back(Value{
            {"digit", std::to_string(choices.size() + 1)}, {"question", choice.question}});
    value.set("choices", std::move(choices));
    return words.renderer.render_text("replies/talk", value);
}

std::string with_place(std::string text, const Words& words) {
    if (words.place == Words::Place::wanted)
        text += "\n" + section("ask_place", words);
    return text;
}

std::string with_opt_in(std::string text, const Words& words) {
    if (words.receipt.code.empty())  // others hear it
        return text;
    if (!words.opt_in_url.empty())
        text += "\n" + section("ask_notice", words);
    else if (words.phone == Words::Phone::asked)
        text += "\n" + section("ask_phone", words);
    return text;
}

std::string answered(const Words& words) {
    return words.ticket == Words::Ticket::closed
               ? words.answer + "\n" + section("answer_kept", words)
               : words.answer;
}

}  // namespace

std::string words_of(Say say, const Words& words) {
    switch (say) {
        case Say::nothing:
            return {};
        case Say::sure_answer:
        case Say::chosen:
            return answered(words);
        case Say::receipt:
            return with_opt_in(
                with_place(
                    desk::receipt_text(words.town, words.renderer, words.receipt, words.now), words
                ),
                words
            );
        case Say::added:
            return desk::continued_text(words.town, words.renderer, words.receipt, words.now);
        default:
            return section(section_of(say, words), words, say);
    }
}

}  // namespace huiying::conversation
