// Matters that another body passed on: their list, the files that bring them and report them back,
// what that body is asked and answers.
#include "board/desk/upstreams.hpp"
#include "board/web/api_json.hpp"
#include "board/web/api_moves.hpp"
#include "board/web/api_routes.hpp"
#include "board/web/api_upstream_batch.hpp"
#include "board/web/sheet_download.hpp"

namespace huiying::web {
namespace {

using desk::Session;
using http::Method;
using http::Request;

constexpr int kPage = 50;

Json optional_time(const std::optional<model::Instant>& at) {
    return at ? Json(model::to_rfc3339(*at)) : Json();
}

Json to_json(const desk::UpstreamBody& body) {
    return {
        {"account", body.account},
        {"title", body.title},
        {"answers_citizen", body.answers_citizen},
        {"takes_calls", body.takes_calls},
        {"may_take_back", body.may_take_back},
        {"may_give_time", body.may_give_time}};
}

Json to_json(const desk::PassedOnRow& row) {
    const auto& ticket = row.row.ticket;
    return {
        {"number", ticket.number},
        {"account", ticket.account},
        {"upstream_number", row.upstream_number},
        {"subject", ticket.subject},
        {"state", model::to_word(ticket.state)},
        {"state_name", model::chinese_name(ticket.state)},
        {"unit_name", row.unit_name},
        {"received_at", model::to_rfc3339(ticket.received_at)},
        {"arrived_at", model::to_rfc3339(ticket.arrived_at)},
        {"final_due", optional_time(ticket.due.final_due)},
        {"upstream_due", optional_time(row.upstream_due)},
        {"replied_at", optional_time(ticket.replied_at)},
        {"overdue", row.row.overdue},
        {"response_late_on_arrival", row.response_late_on_arrival},
        {"reply_late_on_arrival", row.reply_late_on_arrival},
        {"asked", row.asked}};
}

Json to_json(const desk::PassedOnView::Question& question) {
    return {
        {"what", question.asked.what},
        {"workdays", question.asked.workdays},
        {"reason", question.asked.reason},
        {"basis", question.asked.basis},
        {"asked_by", question.asked_by},
        {"asked_at", model::to_rfc3339(question.asked_at)},
        {"answer", question.answer},
        {"answered_by", question.answered_by},
        {"answered_at", optional_time(question.answered_at)},
        {"opinion", question.opinion},
        {"due", optional_time(question.due)}};
}

Json to_json(const desk::PassedOnView& view) {
    Json json{
        {"body", to_json(view.body)},
        {"upstream_number", view.upstream_number},
        {"upstream_due", optional_time(view.upstream_due)},
        {"response_late_on_arrival", view.response_late_on_arrival},
        {"reply_late_on_arrival", view.reply_late_on_arrival},
        {"questions", Json::array()}};
    for (const auto& question : view.questions)
        json["questions"].push_back(to_json(question));
    return json;
}

std::string asked_for(const Request& request, std::string_view name) {
    const auto parameters = http::query_parameters(request.query);
    return std::string(http::find(parameters, name).value_or(""));
}

bool is_asked_for(const Request& request, std::string_view name) {
    return asked_for(request, name) == "true";
}

std::int64_t page_after(const Request& request) {
    const auto text = asked_for(request, "before");
    if (text.empty())
        return 0;
    if (text.size() > 18 || text.find_first_not_of("0123456789") != std::string::npos)
        throw BadField{Problem{.code = model::Errc::bad_request, .field = "before"}};
    return std::stoll(text);
}

http::Response get_list(
    const Request& request, const Session& session, const desk::Upstreams& upstreams
) {
    const auto list = upstreams.list(
        session.staff,
        {.account = asked_for(request, "account"),
         .only_open = is_asked_for(request, "open"),
         .only_late_on_arrival = is_asked_for(request, "late_on_arrival"),
         .only_asked = is_asked_for(request, "asked"),
         .before = page_after(request),
         .limit = kPage}
    );
    Json json{{"items", Json::array()}, {"next", list.next == 0 ? "" : std::to_string(list.next)}};
    for (const auto& row : list.rows)
        json["items"].push_back(to_json(row));
    return json_response(200, json);
}

std::optional<model::Instant> day_of(const Request& request, std::string_view name, int later) {
    const auto text = asked_for(request, name);
    if (text.empty())
        return std::nullopt;
    const auto date = model::parse_iso_date(text);
    if (!date)
        throw BadField{Problem{
            .code = model::Errc::bad_request,
            .field = std::string(name),
            .allowed = {"YYYY-MM-DD"}}};
    return model::at_local(*date, std::chrono::hours{24} * later);
}

http::Response get_report(
    const Request& request, const Session& session, const desk::Upstreams& upstreams
) {
    const std::string account(request.param("account"));
    if (!upstreams.account(account))
        return problem(request, {model::Errc::not_found});
    const auto& format = asked_format(request);
    auto response = download_of(format, "report-" + account);
    response.body = upstreams.report(
        session.staff,
        {.format = format.form,
         .account = account,
         .from = day_of(request, "from", 0),
         .before = day_of(request, "to", 1),
         .include_open = is_asked_for(request, "open")}
    );
    return response;
}

desk::UpstreamAnswer answer_in(const JsonBody& body) {
    const auto said = desk::parse_upstream_said(body.text("said"));
    if (!said)
        throw BadField{Problem{
            .code = model::Errc::bad_request,
            .field = "said",
            .allowed = {
                "take_back_granted",
                "take_back_refused",
                "more_time_granted",
                "more_time_refused",
                "reminder"}}};
    desk::UpstreamAnswer answer{*said, body.text_or("text", ""), time_of(body, "due")};
    if (*said == desk::UpstreamSaid::more_time_granted && !answer.due)
        throw BadField{Problem{
            .code = model::Errc::bad_request, .detail = "同意延期须给出新的日期", .field = "due"}};
    return answer;
}

std::vector<MoveEntry> upstream_moves(desk::Upstreams& upstreams) {
    return {
        {Method::post,
         "upstream-question",
         "api_upstream_question",
         [&](const Session& session, const Request& request) {
             const JsonBody body(request, {"what", "workdays", "reason", "basis", "version"});
             return upstreams.ask(
                 session.staff,
                 ref_of(request, body),
                 {.what = body.text("what"),
                  .workdays = body.has("workdays") ? workdays_of(body) : 0,
                  .reason = body.text("reason"),
                  .basis = body.text_or("basis", "")}
             );
         }},
        {Method::post,
         "upstream-answer",
         "api_upstream_answer",
         [&](const Session& session, const Request& request) {
             const JsonBody body(request, {"said", "text", "due", "version"});
             return upstreams.answer(session.staff, ref_of(request, body), answer_in(body));
         }},
    };
}

/// What concerns one ticket.
void add_passed_on_ticket_routes(
    http::Router& router,
    desk::People& people,
    const desk::Tickets& tickets,
    desk::Upstreams& upstreams
) {
    router.add(
        {Method::get,
         "/api/v1/tickets/{number}/passed-on",
         "api_ticket_passed_on",
         for_staff(
             people,
             [&upstreams](const Request& request, const Session& session) {
                 const auto view =
                     upstreams.view(session.staff, std::string(request.param("number")));
                 return view ? json_response(200, to_json(*view))
                             : problem(request, {model::Errc::not_found});
             }
         )}
    );
    for (auto& entry : upstream_moves(upstreams))
        add_move_route(router, people, tickets, std::move(entry));
}

}  // namespace

void add_upstream_routes(
    http::Router& router,
    desk::People& people,
    const desk::Tickets& tickets,
    desk::Upstreams& upstreams,
    const Submit& submit
) {
    const auto for_office = [&people](StaffCall call) {
        return for_roles(
            people,
            {model::Role::dispatcher, model::Role::manager, model::Role::administrator},
            std::move(call)
        );
    };
    router.add(
        {Method::get,
         "/api/v1/upstreams",
         "api_upstreams",
         for_staff(
             people,
             [&upstreams](const Request&, const Session&) {
                 Json json{{"items", Json::array()}};
                 for (const auto& body : upstreams.bodies())
                     json["items"].push_back(to_json(body));
                 return json_response(200, json);
             }
         )}
    );
    router.add(
        {Method::get,
         "/api/v1/passed-on",
         "api_passed_on",
         for_office([&upstreams](const Request& request, const Session& session) {
             return get_list(request, session, upstreams);
         })}
    );
    router.add(
        {Method::post,
         "/api/v1/upstreams/{account}/batches",
         "api_upstream_batch",
         for_roles(
             people,
             {model::Role::dispatcher, model::Role::administrator},
             [&upstreams, submit](const Request& request, const Session&) {
                 return post_batch(request, upstreams, submit);
             }
         ),
         kBatchLimit}
    );
    router.add(
        {Method::get,
         "/api/v1/upstreams/{account}/report",
         "api_upstream_report",
         for_office([&upstreams](const Request& request, const Session& session) {
             return get_report(request, session, upstreams);
         })}
    );
    add_passed_on_ticket_routes(router, people, tickets, upstreams);
}

}  // namespace huiying::web
