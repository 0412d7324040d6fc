#include "board/web/api_call.hpp"
#include "board/web/api_json.hpp"
#include "board/web/api_routes.hpp"

namespace huiying::web {
namespace {

using desk::Session;

std::string number_of(const http::Request& request) {
    return std::string(request.param("number"));
}

http::Response shown(
    const http::Request& request, const model::Result<desk::PublicationView>& result
) {
    return answer(request, result, [](const desk::PublicationView& view) { return to_json(view); });
}

http::Response propose(
    const http::Request& request, const Session& session, desk::Publications& publications
) {
    const JsonBody body(request, {"title", "question", "answer", "version"});
    return shown(
        request,
        publications.propose(
            session.staff,
            number_of(request),
            {body.text("title"), body.text("question"), body.text("answer")},
            body.integer("version")
        )
    );
}

http::Response review(
    const http::Request& request, const Session& session, desk::Publications& publications
) {
    const JsonBody body(request, {"text_hash", "secrecy", "privacy", "wording", "opinion"});
    const desk::PublicationReview given{
        .text_hash = body.text("text_hash"),
        .secrecy = body.yes_or("secrecy", false),
        .privacy = body.yes_or("privacy", false),
        .wording = body.yes_or("wording", false),
        .opinion = body.text_or("opinion", ""),
    };
    return shown(request, publications.review(session.staff, number_of(request), given));
}

http::Response withdraw(
    const http::Request& request, const Session& session, desk::Publications& publications
) {
    const JsonBody body(request, {"reason"});
    return shown(
        request, publications.withdraw(session.staff, number_of(request), body.text("reason"))
    );
}

}  // namespace

void add_publication_routes(
    http::Router& router, desk::People& people, desk::Publications& publications
) {
    using http::Method;
    const std::string path = "/api/v1/tickets/{number}/publication";
    const auto call = [&](auto handle) {
        return for_staff(
            people,
            [&publications, handle](const http::Request& request, const Session& session) {
                return handle(request, session, publications);
            }
        );
    };
    router.add({Method::put, path, "api_propose_publication", call(&propose), kLongTextBodyLimit});
    router.add({Method::post, path + "/review", "api_review_publication", call(&review)});
    router.add({Method::post, path + "/withdraw", "api_withdraw_publication", call(&withdraw)});
}

}  // namespace huiying::web
