#include "board/web/api_answer_bounds.hpp"

#include "board/web/api_call.hpp"

#include <cmath>

namespace huiying::web {
namespace {

using desk::AnswerBoundsChoice;
using desk::AnswerBoundsView;
using desk::BoundShown;
using desk::Session;
using http::Request;
using model::Role;

int hundredths(double share) {
    return static_cast<int>(std::lround(share * 100));
}

Json to_json(const BoundShown& shown) {
    return {
        {"sure", hundredths(shown.bound)},
        {"precision", shown.precision},
        {"answered", shown.answered},
        {"false_answers", shown.false_answers}};
}

Json page_of(const AnswerBoundsView& view) {
    Json json{
        {"sure", hundredths(view.present.sure)},
        {"offer", hundredths(view.present.offer)},
        {"usual_sure", hundredths(view.usual.sure)},
        {"usual_offer", hundredths(view.usual.offer)},
        {"known", view.known},
        {"answerable", view.answerable},
        {"least_known", desk::kLeastKnown},
        {"now", to_json(view.now)},
        {"offered_right", view.offered_right},
        {"offered_for_nothing", view.offered_for_nothing},
        {"curve", Json::array()}};
    for (const auto& point : view.curve)
        json["curve"].push_back(to_json(point));
    if (view.proposed)
        json["proposed"] = hundredths(*view.proposed);
    return json;
}

int integer_in(const JsonBody& body, std::string_view key) {
    const auto value = body.integer(key);
    return value < 0 || value > 100 ? -1 : static_cast<int>(value);
}

}  // namespace

void add_answer_bound_routes(
    http::Router& router, desk::People& people, AnswerBoundsChoice& bounds
) {
    using http::Method;
    const std::string path = "/api/v1/answer-bounds";
    const auto administrator = [&](auto call) {
        return for_roles(people, {Role::administrator}, call);
    };
    const auto read = [&bounds](const Request&, const Session&) {
        return json_response(200, page_of(bounds.view()));
    };
    const auto put = [&bounds](const Request& request, const Session& session) {
        const JsonBody body(request, {"sure", "offer"});
        const auto chosen =
            bounds.choose(integer_in(body, "sure"), integer_in(body, "offer"), session.staff.login);
        if (chosen.has_error())
            return done(request, chosen);
        return json_response(200, page_of(bounds.view()));
    };
    router.add({Method::get, path, "api_answer_bounds", administrator(read)});
    router.add({Method::put, path, "api_put_answer_bounds", administrator(put)});
}

}  // namespace huiying::web
