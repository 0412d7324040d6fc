#include "board/desk/reviews.hpp"

#include "board/desk/final_reply.hpp"
#include "board/desk/reply_hash.hpp"
#include "board/desk/reply_text.hpp"
#include "board/store/approval_repository.hpp"
#include "board/store/people_repository.hpp"
#include "board/store/reply_file_repository.hpp"

namespace huiying::desk {
namespace {

using model::TicketState;
using store::ApprovalRepository;
using workflow::Move;

constexpr int kReviewed = 1;
constexpr int kSigned = 2;

std::string drafted_text(MoveContext& context) {
    const auto saved = context.tickets.draft(context.record.ticket.id);
    return saved ? saved->draft.text : std::string();
}

/// Of what would go out now.
std::string hash_of(MoveContext& context, const std::string& text) {
    return reply_hash(
        text, store::ReplyFileRepository(context.connection).drafted(context.record.ticket.id)
    );
}

std::string sentence_of(const MoveContext& context, const std::string& opinion) {
    std::string sentence = "审核通过，待发出";
    if (context.state_before == TicketState::in_second_review)
        sentence = "签发，待发出";
    else if (context.outcome.state == TicketState::in_second_review)
        sentence = "审核通过，待签发";
    return opinion.empty() ? sentence : sentence + "：" + opinion;
}

}  // namespace

model::Result<Moved> Reviews::approve(
    const model::Staff& staff, const TicketRef& ref, const std::string& opinion
) {
    if (is_too_long(opinion))
        return model::Errc::text_too_long;
    return move_ticket(
        uses_,
        by_staff(staff, ref, Move::approve, workflow::Words{.text = opinion}),
        [&](MoveContext& context) {
            const auto text = drafted_text(context);
            if (const auto checked = check_sendable(text); checked.has_error())
                throw MoveRefused(model::errc_of(checked.error()));
            const bool second = context.state_before == TicketState::in_second_review;
            // Who reviewed at the first level stays known: the second is another person.
            if (!second)
                context.course.approved_by = staff.id;
            const auto& ticket = context.record.ticket;
            ApprovalRepository(context.connection)
                .add(
                    ticket.id,
                    {context.now,
                     staff.login,
                     second ? kSigned : kReviewed,
                     opinion,
                     hash_of(context, text)}
                );
            context.history(sentence_of(context, opinion));
            store::PeopleRepository(context.connection)
                .add_audit(context.now, staff.login, "approve", ticket.number, opinion);
        }
    );
}

model::Result<Moved> Reviews::send_approved(
    const model::Staff& staff, const TicketRef& ref, const std::optional<ContactMade>& call
) {
    // Only what was approved goes out: a promise is made after it.
    const ReplyWith with{.call = call, .query_page = uses_.query_page};
    if (const auto checked = check_with(with, uses_.clock.now()); checked.has_error())
        return checked.error();
    return move_ticket(
        uses_,
        by_staff(staff, ref, Move::send_approved, reply_of(with)),
        [&](MoveContext& context) {
            const auto text = drafted_text(context);
            const auto approvals =
                ApprovalRepository(context.connection).of(context.record.ticket.id);
            if (approvals.empty() || approvals.back().text_hash != hash_of(context, text))
                throw MoveRefused(model::Errc::text_changed);
            send_final_reply(context, text, with);
        }
    );
}

}  // namespace huiying::desk
