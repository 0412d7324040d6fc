// What the town asks of the body that passed a matter on, and what it hears.
#include "board/desk/letters.hpp"
#include "board/desk/renewal.hpp"
#include "board/desk/reply_text.hpp"
#include "board/desk/ticket_move.hpp"
#include "board/desk/upstream_words.hpp"
#include "board/desk/upstreams.hpp"
#include "board/model/passed_on.hpp"
#include "board/store/course_repository.hpp"
#include "board/store/database.hpp"
#include "board/store/outbox_repository.hpp"
#include "board/store/people_repository.hpp"
#include "board/store/ticket_repository.hpp"
#include "board/store/upstream_repository.hpp"

#include <algorithm>
#include <array>

namespace huiying::desk {
namespace {

using store::UpstreamRepository;
using workflow::Move;
using workflow::UpstreamRequest;

constexpr std::chrono::hours kFurthest{400 * 24};

struct SaidRow {
    UpstreamSaid said;
    std::string_view word;
    Move move;
    std::string_view sentence;
    std::string_view answer;  ///< to the open question; "" where it is none
};

constexpr std::array kSaid{
    SaidRow{
        UpstreamSaid::take_back_granted,
        "take_back_granted",
        Move::give_back,
        "同意退回",
        "granted"},
    SaidRow{
        UpstreamSaid::take_back_refused,
        "take_back_refused",
        Move::hear_upstream,
        "不同意退回",
        "refused"},
    SaidRow{
        UpstreamSaid::more_time_granted,
        "more_time_granted",
        Move::hear_upstream,
        "同意延期",
        "granted"},
    SaidRow{
        UpstreamSaid::more_time_refused,
        "more_time_refused",
        Move::hear_upstream,
        "不同意延期",
        "refused"},
    SaidRow{UpstreamSaid::reminder, "reminder", Move::remind, "催办", ""},
};

const SaidRow& row_of_said(UpstreamSaid said) {
    return kSaid.at(static_cast<std::size_t>(said));
}

std::string title_of(const MoveContext& context) {
    return upstream_title(context.town, context.record.ticket);
}

void note_audit(MoveContext& context, std::string_view what, const std::string& detail) {
    store::PeopleRepository(context.connection)
        .add_audit(
            context.now, context.login, std::string(what), context.record.ticket.number, detail
        );
}

/// Whether the body of this matter lets itself be asked that.
bool may_be_asked(const MoveContext& context, UpstreamRequest what) {
    const auto& ticket = context.record.ticket;
    const auto* body = body_of(context.town, ticket);
    return body && body->setting(std::string(workflow::to_word(what))) != "no";
}

void write_question(MoveContext& context, const UpstreamAsk& asked, UpstreamRequest what) {
    if (!may_be_asked(context, what))
        throw MoveRefused(model::Errc::move_not_allowed);
    auto& ticket = context.record.ticket;
    store::UpstreamQuestion question;
    question.what = asked.what;
    question.workdays = what == UpstreamRequest::more_time ? asked.workdays : 0;
    question.reason = asked.reason;
    question.basis = asked.basis;
    question.asked_by = context.login;
    question.asked_at = context.now;
    UpstreamRepository(context.connection).ask(ticket.id, question);
    const bool is_return = what == UpstreamRequest::take_back;
    const auto sentence =
        is_return ? "请" + title_of(context) + "收回：" + asked.reason + "。依据：" + asked.basis
                  : "向" + title_of(context) + "申请延期" + std::to_string(asked.workdays) +
                        "个工作日：" + asked.reason;
    store::OutboxRepository outbox(context.connection);
    tell_upstream(
        outbox,
        context.town,
        ticket,
        {.event = is_return ? upstream_event::kTakeBack : upstream_event::kMoreTime,
         .key = "ask_" + std::to_string(ticket.version),
         .text = is_return ? asked.reason + "\n依据：" + asked.basis : asked.reason,
         .workdays = question.workdays,
         .at = context.now}
    );
    context.history(sentence);
    note_audit(context, "ask_upstream", asked.what);
}

/// The open question, if the answer is to it; else the answer comes to nothing that was asked.
void settle_question(MoveContext& context, const SaidRow& said, const UpstreamAnswer& answer) {
    UpstreamRepository repository(context.connection);
    const auto open = repository.open_question(context.record.ticket.id);
    const bool is_of_question = open && said.word.starts_with(open->what);
    // More time may be given without being asked for.
    if (!is_of_question && said.said != UpstreamSaid::more_time_granted)
        throw MoveRefused(model::Errc::move_not_allowed);
    if (!is_of_question)
        return;
    store::UpstreamQuestion settled;
    settled.answer = said.answer;
    settled.answered_by = context.login;
    settled.answered_at = context.now;
    settled.opinion = answer.text;
    settled.due = answer.due;
    repository.answer(context.record.ticket.id, settled);
}

/// Later than now, never earlier than before, within what any clock looks ahead.
bool is_more_time(const MoveContext& context, model::Instant due) {
    const auto& before = context.record.ticket.upstream_due;
    return due > context.now && due <= context.now + kFurthest && (!before || due >= *before);
}

/// The date that holds with the body's new one: never beyond what the town itself promises.
void take_new_date(MoveContext& context, model::Instant due) {
    auto& ticket = context.record.ticket;
    ticket.upstream_due = due;
    store::DueRepository dues(context.connection);
    auto dates = dues.find(ticket.id);
    if (!dates || ticket.state == model::TicketState::paused)
        return;
    dates->ticket.upstream_due = due;
    const auto renewed = renew(context.town, *dates, dues.carried_by(ticket.id), context.now);
    ticket.due.final_due = model::bounded_due(ticket, renewed.due.final_due);
    if (renewed.own_final_due)
        context.course.own_final_due = model::bounded_due(ticket, renewed.own_final_due);
}

std::string sentence_of(MoveContext& context, const SaidRow& said, const UpstreamAnswer& answer) {
    auto sentence = title_of(context) + std::string(said.sentence);
    if (said.said == UpstreamSaid::more_time_granted) {
        sentence += "，要求" + until_words(answer.due, context.now) + "答复";
        const auto& due = context.record.ticket.due.final_due;
        if (due && *due < *answer.due)
            sentence += "；本镇承诺的日期在前，仍为" + until_words(due, context.now);
    }
    return answer.text.empty() ? sentence : sentence + "：" + answer.text;
}

void carry_out(MoveContext& context, const UpstreamAnswer& answer) {
    const auto& said = row_of_said(answer.said);
    if (!model::is_passed_on(context.record.ticket))
        throw MoveRefused(model::Errc::move_not_allowed);
    if (!said.answer.empty())
        settle_question(context, said, answer);
    if (answer.said == UpstreamSaid::more_time_granted) {
        if (!is_more_time(context, *answer.due))
            throw MoveRefused(model::Errc::bad_request);
        take_new_date(context, *answer.due);
    }
    if (answer.said == UpstreamSaid::take_back_granted) {
        context.record.submitted_by.reset();
        store::OutboxRepository outbox(context.connection);
        tell_upstream(
            outbox,
            context.town,
            context.record.ticket,
            {.event = upstream_event::kGivenBack,
             .key = "given_back_" + std::to_string(context.record.ticket.version),
             .text = "已退回，本镇不再办理。",
             .at = context.now}
        );
    }
    context.history(sentence_of(context, said, answer));
    note_audit(context, "hear_upstream", std::string(said.word));
}

/// "" where the ticket is not carried by another.
std::string number_of_survivor(store::Connection& connection, const model::Ticket& ticket) {
    if (ticket.state != model::TicketState::merged)
        return {};
    const auto survivor = store::CourseRepository(connection).find(ticket.id).survivor;
    const auto record =
        survivor ? store::TicketRepository(connection).find(*survivor) : std::nullopt;
    return record ? record->ticket.number : std::string();
}

/// A matter that another ticket carries is pressed for where it is worked on.
void pass_reminder_on(
    MoveContext& context, const model::Ticket& carried, const UpstreamAnswer& answer
) {
    const auto sentence =
        upstream_title(context.town, carried) + "催办并入的来信 " + carried.number;
    context.history(answer.text.empty() ? sentence : sentence + "：" + answer.text);
    note_audit(context, "hear_upstream", "reminder");
}

model::Result<void> check(const UpstreamAnswer& answer) {
    if (is_too_long(answer.text))
        return model::Errc::text_too_long;
    if (answer.said == UpstreamSaid::more_time_granted && !answer.due)
        return model::Errc::bad_request;
    return {};
}

}  // namespace

std::string_view to_word(UpstreamSaid said) {
    return row_of_said(said).word;
}

std::optional<UpstreamSaid> parse_upstream_said(std::string_view word) {
    for (const auto& row : kSaid)
        if (row.word == word)
            return row.said;
    return std::nullopt;
}

model::Result<Moved> Upstreams::ask(
    const model::Staff& staff, const TicketRef& ref, const UpstreamAsk& asked
) {
    if (is_too_long(asked.reason) || is_too_long(asked.basis))
        return model::Errc::text_too_long;
    const auto what = workflow::parse_upstream_request(asked.what);
    return move_ticket(
        uses_,
        by_staff(
            staff,
            ref,
            Move::ask_upstream,
            workflow::UpstreamAsked{what, asked.workdays, asked.reason, asked.basis}
        ),
        [&](MoveContext& context) { write_question(context, asked, *what); }
    );
}

model::Result<Moved> Upstreams::answer(
    const model::Staff& staff, const TicketRef& ref, const UpstreamAnswer& answer
) {
    if (const auto checked = check(answer); checked.has_error())
        return checked.error();
    return move_ticket(
        uses_,
        by_staff(staff, ref, row_of_said(answer.said).move, workflow::Words{.text = answer.text}),
        [&](MoveContext& context) { carry_out(context, answer); }
    );
}

model::Result<void> Upstreams::hear(const UpstreamCall& call) {
    if (const auto checked = check(call.answer); checked.has_error())
        return checked.error();

    struct Found {
        std::string number;
        std::optional<model::Ticket> carried;  ///< the matter, where `number` is what carries it
        bool is_heard = false;
    };

    const auto key = call.account + "|" + call.key;
    const auto look = [&] {
        return uses_.database.read([&](store::Connection& connection) {
            UpstreamRepository repository(connection);
            const auto record = repository.find(call.account, call.upstream_number);
            Found found{
                record ? record->ticket.number : "", std::nullopt, repository.has_word(key)};
            if (!record || call.answer.said != UpstreamSaid::reminder)
                return found;
            if (auto number = number_of_survivor(connection, record->ticket); !number.empty()) {
                found.number = std::move(number);
                found.carried = record->ticket;
            }
            return found;
        });
    };
    const auto found = look();
    if (found.is_heard)
        return {};
    if (found.number.empty())
        return model::Errc::not_found;
    auto move = by_system(found.number, row_of_said(call.answer.said).move);
    move.details = workflow::Words{.text = call.answer.text};
    const auto moved = move_ticket(uses_, move, [&](MoveContext& context) {
        if (!UpstreamRepository(context.connection)
                 .note_word(key, context.record.ticket.id, context.now))
            throw MoveRefused(model::Errc::already_asked);
        if (found.carried)
            return pass_reminder_on(context, *found.carried, call.answer);
        carry_out(context, call.answer);
    });
    if (moved.has_value() || look().is_heard)
        return {};
    return moved.error();
}

}  // namespace huiying::desk
