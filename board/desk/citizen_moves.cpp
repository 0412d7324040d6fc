#include "board/desk/citizen_moves.hpp"

#include "board/desk/letters.hpp"
#include "board/desk/reply_text.hpp"
#include "board/desk/stage_words.hpp"
#include "board/desk/ticket_move.hpp"
#include "board/store/database.hpp"
#include "board/store/publication_repository.hpp"
#include "text/encoding.hpp"

#include <optional>

namespace huiying::desk {
namespace {

/// What became of the public copy, behind "撤回了公开同意".
std::string said_of(const std::optional<store::PublicationState>& taken_off) {
    if (!taken_off)
        return "";
    return *taken_off == store::PublicationState::published ? "，已公开的内容已撤下"
                                                            : "，拟公开的内容作废";
}

}  // namespace

model::Result<Moved> CitizenMoves::evaluate(
    const CitizenProof& proof, const EvaluationGiven& given
) {
    const auto number = status_.prove(proof);
    if (number.has_error())
        return number.error();
    return evaluations_.by_citizen(*number, {given.grade, given.reason, {}});
}

model::Result<Moved> CitizenMoves::remind(const CitizenProof& proof) {
    const auto number = status_.prove(proof);
    if (number.has_error())
        return number.error();
    return supervision_.remind_by_citizen(*number);
}

model::Result<Moved> CitizenMoves::withdraw(const CitizenProof& proof, const std::string& reason) {
    if (is_too_long(reason))
        return model::Errc::text_too_long;
    const auto number = status_.prove(proof);
    if (number.has_error())
        return number.error();
    return move_ticket(
        uses_,
        by_citizen(*number, workflow::Move::withdraw),
        [&](MoveContext& context) {
            context.record.submitted_by.reset();
            context.history("撤回了来信" + (text::trim(reason).empty() ? "" : "：" + reason));
            tell_citizen(
                context, "withdrawn", stage_words(context, draft::ReplyStage::withdrawal_confirmed)
            );
        }
    );
}

model::Result<void> CitizenMoves::withdraw_consent(const CitizenProof& proof) {
    const auto number = status_.prove(proof);
    if (number.has_error())
        return number.error();
    const auto now = uses_.clock.now();
    std::optional<TicketEvent> event;
    const auto done = uses_.database.write([&](store::Connection& connection) {
        store::TicketRepository tickets(connection);
        const auto record = tickets.find(*number);
        if (!record)
            return model::Result<void>(model::Errc::not_found);
        if (record->ticket.publish != model::PublishConsent::yes)
            return model::Result<void>(model::Errc::move_not_allowed);
        const auto& id = record->ticket.id;
        store::PublicationRepository publications(connection);
        publications.take_back_consent(id);
        tickets.add_history(
            id,
            {now,
             "citizen",
             "consent_withdrawn",
             "撤回了公开同意" + said_of(publications.take_off(id))}
        );
        event = event_of(connection, "consent_withdrawn", *record);
        return model::Result<void>();
    });
    if (event)
        uses_.announce(*event);
    return done;
}

}  // namespace huiying::desk
