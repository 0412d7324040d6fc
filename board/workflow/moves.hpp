// Who may do what with a ticket: the moves, what the rules must know of a ticket, and the questions
// that desk asks before every change. Used by desk and web. Pure, safe from any thread. What
// follows from a move is decision.hpp; the table itself move_table.hpp; docs/workflow.md says it in
// words. Sources: 信访工作条例 article 30 (never to the accused), 先审后发 (a second person
// approves), 个人信息保护法 article 25 (consent before publication), 潍坊市12345条例 articles 19 to
// 22 (non-acceptance, return, termination), 国办函〔2025〕66号 (派单异议审核).
#pragma once

#include "board/model/errc.hpp"
#include "board/model/inbound_message.hpp"
#include "board/model/staff.hpp"
#include "board/model/ticket.hpp"
#include "board/workflow/parties.hpp"
#include "board/workflow/ticket_facts.hpp"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace huiying::workflow {

enum class Move {
    accept,                ///< 受理
    not_accept,            ///< 不予受理: with reason and channel
    merge,                 ///< 并单: into another ticket, reversibly
    unmerge,               ///< 撤销并单
    assign,                ///< 交办: give it to a lead unit (主办), also again
    sign,                  ///< 签收: the unit confirms that it has it
    ask_assist,            ///< 请求协办: another unit's opinion by a date
    give_opinion,          ///< 协办意见
    drop_assist,           ///< 取消协办
    return_ticket,         ///< 退办: with ground and written basis
    rule_on_return,        ///< 裁定: the office decides on the return, and the decision stands
    save_draft,            ///< 保存拟稿
    submit,                ///< 送审: a reply waits for the reviewer
    approve,               ///< 审核通过: to the next level, or ready to be sent
    send_back,             ///< 退改: to the unit, with an opinion
    reply,                 ///< 签发: the final reply goes out
    send_approved,         ///< 发出: the approved reply goes out, in writing or by phone
    invite_evaluation,     ///< 请市民评价
    evaluate,              ///< 评价: 满意, 基本满意, 不满意
    order_rework,          ///< 责令重办
    close,                 ///< 办结
    archive,               ///< 归档
    withdraw,              ///< 撤回: by the citizen
    reopen,                ///< 重新办理
    pause,                 ///< 中止
    resume,                ///< 恢复
    ask_extension,         ///< 申请延期
    grant_extension,       ///< 同意延期
    refuse_extension,      ///< 不同意延期
    ask_termination,       ///< 申请终止
    terminate,             ///< 终止: approved by another person
    refuse_termination,    ///< 不同意终止
    remind,                ///< 催办
    supervise,             ///< 督办
    escalate,              ///< 升级: to the manager
    track_commitment,      ///< 挂账: a dated commitment is followed until it is kept
    keep_commitment,       ///< 销账
    add,                   ///< 补充: by the citizen, on any channel
    note,                  ///< 内部批注: stops nothing
    log_contact,           ///< 记录联系: a call or a visit
    propose_publication,   ///< 提请公开
    review_publication,    ///< 公开审查: secrecy, privacy, wording
    withdraw_publication,  ///< 撤下公开: at any time
    ask_upstream,          ///< 请示转办单位: to take it back, or for more time
    hear_upstream,         ///< 转办单位答复: what leaves the matter here
    give_back,             ///< 退回转办单位: it agreed to take the matter back
    restrict_ticket,   ///< 限办公室办理: it accuses a unit or its people, the office's alone
    lift_restriction,  ///< 解除限定: the office found that it accuses nobody
    recall,            ///< 收回分派: the office takes back what nobody in the unit has begun
};

[[nodiscard]] std::span<const Move> all_moves();
[[nodiscard]] std::string_view to_word(Move move);
[[nodiscard]] std::optional<Move> parse_move(std::string_view word);
[[nodiscard]] std::string_view chinese_name(Move move);

/// Whether facts alone allow the move to this actor. Errors, the first that holds: not_found (not
/// visible: its existence is not told), forbidden (no role of this person does this here),
/// move_not_allowed (not in this state, or no consent), and those that name a fact:
/// unit_designated, already_returned, ... What the actor writes is checked by decide().
[[nodiscard]] model::Result<void> may(const Actor& actor, const TicketFacts& ticket, Move move);
[[nodiscard]] model::Result<void> may(
    const model::Staff& staff, const TicketFacts& ticket, Move move
);

/// Every move that `may` allows, in the order of the enumeration.
[[nodiscard]] std::vector<Move> allowed_moves(const Actor& actor, const TicketFacts& ticket);
[[nodiscard]] std::vector<Move> allowed_moves(const model::Staff& staff, const TicketFacts& ticket);

/// A move that is possible now, and who may make it.
struct Permitted {
    Move move = Move::note;
    Parties by;

    friend bool operator==(const Permitted&, const Permitted&) = default;
};

/// Every move that the ticket allows to anybody.
[[nodiscard]] std::vector<Permitted> permitted(const TicketFacts& ticket);

/// Whether a ticket may be given to a unit: never to an accused one, a restricted ticket only to
/// the lead office.
[[nodiscard]] bool is_assignable_to(const TicketFacts& ticket, std::string_view unit);

}  // namespace huiying::workflow
