#include "bot/conversation/at_once.hpp"

#include "board/desk/receipts.hpp"
#include "board/desk/stated_mobile.hpp"
#include "board/desk/town.hpp"
#include "bot/channel/wechat_notice.hpp"
#include "bot/conversation/said.hpp"
#include "bot/conversation/turn_kind.hpp"
#include "bot/conversation/turn_look.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <utility>

namespace huiying::conversation {
namespace {

using desk::TalkTicketIs;

model::Turn turn_of(Keep keep) {
    switch (keep) {
        case Keep::line:
            return model::Turn::small_talk;
        case Keep::new_closed:
        case Keep::close:
            return model::Turn::answered;
        case Keep::reopen:
            return model::Turn::reopening;
        case Keep::rate:
            return model::Turn::rating;
        default:
            return model::Turn::matter;
    }
}

bool is_new(Keep keep) {
    return keep == Keep::new_ticket || keep == Keep::new_closed;
}

/// The ticket that the talk is about.
const std::string& number_in(const TalkNow& talk) {
    return talk.standing.number.empty() ? talk.memory.number : talk.standing.number;
}

/// Remembers the talk as the turn leaves it.
void remember(
    TalkMemory& memory,
    const Step& step,
    const AtOnce& answer,
    const Look& look,
    const std::string& delivery_key
) {
    using Ticket = TalkMemory::Ticket;
    memory.offered.clear();
    switch (step.keep) {
        case Keep::line:
            break;
        case Keep::new_ticket:
        case Keep::reopen:
        case Keep::add:
            memory.ticket = Ticket::open;
            break;
        case Keep::new_closed:
        case Keep::close:
            memory.ticket = Ticket::answered;
            break;
        case Keep::rate:
            memory.ticket = Ticket::none;
            break;
    }
    if (step.keep == Keep::line)
        return;
    if (is_new(step.keep))
        memory.unit = look.decision.unit;
    memory.number = answer.number;
    memory.ticket_key = delivery_key;
}

/// What the words need besides the receipt, and what of it is remembered.
void choose_words(Words& words, const Step& step, const Look& look, Turned& turned) {
    if (look.sure && (step.say == Say::sure_answer || step.say == Say::chosen)) {
        words.answer = look.sure->text;
        turned.answer.passive_faq = look.sure->faq;
    }
    words.ticket = step.keep == Keep::add ? Words::Ticket::waits : Words::Ticket::closed;
    if (turned.answer.turn_detail == "dissatisfied")
        words.grade = Words::Grade::bad;
    if (step.say == Say::offer) {
        for (const auto& choice : look.choices)
            turned.memory.offered.push_back(choice.faq);
        words.choices = look.choices;
    }
    // What is added does not move a ticket: there it would change nothing.
    if (step.say == Say::receipt && look.place == Look::Place::wanted) {
        words.place = Words::Place::wanted;
    }
}

/// How the writer hears of the reply when WeChat lets nobody write any more, two days later.
void choose_later_way(
    Words& words, const desk::TownSnapshot& town, const model::InboundMessage& message
) {
    const auto* const account = town.account(message.channel, message.account);
    const bool ends = message.channel == "wechat_oa" || message.channel == "wecom_kf";
    if (account == nullptr || !ends)
        return;
    words.opt_in_url = channel::notice_opt_in_url(*account, words.receipt.number);
    const auto& accounts = town.accounts();
    const bool has_sms = std::any_of(accounts.begin(), accounts.end(), [](const auto& candidate) {
        return candidate.channel == "sms" && candidate.active;
    });
    if (has_sms && desk::mobile_stated_in(message.text).empty())
        words.phone = Words::Phone::asked;
}

TalkTicketIs remembered(TalkMemory::Ticket ticket) {
    return ticket == TalkMemory::Ticket::answered ? TalkTicketIs::system_answered
                                                  : TalkTicketIs::open;
}

/// Whether the memory knows better: the record has not taken the ticket, or its last turn, yet.
bool leads_record(const TalkNow& talk, model::Instant now) {
    const auto& memory = talk.memory;
    if (memory.number.empty() || memory.ticket == TalkMemory::Ticket::none ||
        now - memory.last_at > kTalkLength)
        return false;
    return memory.number != talk.standing.number || !is_recorded(talk);
}

}  // namespace

bool is_recorded(const TalkNow& talk) {
    // What an older version remembered names no turn.
    return talk.memory.ticket_key.empty() || talk.memory.ticket_key == talk.standing.recorded_key;
}

Stage stage_of(const TalkNow& talk, model::Instant now) {
    const auto& memory = talk.memory;
    const auto& standing = talk.standing;
    const bool offers = !memory.offered.empty() && now - memory.last_at <= kOfferLength;
    const bool is_another = memory.number != standing.number;
    const bool leads = leads_record(talk, now);
    switch (leads ? remembered(memory.ticket) : standing.ticket) {
        case TalkTicketIs::none:
            return Stage::fresh;
        case TalkTicketIs::open:
            if (standing.owner == desk::TalkOwner::person && !(leads && is_another))
                return Stage::with_person;
            return offers && (leads || !is_another) ? Stage::offered : Stage::open;
        case TalkTicketIs::system_answered:
            return Stage::answered;
        case TalkTicketIs::to_rate:
            return Stage::to_rate;
        case TalkTicketIs::over:
            return Stage::over;
    }
    return Stage::fresh;
}

FirstAnswers::FirstAnswers(const desk::Town& town, const templates::Renderer& renderer)
    : town_(town), renderer_(renderer) {}

AtOnce FirstAnswers::receipt(model::InboundMessage& message) const {
    auto [number, code] = desk::make_numbers(town_, message);
    return {.number = std::move(number), .code = std::move(code), .continues = message.continues};
}

/// Whether the talk's ticket is this delivery's own: it comes again, its answer was never kept, and
/// others of the talk were quicker. It must hear number and code; the talk stays as they left it.
bool FirstAnswers::has_opened(const model::InboundMessage& message, const TalkNow& talk) const {
    const auto& number = number_in(talk);
    auto alone = message;
    return !number.empty() && desk::make_numbers(town_, alone).number == number;
}

Turned FirstAnswers::take_turn(
    const model::InboundMessage& message, const TalkNow& talk, model::Instant now, Hearers hearers
) const {
    if (talk.memory.last_key == message.delivery_key)
        if (auto before = unpack(talk.memory.last_answer))
            return {std::move(*before), talk.memory};
    if (has_opened(message, talk)) {
        auto turned = take_turn(message, {.sense = talk.sense}, now, hearers);
        turned.memory = talk.memory;
        return turned;
    }
    const auto town = town_.snapshot();
    const auto stage = stage_of(talk, now);
    const auto look =
        look_at({*town, renderer_, message, talk.memory, stage, now, talk.sense.get()});
    auto step = step_for(stage, look.kind);
    if (step.say == Say::chosen && !look.sure)  // a number that was not offered
        step = {Say::added, Keep::add};

    Turned turned{.memory = talk.memory};
    auto receipt = number(turned.answer, step.keep, message, talk);
    if (hearers == Hearers::group)
        receipt.code.clear();
    if (step.keep == Keep::rate)
        turned.answer.turn_detail = grade_of(message.text);
    remember(turned.memory, step, turned.answer, look, message.delivery_key);
    Words words{.town = *town, .renderer = renderer_, .now = now, .receipt = std::move(receipt)};
    choose_words(words, step, look, turned);
    choose_later_way(words, *town, message);
    turned.answer.passive_text = words_of(step.say, words);
    turned.memory.last_at = now;
    turned.memory.last_key = message.delivery_key;
    turned.memory.last_answer = pack(turned.answer);
    return turned;
}

bool FirstAnswers::is_worth_sense(const model::InboundMessage& message) const {
    return conversation::is_worth_sense(*town_.snapshot(), message);
}

/// The ticket that the turn makes or belongs to; small talk names the talk's, and has none.
desk::Receipt FirstAnswers::number(
    AtOnce& answer, Keep keep, const model::InboundMessage& message, const TalkNow& talk
) const {
    answer.turn = turn_of(keep);
    auto numbered = message;
    if (keep != Keep::line && !is_new(keep)) {
        numbered.number = number_in(talk);
        numbered.continues = true;
    }
    auto receipt = desk::make_receipt(town_, numbered);
    if (keep == Keep::line) {
        receipt.number = number_in(talk);
        return receipt;
    }
    answer.number = receipt.number;
    answer.code = receipt.code;
    answer.continues = numbered.continues;
    return receipt;
}

std::string answer_name(const model::InboundMessage& message) {
    return "answer|" + message.delivery_key;
}

std::string pack(const AtOnce& answer) {
    return nlohmann::json{
        answer.number,
        answer.code,
        answer.passive_text,
        answer.passive_faq,
        answer.continues,
        model::to_word(answer.turn),
        answer.turn_detail}
        .dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

std::optional<AtOnce> unpack(std::string_view packed) {
    try {
        const auto json = nlohmann::json::parse(packed);
        const auto turn = model::parse_turn(json.at(5).get<std::string>());
        if (!turn)
            return std::nullopt;
        return AtOnce{
            json.at(0).get<std::string>(),
            json.at(1).get<std::string>(),
            json.at(2).get<std::string>(),
            json.at(3).get<std::string>(),
            json.at(4).get<bool>(),
            *turn,
            json.at(6).get<std::string>()};
    } catch (const nlohmann::json::exception&) {
        return std::nullopt;
    }
}

void apply(const AtOnce& answer, model::InboundMessage& message) {
    message.number = answer.number;
    message.continues = answer.continues;
    message.passive_text = answer.passive_text;
    message.passive_faq = answer.passive_faq;
    message.turn = answer.turn;
    message.turn_detail = answer.turn_detail;
}

}  // namespace huiying::conversation
