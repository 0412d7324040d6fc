#include "board/desk/citizen_moves.hpp"

#include "board/desk/letters.hpp"
#include "board/desk/reply_text.hpp"
#include "board/desk/stage_words.hpp"
#include "board/desk/ticket_move.hpp"
#include "text/encoding.hpp"

namespace huiying::desk {
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

}  // namespace huiying::desk
