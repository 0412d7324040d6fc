#include "board/web/page_status.hpp"

#include "board/desk/citizen_moves.hpp"
#include "board/desk/joining.hpp"
#include "board/model/ticket_number.hpp"
#include "board/web/once_key.hpp"
#include "board/web/page_text.hpp"
#include "board/web/problem.hpp"
#include "board/web/sent_form.hpp"
#include "http/client_network.hpp"

namespace huiying::web {
namespace {

constexpr std::size_t kLongestTyped = 60;
constexpr int kOk = 200;
constexpr int kUnfit = 422;
constexpr std::string_view kForm = "/q";

std::string words_of(model::Errc errc, std::chrono::seconds wait) {
    if (errc == model::Errc::rate_limited)
        return "输错的次数太多了。为保护您的留言不被别人试出来，请过" + wait_words(wait) +
               "再查询。";
    if (errc == model::Errc::store_unavailable)
        return "系统暂时读不到您的留言，请过几分钟再试。";
    return "编号和查询码对不上。请对照回执，两样都再输一次。";
}

/// Says nothing of whether they belong together.
constexpr std::string_view kCodeSent =
    "如果编号和手机号与登记的一致，查询码已用短信发到这个手机号，几分钟内会收到；同一件来信一天最多"
    "发两次。";

std::string code_problem(model::Errc errc) {
    if (errc == model::Errc::rate_limited)
        return "请求的次数太多了，请大约1小时后再试。";
    if (errc == model::Errc::not_found)
        return "这里不发短信，忘记查询码请到窗口或来电查询。";
    return "请填写留言编号和11位手机号。";
}

/// Why a citizen's move was not made.
std::string problem_words(model::Errc errc) {
    if (errc == model::Errc::bad_request)
        return "请选择一项评价。";
    if (errc == model::Errc::reason_needed)
        return "不满意的话，请写一写哪里没有办好，方便重新办理。";
    return std::string(title_of(errc)) + "。";
}

/// A page that answers a form cannot be returned to: the type-size switch leads to the form.
PageFrame frame_of(const PageLayout& layout, const http::Request& request, std::string title) {
    auto frame = layout.frame(request, std::move(title), NavEntry::status);
    frame.here = kForm;
    return frame;
}

/// The page once more, with what came of it. A wrong code was counted already.
template <class Done>
http::Response after_move(
    const PageLayout& layout,
    desk::CitizenStatus& status,
    const http::Request& request,
    const model::Result<Done>& done,
    StatusNote note
) {
    if (done.has_value())
        return status_page(layout, status, request, typed_proof(request), {.thanks = note.thanks});
    const auto errc = model::errc_of(done.error());
    if (errc == model::Errc::wrong_code || errc == model::Errc::rate_limited)
        return lookup_page(layout, status, request, typed_proof(request), errc);
    note.thanks.clear();
    note.problem = problem_words(errc);
    if (errc == model::Errc::reason_needed)
        note.reason_error = note.problem;
    return status_page(layout, status, request, typed_proof(request), std::move(note));
}

std::string join_words(desk::Joined joined, std::chrono::seconds wait_of_other) {
    if (joined == desk::Joined::other_locked)
        return "那一件的查询码输错的次数太多了，请过" + wait_words(wait_of_other) + "再试。";
    if (joined == desk::Joined::other_wrong)
        return "另一件的编号和查询码对不上，请对照那一件的回执再输一次。";
    if (joined == desk::Joined::same)
        return "这就是您正在看的这一件，请填另一件的编号。";
    return "一件来信最多关联10件，也不能反复关联。";
}

/// Nothing was joined or parted, for a reason that is not the form's.
http::Response after_joining(
    const PageLayout& layout,
    desk::CitizenStatus& status,
    const http::Request& request,
    model::Errc errc
) {
    if (errc != model::Errc::not_found)
        return lookup_page(layout, status, request, typed_proof(request), errc);
    return status_page(
        layout,
        status,
        request,
        typed_proof(request),
        {.problem = "现在还不能关联：其中一件正在登记，或者已经取消了。请过一会儿再试。"},
        status_of(errc)
    );
}

}  // namespace

std::string typed_field(const http::Request& request, std::string_view name) {
    return excerpt(typed_words(request, name), kLongestTyped);
}

std::string typed_words(const http::Request& request, std::string_view name) {
    const auto parameters = http::form_parameters(request.body);
    return readable(http::find(parameters, name).value_or(""));
}

desk::CitizenProof typed_proof(const http::Request& request) {
    return {
        typed_field(request, "number"),
        typed_field(request, "code"),
        http::client_network(request.peer)};
}

desk::CitizenProof typed_proof(const http::Request& request, const SentForm& form) {
    return {
        excerpt(form.field("number"), kLongestTyped),
        excerpt(form.field("code"), kLongestTyped),
        http::client_network(request.peer)};
}

http::Response lookup_page(
    const PageLayout& layout,
    const desk::CitizenStatus& status,
    const http::Request& request,
    const desk::CitizenProof& proof,
    model::Errc errc,
    const std::string& kept
) {
    const auto frame = frame_of(layout, request, "查询进度");
    const bool must_wait = errc == model::Errc::rate_limited;
    const auto wait = must_wait ? status.wait_of(proof) : std::chrono::seconds{0};
    auto response = layout.page(
        frame,
        "pages/status_form",
        status_form_value(proof.number, words_of(errc, wait), kept),
        Caching::personal,
        status_of(errc)
    );
    if (must_wait)
        response.with("Retry-After", std::to_string(wait.count()));
    return response;
}

http::Response status_page(
    const PageLayout& layout,
    desk::CitizenStatus& status,
    const http::Request& request,
    const desk::CitizenProof& proof,
    StatusNote note,
    int http_status
) {
    const auto view = status.status(proof.number, proof.code, proof.peer);
    if (view.has_error()) {
        const auto errc = model::errc_of(view.error());
        return lookup_page(layout, status, request, proof, errc, note.addition);
    }
    note.code = proof.code;
    if (note.form_id.empty())
        note.form_id = random_key();
    const bool is_refused = http_status != kOk;
    const auto frame = frame_of(layout, request, is_refused ? "还没有提交成功" : "办理进度");
    return layout.page(
        frame, "pages/status", status_value(*view, frame, note), Caching::personal, http_status
    );
}

http::Response get_status(const PageLayout& layout, const http::Request& request) {
    const auto parameters = http::query_parameters(request.query);
    const auto number =
        excerpt(readable(http::find(parameters, "number").value_or("")), kLongestTyped);
    // Whoever made that address: the browser's history is to keep it without the code.
    if (http::find(parameters, "code")) {
        const auto known = model::canonical_number(number);
        const auto form = layout.settings().base_path + std::string(kForm);
        auto response = http::see_other(known ? form + "?number=" + *known : form);
        add_page_headers(response, Caching::personal);
        return response;
    }
    const auto frame = layout.frame(request, "查询进度", NavEntry::status);
    return layout.page(frame, "pages/status_form", status_form_value(number, ""), Caching::form);
}

http::Response post_status(
    const PageLayout& layout, desk::CitizenStatus& status, const http::Request& request
) {
    return status_page(layout, status, request, typed_proof(request), {});
}

http::Response post_lost_code(
    const PageLayout& layout, desk::CitizenStatus& status, const http::Request& request
) {
    const auto number = typed_field(request, "number");
    const auto asked = status.resend_code(
        {number, typed_field(request, "phone"), http::client_network(request.peer)}
    );
    auto value = status_form_value(number, "");
    const auto errc = asked.has_error() ? model::errc_of(asked.error()) : model::Errc{};
    value.set("code_note", asked.has_error() ? code_problem(errc) : std::string(kCodeSent));
    return layout.page(
        frame_of(layout, request, "查询进度"),
        "pages/status_form",
        value,
        Caching::personal,
        asked.has_error() ? status_of(errc) : kOk
    );
}

http::Response post_evaluation(
    const PageLayout& layout,
    desk::CitizenStatus& status,
    desk::CitizenMoves& moves,
    const http::Request& request
) {
    const auto reason = typed_words(request, "reason");
    const auto grade = typed_field(request, "grade");
    const auto done =
        moves.evaluate(typed_proof(request), {model::parse_satisfaction(grade), reason, {}});
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
    const auto done = moves.remind(typed_proof(request));
    return after_move(layout, status, request, done, {.thanks = "已催办，办理单位会收到提醒。"});
}

http::Response post_join(
    const PageLayout& layout,
    desk::CitizenStatus& status,
    desk::Joining& joining,
    const http::Request& request
) {
    const auto proof = typed_proof(request);
    const desk::OtherTicket other{
        typed_field(request, "other_number"), typed_field(request, "other_code")};
    const auto joined = joining.join(proof, other);
    if (joined.has_error())
        return after_joining(layout, status, request, model::errc_of(joined.error()));
    if (*joined == desk::Joined::done)
        return status_page(
            layout, status, request, proof, {.thanks = "已关联。两件来信各自办理。"}
        );
    return status_page(
        layout,
        status,
        request,
        proof,
        {.other_number = other.number,
         .join_error = join_words(*joined, status.wait_of({other.number, other.code, proof.peer}))},
        *joined == desk::Joined::other_locked ? status_of(model::Errc::rate_limited) : kUnfit
    );
}

http::Response post_part(
    const PageLayout& layout,
    desk::CitizenStatus& status,
    desk::Joining& joining,
    const http::Request& request
) {
    const auto parted = joining.part(typed_proof(request), typed_field(request, "other_number"));
    if (parted.has_error())
        return after_joining(layout, status, request, model::errc_of(parted.error()));
    return status_page(layout, status, request, typed_proof(request), {.thanks = "已取消关联。"});
}

http::Response post_withdrawal(
    const PageLayout& layout,
    desk::CitizenStatus& status,
    desk::CitizenMoves& moves,
    const http::Request& request
) {
    const auto done = moves.withdraw(typed_proof(request), typed_words(request, "reason"));
    return after_move(
        layout, status, request, done, {.thanks = "已撤回，不再办理；以后补充说明可以重新办理。"}
    );
}

http::Response post_consent_withdrawal(
    const PageLayout& layout,
    desk::CitizenStatus& status,
    desk::CitizenMoves& moves,
    const http::Request& request
) {
    const auto done = moves.withdraw_consent(typed_proof(request));
    return after_move(
        layout, status, request, done, {.thanks = "已撤回公开同意，您的来信和答复不会公开。"}
    );
}

}  // namespace huiying::web
