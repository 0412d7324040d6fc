#include "board/web/api_audit.hpp"

#include "board/web/api_call.hpp"
#include "board/web/sheet_download.hpp"

namespace huiying::web {
namespace {

using desk::AuditLog;
using desk::Session;
using http::Request;

constexpr int kMostRows = 200;

std::optional<model::Date> day_in(
    const std::vector<http::Parameter>& parameters, const std::string& name
) {
    const std::string word(http::find(parameters, name).value_or(""));
    if (word.empty())
        return std::nullopt;
    const auto day = model::parse_iso_date(word);
    if (!day)
        throw BadField{Problem{
            .code = model::Errc::bad_request,
            .detail = "日期请写成 2026-11-23 的样子",
            .field = name}};
    return day;
}

int limit_in(const std::vector<http::Parameter>& parameters) {
    const std::string word(http::find(parameters, "limit").value_or("50"));
    const int limit = word.size() > 3 || word.find_first_not_of("0123456789") != std::string::npos
                          ? 0
                          : std::atoi(word.c_str());
    if (limit < 1 || limit > kMostRows)
        throw BadField{
            Problem{.code = model::Errc::bad_request, .detail = "须为 1 到 200", .field = "limit"}};
    return limit;
}

desk::AuditAsked audit_asked(const Request& request) {
    const auto parameters = http::query_parameters(request.query);
    const auto text = [&](std::string_view name) {
        return std::string(http::find(parameters, name).value_or(""));
    };
    desk::AuditAsked asked;
    asked.who = text("who");
    asked.subject = text("about");
    asked.ticket = text("object");
    asked.from = day_in(parameters, "from");
    asked.to = day_in(parameters, "to");
    asked.after = text("after");
    asked.limit = limit_in(parameters);
    if (asked.from && asked.to && *asked.from > *asked.to)
        throw BadField{Problem{
            .code = model::Errc::bad_request, .detail = "不能早于开始的日期", .field = "to"}};
    return asked;
}

Json entry_json(const desk::AuditEntry& entry) {
    return {
        {"id", entry.id},
        {"at", model::to_rfc3339(entry.at)},
        {"who", entry.who},
        {"who_name", entry.who_name},
        {"action", entry.action},
        {"action_name", entry.action_name},
        {"about", entry.subject},
        {"object", entry.object},
        {"detail", entry.detail}};
}

http::Response audit_page(const Request& request, const Session& session, const AuditLog& audit) {
    const auto list = audit.page(session.staff, audit_asked(request));
    if (list.has_error())
        return problem(request, problem_of(list.error()));
    Json items = Json::array();
    for (const auto& entry : list->items)
        items.push_back(entry_json(entry));
    Json subjects = Json::array();
    for (const auto& [word, name] : AuditLog::subjects())
        subjects.push_back({{"word", word}, {"name", name}});
    return json_response(
        200, {{"items", std::move(items)}, {"next", list->next}, {"subjects", std::move(subjects)}}
    );
}

http::Response audit_file(const Request& request, const Session& session, AuditLog& audit) {
    const auto& format = asked_format(request);
    auto bytes = audit.file(session.staff, audit_asked(request), format.form);
    if (bytes.has_error())
        return problem(request, problem_of(bytes.error()));
    auto response = download_of(format, "audit");
    response.body = std::move(*bytes);
    return response;
}

http::Response verdict(const AuditLog& audit) {
    const auto found = audit.verify();
    return json_response(
        200,
        {{"rows", found.rows},
         {"intact", !found.broken_at},
         {"broken_at", found.broken_at ? Json(*found.broken_at) : Json(nullptr)},
         {"head", found.head}}
    );
}

}  // namespace

void add_audit_routes(http::Router& router, desk::People& people, AuditLog& audit) {
    using http::Method;
    const auto administrator = {model::Role::administrator};
    const auto read = [&audit](const Request& request, const Session& session) {
        return audit_page(request, session, audit);
    };
    const auto take_along = [&audit](const Request& request, const Session& session) {
        return audit_file(request, session, audit);
    };
    const auto check = [&audit](const Request&, const Session&) { return verdict(audit); };
    router.add({Method::get, "/api/v1/audit", "api_audit", for_roles(people, administrator, read)});
    router.add(
        {Method::get,
         "/api/v1/audit-export",
         "api_export_audit",
         for_roles(people, administrator, take_along)}
    );
    router.add(
        {Method::get,
         "/api/v1/audit-check",
         "api_check_audit",
         for_roles(people, administrator, check)}
    );
}

}  // namespace huiying::web
