#include "board/web/api_moves.hpp"

#include "board/web/api_json.hpp"

namespace huiying::web {
namespace {

constexpr std::int64_t kMostWorkdays = 60;

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
    auto refusal = problem_of(result.error());
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

desk::TicketRef ref_if_given(const http::Request& request, const JsonBody& body) {
    if (body.has("version"))
        return ref_of(request, body);
    return {std::string(request.param("number")), std::nullopt};
}

int workdays_of(const JsonBody& body) {
    const auto workdays = body.integer("workdays");
    if (workdays < 1 || workdays > kMostWorkdays)
        throw BadField{Problem{
            .code = model::Errc::bad_request,
            .detail = "请填写 1 到 60 个工作日",
            .field = "workdays",
            .allowed = {"1-60"}}};
    return static_cast<int>(workdays);
}

std::optional<model::Instant> time_of(const JsonBody& body, std::string_view field) {
    if (!body.has(field))
        return std::nullopt;
    const auto at = model::parse_rfc3339(body.text(field));
    if (!at)
        throw BadField{Problem{
            .code = model::Errc::bad_request,
            .detail = "须为 RFC 3339 时间",
            .field = std::string(field)}};
    return at;
}

std::optional<desk::ContactMade> call_of(const JsonBody& body) {
    const auto call = body.object("phone", {"at", "number", "summary", "reached"});
    if (!call)
        return std::nullopt;
    return desk::ContactMade{
        .way = model::ContactWay::call,
        .at = time_of(*call, "at"),
        .number = call->text("number"),
        .summary = call->text("summary"),
        .reached = call->yes("reached")};
}

std::vector<desk::AssistWanted> assists_of(const JsonBody& body) {
    std::vector<desk::AssistWanted> assists;
    for (const auto& one : body.objects("assists", {"unit", "question", "workdays"}))
        assists.push_back({one.text("unit"), one.text("question"), workdays_of(one)});
    return assists;
}

}  // namespace huiying::web
