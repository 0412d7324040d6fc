// Who may do what with a ticket, and what follows: one table of moves. Used by desk (before every
// change), web (buttons, error answers). Pure, safe from any thread. Sources: 信访工作条例 article
// 30 (never to the accused), 先审后发 (a second person approves), 个人信息保护法 article 25
// (consent before publication).
#pragma once

#include "board/model/errc.hpp"
#include "board/model/inbound_message.hpp"
#include "board/model/staff.hpp"
#include "board/model/ticket.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace huiying::workflow {

enum class Move {
    assign,                ///< 分派: give it to a unit, also again
    save_draft,            ///< 保存拟稿
    submit,                ///< 送审: a reply waits for the reviewer
    send_back,             ///< 退改: to the unit, with an opinion
    reply,                 ///< 签发: approve and send the final reply
    close,                 ///< 办结
    propose_publication,   ///< 提请公开
    review_publication,    ///< 公开审查: secrecy, privacy, wording
    withdraw_publication,  ///< 撤下公开: at any time
};

[[nodiscard]] std::string_view to_word(Move move);
[[nodiscard]] std::optional<Move> parse_move(std::string_view word);
[[nodiscard]] std::string_view chinese_name(Move move);

/// Where publication of the masked copy stands.
enum class Publication { none, proposed, published };

/// What the rules need to know of a ticket.
struct TicketFacts {
    model::TicketState state = model::TicketState::to_dispatch;
    std::string unit;                            ///< responsible unit, empty until routed
    bool restricted = false;                     ///< accuses a unit or staff
    std::vector<std::string> accused_units;      ///< may be empty although restricted
    std::string lead_unit;                       ///< code of the lead office
    std::optional<model::StaffId> submitted_by;  ///< who sent the draft for review
    model::ReplyReview reply_review = model::ReplyReview::needed;
    model::PublishConsent consent = model::PublishConsent::no;
    Publication publication = Publication::none;
    std::optional<model::StaffId> proposed_by;  ///< who proposed the public copy
};

/// Whether the ticket exists for this person. Handlers and reviewers: their own unit's;
/// dispatchers, managers of the lead office and administrators: all. Restricted ones: the lead
/// office's dispatchers, reviewers and managers, and administrators; never anybody of an accused
/// unit.
[[nodiscard]] bool is_visible_to(const model::Staff& staff, const TicketFacts& ticket);

/// Errors, the first that holds: not_found (not visible: its existence is not told), forbidden (no
/// role of this person does this here), move_not_allowed (not in this state, or no consent),
/// second_person_needed.
[[nodiscard]] model::Result<void> may(
    const model::Staff& staff, const TicketFacts& ticket, Move move
);

/// Whether a ticket may be given to a unit: never to an accused one, a restricted ticket only to
/// the lead office.
[[nodiscard]] bool is_assignable_to(const TicketFacts& ticket, std::string_view unit);

/// Every move that `may` allows, in the order of the enumeration.
[[nodiscard]] std::vector<Move> allowed_moves(const model::Staff& staff, const TicketFacts& ticket);

/// The state that a move leads to from `from`. REQUIRES: the move is allowed there.
[[nodiscard]] model::TicketState next_state(model::TicketState from, Move move);

}  // namespace huiying::workflow
