#include "board/web/api_call.hpp"
#include "board/web/api_json.hpp"
#include "board/web/api_moves.hpp"
#include "board/web/api_routes.hpp"
#include "board/web/asked_list.hpp"

#include <algorithm>
#include <variant>

namespace huiying::web {
namespace {

using desk::Session;
using desk::Tickets;
using model::Result;

http::Response list(
    const http::Request& request,
    const Session& session,
    const Tickets& tickets,
    const desk::Town& town
) {
    auto asked = parse_asked_list(http::query_parameters(request.query));
    if (const auto* bad = std::get_if<Problem>(&asked))
        return problem(request, *bad);
    const auto page = tickets.list(session.staff, std::get<desk::ListAsked>(asked));
    return json_response(200, to_json(page, *town.snapshot()));
}

http::Response counts(const Session& session, const Tickets& tickets) {
    const auto counts = tickets.counts(session.staff);
    return json_response(
        200,
        {{"mine", counts.mine},
         {"to_dispatch", counts.to_dispatch},
         {"to_review", counts.to_review},
         {"overdue", counts.overdue},
         {"commitments", counts.commitments},
         {"in_doubt", counts.in_doubt},
         {"failed", counts.failed},
         {"dead_letters", counts.dead_letters}}
    );
}

http::Response view(
    const http::Request& request,
    const Session& session,
    const Tickets& tickets,
    const desk::Publications& publications,
    const desk::Town& town
) {
    const std::string number(request.param("number"));
    const auto ticket = tickets.view(session.staff, number);
    const auto publication = publications.view(session.staff, number);
    if (ticket.has_error() || publication.has_error())
        return problem(request, {model::Errc::not_found});
    return json_response(200, to_json(*ticket, *publication, *town.snapshot()));
}

/// In a message or a reply of the ticket, or with the reply that is being written.
bool has_file(const desk::TicketView& ticket, const std::string& sha256) {
    const auto is_it = [&](const model::Attachment& file) { return file.sha256 == sha256; };
    const auto& drafted = ticket.draft_files;
    return std::any_of(drafted.begin(), drafted.end(), is_it) ||
           std::any_of(ticket.talk.begin(), ticket.talk.end(), [&](const auto& line) {
               return std::any_of(line.attachments.begin(), line.attachments.end(), is_it);
           });
}

/// A file of a ticket, to people who may see the ticket and only when the ticket has that file.
http::Response attachment(
    const http::Request& request,
    const Session& session,
    const Tickets& tickets,
    const desk::Files& files
) {
    const std::string sha256(request.param("sha256"));
    const auto ticket = tickets.view(session.staff, std::string(request.param("number")));
    if (ticket.has_error())
        return problem(request, {model::Errc::not_found});
    if (!has_file(*ticket, sha256))
        return problem(request, {model::Errc::not_found});
    const auto file = files.serve(sha256);
    if (file.has_error())
        return problem(request, {model::errc_of(file.error())});
    http::Response response{
        .status = 200, .headers = {{"Content-Type", file->media_type}}, .body = file->bytes};
    response.with(
        "Content-Disposition", file->media_type == "application/pdf" ? "attachment" : "inline"
    );
    return std::move(response).with("Cache-Control", "private, max-age=3600");
}

void add_reading_routes(
    http::Router& router,
    desk::People& people,
    const desk::Tickets& tickets,
    const desk::Files& files,
    const desk::Publications& publications,
    const desk::Town& town
) {
    using http::Request;
    const auto get = [&](const std::string& path, const std::string& name, StaffCall call) {
        router.add({http::Method::get, path, name, for_staff(people, std::move(call))});
    };
    get("/api/v1/tickets", "api_tickets", [&](const Request& request, const Session& session) {
        return list(request, session, tickets, town);
    });
    get("/api/v1/ticket-counts", "api_ticket_counts", [&](const Request&, const Session& session) {
        return counts(session, tickets);
    });
    get("/api/v1/tickets/{number}",
        "api_ticket",
        [&](const Request& request, const Session& session) {
            return view(request, session, tickets, publications, town);
        });
    get("/api/v1/tickets/{number}/attachments/{sha256}",
        "api_attachment",
        [&](const Request& request, const Session& session) {
            return attachment(request, session, tickets, files);
        });
}

void add_move_routes(http::Router& router, desk::People& people, desk::Tickets& tickets) {
    using http::Method;
    using http::Request;
    const auto move =
        [&](Method method, const std::string& path, const std::string& name, MoveRoute call) {
            add_move_route(router, people, tickets, {method, path, name, std::move(call)});
        };
    move(
        Method::put,
        "draft",
        "api_save_draft",
        [&](const Session& session, const Request& request) {
            const JsonBody body(request, {"text", "version"});
            return tickets.save_draft(session.staff, ref_of(request, body), body.text("text"));
        }
    );
    move(Method::post, "assign", "api_assign", [&](const Session& session, const Request& request) {
        const JsonBody body(request, {"unit", "reason", "assists", "version"});
        return tickets.assign(
            session.staff,
            ref_of(request, body),
            body.text("unit"),
            body.text_or("reason", ""),
            assists_of(body)
        );
    });
    move(Method::post, "recall", "api_recall", [&](const Session& session, const Request& request) {
        return tickets.recall(session.staff, ref_of(request, JsonBody(request, {"version"})));
    });
    move(Method::post, "submit", "api_submit", [&](const Session& session, const Request& request) {
        const JsonBody body(request, {"text", "version"});
        return tickets.submit(session.staff, ref_of(request, body), body.text("text"));
    });
    move(
        Method::post,
        "send-back",
        "api_send_back",
        [&](const Session& session, const Request& request) {
            const JsonBody body(request, {"reason", "version"});
            return tickets.send_back(session.staff, ref_of(request, body), body.text("reason"));
        }
    );
    move(Method::post, "reply", "api_reply", [&](const Session& session, const Request& request) {
        const JsonBody body(request, {"text", "phone", "commitment", "version"});
        return tickets.reply(
            session.staff,
            ref_of(request, body),
            body.text("text"),
            {.call = call_of(body), .promised = promised_in(body)}
        );
    });
    move(Method::post, "close", "api_close", [&](const Session& session, const Request& request) {
        const JsonBody body(request, {"version"});
        return tickets.close(session.staff, ref_of(request, body));
    });
}

}  // namespace

void add_ticket_routes(
    http::Router& router,
    desk::People& people,
    desk::Tickets& tickets,
    const desk::Files& files,
    desk::Publications& publications,
    const desk::Town& town
) {
    add_reading_routes(router, people, tickets, files, publications, town);
    add_move_routes(router, people, tickets);
}

}  // namespace huiying::web
