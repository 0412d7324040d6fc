#include "board/web/api_call.hpp"
#include "board/web/api_json.hpp"
#include "board/web/api_routes.hpp"
#include "web_assets.hpp"

#include <algorithm>
#include <array>

namespace huiying::web {
namespace {

using http::Request;

/// What proxies add, one or the other.
constexpr std::array<std::string_view, 5> kProxyHeaders{
    "X-Forwarded-For", "Forwarded", "X-Real-IP", "X-Forwarded-Host", "Via"};

/// From a loopback address, and not through a proxy there.
bool is_from_this_host(const Request& request) {
    for (const auto name : kProxyHeaders)
        if (request.header_count(name) > 0)
            return false;
    const auto peer = request.peer;
    return peer.starts_with("127.") || peer == "::1" || peer.starts_with("::ffff:127.");
}

http::Response metrics_text(std::string exposition) {
    return {
        .status = 200,
        .headers = {{"Content-Type", "text/plain; version=0.0.4; charset=utf-8"}},
        .body = std::move(exposition)};
}

http::Response ready(const std::map<std::string, ReadyCheck>& checks) {
    Json list = Json::object();
    bool all = true;
    bool essential = true;
    for (const auto& [name, check] : checks) {
        list[name] = {{"ok", check.ok}, {"detail", check.detail}};
        all = all && check.ok;
        essential = essential && (check.ok || !check.essential);
    }
    return json_response(
        essential ? 200 : 503,
        {{"status", !essential ? "down" : (all ? "ok" : "degraded")}, {"checks", std::move(list)}}
    );
}

http::Response console_file(
    std::string_view path,
    const std::function<std::optional<StaticFile>(std::string_view, bool)>& file,
    bool gzip
) {
    const auto found = file(path, gzip);
    if (!found)
        return http::empty(404);
    http::Response response{.status = 200};
    response.static_body = found->bytes;
    response.with("Content-Type", std::string(found->media_type));
    if (!found->content_encoding.empty())
        response.with("Content-Encoding", std::string(found->content_encoding));
    response.with("Vary", "Accept-Encoding");
    // Built files carry a hash in their names; the page that names them must be asked for each
    // time.
    return std::move(response).with(
        "Cache-Control",
        path.starts_with("assets/") ? "public, max-age=31536000, immutable" : "no-cache"
    );
}

}  // namespace

void add_dashboard_routes(
    http::Router& router, desk::People& people, const desk::Dashboard& dashboard
) {
    router.add(
        {http::Method::get,
         "/api/v1/dashboard",
         "api_dashboard",
         for_staff(
             people,
             [&dashboard](const Request&, const desk::Session& session) {
                 return json_response(200, to_json(dashboard.view(session.staff)));
             }
         )}
    );
}

void add_event_routes(http::Router& router, desk::People& people, EventHub& hub) {
    router.add(
        {http::Method::get,
         "/api/v1/events",
         "api_events",
         http::EventStreamHandler(
             [&people, &hub](const Request& request, const http::EventStream& stream)
                 -> std::optional<http::Response> {
                 const std::string token(http::cookie(request, kSessionCookie));
                 const auto session = people.session(token);
                 if (session.has_error())
                     return problem(request, {model::errc_of(session.error())});
                 hub.open(token, stream);
                 return std::nullopt;
             }
         )}
    );
}

void add_operation_routes(http::Router& router, const OperationDoors& doors) {
    using http::Method;
    router.add(
        {Method::get,
         "/healthz",
         "healthz",
         http::AsyncHandler([](const Request&, http::Responder respond) {
             respond(http::json(200, R"({"status":"ok"})"));
         })}
    );
    router.add({Method::get, "/readyz", "readyz", guarded([check = doors.ready](const Request&) {
                    return ready(check());
                })});
    if (doors.metrics)
        router.add({Method::get, "/metrics", "metrics", guarded([doors](const Request& request) {
                        return doors.metrics_to == MetricsTo::loopback &&
                                       !is_from_this_host(request)
                                   ? problem(request, {model::Errc::not_found})
                                   : metrics_text(doors.metrics());
                    })});
    router.add({Method::get, "/api/openapi.json", "openapi", guarded([](const Request&) {
                    http::Response response{
                        .status = 200, .headers = {{"Content-Type", "application/json"}}};
                    response.static_body = packed("openapi.json").value();
                    return response;
                })});
}

void add_console_routes(
    http::Router& router,
    std::function<std::optional<StaticFile>(std::string_view path, bool gzip)> file
) {
    using http::Method;
    const auto serve = [file = std::move(file)](const Request& request, http::Responder respond) {
        const bool gzip = request.header("Accept-Encoding").find("gzip") != std::string_view::npos;
        const auto path = request.param("path");
        respond(console_file(path.empty() ? "index.html" : path, file, gzip));
    };
    router.add({Method::get, "/desk/{path...}", "console", http::AsyncHandler(serve)});
    router.add({Method::get, "/desk/", "console_index", http::AsyncHandler(serve)});
    router.add(
        {Method::get,
         "/desk",
         "console_redirect",
         http::AsyncHandler([](const Request&, http::Responder respond) {
             // Relative, so that it holds below any base path.
             respond(http::see_other("desk/"));
         })}
    );
}

}  // namespace huiying::web
