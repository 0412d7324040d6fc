#include "board/desk/kept_draft.hpp"

#include "board/desk/stage_words.hpp"
#include "board/draft/draft_maker.hpp"
#include "board/store/policy_links.hpp"
#include "telemetry/log.hpp"

#include <utility>

namespace huiying::desk {
namespace {

using store::SavedDraft;

bool is_submitted(model::TicketState state) {
    return state == model::TicketState::in_review || state == model::TicketState::in_second_review;
}

}  // namespace

void take_in_hand(MoveContext& context, const model::Staff& staff) {
    const bool own = staff.unit == context.record.ticket.unit && !staff.unit.empty();
    if (!context.course.holder && own && model::has_role(staff, model::Role::handler))
        context.course.holder = staff.id;
}

void keep_draft(MoveContext& context, const std::string& text) {
    const auto ticket = context.record.ticket.id;
    auto saved = context.tickets.draft(ticket).value_or(SavedDraft{});
    context.tickets.set_draft(
        ticket, {{text, std::move(saved.draft.sources)}, context.login, context.now}
    );
}

void keep_as_sent(MoveContext& context, const std::string& text) {
    const auto ticket = context.record.ticket.id;
    const auto saved = context.tickets.draft(ticket);
    if (saved && saved->draft.text == text)
        return;
    if (saved && is_submitted(context.state_before))
        context.tickets.add_history(
            ticket,
            {context.now,
             context.login,
             "reply_changed",
             "审核人改动后签发。送审稿原文：" + saved->draft.text}
        );
    keep_draft(context, text);
}

std::optional<model::Draft> system_draft(
    const model::Ticket& ticket,
    const DraftOf& first,
    const TownSnapshot& town,
    const templates::Renderer& renderer,
    model::Instant now,
    const knowledge::Sense* sense
) {
    const draft::DraftRequest request{
        .number = ticket.number,
        .sender_name = ticket.restricted ? std::string() : ticket.sender_name,
        .subject = first.subject,
        .text = ticket.text,
        .kind = ticket.kind,
        .restriction =
            ticket.restricted ? draft::Restriction::restricted : draft::Restriction::none,
        .unit_name = town.unit_name(ticket.unit),
        .office_name = town.settings().office_name,
        .review_organ = town.settings().district + "人民政府",
        .stage =
            ticket.round > 1 ? draft::ReplyStage::rework_reply : draft::ReplyStage::final_reply,
        .length = length_of(ticket.channel),
        .due = ticket.due,
        .document = first.document};
    try {
        return draft::make_draft(request, {town.faq(), &town.passages()}, renderer, now, sense);
    } catch (const std::exception& error) {
        telemetry::log_limited(telemetry::Level::error, "draft.failed", {{"reason", error.what()}});
        return std::nullopt;
    }
}

void renew_draft(
    store::Connection& connection,
    const store::TicketRecord& record,
    const TownSnapshot& town,
    const templates::Renderer& renderer,
    model::Instant now
) {
    store::TicketRepository tickets(connection);
    const auto& ticket = record.ticket;
    const auto saved = tickets.draft(ticket.id);
    if (!saved || saved->saved_by != "system")
        return;
    const auto messages = tickets.messages(ticket.id);
    const auto& subject = messages.empty() ? ticket.subject : messages.front().subject;
    const auto asked = store::PolicyLinks(connection).document_of(ticket.id);
    const DraftOf first{subject, asked ? asked->document : std::string()};
    if (auto made = system_draft(ticket, first, town, renderer, now))
        tickets.set_draft(ticket.id, {std::move(*made), "system", now});
}

}  // namespace huiying::desk
