#include "board/web/api_catalogue.hpp"
#include "board/web/catalogue_json.hpp"
#include "board/web/import_json.hpp"
#include "board/web/sheet_download.hpp"

namespace huiying::web {
namespace {

using desk::CatalogueFile;
using desk::Session;
using http::Request;
using model::Role;

constexpr std::size_t kCatalogueFileLimit = std::size_t{10} * 1024 * 1024;

Json report_json(const desk::CatalogueImportReport& report) {
    Json json{{"written", report.is_written}, {"ignored_columns", report.ignored}};
    add_lines(json, report.lines, [](const auto& line) {
        return Json{{"id", line.id}, {"name", line.name}, {"words", line.words}};
    });
    return json;
}

http::Response import_catalogue(
    const Request& request, const Session& session, CatalogueFile& file
) {
    const auto parameters = http::query_parameters(request.query);
    const auto is_asked = [&](std::string_view name) {
        return http::find(parameters, name).value_or("") == "true";
    };
    const auto taken = file.import(
        request.body,
        {.is_trial = is_asked("trial"),
         .replace = is_asked("replace"),
         .all_or_none = is_asked("all_or_none")},
        session.staff.login
    );
    if (const auto* trouble = std::get_if<desk::FileTrouble>(&taken))
        return problem(
            request, {.code = model::Errc::bad_request, .detail = trouble->words, .field = "file"}
        );
    return json_response(200, report_json(std::get<desk::CatalogueImportReport>(taken)));
}

}  // namespace

void add_catalogue_file_routes(http::Router& router, desk::People& people, CatalogueFile& file) {
    using http::Method;
    const auto take_in = [&file](const Request& request, const Session& session) {
        return import_catalogue(request, session, file);
    };
    const auto take_out = [&file](const Request& request, const Session&) {
        const auto& format = asked_format(request);
        auto response = download_of(format, "catalogue");
        response.body = file.exported(format.form);
        return response;
    };
    router.add(
        {Method::post,
         "/api/v1/catalogue-imports",
         "api_import_catalogue",
         for_roles(people, {Role::administrator, Role::dispatcher}, take_in),
         kCatalogueFileLimit}
    );
    router.add(
        {Method::get,
         "/api/v1/catalogue-export",
         "api_export_catalogue",
         for_staff(people, take_out)}
    );
}

}  // namespace huiying::web
