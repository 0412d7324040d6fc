// What readers of the board say of its answers, for staff.
#include "board/desk/entry_feedback.hpp"
#include "board/web/api_call.hpp"
#include "board/web/api_json.hpp"
#include "board/web/api_routes.hpp"

namespace huiying::web {
namespace {

constexpr std::size_t kMostOpinions = 200;

Json opinion_json(const desk::ReaderOpinion& opinion) {
    Json remarks = Json::array();
    for (const auto& remark : opinion.remarks)
        remarks.push_back(
            {{"at", model::to_rfc3339(remark.at)}, {"useful", remark.useful}, {"text", remark.text}}
        );
    return {
        {"id", opinion.entry},
        {"title", opinion.title},
        {"useful", opinion.useful},
        {"useless", opinion.useless},
        {"remarks", std::move(remarks)}};
}

}  // namespace

void add_reader_routes(
    http::Router& router, desk::People& people, const desk::EntryFeedback& feedback
) {
    router.add(
        {http::Method::get,
         "/api/v1/published/feedback",
         "api_reader_feedback",
         for_staff(
             people,
             [&feedback](const http::Request&, const desk::Session&) {
                 Json items = Json::array();
                 for (const auto& opinion : feedback.opinions(kMostOpinions))
                     items.push_back(opinion_json(opinion));
                 return json_response(200, {{"items", std::move(items)}});
             }
         )}
    );
}

}  // namespace huiying::web
