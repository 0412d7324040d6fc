#include "board/desk/escalation.hpp"
#include "board/web/api_call.hpp"
#include "board/web/api_routes.hpp"

namespace huiying::web {
namespace {

using desk::Session;

constexpr int kShown = 100;

Json to_json(const desk::Notice& notice) {
    Json json{
        {"id", notice.id},
        {"number", notice.number},
        {"subject", notice.subject},
        {"rung", notice.rung},
        {"title", notice.title},
        {"at", model::to_rfc3339(notice.at)},
        {"window", model::to_rfc3339(notice.window)}};
    if (!notice.instead_of.empty())
        json["for"] = notice.instead_of;
    return json;
}

http::Response list(const Session& session, const desk::Escalation& escalation) {
    Json items = Json::array();
    for (const auto& notice : escalation.unread(session.staff, kShown))
        items.push_back(to_json(notice));
    return json_response(200, {{"items", std::move(items)}});
}

http::Response mark_read(
    const http::Request& request, const Session& session, desk::Escalation& escalation
) {
    const JsonBody body(request, {"id", "up_to"});
    if (body.has("id"))
        escalation.read(session.staff, body.integer("id"));
    else
        escalation.read_up_to(session.staff, body.integer("up_to"));
    return http::empty(204);
}

}  // namespace

void add_notice_routes(http::Router& router, desk::People& people, desk::Escalation& escalation) {
    using http::Method;
    using http::Request;
    router.add(
        {Method::get,
         "/api/v1/notices",
         "api_notices",
         for_staff(
             people,
             [&](const Request&, const Session& session) { return list(session, escalation); }
         )}
    );
    router.add(
        {Method::post,
         "/api/v1/notices/read",
         "api_notices_read",
         for_staff(
             people,
             [&](const Request& request, const Session& session) {
                 return mark_read(request, session, escalation);
             }
         )}
    );
}

}  // namespace huiying::web
