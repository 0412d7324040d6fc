#include "board/desk/read_proceedings.hpp"
#include "board/desk/ticket_access.hpp"
#include "board/sla/due_times.hpp"
#include "board/store/approval_repository.hpp"
#include "board/store/assist_repository.hpp"
#include "board/store/joined_repository.hpp"
#include "board/store/people_repository.hpp"
#include "board/store/proceedings_repository.hpp"
#include "board/workflow/decision.hpp"
#include "board/workflow/ladder.hpp"
#include "text/masking.hpp"

#include <algorithm>
#include <array>

namespace huiying::desk {
namespace {

using workflow::Audience;

/// Events that leave a ticket where it lies.
constexpr std::array<std::string_view, 41> kAside{
    "added",
    "carries",
    "carries_no_more",
    "joined",
    "parted",
    "noted",
    "contacted",
    "contact_tried",
    "reminded",
    "supervised",
    "escalated",
    "restriction_lifted",
    "assist_asked",
    "opinion_given",
    "assist_dropped",
    "assist_moved",
    "survivor_paused",
    "survivor_resumed",
    "due_later",
    "due_known",
    "due_kept",
    "due_confirmed",
    "due_uncovered",
    "extension_asked",
    "extension_granted",
    "extension_refused",
    "termination_asked",
    "termination_refused",
    "commitment_made",
    "commitment_kept",
    "reply_changed",
    "rewriting_taken",
    "policy_document",
    "publication_proposed",
    "publication_refused",
    "published",
    "publication_withdrawn",
    "consent_withdrawn",
    "sent",
    "failed",
    "in_doubt"};

bool is_aside(const std::string& event) {
    return std::find(kAside.begin(), kAside.end(), event) != kAside.end() ||
           workflow::parse_rung(event).has_value();
}

std::string name_of(Audience audience, const ProceedingsSource& source) {
    switch (audience) {
        case Audience::office:
            return "分派员";
        case Audience::handlers: {
            const auto person =
                source.course.holder
                    ? store::PeopleRepository(source.connection).find_staff(*source.course.holder)
                    : std::nullopt;
            const auto& unit = source.town.unit_name(source.record.ticket.unit);
            return person ? unit + " " + person->name : unit;
        }
        case Audience::reviewers:
            return "审核人";
        case Audience::signers:
            return "签发人";
        default:
            return "";
    }
}

Holder holder_of(const ProceedingsSource& source) {
    const auto audience = workflow::holder_of(source.facts);
    Holder holder{
        std::string(workflow::to_word(audience)),
        name_of(audience, source),
        source.record.ticket.received_at};
    for (const auto& entry : source.history)
        if (!is_aside(entry.event))
            holder.since = entry.at;
    return holder;
}

std::vector<ReturnView> returns_of(const ProceedingsSource& source) {
    std::vector<ReturnView> views;
    const auto id = source.record.ticket.id;
    for (auto& row : store::ProceedingsRepository(source.connection).returns(id))
        views.push_back(
            {source.town.unit_name(row.unit),
             row.asked_by,
             row.at,
             std::string(model::chinese_name(row.ground)),
             row.basis,
             row.ruling,
             row.right_unit.empty() ? std::string() : source.town.unit_name(row.right_unit),
             row.ruled_by,
             row.ruled_at,
             row.reason}
        );
    return views;
}

std::vector<ExtensionView> extensions_of(const ProceedingsSource& source) {
    std::vector<ExtensionView> views;
    const auto id = source.record.ticket.id;
    for (auto& row : store::ProceedingsRepository(source.connection).extensions(id))
        views.push_back(
            {row.asked_by,
             row.at,
             row.workdays,
             row.reason,
             std::string(store::to_word(row.decision)),
             row.decided_by,
             row.decided_at,
             row.opinion,
             row.old_due,
             row.new_due}
        );
    return views;
}

/// Whom somebody accuses is not told how to reach the writer: numbers are masked there.
std::vector<ContactView> contacts_of(const ProceedingsSource& source) {
    const auto& ticket = source.record.ticket;
    std::vector<ContactView> views;
    for (auto& row : store::ProceedingsRepository(source.connection).contacts(ticket.id))
        views.push_back(
            {row.at,
             row.by,
             row.way,
             ticket.restricted ? text::mask_phone(row.number) : row.number,
             ticket.restricted ? text::mask_personal(row.summary).text : row.summary,
             row.reached}
        );
    return views;
}

std::vector<EvaluationView> evaluations_of(const ProceedingsSource& source) {
    std::vector<EvaluationView> views;
    const auto id = source.record.ticket.id;
    for (auto& row : store::ProceedingsRepository(source.connection).evaluations(id))
        views.push_back({row.at, row.by, row.round, row.grade, row.reason, row.summary});
    return views;
}

std::string state_of(const store::AssistRow& row, model::Instant now) {
    if (row.given_at)
        return "answered";
    if (row.dropped_at)
        return "dropped";
    return row.due && !sla::is_on_time(now, *row.due) ? "overdue" : "asked";
}

std::vector<AssistView> assists_of(const ProceedingsSource& source) {
    std::vector<AssistView> views;
    const auto id = source.record.ticket.id;
    const auto at = judged_at(source.connection, source.record.ticket, source.now);
    for (auto& row : store::AssistRepository(source.connection).of(id))
        views.push_back(
            {row.unit,
             source.town.unit_name(row.unit),
             row.question,
             row.workdays,
             row.asked_by,
             row.at,
             row.due,
             state_of(row, at),
             row.opinion,
             row.given_by,
             row.given_at,
             row.dropped_by,
             row.dropped_at,
             row.reason}
        );
    return views;
}

std::vector<ApprovalView> approvals_of(const ProceedingsSource& source) {
    std::vector<ApprovalView> views;
    const auto id = source.record.ticket.id;
    for (auto& row : store::ApprovalRepository(source.connection).of(id))
        views.push_back({row.at, row.by, row.level, row.opinion});
    return views;
}

void read_merging(const ProceedingsSource& source, Proceedings& proceedings) {
    store::TicketRepository tickets(source.connection);
    proceedings.earliest_receipt = source.record.ticket.received_at;
    if (source.course.survivor)
        if (const auto survivor = tickets.find(*source.course.survivor))
            proceedings.merged_into = survivor->ticket.number;
    const auto id = source.record.ticket.id;
    for (const auto carried : store::CourseRepository(source.connection).merged_into(id))
        if (const auto record = tickets.find(carried)) {
            proceedings.carries.push_back(record->ticket.number);
            proceedings.earliest_receipt =
                std::min(proceedings.earliest_receipt, record->ticket.received_at);
        }
}

}  // namespace

std::vector<JoinedView> joined_for(const model::Staff& staff, const ProceedingsSource& source) {
    std::vector<JoinedView> views;
    store::TicketRepository tickets(source.connection);
    for (const auto other :
         store::JoinedRepository(source.connection).of(source.record.ticket.id)) {
        const auto record = tickets.find(other);
        if (!record)
            continue;
        const auto course = store::CourseRepository(source.connection).find(other);
        const auto facts = full_facts(source.connection, *record, course, source.town, source.now);
        if (!workflow::is_visible_to(staff, facts))
            continue;
        const auto shown = row_of(*record, source.now).ticket;
        views.push_back(
            {shown.number,
             shown.subject,
             shown.channel,
             shown.state,
             source.town.unit_name(shown.unit)}
        );
    }
    return views;
}

Proceedings read_proceedings(const ProceedingsSource& source) {
    const auto& ticket = source.record.ticket;
    Proceedings proceedings{
        .holder = holder_of(source),
        .round = ticket.round,
        .receipt_at = ticket.arrived_at,
        .accepted_at = ticket.accepted_at,
        .contact_at = ticket.contact_at,
        .human_at = ticket.human_at,
        .returns = returns_of(source),
        .extensions = extensions_of(source),
        .contacts = contacts_of(source),
        .evaluations = evaluations_of(source),
        .assists = assists_of(source),
        .approvals = approvals_of(source),
    };
    read_course(source, proceedings);
    read_merging(source, proceedings);
    return proceedings;
}

}  // namespace huiying::desk
