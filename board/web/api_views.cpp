// Views: searches that people keep under a name.
#include "board/desk/saved_views.hpp"
#include "board/web/api_call.hpp"
#include "board/web/api_routes.hpp"
#include "board/web/asked_list.hpp"

#include <cstdlib>

namespace huiying::web {
namespace {

using desk::SavedViews;
using desk::Session;
using model::SavedView;
using model::ViewReach;

/// A filter that was kept by an older release and is none any more shows no count.
void add_count(
    Json& json, const Session& session, const desk::Tickets& tickets, const SavedView& view
) {
    const auto asked = parse_asked_list(http::query_parameters(view.asked));
    const auto* list = std::get_if<desk::ListAsked>(&asked);
    const auto found = list != nullptr ? tickets.count(session.staff, *list) : desk::ListCount{};
    json["count"] = list != nullptr ? Json(found.count) : Json(nullptr);
    json["count_more"] = found.more;
}

Json to_json(const Session& session, const SavedView& view) {
    return {
        {"id", view.id},
        {"name", view.name},
        {"asked", view.asked},
        {"shared", view.reach == ViewReach::unit},
        {"own", view.owner == session.staff.id}};
}

http::Response list(const Session& session, const SavedViews& views, const desk::Tickets& tickets) {
    Json items = Json::array();
    for (const auto& view : views.seen_by(session.staff)) {
        auto json = to_json(session, view);
        add_count(json, session, tickets, view);
        items.push_back(std::move(json));
    }
    return json_response(200, {{"items", std::move(items)}});
}

/// Throws BadField where the filter is none.
SavedView view_in(const http::Request& request) {
    const JsonBody body(request, {"name", "asked", "shared"});
    SavedView view;
    view.name = body.text("name");
    view.asked = body.text("asked");
    view.reach = body.yes_or("shared", false) ? ViewReach::unit : ViewReach::own;
    auto asked = parse_asked_list(http::query_parameters(view.asked));
    if (auto* bad = std::get_if<Problem>(&asked))
        throw BadField{std::move(*bad)};
    return view;
}

std::int64_t id_of(const http::Request& request) {
    return std::strtoll(std::string(request.param("id")).c_str(), nullptr, 10);
}

http::Response add(const http::Request& request, const Session& session, SavedViews& views) {
    return answer(
        request,
        views.add(session.staff, view_in(request)),
        [&](const SavedView& view) { return to_json(session, view); },
        201
    );
}

http::Response change(const http::Request& request, const Session& session, SavedViews& views) {
    auto view = view_in(request);
    view.id = id_of(request);
    return answer(request, views.change(session.staff, view), [&](const SavedView& changed) {
        return to_json(session, changed);
    });
}

}  // namespace

void add_view_routes(
    http::Router& router, desk::People& people, SavedViews& views, const desk::Tickets& tickets
) {
    using http::Method;
    using http::Request;
    const auto row =
        [&](Method method, const std::string& path, const std::string& name, StaffCall call) {
            router.add({method, path, name, for_staff(people, std::move(call))});
        };
    row(Method::get, "/api/v1/views", "api_views", [&](const Request&, const Session& session) {
        return list(session, views, tickets);
    });
    row(Method::post,
        "/api/v1/views",
        "api_view_add",
        [&](const Request& request, const Session& session) { return add(request, session, views); }
    );
    row(Method::put,
        "/api/v1/views/{id}",
        "api_view_change",
        [&](const Request& request, const Session& session) {
            return change(request, session, views);
        });
    row(Method::del,
        "/api/v1/views/{id}",
        "api_view_drop",
        [&](const Request& request, const Session& session) {
            return done(request, views.drop(session.staff, id_of(request)));
        });
}

}  // namespace huiying::web
