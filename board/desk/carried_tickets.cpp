#include "board/desk/carried_tickets.hpp"

#include "board/desk/clock_times.hpp"
#include "board/desk/letters.hpp"
#include "board/desk/paused_clock.hpp"
#include "board/desk/recount_words.hpp"
#include "board/desk/stage_words.hpp"
#include "board/store/alarm_repository.hpp"
#include "board/store/due_repository.hpp"
#include "board/store/proceedings_repository.hpp"
#include "board/store/reply_file_repository.hpp"

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
constexpr std::string_view kPaused = "survivor_paused";
constexpr std::string_view kResumed = "survivor_resumed";

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
void give_back(store::Connection& connection, TicketRecord& survivor, Course& course) {
    if (!course.own_response_due || survivor.ticket.round > 1)
        return;
    auto& due = survivor.ticket.due;
    due.response_due = *course.own_response_due;
    due.final_due = course.own_final_due;
    course.own_response_due.reset();
    course.own_final_due.reset();
    store::TicketRepository tickets(connection);
    for (const auto id : CourseRepository(connection).merged_into(survivor.ticket.id))
        if (const auto other = tickets.find(id))
            take_over(survivor, course, other->ticket);
}

/// "，答复日期由11月23日（周一）24:00前改为…"; "" where it is the same.
std::string change_words(
    std::string_view subject,
    const std::optional<Instant>& before,
    const std::optional<Instant>& after,
    Instant now
) {
    if (before == after || !before || !after)
        return {};
    return "，" + std::string(subject) + "日期由" + until_words(*before, now) + "改为" +
           until_words(*after, now);
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
    course.before.reset();
    course.survivor.reset();
    store::ProceedingsRepository(by.connection).undo_merging(record.ticket.id, by.login, by.now);
    if (begin_own_round(by, record, course))
        tell_citizen(
            Teller{by.connection, by.town, by.now},
            record.ticket,
            "unmerged",
            stage_words({record.ticket, by.town, by.now}, draft::ReplyStage::unmerged)
        );
}

/// A line of the history and a word, for each citizen whose ticket is carried.
std::vector<TicketRecord> tell_each_carried(
    const Teller& teller,
    const model::HistoryEntry& entry,
    model::TicketId survivor,
    const std::string& word
) {
    store::TicketRepository tickets(teller.connection);
    std::vector<TicketRecord> told;
    for (const auto id : CourseRepository(teller.connection).merged_into(survivor)) {
        auto record = tickets.find(id);
        if (!record)
            continue;
        tell_citizen(teller, record->ticket, entry.event, word);
        tickets.add_history(id, entry);
        tickets.update(*record);
        told.push_back(std::move(*record));
    }
    return told;
}

}  // namespace

bool begin_own_round(const Releasing& by, TicketRecord& record, Course& course) {
    if (!record.ticket.replied_at)
        return false;
    const std::vector<workflow::Effect> effects{workflow::ClockChange{
        workflow::Clock::final_reply, workflow::ClockAction::start, workflow::Origin::person}};
    apply_clocks({record.ticket, course}, by.town, effects, by.now);
    store::DueRepository(by.connection).begin_round(record.ticket.id, {by.now, 0});
    return true;
}

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
        const auto due_before = record->ticket.due.final_due;
        unlink(by, *record, course);
        courses.put(id, course);
        tickets.add_history(id, {by.now, by.login, "unmerged", why});
        tickets.update(*record);
        store::AlarmRepository alarms(by.connection);
        alarms.look_again(id, by.now);
        if (record->ticket.due.final_due != due_before)
            alarms.restart(id, by.now);
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

std::optional<TicketRecord> give_dates_back(
    const Releasing& by, model::TicketId survivor, const std::string& number
) {
    store::TicketRepository tickets(by.connection);
    auto record = tickets.find(survivor);
    if (!record)
        return std::nullopt;
    CourseRepository courses(by.connection);
    auto course = courses.find(survivor);
    const auto before = record->ticket.due;
    // A reply was in time or late by the dates that held then.
    if (!record->ticket.replied_at) {
        give_back(by.connection, *record, course);
        count_anew({by.connection, *record, course, by.town});
    }
    auto& due = record->ticket.due;
    // What was told moves later, never earlier.
    due.response_due = std::max(due.response_due, before.response_due);
    if (due.final_due && before.final_due)
        due.final_due = std::max(*due.final_due, *before.final_due);
    courses.put(survivor, course);
    tickets.add_history(
        survivor,
        {by.now,
         by.login,
         std::string(kCarriesNoMore),
         "来信 " + number + " 已分出" +
             change_words("首次回应", before.response_due, due.response_due, by.now) +
             change_words("答复", before.final_due, due.final_due, by.now)}
    );
    tickets.update(*record);
    store::AlarmRepository alarms(by.connection);
    alarms.look_again(survivor, by.now);
    // Reminders that lie behind another date are not caught up.
    if (due.final_due != before.final_due)
        alarms.restart(survivor, by.now);
    return record;
}

void let_go(MoveContext& context) {
    const auto survivor = context.course.survivor;
    const Releasing by{context.connection, context.town, context.login, context.now};
    unlink(by, context.record, context.course);
    if (!survivor)
        return;
    // Written first, so that the survivor does not count this one any more.
    CourseRepository(context.connection).put(context.record.ticket.id, context.course);
    const auto record = give_dates_back(by, *survivor, context.record.ticket.number);
    if (record)
        context.also(std::string(kCarriesNoMore), *record);
}

void answer_carried(MoveContext& context, const std::string& text, std::string_view closing) {
    for (const auto id :
         CourseRepository(context.connection).merged_into(context.record.ticket.id)) {
        auto record = context.tickets.find(id);
        if (!record)
            continue;
        add_letter(
            context,
            *record,
            "您的来信与同一事项的来信合并办理，答复如下：\n" + text,
            context.record.ticket.unit,
            Sending::by_channel,
            closing
        );
        store::ReplyFileRepository(context.connection).send_along(context.record.ticket.id, id);
        record->ticket.replied_at = context.now;
        note(context, *record, "replied", "随 " + context.record.ticket.number + " 答复");
    }
}

void tell_carried_of_pause(MoveContext& context, const store::PauseRow& pause) {
    const auto& survivor = context.record.ticket;
    const std::string ground(model::chinese_name(pause.ground));
    std::string word = "与您的来信合并办理的事项自" + model::to_chinese(pause.from, pause.from) +
                       "起中止办理，期限暂停计算。原因：" + ground + "。";
    if (pause.ground != model::PauseGround::awaiting_citizen)
        word += pause.evidence;
    const model::HistoryEntry entry{
        context.now,
        context.login,
        std::string(kPaused),
        "所并入的来信 " + survivor.number + " 中止办理：" + ground};
    const Teller teller{context.connection, context.town, context.now};
    for (const auto& record : tell_each_carried(teller, entry, survivor.id, word))
        context.also(entry.event, record);
}

std::vector<TicketRecord> tell_carried_of_going_on(
    const Teller& teller, const std::string& login, const model::Ticket& survivor
) {
    return tell_each_carried(
        teller,
        {teller.now, login, std::string(kResumed), "所并入的来信 " + survivor.number + " 恢复办理"},
        survivor.id,
        "与您的来信合并办理的事项已恢复办理，" + until_words(survivor.due.final_due, teller.now) +
            "答复您。"
    );
}

void release_carried(MoveContext& context) {
    if (model::phase_of(context.record.ticket.state) != model::TicketPhase::ended)
        return;
    const auto released = release_all_carried(
        {context.connection, context.town, context.login, context.now},
        context.record.ticket.id,
        "所并入的来信未经答复即结束，恢复单独办理"
    );
    for (const auto& record : released)
        context.also("unmerged", record);
}

}  // namespace huiying::desk
