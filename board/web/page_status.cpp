#include "board/web/page_status.hpp"

#include "board/desk/citizen_moves.hpp"
#include "board/web/page_text.hpp"
#include "board/web/problem.hpp"
#include "http/client_network.hpp"

#include <array>

namespace huiying::web {
namespace {

using templates::Value;

constexpr std::size_t kLongestTyped = 60;

constexpr std::array kGrades{
    model::Satisfaction::satisfied,
    model::Satisfaction::mostly_satisfied,
    model::Satisfaction::dissatisfied};
// How long desk refuses further guesses; not exact, so the words say "about".
constexpr std::string_view kLockSeconds = "3600";

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

Value reply_list(const desk::CitizenView& view, model::Instant now) {
    Value::List list;
    for (const auto& reply : view.replies)
        list.push_back(Value{
            {"reply_time", model::to_chinese(reply.at, now)},
            {"reply_machine_time", model::to_rfc3339(reply.at)},
            {"reply_by", reply.by},
            {"reply_text", prose(reply.text)},
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

/// The promised date; while the clock stands still, since when and why.
std::string final_words(const desk::CitizenView& view, const PageFrame& frame) {
    if (!view.pause)
        return final_due_words(view.due, frame.final_workdays, frame.now);
    return "自" + model::to_chinese(view.pause->since, frame.now) +
           "起中止办理，期限暂停计算，恢复后确定日期。原因：" + view.pause->ground + "。" +
           view.pause->evidence;
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

std::string form_field(const http::Request& request, std::string_view name) {
    const auto parameters = http::form_parameters(request.body);
    return excerpt(readable(http::find(parameters, name).value_or("")), kLongestTyped);
}

/// A longer answer of a form, as it was typed.
std::string form_words(const http::Request& request, std::string_view name) {
    const auto parameters = http::form_parameters(request.body);
    return readable(http::find(parameters, name).value_or(""));
}

std::string words_of(model::Errc errc) {
    if (errc == model::Errc::rate_limited)
        return "输错的次数太多了。为保护您的留言不被别人试出来，请大约1小时后再查询。";
    return "编号和查询码对不上。请对照回执，两样都再输一次。";
}

/// Why a citizen's move was not made.
std::string problem_words(model::Errc errc) {
    if (errc == model::Errc::bad_request)
        return "请选择一项评价。";
    if (errc == model::Errc::reason_needed)
        return "不满意的话，请写一写哪里没有办好，方便重新办理。";
    return std::string(title_of(errc)) + "。";
}

http::Response form_page(
    const PageLayout& layout,
    const http::Request& request,
    const std::string& number,
    model::Errc errc
) {
    const auto frame = layout.frame(request, "查询进度", NavEntry::status);
    const bool is_limited = errc == model::Errc::rate_limited;
    auto response = layout.page(
        frame,
        "pages/status_form",
        status_form_value(number, words_of(errc)),
        Caching::personal,
        is_limited ? 429 : 404
    );
    if (is_limited)
        response.with("Retry-After", std::string(kLockSeconds));
    return response;
}

desk::CitizenProof proof_of(const http::Request& request) {
    return {
        form_field(request, "number"),
        form_field(request, "code"),
        http::client_network(request.peer)};
}

http::Response status_page(
    const PageLayout& layout,
    desk::CitizenStatus& status,
    const http::Request& request,
    StatusNote note
) {
    const auto proof = proof_of(request);
    const auto view = status.status(proof.number, proof.code, proof.peer);
    if (view.has_error())
        return form_page(layout, request, proof.number, model::errc_of(view.error()));
    note.code = proof.code;
    const auto frame = layout.frame(request, "办理进度", NavEntry::status);
    return layout.page(frame, "pages/status", status_value(*view, frame, note), Caching::personal);
}

/// The page once more, with what came of it. A wrong code was counted already.
http::Response after_move(
    const PageLayout& layout,
    desk::CitizenStatus& status,
    const http::Request& request,
    const model::Result<desk::Moved>& done,
    StatusNote note
) {
    if (done.has_value())
        return status_page(layout, status, request, {.thanks = note.thanks});
    const auto errc = model::errc_of(done.error());
    if (errc == model::Errc::wrong_code || errc == model::Errc::rate_limited)
        return form_page(layout, request, form_field(request, "number"), errc);
    note.thanks.clear();
    note.problem = problem_words(errc);
    return status_page(layout, status, request, std::move(note));
}

}  // namespace

Value status_form_value(const std::string& number, const std::string& problem) {
    return Value{{"number", number}, {"problem", problem}};
}

Value status_value(const desk::CitizenView& view, const PageFrame& frame, const StatusNote& note) {
    const bool is_overdue = view.due.final_due && !view.pause && model::is_open(view.state) &&
                            *view.due.final_due < frame.now;
    // On its way to the record: number and day are all that is known.
    const bool is_known = view.state != model::TicketState::received;
    return Value{
        {"number", view.number},
        {"state_name", model::chinese_name(view.state)},
        {"kind_name", is_known ? model::chinese_name(view.kind) : std::string_view()},
        {"subject", view.subject},
        {"message_text", prose(view.text)},
        {"has_message", !is_blank(view.text)},
        {"unit_name", view.unit},
        {"unit_contact", view.contact},
        {"received",
         is_known ? model::to_chinese(view.received_at, frame.now)
                  : day_words(view.received_at, frame.now)},
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
        {"may_evaluate", view.may_evaluate},
        {"may_withdraw", view.may_withdraw},
        {"may_remind", view.may_remind},
        {"grade_name", view.grade ? model::chinese_name(*view.grade) : std::string_view()},
        {"grades", grade_list(note.grade)},
        {"reason", note.reason},
    };
}

http::Response get_status(const PageLayout& layout, const http::Request& request) {
    const auto parameters = http::query_parameters(request.query);
    const auto number =
        excerpt(readable(http::find(parameters, "number").value_or("")), kLongestTyped);
    const auto frame = layout.frame(request, "查询进度", NavEntry::status);
    return layout.page(frame, "pages/status_form", status_form_value(number, ""), Caching::form);
}

http::Response post_status(
    const PageLayout& layout, desk::CitizenStatus& status, const http::Request& request
) {
    return status_page(layout, status, request, {});
}

http::Response post_evaluation(
    const PageLayout& layout,
    desk::CitizenStatus& status,
    desk::CitizenMoves& moves,
    const http::Request& request
) {
    const auto reason = form_words(request, "reason");
    const auto grade = form_field(request, "grade");
    const auto done =
        moves.evaluate(proof_of(request), {model::parse_satisfaction(grade), reason, {}});
    return after_move(
        layout,
        status,
        request,
        done,
        {.thanks = "谢谢您的评价。", .grade = grade, .reason = reason}
    );
}

http::Response post_reminder(
    const PageLayout& layout,
    desk::CitizenStatus& status,
    desk::CitizenMoves& moves,
    const http::Request& request
) {
    const auto done = moves.remind(proof_of(request));
    return after_move(layout, status, request, done, {.thanks = "已催办，办理单位会收到提醒。"});
}

http::Response post_withdrawal(
    const PageLayout& layout,
    desk::CitizenStatus& status,
    desk::CitizenMoves& moves,
    const http::Request& request
) {
    const auto done = moves.withdraw(proof_of(request), form_words(request, "reason"));
    return after_move(layout, status, request, done, {.thanks = "已撤回，不再办理。"});
}

}  // namespace huiying::web
