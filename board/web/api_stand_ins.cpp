// Who stands in for whom, over the API.
#include "board/web/api_call.hpp"
#include "board/web/api_json.hpp"
#include "board/web/api_routes.hpp"

#include <charconv>

namespace huiying::web {
namespace {

using desk::Session;
using desk::StandIns;
using http::Method;
using http::Request;

Json to_json(const desk::Absence& absence) {
    return {
        {"login", absence.login},
        {"name", absence.name},
        {"deputy", absence.deputy},
        {"deputy_name", absence.deputy_name},
        {"from", absence.from_day},
        {"to", absence.to_day},
        {"note", absence.note},
    };
}

Json to_json(const desk::Handover& handover) {
    Json json{
        {"id", handover.id},
        {"at", model::to_rfc3339(handover.at)},
        {"by", handover.by},
        {"from", handover.from},
        {"to", handover.to},
        {"reason", handover.reason},
        {"tickets", handover.tickets},
    };
    if (handover.left > 0)
        json["left"] = handover.left;
    return json;
}

template <class Value>
Json items_of(const std::vector<Value>& values) {
    Json items = Json::array();
    for (const auto& value : values)
        items.push_back(to_json(value));
    return {{"items", std::move(items)}};
}

std::string login_of(const Request& request) {
    return std::string(request.param("login"));
}

http::Response put_absence(const Request& request, const Session& session, StandIns& stand_ins) {
    const JsonBody body(request, {"deputy", "from", "to", "note"});
    const desk::Absence absence{
        .login = login_of(request),
        .deputy = body.text("deputy"),
        .from_day = body.text("from"),
        .to_day = body.text("to"),
        .note = body.text_or("note", "")};
    return answer(request, stand_ins.put(session.staff, absence), [](const desk::Absence& put) {
        return to_json(put);
    });
}

http::Response hand_over(const Request& request, const Session& session, StandIns& stand_ins) {
    const JsonBody body(request, {"to", "reason"});
    return answer(
        request,
        stand_ins.hand_over(session.staff, login_of(request), body.text("to"), body.text("reason")),
        [](const desk::Handover& handover) { return to_json(handover); },
        201
    );
}

http::Response notice(const Request& request, const Session& session, const StandIns& stand_ins) {
    const auto text = request.param("id");
    std::int64_t id = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), id);
    if (error != std::errc() || end != text.data() + text.size())
        return problem(request, {model::Errc::not_found});
    const auto found = stand_ins.notice(session.staff, id);
    if (found.has_error())
        return problem(request, {model::errc_of(found.error())});
    http::Response response{
        .status = 200, .headers = {{"Content-Type", "text/plain; charset=utf-8"}}, .body = *found};
    response.with(
        "Content-Disposition", "attachment; filename=\"handover-" + std::to_string(id) + ".txt\""
    );
    return std::move(response).with("Cache-Control", "no-store");
}

void add_absence_routes(
    http::Router& router, desk::People& people, StandIns& stand_ins, EventHub& hub
) {
    const auto list = [&stand_ins](const Request&, const Session&) {
        return json_response(200, items_of(stand_ins.absences()));
    };
    const auto put = [&stand_ins, &hub](const Request& request, const Session& session) {
        auto response = put_absence(request, session, stand_ins);
        hub.recheck();
        return response;
    };
    const auto end = [&stand_ins, &hub](const Request& request, const Session& session) {
        auto response = done(request, stand_ins.end(session.staff, login_of(request)));
        hub.recheck();
        return response;
    };
    const std::string path = "/api/v1/staff/{login}/absence";
    router.add({Method::get, "/api/v1/absences", "api_absences", for_staff(people, list)});
    router.add({Method::put, path, "api_put_absence", for_staff(people, put)});
    router.add({Method::del, path, "api_end_absence", for_staff(people, end)});
}

}  // namespace

void add_stand_in_routes(
    http::Router& router, desk::People& people, StandIns& stand_ins, EventHub& hub
) {
    add_absence_routes(router, people, stand_ins, hub);
    const auto give = [&stand_ins](const Request& request, const Session& session) {
        return hand_over(request, session, stand_ins);
    };
    const auto list = [&stand_ins](const Request& request, const Session& session) {
        return answer(
            request,
            stand_ins.handovers(session.staff),
            [](const std::vector<desk::Handover>& all) { return items_of(all); }
        );
    };
    const auto read = [&stand_ins](const Request& request, const Session& session) {
        return notice(request, session, stand_ins);
    };
    router.add(
        {Method::post, "/api/v1/staff/{login}/handover", "api_hand_over", for_staff(people, give)}
    );
    router.add({Method::get, "/api/v1/handovers", "api_handovers", for_staff(people, list)});
    router.add(
        {Method::get,
         "/api/v1/handovers/{id}/notice",
         "api_handover_notice",
         for_staff(people, read)}
    );
}

}  // namespace huiying::web
