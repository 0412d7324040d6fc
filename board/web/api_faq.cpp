#include "board/web/api_faq.hpp"

#include "board/web/api_json.hpp"
#include "board/web/document_json.hpp"
#include "board/web/import_json.hpp"
#include "board/web/sheet_download.hpp"

#include <algorithm>

namespace huiying::web {
namespace {

using desk::FaqKeeping;
using desk::Session;
using http::Request;
using model::Role;

constexpr std::size_t kFileLimit = std::size_t{10} * 1024 * 1024;

/// As an import takes them again: a document and its article are one text.
Json items_of(const std::vector<model::FaqEntry>& entries) {
    Json items = Json::array();
    for (const auto& entry : entries) {
        auto json = to_json(entry);
        json["documents"] = Json::array();
        for (const auto& basis : entry.documents)
            json["documents"].push_back(
                basis.document + (basis.article.empty() ? "" : " " + basis.article)
            );
        items.push_back(std::move(json));
    }
    return {{"items", std::move(items)}};
}

Json uses_json(const model::FaqCounts& uses) {
    return {
        {"answered", uses.answered},
        {"offered", uses.offered},
        {"replied", uses.replied},
        {"kept", uses.kept},
        {"drafted", uses.drafted},
        {"draft_kept", uses.draft_kept},
        {"solved", uses.solved},
        {"unsolved", uses.unsolved}};
}

/// Which tickets were made from it is for those who see all tickets.
bool sees_dependents(const model::Staff& staff) {
    return std::any_of(staff.roles.begin(), staff.roles.end(), [](Role role) {
        return role == Role::dispatcher || role == Role::manager || role == Role::administrator;
    });
}

Json item_of(const desk::FaqItem& item, const model::Staff& staff) {
    auto json = to_json(item.entry);
    json["version"] = item.version;
    json["standing"] = item.standing;
    json["uses"] = uses_json(item.uses);
    json["doubts"] = doubts_json(item.doubts);
    json["dependents"] = Json::array();
    if (sees_dependents(staff))
        for (const auto& each : item.dependents)
            json["dependents"].push_back(
                {{"number", each.number},
                 {"title", each.title},
                 {"state", each.state},
                 {"published_id", "case-" + each.case_id}}
            );
    return json;
}

model::FaqReview review_in(const JsonBody& body) {
    const auto review = model::parse_faq_review(body.text_or("review", "draft"));
    if (!review)
        throw BadField{Problem{
            .code = model::Errc::bad_request,
            .field = "review",
            .allowed = {"sample", "draft", "reviewed", "retired"}}};
    return *review;
}

/// What the list tells besides may come back with a change: but for the version it is not read.
JsonBody body_of(const Request& request) {
    return JsonBody(
        request,
        {"standing",
         "uses",
         "dependents",
         "version",
         "id",
         "topic",
         "question",
         "variants",
         "answer",
         "unit",
         "source",
         "valid_from",
         "valid_to",
         "review",
         "auto_answer",
         "documents",
         "doubts"}
    );
}

/// Who does not know of documents leaves them as they are.
std::vector<model::FaqBasis> documents_in(
    const JsonBody& body, const std::string& id, const desk::TownSnapshot& town
) {
    std::vector<model::FaqBasis> documents;
    if (!body.has("documents")) {
        const auto* present = town.entry(id);
        return present == nullptr ? documents : present->documents;
    }
    const auto given = body.objects("documents", {"document", "article"});
    documents.reserve(given.size());
    for (const auto& basis : given)
        documents.push_back({basis.text("document"), basis.text_or("article", "")});
    return documents;
}

model::FaqEntry entry_in(
    const Request& request, const JsonBody& body, const desk::TownSnapshot& town
) {
    return {
        .id = std::string(request.param("id")),
        .topic = body.text_or("topic", ""),
        .question = body.text("question"),
        .variants = body.texts("variants"),
        .answer = body.text("answer"),
        .unit = body.text_or("unit", ""),
        .source = body.text_or("source", ""),
        .valid_from = body.text_or("valid_from", ""),
        .valid_to = body.text_or("valid_to", ""),
        .review = review_in(body),
        .auto_answer = body.yes_or("auto_answer", false),
        .documents = documents_in(body, std::string(request.param("id")), town)};
}

http::Response refused(const Request& request, const desk::FaqRefused& refused) {
    return problem(
        request,
        {.code = refused.errc, .detail = refused.trouble.words, .field = refused.trouble.field}
    );
}

http::Response put_entry(
    const Request& request,
    const Session& session,
    FaqKeeping& knowledge,
    const desk::TownSnapshot& town
) {
    const auto body = body_of(request);
    const auto entry = entry_in(request, body, town);
    const auto seen = body.has("version") ? std::optional(body.integer("version")) : std::nullopt;
    const auto kept = knowledge.put(entry, session.staff.login, seen);
    if (const auto* why = std::get_if<desk::FaqRefused>(&kept))
        return refused(request, *why);
    auto json = to_json(entry);
    json["version"] = std::get<std::int64_t>(kept);
    return json_response(200, json);
}

http::Response get_versions(const Request& request, const FaqKeeping& knowledge) {
    Json items = Json::array();
    for (const auto& past : knowledge.versions(std::string(request.param("id"))))
        items.push_back(
            {{"version", past.version},
             {"at", model::to_rfc3339(past.at)},
             {"by", past.by},
             {"note", past.note},
             {"changed", past.changed},
             {"entry", to_json(past.entry)}}
        );
    if (items.empty())
        return problem(request, {model::Errc::not_found});
    return json_response(200, {{"items", std::move(items)}});
}

http::Response restore_version(
    const Request& request, const Session& session, FaqKeeping& knowledge
) {
    const JsonBody body(request, {"restored", "version"});
    const auto kept = knowledge.restore(
        std::string(request.param("id")),
        body.integer("restored"),
        body.integer("version"),
        session.staff.login
    );
    if (const auto* why = std::get_if<desk::FaqRefused>(&kept))
        return refused(request, *why);
    return json_response(200, {{"version", std::get<std::int64_t>(kept)}});
}

Json report_json(const desk::FaqImportReport& report) {
    Json json{{"written", report.is_written}, {"ignored_columns", report.ignored}};
    add_lines(json, report.lines, [](const auto& line) {
        return Json{{"id", line.id}, {"question", line.question}, {"words", line.words}};
    });
    return json;
}

http::Response import_file(const Request& request, const Session& session, FaqKeeping& knowledge) {
    const auto read = desk::read_faq_file(request.body);
    if (const auto* trouble = std::get_if<desk::FileTrouble>(&read))
        return problem(
            request, {.code = model::Errc::bad_request, .detail = trouble->words, .field = "file"}
        );
    const auto parameters = http::query_parameters(request.query);
    const auto is_asked = [&](std::string_view name) {
        return http::find(parameters, name).value_or("") == "true";
    };
    return json_response(
        200,
        report_json(knowledge.import(
            std::get<desk::FaqFile>(read),
            {.is_trial = is_asked("trial"),
             .replace = is_asked("replace"),
             .keep_review = is_asked("keep_review"),
             .all_or_none = is_asked("all_or_none")},
            session.staff.login
        ))
    );
}

http::Response export_file(
    const Request& request,
    const Session& session,
    FaqKeeping& knowledge,
    const desk::TownSnapshot& town
) {
    const auto& format = asked_format(request);
    auto response = download_of(format, "faq");
    response.body = format.form == desk::SheetForm::json
                        ? items_of(town.faq_entries()).dump(2) + "\n"
                        : knowledge.exported(format.form);
    knowledge.note_export(session.staff.login);
    return response;
}

}  // namespace

void add_faq_routes(
    http::Router& router, desk::People& people, FaqKeeping& knowledge, const desk::Town& town
) {
    using http::Method;
    const auto writers = {Role::administrator, Role::dispatcher, Role::reviewer};
    const auto readers = {Role::administrator, Role::dispatcher, Role::reviewer, Role::manager};
    const auto list = [&knowledge](const Request&, const Session& session) {
        Json items = Json::array();
        for (const auto& item : knowledge.items())
            items.push_back(item_of(item, session.staff));
        return json_response(200, {{"items", std::move(items)}});
    };
    const auto put = [&knowledge, &town](const Request& request, const Session& session) {
        return put_entry(request, session, knowledge, *town.snapshot());
    };
    const auto take_in = [&knowledge](const Request& request, const Session& session) {
        return import_file(request, session, knowledge);
    };
    const auto take_out = [&knowledge, &town](const Request& request, const Session& session) {
        return export_file(request, session, knowledge, *town.snapshot());
    };
    router.add({Method::get, "/api/v1/faq", "api_faq", for_staff(people, list)});
    router.add({Method::put, "/api/v1/faq/{id}", "api_put_faq", for_roles(people, writers, put)});
    router.add(
        {Method::get,
         "/api/v1/faq/{id}/versions",
         "api_faq_versions",
         for_roles(
             people,
             readers,
             [&knowledge](const Request& request, const Session&) {
                 return get_versions(request, knowledge);
             }
         )}
    );
    router.add(
        {Method::post,
         "/api/v1/faq/{id}/restore",
         "api_restore_faq",
         for_roles(
             people,
             writers,
             [&knowledge](const Request& request, const Session& session) {
                 return restore_version(request, session, knowledge);
             }
         )}
    );
    router.add(
        {Method::post,
         "/api/v1/faq-imports",
         "api_import_faq",
         for_roles(people, writers, take_in),
         kFileLimit}
    );
    router.add(
        {Method::get, "/api/v1/faq-export", "api_export_faq", for_roles(people, readers, take_out)}
    );
}

}  // namespace huiying::web
