#include "board/web/api_call.hpp"
#include "board/web/api_json.hpp"
#include "board/web/api_login_routes.hpp"
#include "http/client_network.hpp"
#include "http/slow_lane.hpp"

namespace huiying::web {
namespace {

using desk::SecondFactorProof;
using desk::Session;
using http::Request;

Json standing_json(const desk::SecondFactorStanding& standing) {
    Json json{
        {"on", standing.since.has_value()},
        {"recovery_left", standing.recovery_left},
        {"is_duty", standing.is_duty}};
    if (standing.since)
        json["since"] = model::to_rfc3339(*standing.since);
    return json;
}

Json codes_json(const std::vector<std::string>& codes) {
    return {{"recovery_codes", codes}};
}

SecondFactorProof proof_of(const Request& request, const Session& session, const JsonBody& body) {
    const auto& login = session.staff.login;
    return {
        .login = login,
        .password = body.text_or("password", ""),
        .code = body.text("code"),
        .peer = http::client_network(request.peer),
        .browser = std::string(http::cookie(request, browser_cookie_name(login)))};
}

/// A refusal, with the wait where there is one.
http::Response refused(
    const Request& request,
    const boost::system::error_code& error,
    const SecondFactorProof& proof,
    const desk::People& people
) {
    auto fault = problem_of(error);
    if (fault.code == model::Errc::locked_out)
        fault.retry_after = people.wait_of({proof.login, "", proof.peer, proof.browser});
    return problem(request, fault);
}

http::Response turn_off(
    const Request& request, const Session& session, const SecondFactorDoors& doors
) {
    const auto proof = proof_of(request, session, JsonBody(request, {"password", "code"}));
    const auto off = doors.factors.turn_off(session.staff, proof);
    doors.hub.recheck();
    return off.has_error() ? refused(request, off.error(), proof, doors.people) : http::empty(204);
}

http::Response renew_codes(
    const Request& request, const Session& session, const SecondFactorDoors& doors
) {
    const auto proof = proof_of(request, session, JsonBody(request, {"code"}));
    const auto codes = doors.factors.renew_recovery_codes(session.staff, proof);
    return codes.has_error() ? refused(request, codes.error(), proof, doors.people)
                             : json_response(200, codes_json(*codes));
}

http::Response begin(
    const Request& request, const Session& session, const SecondFactorDoors& doors
) {
    const JsonBody body(request, {"password"});
    const auto tried = password_again(request, session, body.text("password"));
    if (auto refusal = refused_password(request, doors.people, tried))
        return *std::move(refusal);
    return answer(request, doors.factors.begin(session.staff), [](const std::string& secret) {
        return Json{{"secret", secret}};
    });
}

/// The other sessions of the person end with it.
http::Response confirm(
    const Request& request, const Session& session, const SecondFactorDoors& doors
) {
    const JsonBody body(request, {"code"});
    const auto codes = doors.factors.confirm(
        session.staff,
        {.session = std::string(http::cookie(request, kSessionCookie)), .code = body.text("code")}
    );
    doors.hub.recheck();
    return answer(request, codes, &codes_json);
}

void add_own_routes(http::Router& router, const SecondFactorDoors& doors) {
    using http::Method;
    const std::string path = "/api/v1/account/second-factor";
    const auto show = [doors](const Request&, const Session& session) {
        return json_response(200, standing_json(doors.factors.standing(session.staff)));
    };
    const auto open = [doors](const Request& request, const Session& session) {
        return begin(request, session, doors);
    };
    const auto prove = [doors](const Request& request, const Session& session) {
        return confirm(request, session, doors);
    };
    const auto off = [doors](const Request& request, const Session& session) {
        return turn_off(request, session, doors);
    };
    const auto renew = [doors](const Request& request, const Session& session) {
        return renew_codes(request, session, doors);
    };
    auto& people = doors.people;
    router.add({Method::get, path, "api_second_factor", for_staff_at_door(people, show)});
    router.add(
        {Method::post,
         path,
         "api_begin_second_factor",
         doors.passwords.carry(for_staff_at_door(people, open))}
    );
    router.add({Method::put, path, "api_confirm_second_factor", for_staff_at_door(people, prove)});
    router.add(
        {Method::post,
         path + "/off",
         "api_second_factor_off",
         doors.passwords.carry(for_staff(people, off))}
    );
    router.add(
        {Method::post, path + "/recovery-codes", "api_recovery_codes", for_staff(people, renew)}
    );
}

void add_reset_route(http::Router& router, const SecondFactorDoors& doors) {
    using http::Method;
    const auto administrators = {model::Role::administrator};
    const auto reset = [doors](const Request& request, const Session& session) {
        const auto login = std::string(request.param("login"));
        const auto gone = doors.factors.reset(login, session.staff.login);
        doors.hub.recheck();
        return done(request, gone);
    };
    auto& people = doors.people;
    router.add(
        {Method::del,
         "/api/v1/staff/{login}/second-factor",
         "api_reset_second_factor",
         for_roles(people, administrators, reset)}
    );
}

}  // namespace

void add_second_factor_routes(http::Router& router, const SecondFactorDoors& doors) {
    add_own_routes(router, doors);
    add_reset_route(router, doors);
}

}  // namespace huiying::web
