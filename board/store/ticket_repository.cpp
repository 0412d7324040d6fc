#include "board/store/ticket_repository.hpp"

#include "board/store/came_back.hpp"
#include "board/store/daily_figures.hpp"
#include "board/store/database.hpp"
#include "board/store/fetch_repository.hpp"
#include "board/store/file_repository.hpp"
#include "board/store/instant_columns.hpp"
#include "board/store/json_columns.hpp"
#include "board/store/kept_of_new.hpp"
#include "board/store/public_months.hpp"
#include "board/store/reply_file_repository.hpp"
#include "board/store/reply_quality_repository.hpp"
#include "board/store/said_index.hpp"
#include "board/store/tally.hpp"
#include "board/store/ticket_index.hpp"
#include "board/store/ticket_row.hpp"

#include <memory>

namespace huiying::store {

namespace {

/// Who saved what nobody wrote.
constexpr std::string_view kMachine = "system";

using model::from_unix_ms;
using model::to_unix_ms;

/// The event of a note in a ticket's history.
constexpr std::string_view kNoted = "noted";

/// With the round that is over now, where the change began another.
CountedTicket counted_after(
    Connection& connection, const CountedTicket& before, const model::Ticket& ticket
) {
    CountedTicket after{ticket, before.past};
    const auto& old = before.ticket;
    if (ticket.round <= old.round)
        return after;
    after.past.push_back({old.round, old.unit, old.due.final_due, old.replied_at, old.ended_at});
    add_past_round(connection, ticket.id, after.past.back());
    return after;
}

/// What the change may have made a matter that came back, or the sign of one.
void mark_after(Connection& connection, const model::Ticket& before, const model::Ticket& after) {
    const bool moved = before.unit != after.unit || before.restricted != after.restricted;
    if (moved || before.round != after.round || before.replied_at != after.replied_at)
        mark_came_back(connection, after.id);
    if (moved)
        mark_forerunners(connection, after.id);
}

}  // namespace

bool TicketRepository::has_delivery(const std::string& delivery_key) {
    return connection_.query("select 1 from message where delivery_key = ?", delivery_key).next();
}

bool TicketRepository::add_message(model::TicketId ticket, const model::InboundMessage& message) {
    const bool is_new =
        connection_.run(
            "insert into message (delivery_key, ticket, received_at, arrived_at, subject, "
            "sender_name, contact, place, text, passive_text, passive_faq, attachments, "
            "way_back)"
            " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict (delivery_key) do "
            "nothing",
            message.delivery_key,
            ticket.value,
            to_unix_ms(message.received_at),
            to_unix_ms(message.arrived_at),
            message.subject,
            message.sender_name,
            message.contact,
            message.place,
            message.text,
            message.passive_text,
            message.passive_faq,
            to_json(message.attachments),
            message.way_back
        ) == 1;
    if (is_new) {
        FetchRepository(connection_)
            .want(connection_.last_id(), message.attachments, message.arrived_at);
        FileRepository(connection_).name(message.attachments);
    }
    return is_new;
}

model::TicketId TicketRepository::add(const TicketRecord& record) {
    const auto& ticket = record.ticket;
    connection_.run(
        "insert into ticket (number, state, kind, channel, account, sender, sender_name, contact, "
        "subject, text, place, unit,"
        " restricted, accused, urgent, publish, received_at, arrived_at, response_due, final_due, "
        "due_key, provisional,"
        " calendar_version, policy_version, responded_at, replied_at, accepted_at, contact_at, "
        "human_at, contact_due, ended_at, upstream_due) values "
        "(?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
        ticket.number,
        model::to_word(ticket.state),
        model::to_word(ticket.kind),
        ticket.channel,
        ticket.account,
        ticket.sender,
        ticket.sender_name,
        ticket.contact,
        ticket.subject,
        ticket.text,
        ticket.place,
        ticket.unit,
        ticket.restricted,
        to_json(record.accused_units),
        record.urgent,
        ticket.publish == model::PublishConsent::yes,
        to_unix_ms(ticket.received_at),
        to_unix_ms(ticket.arrived_at),
        to_unix_ms(ticket.due.response_due),
        ms_of(ticket.due.final_due),
        ms_of(ticket.due.final_due).value_or(kNoDueKey),
        ticket.due.provisional,
        ticket.due.calendar_version,
        ticket.due.policy_version,
        ms_of(ticket.responded_at),
        ms_of(ticket.replied_at),
        ms_of(ticket.accepted_at),
        ms_of(ticket.contact_at),
        ms_of(ticket.human_at),
        ms_of(ticket.due.contact_due),
        ms_of(ticket.ended_at),
        ms_of(ticket.upstream_due)
    );
    auto stored = record;
    const model::TicketId id{connection_.last_id()};
    stored.ticket.id = id;
    DailyFigures figures;
    count_ticket(figures, {stored.ticket, {}}, 1);
    add_to_daily(connection_, figures);
    PublicMonths(connection_).count({stored.ticket, {}});
    KeptOfNew alone;
    auto& kept = kept_ ? *kept_ : alone;
    kept.add(connection_, stored);
    if (!kept_)
        kept.tell(connection_);
    mark_came_back(connection_, id);
    mark_forerunners(connection_, id);
    return id;
}

void TicketRepository::keep_for_all() {
    kept_ = std::make_shared<KeptOfNew>();
}

void TicketRepository::write_kept() {
    if (kept_)
        kept_->tell(connection_);
}

void TicketRepository::index(const TicketRecord& record) {
    index_ticket(connection_, record);
}

void TicketRepository::unindex(const TicketRecord& record) {
    unindex_ticket(connection_, record);
}

void TicketRepository::add_history(model::TicketId ticket, const model::HistoryEntry& entry) {
    connection_.run(
        "insert into history (ticket, at, actor, event, detail) values (?, ?, ?, ?, ?)",
        ticket.value,
        to_unix_ms(entry.at),
        entry.actor,
        entry.event,
        entry.detail
    );
    if (entry.event == kNoted)
        index_note(connection_, ticket, connection_.last_id(), entry.detail);
}

void TicketRepository::set_routing(model::TicketId ticket, const model::RoutingDecision& decision) {
    connection_.run(
        "insert or replace into routing (ticket, decision) values (?, ?)",
        ticket.value,
        to_json(decision)
    );
}

void TicketRepository::set_draft(model::TicketId ticket, const SavedDraft& draft) {
    connection_.run(
        "insert or replace into draft (ticket, text, sources, saved_by, saved_at) values (?, ?, ?, "
        "?, ?)",
        ticket.value,
        draft.draft.text,
        to_json(draft.draft.sources),
        draft.saved_by,
        to_unix_ms(draft.saved_at)
    );
    // What a person makes of it is held against this.
    if (draft.saved_by == kMachine)
        ReplyQualityRepository(connection_)
            .set_machine_draft(
                ticket, draft.draft.sources.empty() ? std::string() : draft.draft.text
            );
}

void TicketRepository::set_copy(
    model::TicketId ticket, model::StaffId staff, const DraftCopy& copy
) {
    connection_.run(
        "insert or replace into draft_copy (ticket, staff, text, saved_at) values (?, ?, ?, ?)",
        ticket.value,
        staff.value,
        copy.text,
        to_unix_ms(copy.saved_at)
    );
}

void TicketRepository::drop_copy(model::TicketId ticket, model::StaffId staff) {
    connection_.run(
        "delete from draft_copy where ticket = ? and staff = ?", ticket.value, staff.value
    );
}

std::optional<DraftCopy> TicketRepository::copy(model::TicketId ticket, model::StaffId staff) {
    auto row = connection_.query(
        "select text, saved_at from draft_copy where ticket = ? and staff = ?",
        ticket.value,
        staff.value
    );
    if (!row.next())
        return std::nullopt;
    return DraftCopy{row.text(0), from_unix_ms(row.integer(1))};
}

std::int64_t TicketRepository::add_reply(
    model::TicketId ticket, const model::Reply& reply, const std::string& approved_by
) {
    connection_.run(
        "insert into reply (ticket, at, unit, text, approved_by) values (?, ?, ?, ?, ?)",
        ticket.value,
        to_unix_ms(reply.at),
        reply.by,
        reply.text,
        approved_by
    );
    const auto id = connection_.last_id();
    index_reply(connection_, ticket, id, reply.text);
    return id;
}

std::optional<TicketRecord> TicketRepository::find(const std::string& number) {
    static const std::string kSql =
        "select " + std::string(kTicketColumns) + " from ticket t where t.number = ?";
    auto row = connection_.query(kSql, number);
    if (!row.next())
        return std::nullopt;
    return record_of(row);
}

std::optional<TicketRecord> TicketRepository::find(model::TicketId id) {
    static const std::string kSql =
        "select " + std::string(kTicketColumns) + " from ticket t where t.id = ?";
    auto row = connection_.query(kSql, id.value);
    if (!row.next())
        return std::nullopt;
    return record_of(row);
}

std::vector<MessageRecord> TicketRepository::messages(model::TicketId ticket) {
    std::vector<MessageRecord> messages;
    auto row = connection_.query(
        "select received_at, text, passive_text, attachments, subject, sender_name, place from "
        "message where ticket = ? order by id",
        ticket.value
    );
    while (row.next())
        messages.push_back(
            {from_unix_ms(row.integer(0)),
             row.text(1),
             row.text(2),
             attachments_from_json(row.text(3)),
             row.text(4),
             row.text(5),
             row.text(6)}
        );
    return messages;
}

std::vector<model::HistoryEntry> TicketRepository::history(model::TicketId ticket) {
    std::vector<model::HistoryEntry> entries;
    auto row = connection_.query(
        "select at, actor, event, detail from history where ticket = ? order by id", ticket.value
    );
    while (row.next())
        entries.push_back({from_unix_ms(row.integer(0)), row.text(1), row.text(2), row.text(3)});
    return entries;
}

std::optional<model::RoutingDecision> TicketRepository::routing(model::TicketId ticket) {
    auto row = connection_.query("select decision from routing where ticket = ?", ticket.value);
    if (!row.next())
        return std::nullopt;
    return decision_from_json(row.text(0));
}

std::optional<SavedDraft> TicketRepository::draft(model::TicketId ticket) {
    auto row = connection_.query(
        "select text, sources, saved_by, saved_at from draft where ticket = ?", ticket.value
    );
    if (!row.next())
        return std::nullopt;
    return SavedDraft{
        {row.text(0), sources_from_json(row.text(1))}, row.text(2), from_unix_ms(row.integer(3))};
}

std::vector<model::Reply> TicketRepository::replies(model::TicketId ticket) {
    std::vector<model::Reply> replies;
    auto files = ReplyFileRepository(connection_).sent(ticket);
    auto row = connection_.query(
        "select at, unit, text, id from reply where ticket = ? order by id", ticket.value
    );
    while (row.next())
        replies.push_back(
            {from_unix_ms(row.integer(0)),
             row.text(1),
             row.text(2),
             std::move(files[row.integer(3)])}
        );
    return replies;
}

void TicketRepository::set_contact(model::TicketId ticket, const std::string& contact) {
    connection_.run("update ticket set contact = ? where id = ?", contact, ticket.value);
    mark_came_back(connection_, ticket);
    mark_forerunners(connection_, ticket);
}

bool TicketRepository::update(const TicketRecord& record) {
    auto ticket = record.ticket;
    const auto before = find(ticket.number);
    if (!before || before->ticket.version != ticket.version)
        return false;
    const bool is_system_answered =
        ticket.state == model::TicketState::closed && !ticket.replied_at;
    if (model::phase_of(ticket.state) != model::TicketPhase::ended && !is_system_answered)
        ticket.ended_at.reset();
    TallyChange change(connection_, ticket.id);
    const CountedTicket counted{
        before->ticket,
        before->ticket.round > 1 ? past_rounds(connection_, ticket.id)
                                 : std::vector<model::PastRound>{}};
    recount_ticket(connection_, counted, counted_after(connection_, counted, ticket));
    connection_.run(
        "update ticket set state = ?, unit = ?, restricted = ?, accused = ?, responded_at = ?,"
        " replied_at = ?, submitted_by = ?, accepted_at = ?, contact_at = ?, human_at = ?,"
        " round = ?, response_due = ?, final_due = ?, due_key = ?, provisional = ?, "
        "calendar_version = ?, policy_version = ?, contact_due = ?, ended_at = ?, upstream_due "
        "= ?, version = version + 1"
        " where id = ?",
        model::to_word(ticket.state),
        ticket.unit,
        ticket.restricted,
        to_json(record.accused_units),
        ms_of(ticket.responded_at),
        ms_of(ticket.replied_at),
        record.submitted_by ? std::optional(record.submitted_by->value) : std::nullopt,
        ms_of(ticket.accepted_at),
        ms_of(ticket.contact_at),
        ms_of(ticket.human_at),
        ticket.round,
        to_unix_ms(ticket.due.response_due),
        ms_of(ticket.due.final_due),
        ms_of(ticket.due.final_due).value_or(kNoDueKey),
        ticket.due.provisional,
        ticket.due.calendar_version,
        ticket.due.policy_version,
        ms_of(ticket.due.contact_due),
        ms_of(ticket.ended_at),
        ms_of(ticket.upstream_due),
        ticket.id.value
    );
    if (ticket.unit != before->ticket.unit)
        connection_.run(
            "update publication set unit = ? where ticket = ?", ticket.unit, ticket.id.value
        );
    change.settle();
    mark_after(connection_, before->ticket, ticket);
    return true;
}

}  // namespace huiying::store
