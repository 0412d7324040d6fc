#include "board/web/api_catalogue.hpp"
#include "board/web/catalogue_json.hpp"

#include <charconv>

namespace huiying::web {
namespace {

using desk::CataloguePublicationResult;
using desk::CataloguePublishing;
using desk::Session;
using http::Request;

desk::ProposedPublication proposed_in(const JsonBody& body) {
    return {
        .cycle = body.text_or("cycle", ""),
        .title = body.text("title"),
        .link = body.text_or("link", ""),
        .text = body.text_or("text", "")};
}

http::Response answer_with(const Request& request, const CataloguePublicationResult& result) {
    if (const auto* refused = std::get_if<desk::CatalogueRefused>(&result))
        return catalogue_problem(request, *refused);
    return json_response(200, {{"id", std::get<std::int64_t>(result)}});
}

std::int64_t publication_in(const Request& request) {
    return number_of(request.param("publication"));
}

http::Response propose(
    const Request& request, const Session& session, CataloguePublishing& publishing
) {
    const JsonBody body(request, {"cycle", "title", "link", "text"});
    return answer_with(
        request,
        publishing.propose(std::string(request.param("id")), proposed_in(body), session.staff)
    );
}

http::Response propose_again(
    const Request& request, const Session& session, CataloguePublishing& publishing
) {
    const JsonBody body(request, {"cycle", "title", "link", "text", "version"});
    return answer_with(
        request,
        publishing.propose_again(
            publication_in(request), proposed_in(body), body.integer("version"), session.staff
        )
    );
}

http::Response review(
    const Request& request, const Session& session, CataloguePublishing& publishing
) {
    const JsonBody body(request, {"text_hash", "secrecy", "privacy", "wording", "opinion"});
    const desk::PublicationReview given{
        .text_hash = body.text("text_hash"),
        .secrecy = body.yes("secrecy"),
        .privacy = body.yes("privacy"),
        .wording = body.yes("wording"),
        .opinion = body.text_or("opinion", "")};
    return answer_with(request, publishing.review(publication_in(request), given, session.staff));
}

http::Response withdraw(
    const Request& request, const Session& session, CataloguePublishing& publishing
) {
    const JsonBody body(request, {"reason"});
    return answer_with(
        request, publishing.withdraw(publication_in(request), body.text("reason"), session.staff)
    );
}

http::Response to_faq(
    const Request& request, const Session& session, CataloguePublishing& publishing
) {
    const auto made = publishing.to_faq(publication_in(request), session.staff);
    if (const auto* refused = std::get_if<desk::CatalogueRefused>(&made))
        return catalogue_problem(request, *refused);
    const auto& draft = std::get<desk::CatalogueFaqDraft>(made);
    return json_response(200, {{"id", draft.id}, {"was_there", draft.was_there}});
}

}  // namespace

http::Response catalogue_problem(const Request& request, const desk::CatalogueRefused& refused) {
    return problem(
        request,
        {.code = refused.errc, .detail = refused.trouble.words, .field = refused.trouble.field}
    );
}

std::int64_t number_of(std::string_view word) {
    std::int64_t number = 0;
    const auto* end = word.data() + word.size();
    const auto read = std::from_chars(word.data(), end, number);
    return read.ptr == end && read.ec == std::errc{} ? number : 0;
}

Json publications_json(const std::vector<desk::CataloguePublicationView>& publications) {
    Json items = Json::array();
    for (const auto& view : publications) {
        const auto& publication = view.publication;
        Json reviews = Json::array();
        for (const auto& review : view.reviews)
            reviews.push_back(
                {{"by", review.by},
                 {"at", model::to_rfc3339(review.at)},
                 {"passed", review.passed},
                 {"of_this_text", review.is_of_this_text},
                 {"opinion", review.opinion}}
            );
        items.push_back(
            {{"id", publication.id},
             {"cycle", publication.cycle},
             {"state", model::to_word(publication.state)},
             {"title", publication.title},
             {"link", publication.link},
             {"text", publication.text},
             {"text_hash", publication.text_hash},
             {"proposed_by", view.proposed_by},
             {"proposed_at", model::to_rfc3339(publication.proposed_at)},
             {"own", view.is_own},
             {"published_at",
              publication.published_at ? Json(model::to_rfc3339(*publication.published_at))
                                       : Json(nullptr)},
             {"version", publication.version},
             {"warnings", view.warnings},
             {"reviews", std::move(reviews)}}
        );
    }
    return items;
}

void add_catalogue_publishing_routes(
    http::Router& router, desk::People& people, CataloguePublishing& publishing
) {
    using http::Method;
    const auto call = [&](auto what) {
        return for_staff(
            people,
            [what, &publishing](const Request& request, const Session& session) {
                return what(request, session, publishing);
            }
        );
    };
    const std::string one = "/api/v1/catalogue-publications/{publication}";
    router.add(
        {Method::post,
         "/api/v1/catalogue/{id}/publications",
         "api_propose_catalogue_publication",
         call(&propose),
         kLongTextBodyLimit}
    );
    router.add(
        {Method::put,
         one,
         "api_propose_catalogue_publication_again",
         call(&propose_again),
         kLongTextBodyLimit}
    );
    router.add({Method::post, one + "/review", "api_review_catalogue_publication", call(&review)});
    router.add(
        {Method::post, one + "/withdraw", "api_withdraw_catalogue_publication", call(&withdraw)}
    );
    router.add({Method::post, one + "/faq", "api_catalogue_faq", call(&to_faq)});
}

}  // namespace huiying::web
