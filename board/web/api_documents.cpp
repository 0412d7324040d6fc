#include "board/web/api_documents.hpp"

#include "board/web/document_json.hpp"

#include <algorithm>
#include <utility>

namespace huiying::web {
namespace {

using desk::PolicyDocuments;
using desk::Session;
using http::Request;
using model::Role;

/// A document's text has up to 100,000 characters, each of up to 12 bytes where it is escaped.
constexpr std::size_t kDocumentLimit = std::size_t{2} * 1024 * 1024;

std::string id_of(const Request& request) {
    return std::string(request.param("id"));
}

http::Response refused(const Request& request, const desk::DocumentRefused& refused) {
    return problem(
        request,
        {.code = refused.errc, .detail = refused.trouble.words, .field = refused.trouble.field}
    );
}

/// The document as it is now.
http::Response shown(
    const Request& request,
    const Session& session,
    const PolicyDocuments& documents,
    const std::string& id
) {
    const auto view = documents.view(session.staff, id);
    return view ? json_response(200, to_json(*view)) : problem(request, {model::Errc::not_found});
}

http::Response answered(
    const Request& request,
    const Session& session,
    const PolicyDocuments& documents,
    const desk::DocumentKept& kept
) {
    if (const auto* why = std::get_if<desk::DocumentRefused>(&kept))
        return refused(request, *why);
    return shown(request, session, documents, id_of(request));
}

[[noreturn]] void refuse_word(std::string field, std::vector<std::string> allowed) {
    throw BadField{Problem{
        .code = model::Errc::bad_request,
        .field = std::move(field),
        .allowed = std::move(allowed)}};
}

model::DocumentPart part_of(const std::string& word) {
    const auto part = model::parse_document_part(word);
    if (!part)
        refuse_word("part", {"text", "interpretation"});
    return *part;
}

model::PolicyDocument document_in(const Request& request, const JsonBody& body) {
    const auto visibility = model::parse_document_visibility(body.text_or("visibility", "public"));
    if (!visibility)
        refuse_word("visibility", {"public", "directed", "private"});
    return {
        .id = id_of(request),
        .title = body.text("title"),
        .number = body.text_or("number", ""),
        .issuer = body.text_or("issuer", ""),
        .issued_on = body.text_or("issued_on", ""),
        .in_force_from = body.text_or("in_force_from", ""),
        .expires_on = body.text_or("expires_on", ""),
        .subject = body.text_or("subject", ""),
        .unit = body.text_or("unit", ""),
        .visibility = *visibility,
        .directed_to = body.text_or("directed_to", ""),
        .text = body.text_or("text", ""),
        .interpretation = body.text_or("interpretation", ""),
        .interpretation_document = body.text_or("interpretation_document", "")};
}

http::Response put(const Request& request, const Session& session, PolicyDocuments& documents) {
    const JsonBody body(
        request,
        {"title",
         "number",
         "issuer",
         "issued_on",
         "in_force_from",
         "expires_on",
         "subject",
         "unit",
         "visibility",
         "directed_to",
         "text",
         "interpretation",
         "interpretation_document",
         "version"}
    );
    return answered(
        request,
        session,
        documents,
        documents.keep(session.staff, document_in(request, body), body.integer("version"))
    );
}

http::Response review(const Request& request, const Session& session, PolicyDocuments& documents) {
    const JsonBody body(request, {"part", "text_hash", "secrecy", "privacy", "wording", "opinion"});
    desk::DocumentReview given;
    given.part = part_of(body.text("part"));
    given.text_hash = body.text("text_hash");
    given.secrecy = body.yes_or("secrecy", false);
    given.privacy = body.yes_or("privacy", false);
    given.wording = body.yes_or("wording", false);
    given.opinion = body.text_or("opinion", "");
    return answered(
        request, session, documents, documents.review(session.staff, id_of(request), given)
    );
}

http::Response publish(const Request& request, const Session& session, PolicyDocuments& documents) {
    const JsonBody body(request, {"parts"});
    const auto words = body.texts("parts");
    std::vector<model::DocumentPart> parts;
    parts.reserve(words.size());
    for (const auto& word : words)
        parts.push_back(part_of(word));
    if (parts.empty())
        refuse_word("parts", {"text", "interpretation"});
    return answered(
        request, session, documents, documents.publish(session.staff, id_of(request), parts)
    );
}

http::Response end(const Request& request, const Session& session, PolicyDocuments& documents) {
    const JsonBody body(request, {"how", "replaced_by", "reason"});
    desk::DocumentEnding ending;
    const auto how = body.text("how");
    if (how == "replace")
        ending.how = desk::DocumentEnd::replace;
    else if (how == "repeal")
        ending.how = desk::DocumentEnd::repeal;
    else if (how != "expire")
        refuse_word("how", {"expire", "replace", "repeal"});
    ending.replaced_by = body.text_or("replaced_by", "");
    ending.reason = body.text_or("reason", "");
    return answered(
        request, session, documents, documents.end(session.staff, id_of(request), ending)
    );
}

http::Response tell(const Request& request, const Session& session, PolicyDocuments& documents) {
    const JsonBody body(request, {"number"});
    return answered(
        request,
        session,
        documents,
        documents.tell(session.staff, id_of(request), body.text("number"))
    );
}

Json asked_json(const std::optional<desk::AskedDocument>& asked) {
    return {{"document", asked ? to_json(*asked) : Json(nullptr)}};
}

void add_reading(http::Router& router, desk::People& people, PolicyDocuments& documents) {
    using http::Method;
    router.add(
        {Method::get,
         "/api/v1/policy-documents",
         "api_documents",
         for_staff(
             people,
             [&documents](const Request&, const Session& session) {
                 Json items = Json::array();
                 for (const auto& item : documents.items(session.staff))
                     items.push_back(to_json(item));
                 return json_response(200, {{"items", std::move(items)}});
             }
         )}
    );
    router.add(
        {Method::get,
         "/api/v1/policy-documents/{id}",
         "api_document",
         for_staff(
             people,
             [&documents](const Request& request, const Session& session) {
                 return shown(request, session, documents, id_of(request));
             }
         )}
    );
}

void add_writing(http::Router& router, desk::People& people, PolicyDocuments& documents) {
    using http::Method;
    const auto writers = {Role::administrator, Role::dispatcher, Role::reviewer};
    const auto add = [&](Method method, const std::string& path, const char* name, auto call) {
        router.add(
            {method,
             "/api/v1/policy-documents/{id}" + path,
             name,
             for_roles(
                 people,
                 writers,
                 [&documents, call](const Request& request, const Session& session) {
                     return call(request, session, documents);
                 }
             ),
             kDocumentLimit}
        );
    };
    add(Method::put, "", "api_put_document", &put);
    add(Method::post, "/review", "api_review_document", &review);
    add(Method::post, "/publish", "api_publish_document", &publish);
    add(Method::post, "/end", "api_end_document", &end);
    add(Method::post, "/told", "api_tell_of_document", &tell);
}

void add_links(http::Router& router, desk::People& people, desk::DocumentLinks& links) {
    using http::Method;
    const std::string path = "/api/v1/tickets/{number}/policy-document";
    const auto number_of = [](const Request& request) {
        return std::string(request.param("number"));
    };
    router.add(
        {Method::get,
         path,
         "api_ticket_document",
         for_staff(
             people,
             [&links, number_of](const Request& request, const Session& session) {
                 return answer(request, links.of(session.staff, number_of(request)), &asked_json);
             }
         )}
    );
    router.add(
        {Method::put,
         path,
         "api_put_ticket_document",
         for_staff(
             people,
             [&links, number_of](const Request& request, const Session& session) {
                 const JsonBody body(request, {"document"});
                 return done(
                     request, links.set(session.staff, number_of(request), body.text("document"))
                 );
             }
         )}
    );
    router.add(
        {Method::post,
         "/api/v1/faq/{id}/settle",
         "api_settle_faq",
         for_roles(
             people,
             {Role::administrator, Role::dispatcher, Role::reviewer},
             [&links](const Request& request, const Session& session) {
                 return done(request, links.settle(session.staff, id_of(request)));
             }
         )}
    );
}

}  // namespace

void add_document_routes(http::Router& router, desk::People& people, const DocumentDoors& doors) {
    add_reading(router, people, doors.documents);
    add_writing(router, people, doors.documents);
    add_links(router, people, doors.links);
}

}  // namespace huiying::web
