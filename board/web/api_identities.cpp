#include "board/web/api_call.hpp"
#include "board/web/api_json.hpp"
#include "board/web/api_outside_logins.hpp"

#include <algorithm>

namespace huiying::web {
namespace {

using desk::Session;
using http::Request;
using model::Role;

std::string way_key(const Request& request) {
    return std::string(request.param("platform")) + "/" + std::string(request.param("account"));
}

Json own_json(const OutsideDoors& doors, const Session& session) {
    const auto mine = doors.logins.of(session.staff);
    Json items = Json::array();
    for (const auto& way : offered_ways(doors)) {
        Json item{{"platform", way.platform}, {"account", way.account}, {"title", way.title}};
        const auto found = std::find_if(mine.begin(), mine.end(), [&](const auto& identity) {
            return identity.way == way.key();
        });
        if (found != mine.end()) {
            item["subject"] = found->subject;
            item["bound_at"] = model::to_rfc3339(found->bound_at);
        }
        items.push_back(std::move(item));
    }
    return {{"items", std::move(items)}};
}

std::vector<Role> roles_in(const JsonBody& body) {
    std::vector<Role> roles;
    for (const auto& word : body.texts("second_factor_roles")) {
        const auto role = model::parse_role(word);
        if (!role)
            throw BadField{Problem{
                .code = model::Errc::bad_request,
                .field = "second_factor_roles",
                .allowed = {"dispatcher", "handler", "reviewer", "manager", "administrator"}}};
        roles.push_back(*role);
    }
    return roles;
}

/// Those of the wanted ways that there are.
std::vector<std::string> ways_in(const JsonBody& body, const OutsideDoors& doors) {
    const auto possible = doors.possible();
    auto ways = body.texts("ways");
    for (const auto& way : ways) {
        const bool is_possible = std::any_of(
            possible.begin(), possible.end(), [&](const auto& one) { return one.key() == way; }
        );
        if (!is_possible)
            throw BadField{Problem{
                .code = model::Errc::bad_request, .detail = "没有这个渠道账号", .field = "ways"}};
    }
    return ways;
}

std::vector<std::string> logins_with_factor(const OutsideDoors& doors) {
    const auto on = doors.factors.all_on();
    std::vector<std::string> logins;
    for (const auto& staff : doors.people.all())
        if (std::find(on.begin(), on.end(), staff.id) != on.end())
            logins.push_back(staff.login);
    return logins;
}

Json settings_json(const OutsideDoors& doors) {
    const auto rules = doors.factors.rules();
    Json roles = Json::array();
    for (const auto role : rules.second_factor_roles)
        roles.push_back(model::to_word(role));
    Json possible = Json::array();
    for (const auto& way : doors.possible())
        possible.push_back({{"way", way.key()}, {"title", way.title}, {"always", way.is_chosen}});
    Json identities = Json::array();
    for (const auto& identity : doors.logins.all())
        identities.push_back(
            {{"login", identity.login}, {"way", identity.way}, {"subject", identity.subject}}
        );
    return {
        {"second_factor_roles", std::move(roles)},
        {"second_factor_on", logins_with_factor(doors)},
        {"outside_is_enough", rules.outside_is_enough},
        {"ways", rules.ways},
        {"possible_ways", std::move(possible)},
        {"identities", std::move(identities)}};
}

void add_settings_routes(http::Router& router, const OutsideDoors& doors) {
    using http::Method;
    const auto administrators = {Role::administrator};
    const std::string path = "/api/v1/settings/login";
    const auto show = [doors](const Request&, const Session&) {
        return json_response(200, settings_json(doors));
    };
    const auto put = [doors](const Request& request, const Session& session) {
        const JsonBody body(request, {"second_factor_roles", "outside_is_enough", "ways"});
        doors.factors.put_rules(
            {.second_factor_roles = roles_in(body),
             .outside_is_enough = body.yes_or("outside_is_enough", false),
             .ways = ways_in(body, doors)},
            session.staff.login
        );
        return json_response(200, settings_json(doors));
    };
    auto& people = doors.people;
    router.add({Method::get, path, "api_login_settings", for_roles(people, administrators, show)});
    router.add({Method::put, path, "api_put_login_settings", for_roles(people, administrators, put)}
    );
}

}  // namespace

void add_identity_routes(http::Router& router, const OutsideDoors& doors) {
    using http::Method;
    const auto administrators = {Role::administrator};
    const auto mine = [doors](const Request&, const Session& session) {
        return json_response(200, own_json(doors, session));
    };
    const auto unbind_mine = [doors](const Request& request, const Session& session) {
        const auto& login = session.staff.login;
        return done(request, doors.logins.unbind(login, way_key(request), login));
    };
    const auto put = [doors](const Request& request, const Session& session) {
        const JsonBody body(request, {"subject"});
        return done(
            request,
            doors.logins.bind(
                std::string(request.param("login")),
                way_key(request),
                body.text("subject"),
                session.staff.login
            )
        );
    };
    const auto unbind = [doors](const Request& request, const Session& session) {
        const auto login = std::string(request.param("login"));
        return done(request, doors.logins.unbind(login, way_key(request), session.staff.login));
    };
    auto& people = doors.people;
    const std::string own = "/api/v1/account/identities";
    const std::string of = "/api/v1/staff/{login}/identities/{platform}/{account}";
    router.add({Method::get, own, "api_identities", for_staff(people, mine)});
    router.add(
        {Method::del,
         own + "/{platform}/{account}",
         "api_unbind_identity",
         for_staff(people, unbind_mine)}
    );
    router.add({Method::put, of, "api_put_identity", for_roles(people, administrators, put)});
    router.add({Method::del, of, "api_remove_identity", for_roles(people, administrators, unbind)});
    add_settings_routes(router, doors);
}

}  // namespace huiying::web
