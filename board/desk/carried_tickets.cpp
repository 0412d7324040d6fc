#include "board/desk/carried_tickets.hpp"

#include "board/desk/letters.hpp"
#include "board/desk/paused_clock.hpp"
#include "board/store/alarm_repository.hpp"
#include "board/store/proceedings_repository.hpp"

#include <algorithm>

namespace huiying::desk {
namespace {

using model::Instant;
using model::TicketState;
using store::Course;
using store::CourseRepository;
using store::TicketRecord;

constexpr std::string_view kCarries = "carries";
constexpr std::string_view kCarriesNoMore = "carries_no_more";

/// The earlier of two dates, of which one that is not known yet is the later.
std::optional<Instant> earlier(
    const std::optional<Instant>& left, const std::optional<Instant>& right
) {
    if (!left || !right)
        return left ? left : right;
    return std::min(*left, *right);
}

/// The earlier answer; the earlier response only where both still owe one: a citizen who was told
/// is owed none, and who tells the other one later is not late for it.
void take_over(TicketRecord& survivor, Course& course, const model::Ticket& carried) {
    auto& own = survivor.ticket.due;
    if (!course.own_response_due) {
        course.own_response_due = own.response_due;
        course.own_final_due = own.final_due;
    }
    if (!survivor.ticket.responded_at && !carried.responded_at)
        own.response_due = std::min(own.response_due, carried.due.response_due);
    own.final_due = earlier(own.final_due, carried.due.final_due);
}

/// Own due times, and the earliest of those that are still carried. A later round has a date of its
/// own, which stays.
void give_back(MoveContext& context, TicketRecord& survivor, Course& course) {
    if (!course.own_response_due || survivor.ticket.round > 1)
        return;
    auto& due = survivor.ticket.due;
    due.response_due = *course.own_response_due;
    due.final_due = course.own_final_due;
    course.own_response_due.reset();
    course.own_final_due.reset();
    for (const auto id : CourseRepository(context.connection).merged_into(survivor.ticket.id))
        if (const auto other = context.tickets.find(id))
            take_over(survivor, course, other->ticket);
}

void note(MoveContext& context, TicketRecord& record, std::string_view event, std::string detail) {
    context.tickets.add_history(
        record.ticket.id, {context.now, context.login, std::string(event), std::move(detail)}
    );
    context.tickets.update(record);
    // Its dates or its state may be others now.
    store::AlarmRepository(context.connection).look_again(record.ticket.id, context.now);
    context.also(std::string(event), record);
}

/// Undoes the link of one ticket; what it was before it is again.
void unlink(const Releasing& by, TicketRecord& record, Course& course) {
    record.ticket.state = course.before.value_or(TicketState::to_dispatch);
    // What it was answered with was another's answer: its own is owed again.
    record.ticket.replied_at.reset();
    course.before.reset();
    course.survivor.reset();
    store::ProceedingsRepository(by.connection).undo_merging(record.ticket.id, by.login, by.now);
}

}  // namespace

std::vector<TicketRecord> release_all_carried(
    const Releasing& by, model::TicketId survivor, const std::string& why
) {
    store::TicketRepository tickets(by.connection);
    CourseRepository courses(by.connection);
    std::vector<TicketRecord> released;
    for (const auto id : courses.merged_into(survivor)) {
        auto record = tickets.find(id);
        if (!record)
            continue;
        auto course = courses.find(id);
        unlink(by, *record, course);
        courses.put(id, course);
        tickets.add_history(id, {by.now, by.login, "unmerged", why});
        tickets.update(*record);
        store::AlarmRepository(by.connection).look_again(id, by.now);
        released.push_back(std::move(*record));
    }
    return released;
}

void carry(MoveContext& context, TicketRecord& survivor) {
    CourseRepository courses(context.connection);
    const auto& ticket = context.record.ticket;
    context.course.before = context.state_before;
    context.course.survivor = survivor.ticket.id;
    auto course = courses.find(survivor.ticket.id);
    take_over(survivor, course, ticket);
    store::ProceedingsRepository(context.connection)
        .add_merging(ticket.id, survivor.ticket.id, context.login, context.now);
    count_anew({context.connection, survivor, course, context.town});
    courses.put(survivor.ticket.id, course);
    note(context, survivor, kCarries, "并入来信 " + ticket.number);
}

void let_go(MoveContext& context) {
    const auto survivor_id = context.course.survivor;
    unlink({context.connection, context.login, context.now}, context.record, context.course);
    auto survivor = survivor_id ? context.tickets.find(*survivor_id) : std::nullopt;
    if (!survivor)
        return;
    CourseRepository courses(context.connection);
    // Written first, so that the survivor does not count this one any more.
    courses.put(context.record.ticket.id, context.course);
    auto course = courses.find(*survivor_id);
    give_back(context, *survivor, course);
    count_anew({context.connection, *survivor, course, context.town});
    courses.put(*survivor_id, course);
    note(context, *survivor, kCarriesNoMore, "来信 " + context.record.ticket.number + " 已分出");
}

void answer_carried(MoveContext& context, const std::string& text) {
    for (const auto id :
         CourseRepository(context.connection).merged_into(context.record.ticket.id)) {
        auto record = context.tickets.find(id);
        if (!record)
            continue;
        add_letter(
            context,
            *record,
            "您的来信与同一事项的来信合并办理，答复如下：\n" + text,
            context.record.ticket.unit
        );
        record->ticket.replied_at = context.now;
        note(context, *record, "replied", "随 " + context.record.ticket.number + " 答复");
    }
}

void release_carried(MoveContext& context) {
    if (model::phase_of(context.record.ticket.state) != model::TicketPhase::ended)
        return;
    const auto released = release_all_carried(
        {context.connection, context.login, context.now},
        context.record.ticket.id,
        "所并入的来信未经答复即结束，恢复单独办理"
    );
    for (const auto& record : released)
        context.also("unmerged", record);
}

}  // namespace huiying::desk
