#include "board/desk/ticket_move.hpp"

#include "board/desk/carried_tickets.hpp"
#include "board/desk/clock_times.hpp"
#include "board/desk/corrections.hpp"
#include "board/desk/kept_draft.hpp"
#include "board/desk/move_notices.hpp"
#include "board/desk/parts.hpp"
#include "board/desk/paused_clock.hpp"
#include "board/desk/talk_owner.hpp"
#include "board/desk/ticket_access.hpp"
#include "board/model/passed_on.hpp"
#include "board/store/alarm_repository.hpp"
#include "board/store/audit_repository.hpp"
#include "board/store/database.hpp"
#include "board/store/due_repository.hpp"
#include "board/store/people_repository.hpp"
#include "board/store/termination_repository.hpp"
#include "board/store/upstream_repository.hpp"

#include <algorithm>
#include <array>

namespace huiying::desk {
namespace {

using store::TicketRecord;

struct FieldWords {
    workflow::Move move;
    std::string_view field;
    std::string_view words;
};

/// What stands beside a field whose value is refused as such; other errors say it themselves.
constexpr std::array kFieldWords{
    FieldWords{
        workflow::Move::assign,
        "unit",
        "不能交给这个单位：涉及单位或工作人员的来信只能由牵头的办公室办理"},
    FieldWords{
        workflow::Move::assign,
        "assists",
        "协办单位不能是主办单位，也不能重复；涉及单位或工作人员的来信不能请别的单位协办"},
    FieldWords{
        workflow::Move::ask_assist,
        "unit",
        "不能请这个单位协办：它是主办单位，或者来信涉及单位或工作人员"},
    FieldWords{workflow::Move::drop_assist, "unit", "这个单位没有在协办这件来信"},
    FieldWords{
        workflow::Move::rule_on_return,
        "unit",
        "不能派给这个单位：它是现在的承办单位，或者已经退过这件来信"},
};

std::string_view words_of(workflow::Move move, const workflow::Refusal& refusal) {
    if (refusal.errc != model::Errc::bad_request)
        return {};
    const auto* found = std::find_if(kFieldWords.begin(), kFieldWords.end(), [&](const auto& row) {
        return row.move == move && row.field == refusal.field;
    });
    return found == kFieldWords.end() ? std::string_view("这一项填得不对，请核对") : found->words;
}

/// What the move brings, or MoveRefused.
workflow::Outcome decided(
    const workflow::TicketFacts& facts, const MoveCall& call, model::Instant now
) {
    auto decision = workflow::decide(
        facts, {.move = call.move, .actor = call.actor, .details = call.details, .now = now}
    );
    if (const auto* refusal = std::get_if<workflow::Refusal>(&decision))
        throw MoveRefused(
            model::in_field(refusal->errc, refusal->field, words_of(call.move, *refusal))
        );
    return std::get<workflow::Outcome>(std::move(decision));
}

/// Whoever asked to end what is over now needs no decision any more.
void lapse_request(MoveContext& context) {
    auto& asked_by = context.course.termination_asked_by;
    if (!asked_by || model::is_open(context.record.ticket.state))
        return;
    asked_by.reset();
    store::TerminationRow row;
    row.decision = store::TerminationDecision::lapsed;
    row.decided_by = context.login;
    row.decided_at = context.now;
    store::TerminationRepository(context.connection).decide(context.record.ticket.id, row);
}

/// The same of what was asked of the body that passed it on.
void lapse_question(MoveContext& context) {
    const auto& ticket = context.record.ticket;
    if (!model::is_passed_on(ticket) || model::is_open(ticket.state))
        return;
    store::UpstreamQuestion lapsed;
    lapsed.answer = "lapsed";
    lapsed.answered_by = context.login;
    lapsed.answered_at = context.now;
    store::UpstreamRepository(context.connection).answer(ticket.id, lapsed);
}

/// Looked at anew; what lies behind a new date is not counted any more.
void look_again(MoveContext& context) {
    const auto& ticket = context.record.ticket;
    store::AlarmRepository alarms(context.connection);
    alarms.look_again(ticket.id, context.now);
    const auto& due = ticket.due.final_due;
    if (context.due_before && due && *context.due_before != *due)
        alarms.restart(ticket.id, context.now);
}

/// A person's move leaves its row in the audit; some leave one with more in it.
void audit_move(MoveContext& context, workflow::Move move, std::int64_t last_before) {
    // A draft saves itself every few seconds, and has its versions.
    if (move == workflow::Move::save_draft ||
        store::AuditRepository(context.connection).last_id() != last_before)
        return;
    store::PeopleRepository(context.connection)
        .add_audit(
            context.now,
            context.login,
            std::string(workflow::to_word(move)),
            context.record.ticket.number,
            ""
        );
}

/// What is said about a ticket leaves the text of its reply as it was: nobody's draft is outdated.
bool is_word_only(workflow::Move move) {
    using workflow::Move;
    return move == Move::note || move == Move::remind || move == Move::supervise ||
           move == Move::escalate || move == Move::give_opinion;
}

}  // namespace

MadeMove move_within(
    store::Connection& connection,
    const TownSnapshot& town,
    const MoveCall& call,
    model::Instant now,
    const std::function<void(MoveContext&)>& change
) {
    store::TicketRepository tickets(connection);
    auto record = tickets.find(call.number);
    if (!record)
        throw MoveRefused(model::Errc::not_found);
    store::CourseRepository courses(connection);
    const auto before = courses.find(record->ticket.id);
    auto course = before;
    const auto facts = full_facts(connection, *record, course, town, now);
    const auto outcome = decided(facts, call, now);
    if (call.version && record->ticket.version != *call.version)
        throw MoveRefused(model::Errc::version_conflict);
    const auto due_before = record->ticket.due.final_due;
    const auto state_before = record->ticket.state;
    const auto unit_before = record->ticket.unit;
    record->ticket.state = outcome.state;
    const auto round_before = record->ticket.round;
    apply_clocks({record->ticket, course}, town, outcome.effects, now);
    if (record->ticket.round != round_before)
        store::DueRepository(connection)
            .begin_round(record->ticket.id, {now, round_workdays(outcome.effects)});
    if (state_before == model::TicketState::paused && outcome.state != state_before)
        end_pause({connection, *record, course, town}, call.login, now);
    std::vector<TicketEvent> also;
    MoveContext context{
        connection,
        tickets,
        *record,
        course,
        town,
        call.login,
        now,
        outcome,
        due_before,
        state_before,
        also};
    const auto audited = store::AuditRepository(connection).last_id();
    change(context);
    if (call.actor.kind == workflow::Actor::Kind::staff) {
        note_correction(context, unit_before);
        audit_move(context, call.move, audited);
    }
    note_talk_owner(context, call.move);
    lapse_request(context);
    lapse_question(context);
    end_parts(context);
    release_carried(context);
    if (course != before)
        courses.put(record->ticket.id, course);
    tell_colleagues(context, call.move, facts);
    look_again(context);
    if (!is_word_only(call.move)) {
        tickets.update(*record);
        ++record->ticket.version;
    }
    if (call.move != workflow::Move::save_draft)
        also.insert(
            also.begin(), event_of(connection, std::string(workflow::to_word(call.move)), *record)
        );
    return {*record, std::move(also), unit_before};
}

TicketEvent event_of(
    store::Connection& connection, const std::string& event, const TicketRecord& record
) {
    auto told = first_event_of(event, record);
    told.assisting_units = assisting_units(connection, record.ticket.id);
    return told;
}

TicketEvent first_event_of(const std::string& event, const TicketRecord& record) {
    const auto& ticket = record.ticket;
    return {
        ticket.number,
        event,
        ticket.unit,
        ticket.state,
        ticket.restricted,
        record.accused_units,
        {}};
}

MoveCall by_staff(
    const model::Staff& staff, const TicketRef& ref, workflow::Move move, workflow::Details details
) {
    return {
        workflow::acting(staff), staff.login, ref.number, ref.version, move, std::move(details)};
}

MoveCall by_citizen(const std::string& number, workflow::Move move, workflow::Details details) {
    return {workflow::the_citizen(), "citizen", number, std::nullopt, move, std::move(details)};
}

MoveCall by_system(const std::string& number, workflow::Move move) {
    return {workflow::the_system(), "system", number, std::nullopt, move, {}};
}

model::Result<Moved> move_ticket(
    const DeskUses& uses, const MoveCall& call, const std::function<void(MoveContext&)>& change
) {
    const auto town = uses.town.snapshot();
    MadeMove moved;
    try {
        moved = uses.database.write([&](store::Connection& connection) {
            const auto now = uses.clock.now();
            auto made = move_within(connection, *town, call, now, [&](MoveContext& context) {
                context.renderer = uses.renderer;
                change(context);
            });
            if (uses.renderer && made.record.ticket.unit != made.unit_before)
                renew_draft(connection, made.record, *town, *uses.renderer, now);
            return made;
        });
    } catch (const MoveRefused& refused) {
        return refused.code();
    }
    for (const auto& event : moved.events)
        uses.announce(event);
    const auto& ticket = moved.record.ticket;
    return Moved{ticket.number, ticket.state, ticket.version};
}

}  // namespace huiying::desk
