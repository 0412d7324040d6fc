#include "board/web/api_outside_logins.hpp"

#include "board/web/api_call.hpp"
#include "board/web/api_json.hpp"
#include "board/web/api_login_routes.hpp"
#include "http/address_quota.hpp"
#include "http/client_network.hpp"
#include "http/slow_lane.hpp"

#include <algorithm>

namespace huiying::web {
namespace {

using desk::OpenedSession;
using desk::Session;
using http::Request;

constexpr std::string_view kWays = "/api/v1/session/ways";
constexpr std::size_t kMarkLetters = 16;
constexpr std::string_view kHexDigits = "0123456789abcdef";

Json way_json(const LoginWay& way) {
    return {{"platform", way.platform}, {"account", way.account}, {"title", way.title}};
}

std::optional<LoginWay> way_of(const Request& request, const OutsideDoors& doors) {
    for (auto& way : offered_ways(doors))
        if (way.platform == request.param("platform") && way.account == request.param("account"))
            return std::move(way);
    return std::nullopt;
}

std::string redirect_uri(const Request& request, const OutsideDoors& doors, const LoginWay& way) {
    const auto origin = doors.public_url.empty() ? (request.is_tls ? "https://" : "http://") +
                                                       std::string(request.header("Host"))
                                                 : doors.public_url;
    return origin + doors.base_path + std::string(kWays) + "/" + way.platform + "/" + way.account;
}

/// Each login that is out there has a cookie of its own: one may begin in several tabs.
std::string mark_name(const std::string& state) {
    return "hy_login_" + state.substr(0, kMarkLetters);
}

/// Not SameSite=Strict: the browser comes back from another site.
std::string mark_cookie(
    const Request& request,
    const OutsideDoors& doors,
    const std::string& state,
    const std::string& browser
) {
    auto cookie = mark_name(state) + "=" + browser + "; Path=" + doors.base_path +
                  std::string(kWays) + "; Max-Age=" + (browser.empty() ? "0" : "600") +
                  "; HttpOnly; SameSite=Lax";
    return request.is_tls ? cookie + "; Secure" : cookie;
}

http::Response begin(
    const Request& request,
    const OutsideDoors& doors,
    const std::string& back,
    const std::optional<desk::Binder>& binds
) {
    const auto way = way_of(request, doors);
    if (!way)
        return problem(request, {model::Errc::not_found});
    const auto network = http::client_network(request.peer);
    if (const auto over = doors.quota.over(network))
        return problem(request, {.code = model::Errc::rate_limited, .retry_after = over->wait});
    const auto begun = doors.logins.begin(way->key(), back, binds);
    if (begun.has_error())
        return problem(request, problem_of(begun.error()));
    doors.quota.take(network, begun->state);
    const auto address = doors.address(
        *way, {redirect_uri(request, doors, *way), begun->state, begun->nonce, begun->verifier}
    );
    if (!address)
        return problem(request, 502, "provider_down");
    return json_response(
               200, {{"address", *address}}
    ).with("Set-Cookie", mark_cookie(request, doors, begun->state, begun->browser));
}

http::Response begin_binding(
    const Request& request, const OutsideDoors& doors, const Session& session
) {
    const JsonBody body(request, {"back", "password"});
    const auto tried = password_again(request, session, body.text("password"));
    if (auto refusal = refused_password(request, doors.people, tried))
        return *std::move(refusal);
    const desk::Binder binder{session.staff.id, std::string(http::cookie(request, kSessionCookie))};
    return begin(request, doors, body.text_or("back", "/"), binder);
}

/// What came back in the address; a name given twice counts as nothing.
std::string given(const std::vector<http::Parameter>& query, std::string_view name) {
    const auto has_name = [&](const http::Parameter& parameter) { return parameter.name == name; };
    if (std::count_if(query.begin(), query.end(), has_name) != 1)
        return {};
    return std::find_if(query.begin(), query.end(), has_name)->value;
}

http::Response to_console(const OutsideDoors& doors, const std::string& path) {
    return http::see_other(doors.base_path + "/desk/#" + path).with("Cache-Control", "no-store");
}

/// What may stand in an address of the console.
std::string shown_subject(const desk::OutsidePerson& person) {
    const auto& subject = person.subjects.empty() ? std::string() : person.subjects.front();
    const bool is_plain =
        subject.size() <= 64 && std::all_of(subject.begin(), subject.end(), [](char letter) {
            return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') ||
                   (letter >= '0' && letter <= '9') || letter == '_' || letter == '-' ||
                   letter == '.' || letter == '@';
        });
    return is_plain ? subject : std::string();
}

http::Response failed(
    const OutsideDoors& doors,
    const LoginWay& way,
    std::string_view why,
    const std::string& who = ""
) {
    return to_console(
        doors,
        "/login-problem?why=" + std::string(why) + "&platform=" + way.platform +
            (who.empty() ? "" : "&who=" + who)
    );
}

std::string_view word_of(OutsideFault fault) {
    if (fault == OutsideFault::refused)
        return "refused";
    return fault == OutsideFault::untrusted ? "untrusted" : "provider_down";
}

/// Whoever it is here, noted as a newcomer where that is allowed.
std::optional<model::StaffId> known(
    const OutsideDoors& doors, const LoginWay& way, const OutsideAnswer& answer
) {
    if (const auto staff = doors.logins.who_is(way.key(), *answer.person))
        return staff;
    if (const auto staff = doors.logins.first_named(way.key(), *answer.person))
        return staff;
    if (!answer.may_be_new)
        return std::nullopt;
    const auto newcomer = doors.logins.note_newcomer(way.key(), *answer.person);
    return newcomer.has_value() ? std::optional(*newcomer) : std::nullopt;
}

http::Response entered(
    const Request& request,
    const OutsideDoors& doors,
    const OpenedSession& opened,
    const std::string& back
) {
    auto response = to_console(doors, back);
    if (!opened.half.empty())
        return std::move(response).with(
            "Set-Cookie", half_login_cookie(request, doors.base_path, opened.half)
        );
    return std::move(response)
        .with("Set-Cookie", session_cookie(request, doors.base_path, opened.token))
        .with("Set-Cookie", browser_cookie(request, doors.base_path, opened));
}

http::Response finish(
    const Request& request,
    const OutsideDoors& doors,
    const LoginWay& way,
    const desk::ReturnedLogin& returned,
    const OutsideAnswer& answer
) {
    const auto& person = *answer.person;
    if (returned.binds) {
        const auto bound = doors.logins.bind(returned, person);
        if (bound.has_value())
            return to_console(doors, returned.back);
        return model::errc_of(bound.error()) == model::Errc::unauthenticated
                   ? failed(doors, way, "stale")
                   : failed(doors, way, "taken", shown_subject(person));
    }
    const auto staff = known(doors, way, answer);
    if (!staff)
        return failed(doors, way, "unknown_person", shown_subject(person));
    const auto opened = doors.people.log_in_vouched(*staff, way.key());
    if (opened.has_error())
        return failed(doors, way, "switched_off");
    return entered(request, doors, *opened, returned.back);
}

http::Response come_back(const Request& request, const OutsideDoors& doors) {
    const auto way = way_of(request, doors);
    if (!way)
        return problem(request, {model::Errc::not_found});
    const auto query = http::query_parameters(request.query);
    const auto state = given(query, "state");
    const bool is_state =
        state.size() == 64 && state.find_first_not_of(kHexDigits) == std::string::npos;
    if (!is_state)
        return failed(doors, *way, "stale");
    const auto browser = std::string(http::cookie(request, mark_name(state)));
    const auto returned = doors.logins.take(state, browser, way->key());
    const auto over = mark_cookie(request, doors, state, "");
    if (returned.has_error())
        return failed(doors, *way, "stale").with("Set-Cookie", over);
    // DingTalk calls it differently.
    auto code = given(query, way->platform == "dingtalk" ? "authCode" : "code");
    if (code.empty())
        return failed(doors, *way, "refused").with("Set-Cookie", over);
    const auto answer = doors.ask(
        *way,
        {redirect_uri(request, doors, *way), std::move(code), returned->nonce, returned->verifier}
    );
    auto response = answer.person ? finish(request, doors, *way, *returned, answer)
                                  : failed(doors, *way, word_of(answer.fault));
    return std::move(response).with("Set-Cookie", over);
}

Json ways_json(const Request& request, const OutsideDoors& doors) {
    Json ways = Json::array();
    for (const auto& way : offered_ways(doors))
        ways.push_back(way_json(way));
    const auto town = doors.town.snapshot();
    const auto* office = town->unit(town->lead_unit());
    const auto half = std::string(http::cookie(request, kHalfLoginCookie));
    return {
        {"ways", std::move(ways)},
        {"office", office != nullptr ? office->name : town->settings().office_name},
        {"office_contact", office != nullptr ? office->contact : std::string()},
        {"code_wanted", !half.empty() && doors.people.half_logged_in(half).has_value()}};
}

}  // namespace

std::vector<LoginWay> offered_ways(const OutsideDoors& doors) {
    const auto chosen = doors.factors.rules().ways;
    auto ways = doors.possible();
    std::erase_if(ways, [&](const LoginWay& way) {
        return !way.is_chosen && std::find(chosen.begin(), chosen.end(), way.key()) == chosen.end();
    });
    return ways;
}

void add_outside_login_routes(http::Router& router, const OutsideDoors& doors) {
    using http::Method;
    const std::string one = std::string(kWays) + "/{platform}/{account}";
    const auto list = [doors](const Request& request) {
        return json_response(200, ways_json(request, doors));
    };
    const auto out = [doors](const Request& request) {
        const JsonBody body(request, {"back"});
        return begin(request, doors, body.text_or("back", "/"), std::nullopt);
    };
    const auto back = [doors](const Request& request) { return come_back(request, doors); };
    const auto bind = [doors](const Request& request, const Session& session) {
        return begin_binding(request, doors, session);
    };
    router.add({Method::get, std::string(kWays), "api_login_ways", guarded(list)});
    router.add({Method::post, one, "api_begin_login", doors.lane.carry(guarded(out))});
    router.add({Method::get, one, "api_finish_login", doors.lane.carry(guarded(back))});
    router.add(
        {Method::post,
         "/api/v1/account/identities/{platform}/{account}",
         "api_bind_identity",
         doors.lane.carry(for_staff(doors.people, bind))}
    );
}

}  // namespace huiying::web
