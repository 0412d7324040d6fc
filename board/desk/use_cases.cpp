#include "board/desk/use_cases.hpp"

#include <algorithm>
#include <array>

namespace huiying::desk {
namespace {

using workflow::Move;

constexpr std::array kUseCases{
    Move::accept,
    Move::not_accept,
    Move::merge,
    Move::unmerge,
    Move::assign,
    Move::sign,
    Move::ask_assist,
    Move::give_opinion,
    Move::drop_assist,
    Move::return_ticket,
    Move::rule_on_return,
    Move::ask_extension,
    Move::grant_extension,
    Move::refuse_extension,
    Move::pause,
    Move::resume,
    Move::ask_termination,
    Move::terminate,
    Move::refuse_termination,
    Move::track_commitment,
    Move::keep_commitment,
    Move::invite_evaluation,
    Move::archive,
    Move::reopen,
    Move::log_contact,
    Move::evaluate,
    Move::order_rework,
    Move::save_draft,
    Move::submit,
    Move::approve,
    Move::send_back,
    Move::reply,
    Move::send_approved,
    Move::close,
    Move::remind,
    Move::supervise,
    Move::escalate,
    Move::note,
    Move::propose_publication,
    Move::review_publication,
    Move::withdraw_publication,
    Move::ask_upstream,
    Move::hear_upstream,
    Move::give_back,
    Move::restrict_ticket,
    Move::lift_restriction,
    Move::recall};

}  // namespace

bool has_use_case(Move move) {
    return std::find(kUseCases.begin(), kUseCases.end(), move) != kUseCases.end();
}

}  // namespace huiying::desk
