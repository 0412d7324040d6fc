#include "board/web/api_moves.hpp"

#include "board/web/api_json.hpp"

namespace huiying::web {
namespace {

std::vector<PossibleMove> possible_moves(const std::vector<desk::PossibleMove>& possible) {
    std::vector<PossibleMove> moves;
    for (const auto& one : possible) {
        PossibleMove move{one.word, one.name, {}};
        for (const auto& [party, name] : one.by)
            move.by.push_back({party, name});
        moves.push_back(std::move(move));
    }
    return moves;
}

/// Refused for what the ticket is or who asks, not for what was written.
bool is_about_the_move(model::Errc code) {
    const int status = status_of(code);
    return code != model::Errc::version_conflict && (status == 403 || status == 409);
}

/// Both texts, where the move carried one.
std::optional<TextConflict> conflict_of(
    const http::Request& request, const desk::TicketView& ticket
) {
    const auto body = nlohmann::json::parse(request.body, nullptr, false);
    if (!body.is_object() || !body.contains("text") || !body["text"].is_string())
        return std::nullopt;
    return TextConflict{
        ticket.row.ticket.version,
        body["text"].get<std::string>(),
        ticket.draft.text,
        ticket.draft_saved_by,
        ticket.draft_saved_at ? model::to_rfc3339(*ticket.draft_saved_at) : std::string()};
}

http::Response moved(
    const http::Request& request,
    const desk::Session& session,
    const desk::Tickets& tickets,
    const model::Result<desk::Moved>& result
) {
    if (result.has_value())
        return json_response(200, to_json(*result));
    const std::string number(request.param("number"));
    Problem refusal{.code = model::errc_of(result.error())};
    if (const auto ticket = tickets.view(session.staff, number); ticket.has_value()) {
        refusal.allowed = ticket->allowed_moves;
        if (refusal.code == model::Errc::version_conflict)
            refusal.conflict = conflict_of(request, *ticket);
    }
    if (is_about_the_move(refusal.code))
        refusal.moves = possible_moves(tickets.possible_moves(session.staff, number));
    return problem(request, refusal);
}

}  // namespace

void add_move_route(
    http::Router& router, desk::People& people, const desk::Tickets& tickets, MoveEntry entry
) {
    router.add(
        {entry.method,
         "/api/v1/tickets/{number}/" + entry.path,
         entry.name,
         for_staff(
             people,
             [&tickets, call = std::move(entry.call)](
                 const http::Request& request, const desk::Session& session
             ) { return moved(request, session, tickets, call(session, request)); }
         ),
         kLongTextBodyLimit}
    );
}

desk::TicketRef ref_of(const http::Request& request, const JsonBody& body) {
    return {std::string(request.param("number")), body.integer("version")};
}

}  // namespace huiying::web
