#include "board/desk/tickets.hpp"

#include "board/desk/draft_copies.hpp"
#include "board/desk/faq_uses.hpp"
#include "board/desk/final_reply.hpp"
#include "board/desk/hidden_numbers.hpp"
#include "board/desk/kept_draft.hpp"
#include "board/desk/parts.hpp"
#include "board/desk/read_proceedings.hpp"
#include "board/desk/reply_text.hpp"
#include "board/desk/talk.hpp"
#include "board/desk/ticket_access.hpp"
#include "board/desk/ticket_move.hpp"
#include "board/desk/town.hpp"
#include "board/desk/use_cases.hpp"
#include "board/store/arrival_repository.hpp"
#include "board/store/commitment_repository.hpp"
#include "board/store/database.hpp"
#include "board/store/outbox_repository.hpp"
#include "board/store/reply_file_repository.hpp"
#include "text/masking.hpp"

#include <algorithm>
#include <array>

namespace huiying::desk {
namespace {

using store::Connection;
using store::TicketRecord;
using store::TicketRepository;
using workflow::Move;

/// Beyond this a count is shown as "999+".
constexpr int kCountBound = 1000;

constexpr std::array<std::string_view, 8> kQueues{
    "mine", "unit", "to_dispatch", "to_review", "overdue", "answered", "commitments", "all"};

TicketRow shown_row(Connection& connection, const TicketRecord& record, model::Instant now) {
    auto row = row_of(record, now);
    if (const auto open = store::CommitmentRepository(connection).open(record.ticket.id))
        row.commitment_due = open->due;
    return row;
}

std::vector<workflow::Assist> as_assists(const std::vector<std::string>& units) {
    std::vector<workflow::Assist> assists;
    assists.reserve(units.size());
    for (const auto& unit : units)
        assists.push_back({unit, workflow::Assist::State::asked});
    return assists;
}

PossibleMove in_words(const workflow::Permitted& permitted) {
    PossibleMove move{
        std::string(workflow::to_word(permitted.move)),
        std::string(workflow::chinese_name(permitted.move)),
        {}};
    for (const auto party : workflow::all_parties())
        if (permitted.by.contains(party))
            move.by.emplace_back(workflow::to_word(party), workflow::chinese_name(party));
    return move;
}

}  // namespace

std::optional<Queue> parse_queue(std::string_view word) {
    const auto* found = std::find(kQueues.begin(), kQueues.end(), word);
    return found == kQueues.end() ? std::nullopt
                                  : std::optional(static_cast<Queue>(found - kQueues.begin()));
}

TicketList Tickets::list(const model::Staff& staff, const ListAsked& asked) const {
    const auto now = uses_.clock.now();
    const auto filter = filter_of(staff, uses_.town.snapshot()->lead_unit(), asked, now);
    return uses_.database.read([&](Connection& connection) {
        const auto page = TicketRepository(connection).list(filter);
        TicketList list{{}, page.next};
        for (const auto& record : page.items)
            list.items.push_back(shown_row(connection, record, now));
        return list;
    });
}

ListCount Tickets::count(const model::Staff& staff, const ListAsked& asked) const {
    const auto filter =
        filter_of(staff, uses_.town.snapshot()->lead_unit(), asked, uses_.clock.now());
    return uses_.database.read([&](Connection& connection) {
        const auto found = TicketRepository(connection).count_newest(filter, kCountBound);
        return ListCount{found.count, found.more};
    });
}

TicketCounts Tickets::counts(const model::Staff& staff) const {
    const auto now = uses_.clock.now();
    const auto lead = uses_.town.snapshot()->lead_unit();
    return uses_.database.read([&](Connection& connection) {
        TicketRepository tickets(connection);
        store::OutboxRepository outbox(connection);
        const auto count = [&](Queue queue) {
            return tickets.count(filter_of(staff, lead, queue, now), kCountBound);
        };
        return TicketCounts{
            .mine = count(Queue::mine),
            .to_dispatch = count(Queue::to_dispatch),
            .to_review = count(Queue::to_review),
            .overdue = count(Queue::overdue),
            .commitments = count(Queue::commitments),
            .in_doubt = outbox.count(model::OutboundState::in_doubt),
            .failed = outbox.count(model::OutboundState::failed),
            .dead_letters = store::ArrivalRepository(connection).count_open_dead_letters(),
        };
    });
}

model::Result<TicketView> Tickets::view(const model::Staff& staff, const std::string& number)
    const {
    const auto town = uses_.town.snapshot();
    return uses_.database.read([&](Connection& connection) -> model::Result<TicketView> {
        TicketRepository tickets(connection);
        const auto record = tickets.find(number);
        if (!record)
            return model::Errc::not_found;
        const auto course = store::CourseRepository(connection).find(record->ticket.id);
        const auto facts = full_facts(connection, *record, course, *town, uses_.clock.now());
        if (!workflow::is_visible_to(staff, facts))
            return model::Errc::not_found;
        TicketView view{
            .row = shown_row(connection, *record, uses_.clock.now()),
            .talk = talk_of(connection, *record, uses_.town.secret()),
            .history = tickets.history(record->ticket.id)};
        for (auto& entry : view.history)
            entry.detail = without_hidden_numbers(
                connection, *town, staff, record->ticket.number, entry.detail
            );
        view.routing = tickets.routing(record->ticket.id).value_or(model::RoutingDecision{});
        if (const auto saved = tickets.draft(record->ticket.id)) {
            view.draft = saved->draft;
            tell_standing(view.draft.sources, *town, uses_.clock.now());
            view.draft_saved_by = saved->saved_by;
            view.draft_saved_at = saved->saved_at;
        }
        view.draft_files = store::ReplyFileRepository(connection).drafted(record->ticket.id);
        if (auto copy = tickets.copy(record->ticket.id, staff.id)) {
            view.own_copy = std::move(copy->text);
            view.own_copy_at = copy->saved_at;
        }
        const ProceedingsSource source{
            connection, *record, course, facts, view.history, *town, uses_.clock.now()};
        view.proceedings = read_proceedings(source);
        view.proceedings.joined = joined_for(staff, source);
        for (const auto move : workflow::allowed_moves(staff, facts))
            if (has_use_case(move))
                view.allowed_moves.emplace_back(workflow::to_word(move));
        return view;
    });
}

model::Result<Moved> Tickets::save_draft(
    const model::Staff& staff, const TicketRef& ref, const std::string& text
) {
    if (const auto checked = check_length(text); checked.has_error())
        return checked.error();
    return with_text(
        staff,
        ref,
        text,
        move_ticket(
            uses_,
            by_staff(staff, ref, Move::save_draft, {}),
            [&](MoveContext& context) {
                take_in_hand(context, staff);
                keep_draft(context, text);
                context.tickets.drop_copy(context.record.ticket.id, staff.id);
            }
        )
    );
}

model::Result<Moved> Tickets::with_text(
    const model::Staff& staff,
    const TicketRef& ref,
    const std::string& text,
    model::Result<Moved> moved
) {
    if (moved.has_error() && moved.error() == model::make_error_code(model::Errc::version_conflict))
        (void)DraftCopies(uses_).keep(staff, ref.number, text);
    return moved;
}

model::Result<Moved> Tickets::assign(
    const model::Staff& staff,
    const TicketRef& ref,
    const std::string& unit,
    const std::string& reason,
    const std::vector<AssistWanted>& assists
) {
    const auto town = uses_.town.snapshot();
    const auto* target = town->unit(unit);
    const auto asked = asked_of(*town, assists);
    if (!target || !target->active)
        return model::in_field(model::Errc::bad_request, "unit", kNoSuchUnit);
    if (!asked)
        return model::in_field(model::Errc::bad_request, "assists", kNoSuchUnit);
    return move_ticket(
        uses_,
        by_staff(staff, ref, Move::assign, workflow::Dispatch{unit, *asked}),
        [&](MoveContext& context) {
            // The acceptance notice: from now on the status page names the unit.
            context.give_to(unit);
            auto sentence = "交" + target->name + "办理" + (reason.empty() ? "" : "：" + reason);
            for (const auto& wanted : assists)
                sentence += "；" + begin_part(context, wanted);
            context.history(sentence);
        }
    );
}

model::Result<Moved> Tickets::recall(const model::Staff& staff, const TicketRef& ref) {
    const auto town = uses_.town.snapshot();
    return move_ticket(uses_, by_staff(staff, ref, Move::recall), [&](MoveContext& context) {
        const auto* unit = town->unit(context.record.ticket.unit);
        context.give_to("");
        context.history("收回分派" + (unit ? "：" + unit->name + "尚未办理" : std::string()));
    });
}

model::Result<Moved> Tickets::submit(
    const model::Staff& staff, const TicketRef& ref, const std::string& text
) {
    if (const auto checked = check_sendable(text); checked.has_error())
        return checked.error();
    return with_text(
        staff,
        ref,
        text,
        move_ticket(
            uses_,
            by_staff(staff, ref, Move::submit, {}),
            [&](MoveContext& context) {
                take_in_hand(context, staff);
                keep_draft(context, text);
                context.tickets.drop_copy(context.record.ticket.id, staff.id);
                context.record.submitted_by = staff.id;
                context.course.approved_by.reset();
                context.history("答复送审");
            }
        )
    );
}

model::Result<Moved> Tickets::send_back(
    const model::Staff& staff, const TicketRef& ref, const std::string& reason
) {
    if (const auto checked = check_written(reason); checked.has_error())
        return checked.error();
    return move_ticket(
        uses_,
        by_staff(staff, ref, Move::send_back, workflow::Words{.text = reason}),
        [&](MoveContext& context) {
            context.record.submitted_by.reset();
            context.course.approved_by.reset();
            context.history("退回修改：" + reason);
        }
    );
}

model::Result<Moved> Tickets::reply(
    const model::Staff& staff, const TicketRef& ref, const std::string& text, const ReplyWith& with
) {
    auto told = with;
    told.query_page = uses_.query_page;
    if (const auto checked = check_sendable(text); checked.has_error())
        return checked.error();
    if (const auto checked = check_with(with, uses_.clock.now()); checked.has_error())
        return checked.error();
    return with_text(
        staff,
        ref,
        text,
        move_ticket(
            uses_,
            by_staff(staff, ref, Move::reply, reply_of(with)),
            [&](MoveContext& context) {
                context.tickets.drop_copy(context.record.ticket.id, staff.id);
                keep_as_sent(context, text);
                send_final_reply(context, text, told);
            }
        )
    );
}

model::Result<Moved> Tickets::close(const model::Staff& staff, const TicketRef& ref) {
    return move_ticket(uses_, by_staff(staff, ref, Move::close, {}), [](MoveContext& context) {
        context.history("办结");
    });
}

std::vector<PossibleMove> Tickets::possible_moves(
    const model::Staff& staff, const std::string& number
) const {
    const auto town = uses_.town.snapshot();
    return uses_.database.read([&](Connection& connection) {
        std::vector<PossibleMove> moves;
        const auto record = TicketRepository(connection).find(number);
        if (!record)
            return moves;
        const auto course = store::CourseRepository(connection).find(record->ticket.id);
        const auto facts = full_facts(connection, *record, course, *town, uses_.clock.now());
        if (!workflow::is_visible_to(staff, facts))
            return moves;
        for (const auto& permitted : workflow::permitted(facts))
            if (has_use_case(permitted.move))
                moves.push_back(in_words(permitted));
        return moves;
    });
}

bool Tickets::is_visible(const model::Staff& staff, const std::string& number) const {
    const auto rules = rules_of(*uses_.town.snapshot());
    return uses_.database.read([&](Connection& connection) {
        const auto record = TicketRepository(connection).find(number);
        return record && workflow::is_visible_to(staff, access_facts(connection, *record, rules));
    });
}

bool Tickets::may_see(const model::Staff& staff, const TicketEvent& event) const {
    return workflow::is_visible_to(
        staff,
        {.state = event.state,
         .unit = event.unit,
         .restricted = event.restricted,
         .accused_units = event.accused_units,
         .lead_unit = uses_.town.snapshot()->lead_unit(),
         .assists = as_assists(event.assisting_units)}
    );
}

}  // namespace huiying::desk
