#include "board/web/api_rewriting.hpp"

#include "board/web/api_call.hpp"

#include <cstdlib>

namespace huiying::web {
namespace {

using desk::Rewriting;
using desk::Session;
using http::Request;

std::string number_of(const Request& request) {
    return std::string(request.param("number"));
}

Json standing_json(const desk::RewritingStanding& standing) {
    Json json{{"on", standing.is_on}};
    if (standing.taken)
        json["taken"] = {
            {"model", standing.taken->model},
            {"by", standing.taken->by},
            {"at", model::to_rfc3339(standing.taken->at)}};
    return json;
}

/// Without an id there is nothing to take: the plain text stands.
Json offered_json(const std::optional<desk::Rewritten>& offered) {
    if (!offered)
        return {{"offered", false}};
    Json sentences = Json::array();
    for (const auto& sentence : offered->sentences)
        sentences.push_back(
            {{"text", sentence.text}, {"supported", sentence.supported}, {"why", sentence.why}}
        );
    return {
        {"offered", true},
        {"id", offered->id},
        {"text", offered->text},
        {"sentences", std::move(sentences)},
        {"left_out", offered->left_out}};
}

http::Response rewrite(const Request& request, const Session& session, Rewriting& rewriting) {
    const JsonBody body(request, {"text"});
    return answer(
        request,
        rewriting.rewrite(session.staff, number_of(request), body.text("text")),
        &offered_json
    );
}

http::Response take(const Request& request, const Session& session, Rewriting& rewriting) {
    const auto id = std::atoll(std::string(request.param("id")).c_str());
    return done(request, rewriting.take(session.staff, number_of(request), id));
}

}  // namespace

void add_rewriting_routes(
    http::Router& router, desk::People& people, Rewriting& rewriting, http::SlowLane& lane
) {
    using http::Method;
    const std::string path = "/api/v1/rewritings/{number}";
    router.add(
        {Method::get,
         path,
         "api_rewriting",
         for_staff(
             people,
             [&rewriting](const Request& request, const Session& session) {
                 return answer(
                     request, rewriting.standing(session.staff, number_of(request)), &standing_json
                 );
             }
         )}
    );
    router.add(
        {Method::post,
         path,
         "api_rewrite",
         lane.carry(for_staff(
             people,
             [&rewriting](const Request& request, const Session& session) {
                 return rewrite(request, session, rewriting);
             }
         )),
         kLongTextBodyLimit}
    );
    router.add(
        {Method::put,
         path + "/{id}",
         "api_take_rewriting",
         for_staff(
             people,
             [&rewriting](const Request& request, const Session& session) {
                 return take(request, session, rewriting);
             }
         )}
    );
}

}  // namespace huiying::web
