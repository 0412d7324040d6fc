#include "board/workflow/move_table.hpp"

#include <algorithm>
#include <array>

namespace huiying::workflow {
namespace {

using enum model::TicketState;
using model::ReplyReview;

// Groups of states.
constexpr States kWithUnit = kWorking | States{to_sign};
constexpr States kUndispatched{pending_acceptance, to_dispatch};
constexpr States kReviewing{in_review, in_second_review};
constexpr States kOpen =
    kUndispatched | kWithUnit | kReviewing | States{dispatch_review, paused, approved};
constexpr States kAnswered{final_replied, to_evaluate, closed};
constexpr States kRefused{not_accepted, emergency_transferred, to_foi, to_petition};
constexpr States kStored =
    kOpen | kAnswered | kRefused | States{merged, archived, withdrawn, terminated};

// Groups of parties.
constexpr Parties kOffice{Party::dispatcher, Party::administrator};
constexpr Parties kOfficeLead = kOffice | Parties{Party::office_manager};
constexpr Parties kHandler{Party::handler};
constexpr Parties kHandle = kOffice | kHandler;
constexpr Parties kSign{Party::unit_manager, Party::office_manager, Party::administrator};
constexpr Parties kReview = kSign | Parties{Party::reviewer};
constexpr Parties kStaff = kHandle | kReview | Parties{Party::assistant};
constexpr Parties kCitizen{Party::citizen};
constexpr Parties kSystem{Party::system};

bool has_unit(const TicketFacts& ticket) {
    return !ticket.unit.empty();
}

// The conditions of the rows.
bool is_direct(const TicketFacts& ticket) {
    return has_unit(ticket) && ticket.reply_review == ReplyReview::not_needed;
}

bool is_reviewed_once(const TicketFacts& ticket) {
    return has_unit(ticket) && ticket.reply_review != ReplyReview::needed_twice;
}

bool may_pause(const TicketFacts& ticket) {
    return ticket.rules.pausing == Pausing::allowed;
}

bool may_extend(const TicketFacts& ticket) {
    return ticket.rules.max_extension_workdays > 0;
}

bool waits_for_extension(const TicketFacts& ticket) {
    return ticket.extension.asked_workdays > 0;
}

bool waits_for_termination(const TicketFacts& ticket) {
    return ticket.termination_asked_by.has_value();
}

bool waits_for_no_termination(const TicketFacts& ticket) {
    return !waits_for_termination(ticket);
}

bool has_assists(const TicketFacts& ticket) {
    return !ticket.assists.empty();
}

bool awaits_opinions(const TicketFacts& ticket) {
    return std::any_of(ticket.assists.begin(), ticket.assists.end(), [](const Assist& assist) {
        return assist.state != Assist::State::answered;
    });
}

bool is_discontent(const TicketFacts& ticket) {
    return ticket.grade == model::Satisfaction::dissatisfied;
}

bool is_content(const TicketFacts& ticket) {
    return !is_discontent(ticket);
}

bool is_unjudged(const TicketFacts& ticket) {
    return !ticket.grade;
}

bool is_committed(const TicketFacts& ticket) {
    return ticket.commitment == Commitment::open;
}

bool is_uncommitted(const TicketFacts& ticket) {
    return !is_committed(ticket);
}

bool is_publishable(const TicketFacts& ticket) {
    return !ticket.restricted && ticket.consent == model::PublishConsent::yes;
}

bool is_proposed(const TicketFacts& ticket) {
    return is_publishable(ticket) && ticket.publication == Publication::proposed;
}

bool is_on_the_board(const TicketFacts& ticket) {
    return ticket.publication != Publication::none;
}

bool is_restricted(const TicketFacts& ticket) {
    return ticket.restricted;
}

bool is_unrestricted(const TicketFacts& ticket) {
    return !ticket.restricted;
}

/// Nobody in the unit has begun, and nobody waits for anything that was asked there.
bool is_untouched(const TicketFacts& ticket) {
    return has_unit(ticket) && !ticket.in_hand && !awaits_opinions(ticket) &&
           !waits_for_extension(ticket) && !waits_for_termination(ticket);
}

bool is_passed_on(const TicketFacts& ticket) {
    return ticket.passed_on.has_value();
}

bool may_ask_upstream(const TicketFacts& ticket) {
    return is_passed_on(ticket) && !ticket.passed_on->asked;
}

bool waits_to_be_taken_back(const TicketFacts& ticket) {
    return is_passed_on(ticket) && ticket.passed_on->asked == UpstreamRequest::take_back;
}

// The whole workflow: in these states, these parties, only if.
constexpr std::array kRows{
    MoveRow{Move::accept, {pending_acceptance}, kOffice | kSystem},
    MoveRow{Move::not_accept, kUndispatched | kWithUnit | States{dispatch_review}, kOffice},
    MoveRow{Move::merge, kUndispatched | kWithUnit, kOffice},
    MoveRow{Move::unmerge, {merged}, kOffice},
    MoveRow{Move::assign, kWithUnit | States{to_dispatch}, kOffice},
    MoveRow{Move::sign, {to_sign}, kHandler},
    MoveRow{Move::ask_assist, kWorking, kHandle},
    MoveRow{Move::give_opinion, kWithUnit | kReviewing, Parties{Party::assistant}, has_assists},
    MoveRow{Move::drop_assist, kWithUnit | kReviewing, kHandle, awaits_opinions},
    MoveRow{Move::return_ticket, (kWithUnit - States{rework}), kHandler},
    MoveRow{Move::rule_on_return, {dispatch_review}, kOfficeLead},
    MoveRow{Move::save_draft, kWorking | States{to_dispatch}, kHandle},
    MoveRow{Move::submit, kWorking | States{to_dispatch}, kHandle, has_unit},
    MoveRow{Move::approve, {in_review}, kReview},
    MoveRow{Move::approve, {in_second_review}, kSign},
    MoveRow{Move::send_back, {in_review, approved}, kReview},
    MoveRow{Move::send_back, {in_second_review}, kSign},
    MoveRow{Move::reply, kWorking | States{in_review}, kReview | kHandle, is_direct},
    MoveRow{Move::reply, {in_review}, kReview, is_reviewed_once},
    MoveRow{Move::reply, {in_second_review}, kSign},
    MoveRow{Move::send_approved, {approved}, kReview | kHandle},
    MoveRow{Move::invite_evaluation, {final_replied}, kOffice | kSystem},
    MoveRow{Move::evaluate, kAnswered, kCitizen | Parties{Party::dispatcher}},
    MoveRow{Move::order_rework, kAnswered, kOfficeLead, has_unit},
    MoveRow{Move::close, {final_replied, to_evaluate}, kHandle, is_content},
    MoveRow{Move::close, {final_replied, to_evaluate}, kOffice, is_discontent},
    MoveRow{Move::close, {final_replied, to_evaluate}, kSystem, is_unjudged},
    MoveRow{Move::archive, {closed}, kOffice | kSystem},
    MoveRow{Move::withdraw, kOpen, kCitizen},
    MoveRow{Move::reopen, kAnswered | kRefused | States{archived, terminated}, kOfficeLead},
    MoveRow{Move::pause, kWorking, kOfficeLead, may_pause},
    MoveRow{Move::resume, {paused}, kOfficeLead | kHandler | kSystem},
    MoveRow{Move::ask_extension, kWithUnit, kHandler, may_extend},
    MoveRow{
        Move::grant_extension,
        kWithUnit | kReviewing | States{dispatch_review, approved},
        kOfficeLead,
        waits_for_extension},
    MoveRow{
        Move::refuse_extension,
        kWithUnit | kReviewing | States{dispatch_review, paused, approved},
        kOfficeLead,
        waits_for_extension},
    MoveRow{Move::ask_termination, kWorking, kHandle, waits_for_no_termination},
    MoveRow{Move::terminate, kWorking | States{paused}, kOfficeLead, waits_for_termination},
    MoveRow{
        Move::refuse_termination,
        kWorking | kReviewing | States{paused, approved},
        kOfficeLead,
        waits_for_termination},
    MoveRow{Move::remind, kOpen, kOfficeLead | kSystem | kCitizen},
    MoveRow{Move::supervise, kOpen, kOfficeLead | kSystem},
    MoveRow{Move::escalate, kOpen, kOffice | kSystem},
    MoveRow{Move::track_commitment, {final_replied, to_evaluate}, kHandle, is_uncommitted},
    MoveRow{Move::keep_commitment, {final_replied, to_evaluate}, kHandle, is_committed},
    MoveRow{Move::add, kStored, kCitizen},
    MoveRow{Move::note, kStored, kStaff},
    MoveRow{Move::log_contact, (kOpen - States{pending_acceptance}) | kAnswered, kStaff},
    MoveRow{Move::propose_publication, kAnswered, kHandle, is_publishable},
    MoveRow{Move::review_publication, kAnswered, kReview, is_proposed},
    MoveRow{Move::withdraw_publication, kStored, kHandle | kReview, is_on_the_board},
    MoveRow{Move::ask_upstream, kOpen, kOfficeLead, may_ask_upstream},
    MoveRow{Move::hear_upstream, kOpen, kOfficeLead | kSystem, is_passed_on},
    MoveRow{Move::give_back, kOpen, kOfficeLead | kSystem, waits_to_be_taken_back},
    MoveRow{Move::restrict_ticket, kStored - States{merged}, kOfficeLead, is_unrestricted},
    MoveRow{Move::lift_restriction, kStored - States{merged}, kOfficeLead, is_restricted},
    MoveRow{Move::recall, kWithUnit - States{rework}, kOffice, is_untouched},
};

}  // namespace

std::span<const MoveRow> move_table() {
    return kRows;
}

Parties parties_for(Move move, const TicketFacts& ticket) {
    Parties parties;
    for (const auto& row : kRows)
        if (row.move == move && row.from.contains(ticket.state) &&
            (!row.only_if || row.only_if(ticket)))
            parties = parties | row.by;
    return parties;
}

Parties parties_ever(Move move, const TicketFacts& ticket) {
    Parties now;
    Parties ever;
    for (const auto& row : kRows) {
        if (row.move != move)
            continue;
        ever = ever | row.by;
        if (!row.only_if || row.only_if(ticket))
            now = now | row.by;
    }
    return now.empty() ? ever : now;
}

}  // namespace huiying::workflow
