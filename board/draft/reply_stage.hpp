// What a town writes to citizens, in all its forms: of which kind the matter is, at which stage, at
// which length. Each has a shipped wording, templates/replies/letters/<stage>.mustache. Used by
// draft, desk, web, app. Pure. Words are never changed: the API and the command line take them.
// Sources of the stages: board/workflow/effects.hpp (what a move tells the citizen),
// board/model/grounds.hpp (not accepted), 政府信息公开条例 articles 30, 33, 36 to 39 (decisions).
#pragma once

#include "board/model/grounds.hpp"
#include "board/model/inbound_message.hpp"

#include <cstddef>
#include <optional>
#include <span>
#include <string_view>

namespace huiying::draft {

enum class ReplyKind {
    question,             ///< 咨询
    complaint,            ///< 投诉
    suggestion,           ///< 建议
    help,                 ///< 求助
    report,               ///< 举报
    information_request,  ///< 信息公开申请
    petition,             ///< 信访
    emergency,            ///< 紧急
    not_for_government,   ///< 非政府职责
    spam,                 ///< 垃圾信息
};

enum class ReplyStage {
    receipt,         ///< 收到回执
    accepted,        ///< 受理告知
    first_response,  ///< 当日回应
    unit_changed,    ///< 转办告知
    merged,          ///< 并件告知
    unmerged,        ///< 恢复单独办理告知
    supplement,      ///< 补充（补正）告知
    paused,          ///< 中止告知
    resumed,         ///< 恢复办理告知
    extended,        ///< 延期告知
    refused_emergency,
    refused_petition,
    refused_discipline,
    refused_litigation,
    refused_information_disclosure,
    refused_duplicate,
    refused_not_for_government,
    refused_improper,
    refused_malicious,
    final_reply,           ///< 办结答复
    rework_reply,          ///< 重办答复
    please_evaluate,       ///< 评价邀请
    rework_begun,          ///< 重办告知
    reopened,              ///< 重新办理告知
    terminated,            ///< 终止告知
    withdrawal_confirmed,  ///< 撤回确认
    commitment_kept,       ///< 承诺兑现告知
    published,             ///< 公开告知
    unpublished,           ///< 撤下公开告知
    given_back,            ///< 退回转办单位告知
    disclosed_already,     ///< from here on: decisions on an application for information
    disclosed,
    disclosed_partly,
    undisclosed,
    no_such_information,
    not_our_information,
    asked_before,
    other_law,
    not_an_application,
    in_print,
    needs_making,
    abandoned,
};

/// How much the way to the citizen takes.
enum class ReplyLength {
    letter,  ///< read on the board, by e-mail, on paper
    chat,    ///< WeChat, WeCom, DingTalk, Feishu, web chat: a bubble
    sms,     ///< one part of 70 characters; never what the matter is about
};

struct ReplyForm {
    ReplyKind kind = ReplyKind::question;
    ReplyStage stage = ReplyStage::final_reply;
    ReplyLength length = ReplyLength::letter;

    friend bool operator==(const ReplyForm&, const ReplyForm&) = default;
};

[[nodiscard]] std::span<const ReplyKind> all_reply_kinds();
[[nodiscard]] std::span<const ReplyStage> all_reply_stages();
[[nodiscard]] std::span<const ReplyLength> all_reply_lengths();

[[nodiscard]] std::string_view to_word(ReplyKind kind);
[[nodiscard]] std::string_view to_word(ReplyStage stage);
[[nodiscard]] std::string_view to_word(ReplyLength length);
[[nodiscard]] std::string_view chinese_name(ReplyKind kind);
[[nodiscard]] std::string_view chinese_name(ReplyStage stage);
[[nodiscard]] std::string_view chinese_name(ReplyLength length);
[[nodiscard]] std::optional<ReplyKind> parse_reply_kind(std::string_view word);
[[nodiscard]] std::optional<ReplyStage> parse_reply_stage(std::string_view word);
[[nodiscard]] std::optional<ReplyLength> parse_reply_length(std::string_view word);

[[nodiscard]] ReplyKind reply_kind_of(model::Kind kind);
[[nodiscard]] ReplyStage refused_for(model::NonAcceptance reason);

/// Whether it is a decision on an application for information.
[[nodiscard]] bool is_disclosure(ReplyStage stage);
/// Decisions on applications are of these alone; everything else is there for every kind.
[[nodiscard]] bool exists(ReplyKind kind, ReplyStage stage);

}  // namespace huiying::draft
