#include "board/desk/audit_words.hpp"

#include "board/workflow/moves.hpp"

#include <algorithm>
#include <array>

namespace huiying::desk {
namespace {

using Subject = AuditSubject;

constexpr std::array kAuditSubjects{
    AuditSubjectWord{Subject::logins, "logins", "登录"},
    AuditSubjectWord{Subject::people, "people", "人员"},
    AuditSubjectWord{Subject::town, "town", "单位与设置"},
    AuditSubjectWord{Subject::knowledge, "knowledge", "知识库与模板"},
    AuditSubjectWord{Subject::routing, "routing", "分派规则与模型"},
    AuditSubjectWord{Subject::delivery, "delivery", "发送与未入库"},
    AuditSubjectWord{Subject::exports, "exports", "导出"},
    AuditSubjectWord{Subject::tickets, "tickets", "办理"}};

struct ActionRow {
    std::string_view action;
    Subject subject;
    std::string_view name;
};

constexpr std::array kActions{
    ActionRow{"log_in", Subject::logins, "登录"},
    ActionRow{"log_in_failed", Subject::logins, "登录失败"},
    ActionRow{"log_out", Subject::logins, "退出登录"},
    ActionRow{"bind_identity", Subject::logins, "绑定外部账号"},
    ActionRow{"unbind_identity", Subject::logins, "解除外部账号"},
    ActionRow{"put_login_rules", Subject::logins, "修改登录规则"},
    ActionRow{"second_factor_on", Subject::logins, "启用动态口令"},
    ActionRow{"second_factor_off", Subject::logins, "停用动态口令"},
    ActionRow{"second_factor_reset", Subject::logins, "重置动态口令"},
    ActionRow{"second_factor_failed", Subject::logins, "动态口令错误"},
    ActionRow{"recovery_codes_renewed", Subject::logins, "更换恢复码"},
    ActionRow{"add_staff", Subject::people, "添加人员"},
    ActionRow{"change_staff", Subject::people, "修改人员"},
    ActionRow{"put_absence", Subject::people, "登记外出代理"},
    ActionRow{"end_absence", Subject::people, "结束外出代理"},
    ActionRow{"hand_over", Subject::people, "移交工作"},
    ActionRow{"put_duty_roster", Subject::people, "修改值班表"},
    ActionRow{"put_unit", Subject::town, "修改单位"},
    ActionRow{"put_settings", Subject::town, "修改设置"},
    ActionRow{"put_channel", Subject::town, "修改渠道"},
    ActionRow{"adopt_calendar", Subject::town, "启用工作日历"},
    ActionRow{"finish_setup_step", Subject::town, "完成首次设置的一步"},
    ActionRow{"put_robot", Subject::town, "修改群机器人"},
    ActionRow{"remove_robot", Subject::town, "删除群机器人"},
    ActionRow{"test_robot", Subject::town, "测试群机器人"},
    ActionRow{"resend_robot", Subject::town, "群机器人重发"},
    ActionRow{"month_report_saved", Subject::town, "保存月度通报"},
    ActionRow{"put_faq", Subject::knowledge, "修改常见问题"},
    ActionRow{"import_faq", Subject::knowledge, "导入常见问题"},
    ActionRow{"synonyms", Subject::knowledge, "修改同义词"},
    ActionRow{"put_template", Subject::knowledge, "修改答复模板"},
    ActionRow{"answer_bounds", Subject::knowledge, "修改自动答复界限"},
    ActionRow{"learn_order", Subject::knowledge, "学习条目的先后"},
    ActionRow{"use_learnt_order", Subject::knowledge, "启用学到的先后"},
    ActionRow{"learnt_order_switch", Subject::knowledge, "修改先后的启用方式"},
    ActionRow{"settle_faq", Subject::knowledge, "核对受文件变动影响的条目"},
    ActionRow{"take_rewriting", Subject::tickets, "采用模型改写的答复"},
    ActionRow{"put_catalogue_item", Subject::town, "修改主动公开事项"},
    ActionRow{"drop_catalogue_event", Subject::town, "主动公开事项不予公开"},
    ActionRow{"catalogue_proposed", Subject::town, "提请公开"},
    ActionRow{"catalogue_published", Subject::town, "公开事项审查通过"},
    ActionRow{"catalogue_refused", Subject::town, "公开事项审查不通过"},
    ActionRow{"catalogue_withdrawn", Subject::town, "撤下已公开的事项"},
    ActionRow{"import_catalogue", Subject::town, "导入主动公开目录"},
    ActionRow{"import_past_tickets", Subject::town, "导入历史来信"},
    ActionRow{"routing_rules", Subject::routing, "修改分派规则"},
    ActionRow{"train_routing", Subject::routing, "训练分派模型"},
    ActionRow{"use_routing_model", Subject::routing, "启用分派模型"},
    ActionRow{"routing_precision", Subject::routing, "修改自动分派的准确率要求"},
    ActionRow{"routing_switch", Subject::routing, "修改模型启用方式"},
    ActionRow{"confirm_sent", Subject::delivery, "确认已送达"},
    ActionRow{"send_again", Subject::delivery, "决定重新发送"},
    ActionRow{"told_by_phone", Subject::delivery, "登记已电话告知"},
    ActionRow{"dead_letter_replayed", Subject::delivery, "重放未入库来件"},
    ActionRow{"dead_letter_dropped", Subject::delivery, "放弃未入库来件"},
    ActionRow{"export_month_report", Subject::exports, "导出月度通报"},
    ActionRow{"export_faq", Subject::exports, "导出常见问题"},
    ActionRow{"export_upstream_report", Subject::exports, "导出转办回报"},
    ActionRow{"export_audit", Subject::exports, "导出审计日志"},
    ActionRow{"publish", Subject::tickets, "公开审查通过"},
    ActionRow{"refuse_publication", Subject::tickets, "公开审查不通过"},
    ActionRow{"score_reply", Subject::tickets, "抽查评分"}};

const ActionRow* row_of(std::string_view action) {
    const auto* const found = std::find_if(kActions.begin(), kActions.end(), [&](const auto& row) {
        return row.action == action;
    });
    return found == kActions.end() ? nullptr : found;
}

}  // namespace

std::span<const AuditSubjectWord> audit_subjects() {
    return kAuditSubjects;
}

std::optional<AuditSubject> parse_audit_subject(std::string_view word) {
    for (const auto& row : kAuditSubjects)
        if (row.word == word)
            return row.subject;
    return std::nullopt;
}

AuditSubject audit_subject_of(std::string_view action) {
    const auto* const row = row_of(action);
    return row ? row->subject : Subject::tickets;
}

std::string audit_name_of(std::string_view action) {
    if (const auto* const row = row_of(action))
        return std::string(row->name);
    const auto move = workflow::parse_move(action);
    return std::string(move ? workflow::chinese_name(*move) : action);
}

std::vector<std::string> audit_actions_of(AuditSubject subject) {
    std::vector<std::string> actions;
    actions.reserve(kActions.size());
    for (const auto& row : kActions)
        if (subject == Subject::tickets ? row.subject != subject : row.subject == subject)
            actions.emplace_back(row.action);
    return actions;
}

}  // namespace huiying::desk
