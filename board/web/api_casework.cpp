// Moves beyond the everyday way: acceptance, signing, returns, extensions, contacts,
// evaluations, merging; own copies
// of drafts.
#include "board/web/api_moves.hpp"
#include "board/web/api_routes.hpp"

namespace huiying::web {
namespace {

using desk::Session;
using http::Method;
using http::Request;

/// The value of a word of a closed set, whose words are told when it is another.
template <class Parse>
auto chosen(
    const JsonBody& body, std::string_view field, Parse parse, std::vector<std::string> words
) {
    const auto value = parse(body.text(field));
    if (!value)
        throw BadField{Problem{
            .code = model::Errc::bad_request,
            .field = std::string(field),
            .allowed = std::move(words)}};
    return value;
}

desk::NotAccepted not_accepted_of(const JsonBody& body) {
    return {
        .reason = chosen(
            body,
            "reason",
            model::parse_non_acceptance,
            {"emergency",
             "petition",
             "discipline",
             "litigation",
             "information_disclosure",
             "duplicate",
             "not_for_government",
             "improper",
             "malicious"}
        ),
        .words = body.text("words"),
        .channel = body.text_or("channel", ""),
        .earlier = body.text_or("earlier", "")};
}

std::vector<MoveEntry> acceptance_moves(desk::Acceptance& acceptance) {
    return {
        {Method::post,
         "accept",
         "api_accept",
         [&](const Session& session, const Request& request) {
             const JsonBody body(request, {"version"});
             return acceptance.accept(session.staff, ref_of(request, body));
         }},
        {Method::post,
         "not-accept",
         "api_not_accept",
         [&](const Session& session, const Request& request) {
             const JsonBody body(request, {"reason", "words", "channel", "earlier", "version"});
             return acceptance.not_accept(
                 session.staff, ref_of(request, body), not_accepted_of(body)
             );
         }},
        {Method::post,
         "sign",
         "api_sign",
         [&](const Session& session, const Request& request) {
             const JsonBody body(request, {"version"});
             return acceptance.sign(session.staff, ref_of(request, body));
         }},
    };
}

std::vector<MoveEntry> return_moves(desk::Returns& returns) {
    return {
        {Method::post,
         "return",
         "api_return",
         [&](const Session& session, const Request& request) {
             const JsonBody body(request, {"ground", "basis", "version"});
             const desk::ReturnAsked asked{
                 chosen(
                     body,
                     "ground",
                     model::parse_return_ground,
                     {"not_our_duty",
                      "not_our_place",
                      "other_lead",
                      "not_for_the_town",
                      "should_be_refused"}
                 ),
                 body.text("basis")};
             return returns.ask(session.staff, ref_of(request, body), asked);
         }},
        {Method::post,
         "return/ruling",
         "api_return_ruling",
         [&](const Session& session, const Request& request) {
             const JsonBody body(request, {"ruling", "unit", "reason", "version"});
             const desk::RulingGiven given{
                 chosen(
                     body, "ruling", model::parse_return_ruling, {"upheld", "reassigned", "refused"}
                 ),
                 body.text_or("unit", ""),
                 body.text("reason")};
             return returns.rule(session.staff, ref_of(request, body), given);
         }},
    };
}

std::vector<MoveEntry> extension_moves(desk::Extensions& extensions) {
    return {
        {Method::post,
         "extension",
         "api_extension",
         [&](const Session& session, const Request& request) {
             const JsonBody body(request, {"workdays", "reason", "version"});
             const auto workdays = workdays_of(body);
             return extensions.ask(
                 session.staff, ref_of(request, body), workdays, body.text("reason")
             );
         }},
        {Method::post,
         "extension/decision",
         "api_extension_decision",
         [&](const Session& session, const Request& request) {
             const JsonBody body(request, {"granted", "opinion", "version"});
             const auto ref = ref_of(request, body);
             const auto opinion = body.text_or("opinion", "");
             return body.yes("granted") ? extensions.grant(session.staff, ref, opinion)
                                        : extensions.refuse(session.staff, ref, opinion);
         }},
    };
}

std::vector<MoveEntry> contact_moves(desk::Contacts& contacts) {
    return {
        {Method::post,
         "contact",
         "api_contact",
         [&](const Session& session, const Request& request) {
             const JsonBody body(request, {"way", "at", "number", "summary", "reached", "version"});
             const desk::ContactMade contact{
                 .way = *chosen(body, "way", model::parse_contact_way, {"call", "visit"}),
                 .at = time_of(body, "at"),
                 .number = body.text_or("number", ""),
                 .summary = body.text("summary"),
                 .reached = body.yes("reached")};
             return contacts.log(session.staff, ref_of(request, body), contact);
         }},
    };
}

std::vector<MoveEntry> evaluation_moves(desk::Evaluations& evaluations) {
    return {
        {Method::post,
         "evaluation",
         "api_evaluation",
         [&](const Session& session, const Request& request) {
             const JsonBody body(request, {"grade", "reason", "summary", "version"});
             const desk::EvaluationGiven given{
                 chosen(
                     body,
                     "grade",
                     model::parse_satisfaction,
                     {"satisfied", "mostly_satisfied", "dissatisfied"}
                 ),
                 body.text_or("reason", ""),
                 body.text("summary")};
             return evaluations.by_office(session.staff, ref_of(request, body), given);
         }},
        {Method::post,
         "rework",
         "api_rework",
         [&](const Session& session, const Request& request) {
             const JsonBody body(request, {"reason", "version"});
             return evaluations.order_rework(
                 session.staff, ref_of(request, body), body.text("reason")
             );
         }},
    };
}

std::vector<MoveEntry> merging_moves(desk::Merging& merging) {
    return {
        {Method::post,
         "merge",
         "api_merge",
         [&](const Session& session, const Request& request) {
             const JsonBody body(request, {"survivor", "version"});
             return merging.merge(session.staff, ref_of(request, body), body.text("survivor"));
         }},
        {Method::post,
         "unmerge",
         "api_unmerge",
         [&](const Session& session, const Request& request) {
             const JsonBody body(request, {"version"});
             return merging.unmerge(session.staff, ref_of(request, body));
         }},
    };
}

/// What a person writes, kept as it is written; no move, so no version.
void add_copy_routes(http::Router& router, desk::People& people, desk::DraftCopies& copies) {
    const std::string path = "/api/v1/tickets/{number}/draft/copy";
    const auto keep = [&copies](const Request& request, const Session& session) {
        const JsonBody body(request, {"text"});
        return answer(
            request,
            copies.keep(session.staff, std::string(request.param("number")), body.text("text")),
            [](model::Instant at) {
                return Json{{"saved_at", model::to_rfc3339(at)}};
            }
        );
    };
    const auto drop = [&copies](const Request& request, const Session& session) {
        return done(request, copies.drop(session.staff, std::string(request.param("number"))));
    };
    router.add({Method::put, path, "api_keep_draft_copy", for_staff(people, keep)});
    router.add({Method::del, path, "api_drop_draft_copy", for_staff(people, drop)});
}

}  // namespace

void add_casework_routes(
    http::Router& router,
    desk::People& people,
    const desk::Tickets& tickets,
    desk::Casework& casework
) {
    for (auto moves :
         {acceptance_moves(casework.acceptance),
          return_moves(casework.returns),
          extension_moves(casework.extensions),
          contact_moves(casework.contacts),
          evaluation_moves(casework.evaluations),
          merging_moves(casework.merging)})
        for (auto& entry : moves)
            add_move_route(router, people, tickets, std::move(entry));
    add_assist_routes(router, people, tickets, casework);
    add_copy_routes(router, people, casework.draft_copies);
}

}  // namespace huiying::web
