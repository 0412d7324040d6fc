#include "board/desk/move_notices.hpp"

#include "board/desk/audience.hpp"
#include "board/desk/catalogue_notices.hpp"
#include "board/desk/document_notices.hpp"
#include "board/desk/ladder_rules.hpp"
#include "board/desk/ticket_access.hpp"
#include "board/desk/undelivered.hpp"
#include "board/store/alarm_repository.hpp"
#include "board/store/people_repository.hpp"
#include "board/workflow/ladder.hpp"

#include <algorithm>

namespace huiying::desk {
namespace {

using workflow::Assist;
using workflow::Audience;
using workflow::Audiences;
using workflow::Move;
using workflow::TicketFacts;

Audiences told_by(const workflow::Outcome& outcome) {
    Audiences told;
    for (const auto& effect : outcome.effects)
        if (const auto* notify = std::get_if<workflow::Notify>(&effect))
            told = told | Audiences{notify->audience};
    return told;
}

bool is_open_in(const TicketFacts& ticket, const std::string& unit) {
    return std::any_of(ticket.assists.begin(), ticket.assists.end(), [&](const Assist& assist) {
        return assist.unit == unit && assist.state != Assist::State::answered;
    });
}

/// The opinions that the move is about: asked for now, or dropped now.
std::vector<Assist> changed_parts(const TicketFacts& before, const TicketFacts& after) {
    std::vector<Assist> changed;
    for (const auto* facts : {&before, &after})
        for (const auto& assist : facts->assists)
            if (is_open_in(before, assist.unit) != is_open_in(after, assist.unit))
                changed.push_back(assist);
    return changed;
}

/// Who asked for what the move decides.
std::optional<model::StaffId> asker_of(Move move, const TicketFacts& before) {
    switch (move) {
        case Move::rule_on_return:
            return before.returns.asked_by;
        case Move::grant_extension:
        case Move::refuse_extension:
            return before.extension.asked_by;
        case Move::terminate:
        case Move::refuse_termination:
            return before.termination_asked_by;
        default:
            return std::nullopt;
    }
}

}  // namespace

std::string notice_title(const std::string& word) {
    if (const auto rung = workflow::parse_rung(word))
        return std::string(workflow::chinese_name(*rung));
    if (const auto move = workflow::parse_move(word))
        return std::string(workflow::chinese_name(*move));
    if (word == kMentioned)
        return "批注中提到您";
    if (word == kPartMoved)
        return "协办意见期限顺延";
    if (word == kNotDelivered)
        return "未送达，请电话联系来信人";
    if (word == "robot_failed")
        return "群提醒未送达";
    if (const auto known = catalogue_notice_title(word); !known.empty())
        return std::string(known);
    if (word == kDocumentOutOfStep)
        return "政策文件与解读没有同步公开";
    if (word == kEntriesInDoubt)
        return "依据变了，常见问题待核对";
    return word == "digest" ? "今日汇总" : word;
}

void add_notices(
    MoveContext& context, const std::vector<model::Staff>& people, std::string_view word
) {
    const auto& ticket = context.record.ticket;
    const auto time = notice_time(context.town, context.now);
    store::AlarmRepository alarms(context.connection);
    for (const auto& person : people) {
        if (person.login == context.login)
            continue;
        alarms.add_notice(
            {.key = ticket.number + "|" + std::string(word) + "|" +
                    std::to_string(model::to_unix_ms(context.now)) + "|" + context.login,
             .staff = person.id,
             .ticket = ticket.id,
             .rung = std::string(word),
             .send_at = time.send_at,
             .window = time.window}
        );
    }
}

void tell_colleagues(MoveContext& context, Move move, const TicketFacts& before) {
    const auto told = told_by(context.outcome);
    if (told.empty())
        return;
    const auto staff = store::PeopleRepository(context.connection).staff();
    auto facts =
        full_facts(context.connection, context.record, context.course, context.town, context.now);
    if (told.contains(Audience::assistants))
        facts.assists = changed_parts(before, facts);
    std::vector<model::Staff> people;
    const auto others = told - Audiences{Audience::asker};
    if (!others.empty())
        people = people_of(others, facts, staff);
    if (told.contains(Audience::asker))
        for (const auto& person : staff)
            if (asker_of(move, before) == person.id && workflow::is_visible_to(person, before))
                people.push_back(person);
    add_notices(context, people, workflow::to_word(move));
}

}  // namespace huiying::desk
