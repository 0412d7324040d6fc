#include "board/desk/citizen_status.hpp"
#include "board/web/page_addition.hpp"
#include "board/web/page_status.hpp"
#include "board/web/page_text.hpp"

#include <algorithm>
#include <array>

namespace huiying::web {
namespace {

using templates::Value;

constexpr std::array kGrades{
    model::Satisfaction::satisfied,
    model::Satisfaction::mostly_satisfied,
    model::Satisfaction::dissatisfied};

struct Stage {
    std::string_view name;
    model::TicketPhase reached_at;
};

// What a citizen tells apart; a reply in review is still being handled.
constexpr std::array<Stage, 4> kStages{{
    {"收到", model::TicketPhase::intake},
    {"分派", model::TicketPhase::dispatching},
    {"办理", model::TicketPhase::with_unit},
    {"答复", model::TicketPhase::answered},
}};

Value stage_list(model::TicketState state) {
    // What ended without a reply came no further than its receipt: the state's name says the rest.
    const auto phase = model::phase_of(state) == model::TicketPhase::ended
                           ? model::TicketPhase::intake
                           : model::phase_of(state);
    Value::List list;
    for (std::size_t i = 0; i < kStages.size(); ++i) {
        const bool is_reached = phase >= kStages[i].reached_at;
        const bool is_last = i + 1 == kStages.size() || phase < kStages[i + 1].reached_at;
        list.push_back(Value{
            {"stage", kStages[i].name},
            {"done", is_reached && !is_last},
            {"current", is_reached && is_last},
            {"ahead", !is_reached},
        });
    }
    return list;
}

Value step_list(const desk::CitizenView& view, model::Instant now) {
    Value::List list;
    for (const auto& step : view.steps)
        list.push_back(Value{
            {"step_time", model::to_chinese(step.at, now)},
            {"step_machine_time", model::to_rfc3339(step.at)},
            {"step_text", step.text},
        });
    return list;
}

std::string file_size_words(std::int64_t bytes) {
    const auto kilobytes = std::max<std::int64_t>(1, bytes / 1024);
    return kilobytes < 1024 ? std::to_string(kilobytes) + " KB"
                            : std::to_string(kilobytes / 1024) + " MB";
}

std::string_view file_kind_words(std::string_view media_type) {
    return media_type == "application/pdf" ? "PDF 文件" : "图片";
}

Value reply_list(const desk::CitizenView& view, model::Instant now) {
    Value::List list;
    for (const auto& reply : view.replies)
        list.push_back(Value{
            {"reply_time", model::to_chinese(reply.at, now)},
            {"reply_machine_time", model::to_rfc3339(reply.at)},
            {"reply_by", reply.by},
            {"reply_text", prose(reply.text)},
            {"has_reply_files", !reply.files.empty()},
            {"reply_files", file_list(reply.files)},
        });
    return list;
}

std::string day_words_of(model::Date date) {
    return std::to_string(static_cast<int>(date.year())) + "年" +
           std::to_string(static_cast<unsigned>(date.month())) + "月" +
           std::to_string(static_cast<unsigned>(date.day())) + "日";
}

Value commitment_list(const desk::CitizenView& view, model::Instant now) {
    Value::List list;
    for (const auto& promise : view.commitments)
        list.push_back(Value{
            {"promise_text", promise.text},
            {"promise_due", day_words_of(promise.due)},
            {"promise_kept", promise.kept_at ? model::to_chinese(*promise.kept_at, now) : ""},
            {"promise_summary", promise.summary},
        });
    return list;
}

/// Nothing where nobody has filled it in yet.
std::string contact_words(const std::string& contact) {
    return contact.find("【待填】") == std::string::npos ? contact : std::string();
}

/// The promised date; while the clock stands still, since when and why.
std::string final_words(const desk::CitizenView& view, const PageFrame& frame) {
    if (!view.pause)
        return final_due_words(view.due, frame.final_workdays, frame.now);
    return "自" + model::to_chinese(view.pause->since, frame.now) +
           "起中止办理，期限暂停计算，恢复后确定日期。原因：" + view.pause->ground + "。" +
           view.pause->evidence;
}

Value joined_list(const desk::CitizenView& view, model::Instant now) {
    Value::List list;
    for (const auto& other : view.joined)
        list.push_back(Value{
            {"joined_number", other.number},
            {"joined_state", model::chinese_name(other.state)},
            {"joined_received", model::to_chinese(other.received_at, now)},
        });
    return list;
}

Value grade_list(const std::string& chosen) {
    Value::List list;
    for (const auto grade : kGrades)
        list.push_back(Value{
            {"grade_word", model::to_word(grade)},
            {"grade_label", model::chinese_name(grade)},
            {"chosen", model::to_word(grade) == chosen},
        });
    return list;
}

}  // namespace

Value file_list(const std::vector<model::Attachment>& files) {
    Value::List list;
    for (const auto& file : files)
        list.push_back(Value{
            {"file_name", file.name.empty() ? std::string("附件") : file.name},
            {"file_sha256", file.sha256},
            {"file_here", !file.sha256.empty()},
            {"file_size", file_size_words(file.bytes)},
            {"file_kind", file_kind_words(file.media_type)},
        });
    return list;
}

Value status_form_value(
    const std::string& number, const std::string& problem, const std::string& kept
) {
    return Value{
        {"number", number},
        {"problem", problem},
        {"has_kept", !is_blank(kept)},
        {"kept", kept},
        {"in_place", !problem.empty()}};
}

Value status_value(const desk::CitizenView& view, const PageFrame& frame, const StatusNote& note) {
    const bool is_overdue = view.due.final_due && !view.pause && model::is_open(view.state) &&
                            *view.due.final_due < frame.now;
    // On its way to the record: number and day are all that is known.
    const bool is_known = view.state != model::TicketState::received;
    Value value{
        {"number", view.number},
        {"state_name", model::chinese_name(view.state)},
        {"kind_name", is_known ? model::chinese_name(view.kind) : std::string_view()},
        {"subject", view.subject},
        {"message_text", prose(view.text)},
        {"has_message", !is_blank(view.text) || !view.files.empty()},
        {"has_own_files", !view.files.empty()},
        {"own_files", file_list(view.files)},
        {"unit_name", view.unit},
        {"unit_contact", contact_words(view.contact)},
        {"received",
         is_known ? model::to_chinese(view.received_at, frame.now)
                  : day_words(view.received_at, frame.now)},
        {"has_promise", view.state != model::TicketState::withdrawn},
        {"response_due", due_words(view.due.response_due, frame.now)},
        {"final_due", final_words(view, frame)},
        {"has_commitments", !view.commitments.empty()},
        {"commitments", commitment_list(view, frame.now)},
        {"answered", model::is_answered(view.state)},
        {"overdue", is_overdue},
        {"stages", stage_list(view.state)},
        {"steps", step_list(view, frame.now)},
        {"has_replies", !view.replies.empty()},
        {"replies", reply_list(view, frame.now)},
        {"has_sure_answer", !view.answered_at_once.empty()},
        {"sure_answer", prose(view.answered_at_once)},
        {"code", note.code},
        {"thanks", note.thanks},
        {"problem", note.problem},
        {"has_joined", !view.joined.empty()},
        {"joined", joined_list(view, frame.now)},
        {"may_join", is_known},
        {"other_number", note.other_number},
        {"join_error", note.join_error},
        {"may_evaluate", view.may_evaluate},
        {"may_withdraw", view.may_withdraw},
        {"may_withdraw_consent", view.may_withdraw_consent},
        {"is_public", view.is_public},
        {"may_remind", view.may_remind},
        {"grade_name", view.grade ? model::chinese_name(*view.grade) : std::string_view()},
        {"grades", grade_list(note.grade)},
        {"reason", note.reason},
        {"reason_error", note.reason_error},
        {"in_place", true},
    };
    add_addition_fields(view, frame, note, value);
    return value;
}

}  // namespace huiying::web
