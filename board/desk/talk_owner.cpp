#include "board/desk/talk_owner.hpp"

#include "board/desk/ticket_move.hpp"
#include "board/store/talk_repository.hpp"

#include <algorithm>
#include <array>

namespace huiying::desk {
namespace {

using workflow::Move;

/// Steps of somebody who is about to answer; who only dispatches or reviews says nothing.
constexpr std::array kAnswering{
    Move::save_draft, Move::submit, Move::log_contact, Move::sign, Move::ask_extension};

}  // namespace

void note_talk_owner(MoveContext& context, Move move) {
    const auto& ticket = context.record.ticket;
    if (ticket.sender.empty() || context.login == "citizen" || context.login == "system")
        return;
    store::TalkRepository talks(context.connection);
    const store::TalkKey talk{ticket.channel, ticket.account, ticket.sender};
    if (!model::is_open(ticket.state))
        talks.release(talk);
    else if (std::find(kAnswering.begin(), kAnswering.end(), move) != kAnswering.end())
        talks.own(talk, context.login, context.now + kTalkLease);
}

}  // namespace huiying::desk
