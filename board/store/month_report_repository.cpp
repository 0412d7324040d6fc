#include "board/store/month_report_repository.hpp"

#include "board/store/database.hpp"

namespace huiying::store {

std::optional<MonthReport> MonthReportRepository::find(const std::string& month) {
    auto row = connection_.query(
        "select version, text, by, at from month_report where month = ? order by version desc "
        "limit 1",
        month
    );
    if (!row.next())
        return std::nullopt;
    return MonthReport{
        month, row.integer(0), row.text(1), row.text(2), model::from_unix_ms(row.integer(3))};
}

bool MonthReportRepository::add(const MonthReport& report) {
    return connection_.run(
               "insert into month_report (month, version, text, by, at) values (?, ?, ?, ?, ?) on "
               "conflict (month, version) do nothing",
               report.month,
               report.version,
               report.text,
               report.by,
               model::to_unix_ms(report.at)
           ) == 1;
}

}  // namespace huiying::store
