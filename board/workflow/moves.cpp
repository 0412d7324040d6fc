#include "board/workflow/moves.hpp"

#include "board/workflow/guards.hpp"
#include "board/workflow/move_table.hpp"

#include <algorithm>
#include <array>

namespace huiying::workflow {
namespace {

using model::Errc;

struct Name {
    Move move;
    std::string_view word;
    std::string_view chinese;
};

constexpr std::array kNames{
    Name{Move::accept, "accept", "受理"},
    Name{Move::not_accept, "not_accept", "不予受理"},
    Name{Move::merge, "merge", "并单"},
    Name{Move::unmerge, "unmerge", "撤销并单"},
    Name{Move::assign, "assign", "分派"},
    Name{Move::sign, "sign", "签收"},
    Name{Move::ask_assist, "ask_assist", "请求协办"},
    Name{Move::give_opinion, "give_opinion", "提交协办意见"},
    Name{Move::drop_assist, "drop_assist", "取消协办"},
    Name{Move::return_ticket, "return_ticket", "退办"},
    Name{Move::rule_on_return, "rule_on_return", "裁定退办"},
    Name{Move::save_draft, "save_draft", "保存拟稿"},
    Name{Move::submit, "submit", "送审"},
    Name{Move::approve, "approve", "审核通过"},
    Name{Move::send_back, "send_back", "退改"},
    Name{Move::reply, "reply", "签发"},
    Name{Move::send_approved, "send_approved", "发出答复"},
    Name{Move::invite_evaluation, "invite_evaluation", "请市民评价"},
    Name{Move::evaluate, "evaluate", "评价"},
    Name{Move::order_rework, "order_rework", "责令重办"},
    Name{Move::close, "close", "办结"},
    Name{Move::archive, "archive", "归档"},
    Name{Move::withdraw, "withdraw", "撤回"},
    Name{Move::reopen, "reopen", "重新办理"},
    Name{Move::pause, "pause", "中止"},
    Name{Move::resume, "resume", "恢复"},
    Name{Move::ask_extension, "ask_extension", "申请延期"},
    Name{Move::grant_extension, "grant_extension", "同意延期"},
    Name{Move::refuse_extension, "refuse_extension", "不同意延期"},
    Name{Move::ask_termination, "ask_termination", "申请终止"},
    Name{Move::terminate, "terminate", "批准终止"},
    Name{Move::refuse_termination, "refuse_termination", "不同意终止"},
    Name{Move::remind, "remind", "催办"},
    Name{Move::supervise, "supervise", "督办"},
    Name{Move::escalate, "escalate", "升级"},
    Name{Move::track_commitment, "track_commitment", "挂账跟踪"},
    Name{Move::keep_commitment, "keep_commitment", "销账"},
    Name{Move::add, "add", "补充"},
    Name{Move::note, "note", "批注"},
    Name{Move::log_contact, "log_contact", "记录联系"},
    Name{Move::propose_publication, "propose_publication", "提请公开"},
    Name{Move::review_publication, "review_publication", "公开审查"},
    Name{Move::withdraw_publication, "withdraw_publication", "撤下公开"},
    Name{Move::ask_upstream, "ask_upstream", "请示转办单位"},
    Name{Move::hear_upstream, "hear_upstream", "转办单位答复"},
    Name{Move::give_back, "give_back", "退回转办单位"},
    Name{Move::restrict_ticket, "restrict", "限办公室办理"},
    Name{Move::lift_restriction, "lift_restriction", "解除限定"},
    Name{Move::recall, "recall", "收回分派"},
};

constexpr bool is_in_order() {
    for (std::size_t i = 0; i < kNames.size(); ++i)
        if (static_cast<std::size_t>(kNames[i].move) != i)
            return false;
    return true;
}

static_assert(is_in_order(), "a name for every move, in the order of the enumeration");

constexpr auto kMoves = [] {
    std::array<Move, kNames.size()> moves{};
    for (std::size_t i = 0; i < kNames.size(); ++i)
        moves[i] = kNames[i].move;
    return moves;
}();

const Name& name_of(Move move) {
    return kNames.at(static_cast<std::size_t>(move));
}

bool contains(const std::vector<std::string>& codes, std::string_view code) {
    return std::find(codes.begin(), codes.end(), code) != codes.end();
}

/// Whether the ticket exists for who asks; the citizen's own and the system's always do.
bool knows_of(const Actor& actor, const TicketFacts& ticket) {
    return actor.kind != Actor::Kind::staff || is_visible_to(actor.staff, ticket);
}

}  // namespace

std::span<const Move> all_moves() {
    return kMoves;
}

std::string_view to_word(Move move) {
    return name_of(move).word;
}

std::optional<Move> parse_move(std::string_view word) {
    const auto* found = std::find_if(kNames.begin(), kNames.end(), [&](const Name& name) {
        return name.word == word;
    });
    return found == kNames.end() ? std::nullopt : std::optional(found->move);
}

std::string_view chinese_name(Move move) {
    return name_of(move).chinese;
}

model::Result<void> may(const Actor& actor, const TicketFacts& ticket, Move move) {
    if (!knows_of(actor, ticket))
        return Errc::not_found;
    const auto parties = parties_of(actor, ticket);
    if ((parties & parties_ever(move, ticket)).empty())
        return Errc::forbidden;
    if ((parties & parties_for(move, ticket)).empty())
        return Errc::move_not_allowed;
    if (const auto objection = fact_objection(actor, ticket, move))
        return *objection;
    return {};
}

model::Result<void> may(const model::Staff& staff, const TicketFacts& ticket, Move move) {
    return may(acting(staff), ticket, move);
}

std::vector<Move> allowed_moves(const Actor& actor, const TicketFacts& ticket) {
    std::vector<Move> moves;
    for (const auto move : kMoves)
        if (may(actor, ticket, move))
            moves.push_back(move);
    return moves;
}

std::vector<Move> allowed_moves(const model::Staff& staff, const TicketFacts& ticket) {
    return allowed_moves(acting(staff), ticket);
}

std::vector<Permitted> permitted(const TicketFacts& ticket) {
    std::vector<Permitted> moves;
    for (const auto move : kMoves) {
        if (fact_objection(the_system(), ticket, move))
            continue;
        auto by = parties_for(move, ticket);
        if (fact_objection(the_citizen(), ticket, move))
            by = by - Parties{Party::citizen};
        if (!by.empty())
            moves.push_back({move, by});
    }
    return moves;
}

bool is_assignable_to(const TicketFacts& ticket, std::string_view unit) {
    if (unit.empty() || contains(ticket.accused_units, unit))
        return false;
    // Where the office itself is accused, the administrator gives the matter to another unit's
    // head.
    if (contains(ticket.accused_units, ticket.lead_unit))
        return true;
    return !ticket.restricted || unit == ticket.lead_unit;
}

}  // namespace huiying::workflow
