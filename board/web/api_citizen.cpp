#include "board/desk/citizen_additions.hpp"
#include "board/desk/joining.hpp"
#include "board/web/api_call.hpp"
#include "board/web/api_json.hpp"
#include "board/web/api_routes.hpp"
#include "board/web/once_key.hpp"
#include "board/web/reply_file_answer.hpp"
#include "http/client_network.hpp"

namespace huiying::web {
namespace {

constexpr int kPublishedPage = 20;
constexpr std::string_view kCodeHeader = "X-Query-Code";

http::Response refused(
    const http::Request& request,
    const desk::CitizenStatus& status,
    const desk::CitizenProof& proof,
    model::Errc errc
) {
    Problem fault{.code = errc};
    if (errc == model::Errc::rate_limited)
        fault.retry_after = status.wait_of(proof);
    return problem(request, fault);
}

/// The message as number and code show it.
http::Response shown(
    const http::Request& request, desk::CitizenStatus& status, const desk::CitizenProof& proof
) {
    const auto view = status.status(proof.number, proof.code, proof.peer);
    return view.has_error() ? refused(request, status, proof, model::errc_of(view.error()))
                            : json_response(200, to_json(*view));
}

/// In the header: addresses stand in logs of proxies and in histories of browsers. In the address
/// as older callers have it.
std::string code_of(const http::Request& request) {
    if (const auto code = request.header(kCodeHeader); !code.empty())
        return std::string(code);
    const auto query = http::query_parameters(request.query);
    return std::string(http::find(query, "code").value_or(""));
}

http::Response get_message(const http::Request& request, desk::CitizenStatus& status) {
    return shown(
        request,
        status,
        {std::string(request.param("number")), code_of(request), http::client_network(request.peer)}
    );
}

/// A file that came with a reply.
http::Response get_reply_file(const http::Request& request, const CitizenDoors& doors) {
    const desk::CitizenProof proof{
        std::string(request.param("number")), code_of(request), http::client_network(request.peer)};
    const auto view = doors.status.status(proof.number, proof.code, proof.peer);
    if (view.has_error())
        return refused(request, doors.status, proof, model::errc_of(view.error()));
    auto response = reply_file_of(*view, doors.files, std::string(request.param("sha256")));
    return response ? std::move(*response) : problem(request, {model::Errc::not_found});
}

desk::CitizenProof proof_of(const http::Request& request, const JsonBody& body) {
    return {
        std::string(request.param("number")),
        body.text("code"),
        http::client_network(request.peer)};
}

/// The message as it is after the writer's move.
template <class Done>
http::Response moved(
    const http::Request& request,
    desk::CitizenStatus& status,
    const desk::CitizenProof& proof,
    const model::Result<Done>& result
) {
    return result.has_error() ? refused(request, status, proof, model::errc_of(result.error()))
                              : shown(request, status, proof);
}

http::Response post_evaluation(const http::Request& request, const CitizenDoors& doors) {
    const JsonBody body(request, {"code", "grade", "reason"});
    const auto proof = proof_of(request, body);
    const auto grade = model::parse_satisfaction(body.text("grade"));
    if (!grade)
        throw BadField{Problem{
            .code = model::Errc::bad_request,
            .field = "grade",
            .allowed = {"satisfied", "mostly_satisfied", "dissatisfied"}}};
    const auto done = doors.moves.evaluate(proof, {grade, body.text_or("reason", ""), {}});
    return moved(request, doors.status, proof, done);
}

http::Response post_withdrawal(const http::Request& request, const CitizenDoors& doors) {
    const JsonBody body(request, {"code", "reason"});
    const auto proof = proof_of(request, body);
    const auto done = doors.moves.withdraw(proof, body.text_or("reason", ""));
    return moved(request, doors.status, proof, done);
}

http::Response post_consent_withdrawal(const http::Request& request, const CitizenDoors& doors) {
    const JsonBody body(request, {"code"});
    const auto proof = proof_of(request, body);
    const auto done = doors.moves.withdraw_consent(proof);
    return moved(request, doors.status, proof, done);
}

http::Response post_reminder(const http::Request& request, const CitizenDoors& doors) {
    const JsonBody body(request, {"code"});
    const auto proof = proof_of(request, body);
    const auto done = doors.moves.remind(proof);
    return moved(request, doors.status, proof, done);
}

http::Response addition_problem(
    const http::Request& request,
    const desk::CitizenStatus& status,
    const desk::CitizenProof& proof,
    model::Errc errc
) {
    if (errc == model::Errc::rate_limited)
        return refused(request, status, proof, errc);
    Problem fault{.code = errc};
    if (errc == model::Errc::not_found)
        fault.detail = "这条留言正在登记，请过一会儿再补充";
    if (errc == model::Errc::empty_text || errc == model::Errc::text_too_long ||
        errc == model::Errc::bad_encoding)
        fault.field = "text";
    if (errc == model::Errc::text_too_long)
        fault.detail = "补充最多" + std::to_string(desk::kMaxText) + "字";
    return problem(request, fault);
}

/// 202: on disk, taken in by the worker.
http::Response post_addition(
    const http::Request& request, const CitizenDoors& doors, const Submit& submit
) {
    const JsonBody body(request, {"code", "text"});
    const auto proof = proof_of(request, body);
    desk::AdditionGiven given{"api", idempotency_key(request), body.text("text")};
    const auto made = desk::addition_of(doors.status, proof, std::move(given), doors.clock.now());
    if (made.has_error())
        return addition_problem(request, doors.status, proof, model::errc_of(made.error()));
    const auto& message = made->message;
    if (const auto submitted = submit(message); submitted.has_error())
        return problem(request, {model::errc_of(submitted.error())});
    return json_response(
        202, {{"number", message.number}, {"received_at", model::to_rfc3339(message.received_at)}}
    );
}

/// Not joined, though the codes were looked at.
Problem joining_problem(desk::Joined joined, std::chrono::seconds wait_of_other) {
    switch (joined) {
        case desk::Joined::other_locked:
            return {
                .code = model::Errc::rate_limited,
                .field = "other_code",
                .retry_after = wait_of_other};
        case desk::Joined::other_wrong:
            return {.code = model::Errc::wrong_code, .field = "other_code"};
        case desk::Joined::same:
            return {
                .code = model::Errc::bad_request,
                .detail = "两个编号是同一件来信",
                .field = "other_number"};
        default:
            return {
                .code = model::Errc::move_not_allowed,
                .detail = "一件来信最多关联10件，也不能反复关联"};
    }
}

http::Response post_joined(const http::Request& request, const CitizenDoors& doors) {
    const JsonBody body(request, {"code", "other_number", "other_code"});
    const auto proof = proof_of(request, body);
    const desk::OtherTicket other{body.text("other_number"), body.text("other_code")};
    const auto joined = doors.joining.join(proof, other);
    if (joined.has_error())
        return refused(request, doors.status, proof, model::errc_of(joined.error()));
    if (*joined != desk::Joined::done)
        return problem(
            request,
            joining_problem(*joined, doors.status.wait_of({other.number, other.code, proof.peer}))
        );
    return shown(request, doors.status, proof);
}

http::Response post_parted(const http::Request& request, const CitizenDoors& doors) {
    const JsonBody body(request, {"code", "other_number"});
    const auto proof = proof_of(request, body);
    const auto parted = doors.joining.part(proof, body.text("other_number"));
    if (parted.has_error())
        return refused(request, doors.status, proof, model::errc_of(parted.error()));
    return shown(request, doors.status, proof);
}

/// The same answer whether number and phone belong together or not.
http::Response post_lost_code(const http::Request& request, desk::CitizenStatus& status) {
    const JsonBody body(request, {"phone"});
    const auto asked = status.resend_code(
        {std::string(request.param("number")),
         body.text("phone"),
         http::client_network(request.peer)}
    );
    if (asked.has_value())
        return json_response(202, Json::object());
    const auto errc = model::errc_of(asked.error());
    Problem fault{.code = errc};
    if (errc == model::Errc::bad_request) {
        fault.field = "phone";
        fault.detail = "请填写编号和提交时登记的手机号";
    }
    if (errc == model::Errc::not_found)
        fault.detail = "这里不发短信，忘记查询码请到窗口或来电查询";
    return problem(request, fault);
}

http::Response get_published(const http::Request& request, const desk::Publications& publications) {
    const auto query = http::query_parameters(request.query);
    const auto list = publications.published(
        std::string(http::find(query, "q").value_or("")),
        std::string(http::find(query, "after").value_or("")),
        kPublishedPage
    );
    return json_response(200, to_json(list));
}

void add_addition_route(http::Router& router, const CitizenDoors& doors, const Submit& submit) {
    router.add(
        {http::Method::post,
         "/api/v1/messages/{number}/additions",
         "api_add_to_message",
         guarded([doors, submit](const http::Request& request) {
             return post_addition(request, doors, submit);
         }),
         kLongTextBodyLimit}
    );
}

/// What a citizen sees and does with number and query code, or without the latter.
void add_status_routes(http::Router& router, const CitizenDoors& doors) {
    using http::Method;
    using http::Request;
    router.add(
        {Method::get,
         "/api/v1/messages/{number}",
         "api_get_message",
         guarded([doors](const Request& request) { return get_message(request, doors.status); })}
    );
    router.add(
        {Method::get,
         "/api/v1/messages/{number}/files/{sha256}",
         "api_reply_file",
         guarded([doors](const Request& request) { return get_reply_file(request, doors); })}
    );
    router.add(
        {Method::post,
         "/api/v1/messages/{number}/evaluation",
         "api_evaluate_message",
         guarded([doors](const Request& request) { return post_evaluation(request, doors); })}
    );
    router.add(
        {Method::post,
         "/api/v1/messages/{number}/withdrawal",
         "api_withdraw_message",
         guarded([doors](const Request& request) { return post_withdrawal(request, doors); })}
    );
    router.add(
        {Method::post,
         "/api/v1/messages/{number}/consent-withdrawal",
         "api_withdraw_consent",
         guarded([doors](const Request& request) { return post_consent_withdrawal(request, doors); }
         )}
    );
    router.add(
        {Method::post,
         "/api/v1/messages/{number}/reminder",
         "api_remind_message",
         guarded([doors](const Request& request) { return post_reminder(request, doors); })}
    );
    router.add(
        {Method::post,
         "/api/v1/messages/{number}/joined",
         "api_join_messages",
         guarded([doors](const Request& request) { return post_joined(request, doors); })}
    );
    router.add(
        {Method::post,
         "/api/v1/messages/{number}/parted",
         "api_part_messages",
         guarded([doors](const Request& request) { return post_parted(request, doors); })}
    );
    router.add(
        {Method::post,
         "/api/v1/messages/{number}/lost-code",
         "api_lost_code",
         guarded([doors](const Request& request) { return post_lost_code(request, doors.status); })}
    );
}

}  // namespace

void add_citizen_routes(http::Router& router, const CitizenDoors& doors, const Submit& submit) {
    using http::Method;
    using http::Request;
    add_status_routes(router, doors);
    add_addition_route(router, doors, submit);
    router.add(
        {Method::get,
         "/api/v1/published",
         "api_published",
         guarded([doors](const Request& request) {
             return get_published(request, doors.publications);
         })}
    );
}

}  // namespace huiying::web
