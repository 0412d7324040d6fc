#include "board/web/sheet_download.hpp"

#include "board/web/api_call.hpp"

#include <algorithm>
#include <array>

namespace huiying::web {
namespace {

constexpr std::array kSheetFormats{
    SheetFormat{
        desk::SheetForm::xlsx,
        "xlsx",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"},
    SheetFormat{desk::SheetForm::csv, "csv", "text/csv; charset=utf-8"},
    SheetFormat{desk::SheetForm::json, "json", "application/json; charset=utf-8"}};

}  // namespace

const SheetFormat& asked_format(const http::Request& request) {
    const auto parameters = http::query_parameters(request.query);
    const std::string word(http::find(parameters, "format").value_or(""));
    if (word.empty())
        return kSheetFormats.front();
    const auto* const found =
        std::find_if(kSheetFormats.begin(), kSheetFormats.end(), [&](const auto& each) {
            return each.word == word;
        });
    if (found == kSheetFormats.end())
        throw BadField{Problem{
            .code = model::Errc::bad_request,
            .field = "format",
            .allowed = {"xlsx", "csv", "json"}}};
    return *found;
}

http::Response download_of(const SheetFormat& format, const std::string& name) {
    http::Response response{.status = 200};
    response.headers.emplace_back("Content-Type", std::string(format.type));
    response.headers.emplace_back(
        "Content-Disposition",
        "attachment; filename=\"" + name + "." + std::string(format.word) + "\""
    );
    return response;
}

}  // namespace huiying::web
