// Moves on a ticket's course: pausing, ending without a result, promises, what follows a reply.
#include "board/web/api_moves.hpp"
#include "board/web/api_routes.hpp"

namespace huiying::web {
namespace {

using desk::Session;
using http::Method;
using http::Request;

BadField bad(std::string_view field, std::vector<std::string> allowed) {
    return {Problem{
        .code = model::Errc::bad_request,
        .field = std::string(field),
        .allowed = std::move(allowed)}};
}

model::PauseGround ground_of(const JsonBody& body) {
    const auto ground = model::parse_pause_ground(body.text("ground"));
    if (!ground)
        throw bad(
            "ground", {"awaiting_citizen", "awaiting_organ", "awaiting_ruling", "force_majeure"}
        );
    return *ground;
}

model::Date date_of(const std::string& text, std::string_view field) {
    const auto date = model::parse_iso_date(text);
    if (!date)
        throw bad(field, {"YYYY-MM-DD"});
    return *date;
}

std::vector<MoveEntry> pause_moves(desk::Pauses& pauses) {
    return {
        {Method::post,
         "pause",
         "api_pause",
         [&](const Session& session, const Request& request) {
             const JsonBody body(request, {"ground", "evidence", "version"});
             return pauses.pause(
                 session.staff, ref_of(request, body), {ground_of(body), body.text("evidence")}
             );
         }},
        {Method::post,
         "resume",
         "api_resume",
         [&](const Session& session, const Request& request) {
             const JsonBody body(request, {"reason", "version"});
             return pauses.resume(session.staff, ref_of(request, body), body.text_or("reason", ""));
         }},
    };
}

std::vector<MoveEntry> termination_moves(desk::Terminations& terminations) {
    return {
        {Method::post,
         "termination",
         "api_termination",
         [&](const Session& session, const Request& request) {
             const JsonBody body(request, {"reason", "basis", "version"});
             return terminations.ask(
                 session.staff, ref_of(request, body), {body.text("reason"), body.text("basis")}
             );
         }},
        {Method::post,
         "termination/decision",
         "api_termination_decision",
         [&](const Session& session, const Request& request) {
             const JsonBody body(request, {"granted", "opinion", "version"});
             const auto ref = ref_of(request, body);
             const auto opinion = body.text_or("opinion", "");
             return body.yes("granted") ? terminations.grant(session.staff, ref, opinion)
                                        : terminations.refuse(session.staff, ref, opinion);
         }},
    };
}

std::vector<MoveEntry> commitment_moves(desk::Commitments& commitments) {
    return {
        {Method::post,
         "commitment",
         "api_commitment",
         [&](const Session& session, const Request& request) {
             const JsonBody body(request, {"text", "due", "version"});
             return commitments.track(
                 session.staff,
                 ref_of(request, body),
                 {body.text("text"), date_of(body.text("due"), "due")}
             );
         }},
        {Method::post,
         "commitment/kept",
         "api_commitment_kept",
         [&](const Session& session, const Request& request) {
             const JsonBody body(request, {"summary", "version"});
             return commitments.keep(session.staff, ref_of(request, body), body.text("summary"));
         }},
    };
}

std::vector<MoveEntry> later_moves(desk::AfterReply& after_reply) {
    return {
        {Method::post,
         "evaluation/invite",
         "api_invite_evaluation",
         [&](const Session& session, const Request& request) {
             const JsonBody body(request, {"version"});
             return after_reply.invite_evaluation(session.staff, ref_of(request, body));
         }},
        {Method::post,
         "archive",
         "api_archive",
         [&](const Session& session, const Request& request) {
             const JsonBody body(request, {"version"});
             return after_reply.archive(session.staff, ref_of(request, body));
         }},
        {Method::post,
         "reopen",
         "api_reopen",
         [&](const Session& session, const Request& request) {
             const JsonBody body(request, {"reason", "version"});
             return after_reply.reopen(session.staff, ref_of(request, body), body.text("reason"));
         }},
    };
}

}  // namespace

std::optional<desk::CommitmentPromised> promised_in(const JsonBody& body) {
    if (!body.has("commitment"))
        return std::nullopt;
    const auto fields = body.fields("commitment");
    const auto text = fields.find("text");
    const auto due = fields.find("due");
    if (fields.size() != 2 || text == fields.end() || due == fields.end())
        throw bad("commitment", {"text", "due"});
    return desk::CommitmentPromised{text->second, date_of(due->second, "commitment.due")};
}

void add_course_routes(
    http::Router& router,
    desk::People& people,
    const desk::Tickets& tickets,
    desk::Casework& casework
) {
    for (auto moves :
         {pause_moves(casework.pauses),
          termination_moves(casework.terminations),
          commitment_moves(casework.commitments),
          later_moves(casework.after_reply)})
        for (auto& entry : moves)
            add_move_route(router, people, tickets, std::move(entry));
}

}  // namespace huiying::web
