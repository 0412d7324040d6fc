#include "board/web/api_call.hpp"
#include "board/web/api_routes.hpp"

namespace huiying::web {
namespace {

using desk::Session;
using http::Request;

/// What to give to the platform.
std::string callback_of(
    const Request& request, const ChannelDoors& doors, const model::ChannelAccount& account
) {
    const auto host = request.header("Host");
    const std::string origin =
        !doors.public_url.empty()
            ? doors.public_url
            : (request.is_tls ? "https://" : "http://") + std::string(host) + doors.base_path;
    return origin + "/hooks/" + account.channel + "/" + account.name;
}

Json platform_json(const Platform& platform) {
    Json fields = Json::array();
    for (const auto& field : platform.fields)
        fields.push_back(
            {{"key", field.key},
             {"title", field.title},
             {"secret", field.secret},
             {"required", field.required},
             {"generated", field.generated},
             {"choices", field.choices}}
        );
    return {
        {"channel", platform.channel}, {"title", platform.title}, {"fields", std::move(fields)}};
}

http::Response list(
    const Request& request, const desk::TownSnapshot& town, const ChannelDoors& doors
) {
    Json items = Json::array();
    for (const auto& account : town.accounts())
        items.push_back(
            {{"channel", account.channel},
             {"name", account.name},
             {"active", account.active},
             {"callback", callback_of(request, doors, account)},
             {"settings", account.settings}}
        );
    Json platforms = Json::array();
    for (const auto& platform : doors.platforms)
        platforms.push_back(platform_json(platform));
    return json_response(200, {{"items", std::move(items)}, {"platforms", std::move(platforms)}});
}

Json shown_once(
    const Request& request, const ChannelDoors& doors, const model::ChannelAccount& account
) {
    return {
        {"channel", account.channel},
        {"name", account.name},
        {"callback", callback_of(request, doors, account)},
        {"secrets", account.secrets.empty() ? Json::object() : Json(account.secrets)},
    };
}

http::Response add(
    const Request& request,
    const Session& session,
    desk::Administration& administration,
    const desk::Town& town,
    const ChannelDoors& doors
) {
    const JsonBody body(request, {"channel", "name", "settings", "secrets"});
    model::ChannelAccount account{
        body.text("channel"),
        body.text("name"),
        body.fields("settings"),
        body.fields("secrets"),
        true};
    if (town.snapshot()->account(account.channel, account.name))
        return problem(request, {model::Errc::already_exists});
    Problem refusal;
    doors.complete(account, refusal);
    if (!refusal.field.empty())
        return problem(request, refusal);
    if (const auto put = administration.put(account, session.staff.login); put.has_error())
        return problem(request, {.code = model::errc_of(put.error()), .field = "name"});
    return json_response(201, shown_once(request, doors, account));
}

http::Response rotate(
    const Request& request,
    const Session& session,
    desk::Administration& administration,
    const desk::Town& town,
    const ChannelDoors& doors
) {
    const auto snapshot = town.snapshot();
    const auto* present = snapshot->account(
        std::string(request.param("channel")), std::string(request.param("name"))
    );
    if (!present)
        return problem(request, {model::Errc::not_found});
    auto account = *present;
    if (const auto refusal = doors.rotate(account))
        return problem(request, *refusal);
    if (const auto put = administration.put(account, session.staff.login); put.has_error())
        return problem(request, {model::errc_of(put.error())});
    return json_response(200, shown_once(request, doors, account));
}

}  // namespace

void add_channel_routes(
    http::Router& router,
    desk::People& people,
    desk::Administration& administration,
    const desk::Town& town,
    const ChannelDoors& doors
) {
    using http::Method;
    const auto administrator = {model::Role::administrator};
    router.add(
        {Method::get,
         "/api/v1/channels",
         "api_channels",
         for_roles(
             people,
             administrator,
             [&town, doors](const Request& request, const Session&) {
                 return list(request, *town.snapshot(), doors);
             }
         )}
    );
    router.add(
        {Method::post,
         "/api/v1/channels",
         "api_add_channel",
         for_roles(
             people,
             administrator,
             [&administration, &town, doors](const Request& request, const Session& session) {
                 return add(request, session, administration, town, doors);
             }
         )}
    );
    router.add(
        {Method::post,
         "/api/v1/channels/{channel}/{name}/rotate",
         "api_rotate_channel",
         for_roles(
             people,
             administrator,
             [&administration, &town, doors](const Request& request, const Session& session) {
                 return rotate(request, session, administration, town, doors);
             }
         )}
    );
}

}  // namespace huiying::web
