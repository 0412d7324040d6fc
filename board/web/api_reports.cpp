#include "board/web/api_call.hpp"
#include "board/web/api_dashboard_routes.hpp"
#include "board/web/sheet_download.hpp"

namespace huiying::web {
namespace {

using http::Request;

Json to_json(const desk::MonthReportView& view) {
    return {
        {"month", view.month},
        {"version", view.version},
        {"text", view.text},
        {"made", view.made},
        {"saved_by", view.saved_by},
        {"saved_at", view.saved_at ? Json(model::to_rfc3339(*view.saved_at)) : Json(nullptr)}};
}

http::Response file_of(
    const Request& request, const desk::Session& session, const desk::MonthReports& reports
) {
    const std::string month(request.param("month"));
    const auto& format = asked_format(request);
    auto bytes = reports.file(session.staff, month, format.form);
    if (bytes.has_error())
        return problem(request, problem_of(bytes.error()));
    auto response = download_of(format, "tongbao-" + month);
    response.body = std::move(*bytes);
    return response;
}

}  // namespace

void add_report_routes(http::Router& router, desk::People& people, desk::MonthReports& reports) {
    using http::Method;
    router.add(
        {Method::get,
         "/api/v1/reports/{month}",
         "api_month_report",
         for_staff(
             people,
             [&reports](const Request& request, const desk::Session& session) {
                 return answer(
                     request,
                     reports.view(session.staff, std::string(request.param("month"))),
                     [](const auto& view) { return to_json(view); }
                 );
             }
         )}
    );
    http::Route save{
        Method::put,
        "/api/v1/reports/{month}",
        "api_save_month_report",
        for_staff(people, [&reports](const Request& request, const desk::Session& session) {
            const JsonBody body(request, {"version", "text"});
            return answer(
                request,
                reports.save(
                    session.staff,
                    std::string(request.param("month")),
                    body.integer("version"),
                    body.text("text")
                ),
                [](const auto& view) { return to_json(view); }
            );
        })};
    save.body_limit = kLongTextBodyLimit;
    router.add(std::move(save));
    router.add(
        {Method::get,
         "/api/v1/reports/{month}/file",
         "api_month_report_file",
         for_staff(
             people,
             [&reports](const Request& request, const desk::Session& session) {
                 return file_of(request, session, reports);
             }
         )}
    );
}

}  // namespace huiying::web
