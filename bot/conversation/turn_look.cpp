#include "bot/conversation/turn_look.hpp"

#include "board/desk/town.hpp"
#include "board/routing/router.hpp"
#include "bot/conversation/at_once.hpp"
#include "bot/conversation/turn_kind.hpp"
#include "text/encoding.hpp"
#include "text/warning_signs.hpp"

#include <algorithm>
#include <array>

namespace huiying::conversation {
namespace {

/// What warns, worst first; small talk never does.
std::optional<TurnKind> warning_of(
    const std::string& normalised, const model::RoutingDecision& decision
) {
    static const text::WarningSigns kSigns;
    const auto signs = kSigns.find(normalised);
    if (text::has_warning(signs, text::Warning::emergency))
        return speaks_of_self_harm(normalised) ? TurnKind::self_harm : TurnKind::emergency;
    if (decision.restricted)
        return TurnKind::wrongdoing;
    const bool petitions = std::any_of(signs.begin(), signs.end(), [](const auto& sign) {
        // Said of cars and rubbish more often than of petitioners.
        return sign.warning == text::Warning::petition && sign.phrase != "堵门" &&
               sign.phrase != "堵路";
    });
    return petitions ? std::optional(TurnKind::petition) : std::nullopt;
}

/// What its words alone settle; all else is read for warnings first.
bool is_settled(TurnKind kind) {
    return kind != TurnKind::follow_up && kind != TurnKind::other && kind != TurnKind::person &&
           kind != TurnKind::photo;
}

bool names_place(const model::InboundMessage& message) {
    static constexpr std::array<std::string_view, 14> kSigns{
        "路",
        "弄",
        "号",
        "小区",
        "村",
        "街",
        "苑",
        "园",
        "桥",
        "站",
        "广场",
        "大厦",
        "学校",
        "公寓"};
    return !message.place.empty() ||
           std::any_of(kSigns.begin(), kSigns.end(), [&](std::string_view sign) {
               return message.text.find(sign) != std::string::npos;
           });
}

/// Another unit's matter, long after the last turn.
bool is_another_matter(const LookAt& at, const model::RoutingDecision& decision) {
    return !decision.unit.empty() && !at.memory.unit.empty() && decision.unit != at.memory.unit &&
           at.now - at.memory.last_at > kTalkLength;
}

void judge_by_town(const LookAt& at, Look& look) {
    look.sure = desk::sure_answer(at.town, at.renderer, at.message, at.now, at.sense);
    if (look.sure) {
        look.kind = TurnKind::sure;
        return;
    }
    // Who reports something wants it mended, not explained.
    if (asks_something(text::normalise(at.message.text)))
        look.choices = choices_for(at.town, at.message.text, at.now, at.sense);
    if (!look.choices.empty())
        look.kind = TurnKind::vague;
    else if (is_another_matter(at, look.decision))
        look.kind = TurnKind::other;
    if (look.decision.unit.empty() && !look.decision.restricted && !names_place(at.message))
        look.place = Look::Place::wanted;
}

/// The choice that a digit means, while it may still be sent.
std::optional<desk::SureAnswer> chosen(const LookAt& at) {
    const auto choice = static_cast<std::size_t>(choice_of(at.message.text));
    if (choice == 0 || choice > at.memory.offered.size())
        return std::nullopt;
    const auto& faq = at.memory.offered[choice - 1];
    if (!sendable(at.town, faq, at.now))
        return std::nullopt;
    return desk::answer_from(at.town, at.renderer, faq);
}

/// What makes no ticket by itself: beside a picture it is the picture that matters.
bool makes_nothing(TurnKind kind, Stage stage) {
    switch (kind) {
        // Of nothing that was said before.
        case TurnKind::unsolved:
        case TurnKind::discontent:
            return stage == Stage::fresh;
        case TurnKind::greeting:
        case TurnKind::thanks:
        case TurnKind::noted:
        case TurnKind::symbols:
        case TurnKind::menu:
        case TurnKind::choice:
        case TurnKind::none_of_them:
        case TurnKind::content:
            return true;
        default:
            return false;
    }
}

}  // namespace

Look look_at(const LookAt& at) {
    Look look;
    const auto by_words = kind_by_words(at.message.text);
    if (!at.message.attachments.empty() && by_words && makes_nothing(*by_words, at.stage)) {
        look.kind = TurnKind::photo;
        return look;
    }
    if (by_words && is_settled(*by_words)) {
        look.kind = *by_words;
        if (look.kind == TurnKind::choice && at.stage == Stage::offered)
            look.sure = chosen(at);
        return look;
    }
    look.decision = at.town.router().route(at.message);
    if (const auto warning = warning_of(text::normalise(at.message.text), look.decision))
        look.kind = *warning;
    else if (by_words)
        look.kind = *by_words;
    else
        judge_by_town(at, look);
    return look;
}

bool is_worth_sense(const desk::TownSnapshot& town, const model::InboundMessage& message) {
    if (message.text.empty() || message.kind != model::Kind::question ||
        kind_by_words(message.text))
        return false;
    return !warning_of(text::normalise(message.text), town.router().route(message));
}

}  // namespace huiying::conversation
