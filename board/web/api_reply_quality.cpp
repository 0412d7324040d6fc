#include "board/web/api_reply_quality.hpp"

#include "board/web/api_call.hpp"

namespace huiying::web {
namespace {

using desk::ReplySample;
using desk::Session;
using http::Request;
using model::Role;

Json unit_json(const desk::UnitQuality& unit) {
    return {
        {"unit", unit.unit},
        {"unit_name", unit.name},
        {"replies", unit.replies},
        {"evasive", unit.evasive},
        {"found", unit.found},
        {"drafted", unit.drafted},
        {"kept", unit.kept},
        {"scored", unit.scored},
        {"score", unit.score}};
}

Json reply_json(const desk::SampledReply& reply) {
    Json json{
        {"number", reply.number},
        {"subject", reply.subject},
        {"round", reply.round},
        {"at", model::to_rfc3339(reply.at)},
        {"unit", reply.unit},
        {"findings", reply.findings},
        {"evasive", reply.evasive},
        {"remark", reply.remark},
        {"scored_by", reply.scored_by}};
    if (reply.draft_kept)
        json["draft_kept"] = *reply.draft_kept;
    if (reply.score)
        json["score"] = *reply.score;
    return json;
}

http::Response month(const Request& request, const Session& session, const ReplySample& sample) {
    const auto parameters = http::query_parameters(request.query);
    const auto found =
        sample.month(session.staff, std::string(http::find(parameters, "month").value_or("")));
    if (found.has_error())
        return problem(request, problem_of(found.error()));
    Json units = Json::array();
    for (const auto& unit : found.value().units)
        units.push_back(unit_json(unit));
    Json replies = Json::array();
    for (const auto& reply : found.value().sample)
        replies.push_back(reply_json(reply));
    return json_response(
        200,
        {{"month", found.value().month},
         {"may_score", found.value().may_score},
         {"units", std::move(units)},
         {"sample", std::move(replies)}}
    );
}

http::Response check(const Request& request, const Session& session, const ReplySample& sample) {
    const JsonBody body(request, {"text"});
    const auto found =
        sample.findings(session.staff, std::string(request.param("number")), body.text("text"));
    if (found.has_error())
        return problem(request, problem_of(found.error()));
    return json_response(200, {{"findings", found.value()}});
}

/// A round or a score beyond any that there can be is none.
int small(std::int64_t value) {
    return value < 0 || value > 1'000'000 ? -1 : static_cast<int>(value);
}

http::Response score(const Request& request, const Session& session, ReplySample& sample) {
    const JsonBody body(request, {"round", "score", "remark"});
    return done(
        request,
        sample.score(
            session.staff,
            {std::string(request.param("number")),
             small(body.integer("round")),
             small(body.integer("score")),
             body.text_or("remark", "")}
        )
    );
}

}  // namespace

void add_reply_quality_routes(http::Router& router, desk::People& people, ReplySample& sample) {
    using http::Method;
    const auto office = {Role::administrator, Role::dispatcher, Role::manager};
    const auto read = [&sample](const Request& request, const Session& session) {
        return month(request, session, sample);
    };
    const auto given = [&sample](const Request& request, const Session& session) {
        return score(request, session, sample);
    };
    const auto checked = [&sample](const Request& request, const Session& session) {
        return check(request, session, sample);
    };
    const std::string path = "/api/v1/reply-quality";
    router.add({Method::get, path, "api_reply_quality", for_roles(people, office, read)});
    router.add(
        {Method::put, path + "/{number}", "api_score_reply", for_roles(people, office, given)}
    );
    router.add(
        {Method::post,
         path + "/{number}/checks",
         "api_check_reply",
         for_staff(people, checked),
         kLongTextBodyLimit}
    );
}

}  // namespace huiying::web
