#include "board/web/page_statistics.hpp"

#include "board/web/page_text.hpp"

namespace huiying::web {
namespace {

using templates::Value;

Value figures_list(const std::vector<desk::PublicRow>& rows) {
    Value::List list;
    for (const auto& row : rows)
        list.push_back(figures_row(row));
    return list;
}

}  // namespace

Value figures_row(const desk::PublicRow& row) {
    return Value{
        {"row_label", row.label},
        {"row_unit", percent_encode(row.code)},
        {"row_received", row.counts.received},
        {"row_answered", row.counts.answered},
        {"row_in_time", row.counts.answered_in_time},
        {"row_ended", row.counts.ended},
        {"row_in_hand", desk::in_hand(row.counts)},
        {"row_rate", desk::answer_rate(row.counts)},
        {"row_in_time_rate", desk::in_time_rate(row.counts)},
        {"row_days", desk::mean_days(row.counts)},
    };
}

Value statistics_value(const desk::PublicTables& tables) {
    auto value = figures_row({"", "", tables.last_year});
    value.set("months", figures_list(tables.months));
    value.set("years", figures_list(tables.years));
    value.set("units", figures_list(tables.units));
    value.set("has_messages", !tables.years.empty());
    value.set("has_units", !tables.units.empty());
    value.set("counted_at", model::to_chinese(tables.at, tables.at));
    return value;
}

http::Response get_statistics(
    const PageLayout& layout, const desk::PublicFigures& figures, const http::Request& request
) {
    const auto frame = layout.frame(request, "留言统计", NavEntry::none);
    return layout.page(frame, "pages/statistics", statistics_value(figures.all()), Caching::shared);
}

http::Response get_statistics_file(const desk::PublicFigures& figures) {
    http::Response response{.status = 200};
    response.with("Content-Type", "text/csv; charset=utf-8");
    response.with("Content-Disposition", "attachment; filename=\"statistics.csv\"");
    response.with("X-Content-Type-Options", "nosniff");
    response.with("Cache-Control", "no-cache");
    response.body = desk::to_csv(figures.all());
    return response;
}

}  // namespace huiying::web
