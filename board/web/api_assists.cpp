// Moves by more than one hand: opinions of assisting units, reviews at one or two levels, internal
// notes, pressing for an answer, and what is the office's alone.
#include "board/web/api_moves.hpp"
#include "board/web/api_routes.hpp"

namespace huiying::web {
namespace {

using desk::Session;
using http::Method;
using http::Request;

std::vector<MoveEntry> part_moves(desk::Assists& assists) {
    return {
        {Method::post,
         "assist",
         "api_assist",
         [&](const Session& session, const Request& request) {
             const JsonBody body(request, {"unit", "workdays", "question", "version"});
             return assists.ask(
                 session.staff,
                 ref_if_given(request, body),
                 {body.text("unit"), body.text("question"), workdays_of(body)}
             );
         }},
        {Method::post,
         "assist/opinion",
         "api_assist_opinion",
         [&](const Session& session, const Request& request) {
             const JsonBody body(request, {"text", "version"});
             return assists.give_opinion(
                 session.staff, ref_if_given(request, body), body.text("text")
             );
         }},
        {Method::post,
         "assist/drop",
         "api_assist_drop",
         [&](const Session& session, const Request& request) {
             const JsonBody body(request, {"unit", "reason", "version"});
             return assists.drop(
                 session.staff, ref_if_given(request, body), body.text("unit"), body.text("reason")
             );
         }},
    };
}

/// What is approved is the text as it was seen: the version is needed.
std::vector<MoveEntry> review_moves(desk::Reviews& reviews) {
    return {
        {Method::post,
         "approve",
         "api_approve",
         [&](const Session& session, const Request& request) {
             const JsonBody body(request, {"opinion", "version"});
             return reviews.approve(
                 session.staff, ref_of(request, body), body.text_or("opinion", "")
             );
         }},
        {Method::post,
         "send-approved",
         "api_send_approved",
         [&](const Session& session, const Request& request) {
             const JsonBody body(request, {"phone", "version"});
             return reviews.send_approved(session.staff, ref_of(request, body), call_of(body));
         }},
    };
}

std::vector<MoveEntry> word_moves(desk::Notes& notes, desk::Supervision& supervision) {
    return {
        {Method::post,
         "note",
         "api_note",
         [&](const Session& session, const Request& request) {
             const JsonBody body(request, {"text", "version"});
             return notes.add(session.staff, ref_if_given(request, body), body.text("text"));
         }},
        {Method::post,
         "remind",
         "api_remind",
         [&](const Session& session, const Request& request) {
             const JsonBody body(request, {"reason", "version"});
             return supervision.remind(
                 session.staff, ref_if_given(request, body), body.text_or("reason", "")
             );
         }},
        {Method::post,
         "supervise",
         "api_supervise",
         [&](const Session& session, const Request& request) {
             const JsonBody body(request, {"reason", "version"});
             return supervision.supervise(
                 session.staff, ref_if_given(request, body), body.text("reason")
             );
         }},
        {Method::post,
         "escalate",
         "api_escalate",
         [&](const Session& session, const Request& request) {
             const JsonBody body(request, {"reason", "version"});
             return supervision.escalate(
                 session.staff, ref_if_given(request, body), body.text("reason")
             );
         }},
    };
}

std::vector<MoveEntry> restriction_moves(desk::Restrictions& restrictions) {
    return {
        {Method::post,
         "restriction",
         "api_restrict",
         [&](const Session& session, const Request& request) {
             const JsonBody body(request, {"accused_units", "reason", "version"});
             return restrictions.restrict_to_office(
                 session.staff,
                 ref_of(request, body),
                 {body.has("accused_units") ? body.texts("accused_units")
                                            : std::vector<std::string>{},
                  body.text("reason")}
             );
         }},
        {Method::post,
         "restriction/lifted",
         "api_lift_restriction",
         [&](const Session& session, const Request& request) {
             const JsonBody body(request, {"reason", "version"});
             return restrictions.lift(session.staff, ref_of(request, body), body.text("reason"));
         }},
    };
}

}  // namespace

void add_assist_routes(
    http::Router& router,
    desk::People& people,
    const desk::Tickets& tickets,
    desk::Casework& casework
) {
    for (auto moves :
         {part_moves(casework.assists),
          review_moves(casework.reviews),
          word_moves(casework.notes, casework.supervision),
          restriction_moves(casework.restrictions)})
        for (auto& entry : moves)
            add_move_route(router, people, tickets, std::move(entry));
}

}  // namespace huiying::web
