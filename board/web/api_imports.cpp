#include "board/web/api_imports.hpp"

#include "board/web/api_call.hpp"
#include "board/web/import_json.hpp"

namespace huiying::web {
namespace {

using desk::ImportLine;
using desk::ImportOf;
using desk::Session;
using http::Request;
using model::Role;

constexpr std::size_t kImportLimit = std::size_t{10} * 1024 * 1024;
/// Each new person's password takes a moment on purpose.
constexpr std::size_t kMostPeople = 300;

/// {"诉求描述": "text"}. Throws BadField.
desk::HeadingMap columns_in(std::string_view written) {
    if (written.empty())
        return {};
    const auto json = nlohmann::json::parse(written, nullptr, false);
    const BadField wrong{Problem{.code = model::Errc::bad_request, .field = "columns"}};
    if (!json.is_object())
        throw wrong;
    desk::HeadingMap columns;
    for (const auto& [heading, field] : json.items()) {
        if (!field.is_string())
            throw wrong;
        columns.emplace(heading, field.get<std::string>());
    }
    return columns;
}

/// What the file's columns are taken as.
Json layout_json(ImportOf kind, const desk::ImportLayout& layout) {
    Json columns = Json::array();
    for (const auto& column : layout.columns)
        columns.push_back(
            {{"heading", column.heading}, {"field", column.field}, {"example", column.example}}
        );
    Json fields = Json::array();
    for (const auto& field : desk::import_fields(kind))
        fields.push_back({{"name", field.name}, {"title", field.title}, {"needed", field.is_needed}}
        );
    return {
        {"trouble", layout.trouble},
        {"columns", std::move(columns)},
        {"fields", std::move(fields)}};
}

Json line_json(const ImportLine& line) {
    return {{"key", line.key}, {"words", line.words}, {"password", line.password}};
}

/// How a file is to be taken.
desk::ImportWanted wanted_in(const std::vector<http::Parameter>& parameters) {
    const auto is_asked = [&](std::string_view name) {
        return http::find(parameters, name).value_or("") == "true";
    };
    return {
        .is_trial = is_asked("trial"),
        .replace = is_asked("replace"),
        .all_or_none = is_asked("all_or_none")};
}

http::Response import_town(
    const Request& request, const Session& session, desk::TownImport& import, ImportOf kind
) {
    const auto parameters = http::query_parameters(request.query);
    const auto columns = columns_in(http::find(parameters, "columns").value_or(""));
    const auto refused = [&](const std::string& words) {
        return problem(
            request, {.code = model::Errc::bad_request, .detail = words, .field = "file"}
        );
    };
    const auto read = desk::read_import_layout(kind, request.body, columns);
    if (const auto* trouble = std::get_if<desk::FileTrouble>(&read))
        return refused(trouble->words);
    const auto& layout = std::get<desk::ImportLayout>(read);
    auto report = layout_json(kind, layout);
    report["written"] = false;
    add_lines(report, std::vector<ImportLine>{}, &line_json);
    if (!layout.trouble.empty())
        return json_response(200, report);
    const auto whole = desk::read_import_file(kind, request.body, columns);
    if (const auto* trouble = std::get_if<desk::FileTrouble>(&whole))
        return refused(trouble->words);
    const auto& file = std::get<desk::ImportFile>(whole);
    if (kind == ImportOf::people && file.lines.size() > kMostPeople)
        return refused("一次最多 300 人，请分成几个文件");
    const auto taken = import.take(kind, file, wanted_in(parameters), session.staff.login);
    report["written"] = taken.is_written;
    add_lines(report, taken.lines, &line_json);
    return json_response(200, report);
}

}  // namespace

void add_import_routes(
    http::Router& router, desk::People& people, desk::TownImport& import, http::SlowLane& passwords
) {
    using http::Method;
    const auto taking = [&](ImportOf kind) {
        return for_roles(
            people,
            {Role::administrator},
            [&import, kind](const Request& request, const Session& session) {
                return import_town(request, session, import, kind);
            }
        );
    };
    const std::string path = "/api/v1/imports/";
    router.add(
        {Method::post, path + "units", "api_import_units", taking(ImportOf::units), kImportLimit}
    );
    router.add(
        {Method::post,
         path + "people",
         "api_import_people",
         passwords.carry(taking(ImportOf::people)),
         kImportLimit}
    );
    router.add(
        {Method::post,
         path + "tickets",
         "api_import_tickets",
         taking(ImportOf::tickets),
         kImportLimit}
    );
}

}  // namespace huiying::web
