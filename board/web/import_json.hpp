// What became of the lines of a file, over the API. Used by the routes of imports.
#pragma once

#include "board/desk/import_result.hpp"
#include "board/web/api_call.hpp"

#include <string_view>
#include <utility>

namespace huiying::web {

/// "added", "changed", "unchanged", "there", "refused"
[[nodiscard]] std::string_view word_of(desk::ImportResult result);

/// How many lines had each result, and each line: `line`, `result` and what `more` says of it.
template <class Lines, class More>
void add_lines(Json& report, const Lines& lines, More more) {
    using Result = desk::ImportResult;
    for (const auto result :
         {Result::added, Result::changed, Result::unchanged, Result::there, Result::refused})
        report[std::string(word_of(result))] = desk::count_of(lines, result);
    report["lines"] = Json::array();
    for (const auto& line : lines) {
        Json json = more(line);
        json["line"] = line.line;
        json["result"] = word_of(line.result);
        report["lines"].push_back(std::move(json));
    }
}

}  // namespace huiying::web
