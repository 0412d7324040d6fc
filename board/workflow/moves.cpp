#include "board/workflow/moves.hpp"

#include <algorithm>
#include <array>
#include <cstddef>

namespace huiying::workflow {

namespace {

using model::Errc;
using model::ReplyReview;
using model::Role;
using model::TicketState;

constexpr unsigned bit(TicketState state) {
    return 1U << static_cast<unsigned>(state);
}

constexpr unsigned bit(Role role) {
    return 1U << static_cast<unsigned>(role);
}

constexpr unsigned kOpen = bit(TicketState::to_dispatch) | bit(TicketState::handling);
constexpr unsigned kReplied = bit(TicketState::final_replied) | bit(TicketState::closed);
constexpr unsigned kDispatch = bit(Role::dispatcher) | bit(Role::administrator);
constexpr unsigned kHandle = kDispatch | bit(Role::handler);
constexpr unsigned kReview = bit(Role::reviewer) | bit(Role::manager) | bit(Role::administrator);

struct Rule {
    Move move;
    std::string_view word;
    std::string_view chinese;
    unsigned from;                  ///< states, as bits
    std::optional<TicketState> to;  ///< nullopt: stays
    unsigned roles;                 ///< any of these, as bits
};

// The whole workflow: one row a move.
constexpr std::array<Rule, 9> kRules{{
    {Move::assign, "assign", "分派", kOpen, TicketState::handling, kDispatch},
    {Move::save_draft, "save_draft", "保存拟稿", kOpen, std::nullopt, kHandle},
    {Move::submit, "submit", "送审", kOpen, TicketState::in_review, kHandle},
    {Move::send_back,
     "send_back",
     "退改",
     bit(TicketState::in_review),
     TicketState::handling,
     kReview},
    {Move::reply,
     "reply",
     "签发",
     bit(TicketState::in_review),
     TicketState::final_replied,
     kReview},
    {Move::close, "close", "办结", bit(TicketState::final_replied), TicketState::closed, kHandle},
    {Move::propose_publication, "propose_publication", "提请公开", kReplied, std::nullopt, kHandle},
    {Move::review_publication, "review_publication", "公开审查", kReplied, std::nullopt, kReview},
    {Move::withdraw_publication,
     "withdraw_publication",
     "撤下公开",
     kOpen | bit(TicketState::in_review) | kReplied,
     std::nullopt,
     kHandle | kReview},
}};

const Rule& rule_of(Move move) {
    return kRules[static_cast<std::size_t>(move)];
}

/// The row of `reply` in towns that let the one who handles a ticket send the reply.
constexpr Rule kReplyWithoutReview{
    Move::reply,
    "reply",
    "签发",
    bit(TicketState::handling) | bit(TicketState::in_review),
    TicketState::final_replied,
    kReview | kHandle};

const Rule& rule_for(const TicketFacts& ticket, Move move) {
    const bool direct = move == Move::reply && ticket.reply_review == ReplyReview::not_needed;
    return direct ? kReplyWithoutReview : rule_of(move);
}

bool has_any(const model::Staff& staff, unsigned roles) {
    return std::any_of(staff.roles.begin(), staff.roles.end(), [&](Role role) {
        return (bit(role) & roles) != 0;
    });
}

bool contains(const std::vector<std::string>& codes, const std::string& code) {
    return std::find(codes.begin(), codes.end(), code) != codes.end();
}

bool in_lead_office(const model::Staff& staff, const TicketFacts& ticket) {
    return !ticket.lead_unit.empty() && staff.unit == ticket.lead_unit;
}

bool in_responsible_unit(const model::Staff& staff, const TicketFacts& ticket) {
    return !ticket.unit.empty() && staff.unit == ticket.unit;
}

/// Roles of a person that count for this ticket: handlers, reviewers and managers only for their
/// own unit's tickets, those of the lead office for all.
unsigned roles_here(const model::Staff& staff, const TicketFacts& ticket) {
    static constexpr unsigned kTownWide = bit(Role::dispatcher) | bit(Role::administrator);
    static constexpr unsigned kLeadWide = bit(Role::reviewer) | bit(Role::manager);
    unsigned roles = 0;
    for (const auto role : staff.roles) {
        const bool here = (bit(role) & kTownWide) != 0 || in_responsible_unit(staff, ticket) ||
                          ((bit(role) & kLeadWide) != 0 && in_lead_office(staff, ticket));
        roles |= here ? bit(role) : 0;
    }
    return roles;
}

bool may_see_restricted(const model::Staff& staff, const TicketFacts& ticket) {
    static constexpr unsigned kLeadRoles =
        bit(Role::dispatcher) | bit(Role::reviewer) | bit(Role::manager);
    return has_role(staff, Role::administrator) ||
           (in_lead_office(staff, ticket) && has_any(staff, kLeadRoles));
}

/// Whether the second pair of eyes would be the first.
bool is_same_person(const model::Staff& staff, const TicketFacts& ticket, Move move) {
    if (move == Move::reply)
        return ticket.reply_review == ReplyReview::needed && ticket.submitted_by == staff.id;
    return move == Move::review_publication && ticket.proposed_by == staff.id;
}

/// What a publication needs beyond the state.
bool is_publishable(const TicketFacts& ticket, Move move) {
    if (ticket.restricted || ticket.consent != model::PublishConsent::yes)
        return false;
    return move != Move::review_publication || ticket.publication == Publication::proposed;
}

bool is_possible(const TicketFacts& ticket, Move move) {
    if ((bit(ticket.state) & rule_for(ticket, move).from) == 0)
        return false;
    // A reply is signed by a unit: without one there is nothing to review or to send.
    if ((move == Move::submit || move == Move::reply) && ticket.unit.empty())
        return false;
    if (move == Move::withdraw_publication)
        return ticket.publication != Publication::none;
    const bool publishes = move == Move::propose_publication || move == Move::review_publication;
    return !publishes || is_publishable(ticket, move);
}

}  // namespace

std::string_view to_word(Move move) {
    return rule_of(move).word;
}

std::optional<Move> parse_move(std::string_view word) {
    for (const auto& rule : kRules) {
        if (rule.word == word)
            return rule.move;
    }
    return std::nullopt;
}

std::string_view chinese_name(Move move) {
    return rule_of(move).chinese;
}

bool is_visible_to(const model::Staff& staff, const TicketFacts& ticket) {
    if (!staff.active)
        return false;
    if (!staff.unit.empty() && contains(ticket.accused_units, staff.unit))
        return false;
    if (ticket.restricted)
        return may_see_restricted(staff, ticket);
    return roles_here(staff, ticket) != 0;
}

model::Result<void> may(const model::Staff& staff, const TicketFacts& ticket, Move move) {
    if (!is_visible_to(staff, ticket))
        return Errc::not_found;
    if ((roles_here(staff, ticket) & rule_for(ticket, move).roles) == 0)
        return Errc::forbidden;
    if (!is_possible(ticket, move))
        return Errc::move_not_allowed;
    if (is_same_person(staff, ticket, move))
        return Errc::second_person_needed;
    return {};
}

bool is_assignable_to(const TicketFacts& ticket, std::string_view unit) {
    if (unit.empty() || contains(ticket.accused_units, std::string(unit)))
        return false;
    // Where the office itself is accused, the administrator gives the matter to another unit's
    // head.
    if (contains(ticket.accused_units, ticket.lead_unit))
        return true;
    return !ticket.restricted || unit == ticket.lead_unit;
}

std::vector<Move> allowed_moves(const model::Staff& staff, const TicketFacts& ticket) {
    std::vector<Move> moves;
    for (const auto& rule : kRules) {
        if (may(staff, ticket, rule.move))
            moves.push_back(rule.move);
    }
    return moves;
}

model::TicketState next_state(model::TicketState from, Move move) {
    return rule_of(move).to.value_or(from);
}

}  // namespace huiying::workflow
