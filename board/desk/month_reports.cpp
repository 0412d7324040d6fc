#include "board/desk/month_reports.hpp"

#include "board/desk/month_words.hpp"
#include "board/desk/sheet_rows.hpp"
#include "board/desk/town.hpp"
#include "board/store/database.hpp"
#include "board/store/month_report_repository.hpp"
#include "board/store/people_repository.hpp"
#include "text/encoding.hpp"

namespace huiying::desk {
namespace {

using model::Errc;
using model::Result;
using std::chrono::days;
using std::chrono::sys_days;

/// The days of a month that has begun.
std::optional<model::DaySpan> days_of(const std::string& month, model::Instant now) {
    const auto first = model::parse_iso_date(month + "-01");
    if (!first || sys_days{*first} > sys_days{model::local_date(now)})
        return std::nullopt;
    return model::DaySpan{
        sys_days{*first}, sys_days{first->year() / first->month() / std::chrono::last}};
}

Result<MonthFigures> figures_in(
    const PeriodFigures& figures,
    const model::Staff& staff,
    const std::string& month,
    model::Instant now
) {
    if (!figures.sees_all(staff))
        return Errc::forbidden;
    const auto span = days_of(month, now);
    if (!span)
        return Errc::bad_request;
    // What is saved is read by others, who may not learn how many there are.
    const PeriodAsked asked{
        .span = *span,
        .comparison = Comparison::before,
        .restricted = PeriodAsked::Restricted::never};
    auto period = figures.period(staff, asked);
    auto people = figures.people(staff, asked);
    if (period.has_error() || people.has_error())
        return Errc::forbidden;
    return MonthFigures{std::move(*period), std::move(*people)};
}

}  // namespace

Result<MonthReportView> MonthReports::view(const model::Staff& staff, const std::string& month)
    const {
    const auto figures = figures_in(figures_, staff, month, clock_.now());
    if (figures.has_error())
        return figures.error();
    MonthReportView view{.month = month};
    view.made = month_text(*figures, town_.snapshot()->settings().name);
    view.text = view.made;
    database_.read([&](store::Connection& connection) {
        const auto saved = store::MonthReportRepository(connection).find(month);
        if (!saved)
            return;
        const auto by = store::PeopleRepository(connection).find_staff(saved->by);
        view.version = saved->version;
        view.text = saved->text;
        view.saved_by = by ? by->staff.name : saved->by;
        view.saved_at = saved->at;
    });
    return view;
}

Result<MonthReportView> MonthReports::save(
    const model::Staff& staff,
    const std::string& month,
    std::int64_t version,
    const std::string& text
) {
    const auto now = clock_.now();
    if (!figures_.sees_all(staff))
        return Errc::forbidden;
    if (!days_of(month, now))
        return Errc::bad_request;
    if (text.find_first_not_of(" \t\r\n") == std::string::npos)
        return Errc::empty_text;
    if (text::code_point_count(text) > kLongestReport)
        return Errc::text_too_long;
    const bool first = database_.write([&](store::Connection& connection) {
        store::MonthReportRepository reports(connection);
        const auto present = reports.find(month);
        if ((present ? present->version : 0) != version)
            return false;
        store::PeopleRepository(connection)
            .add_audit(now, staff.login, "month_report_saved", month, std::to_string(version + 1));
        return reports.add({month, version + 1, text, staff.login, now});
    });
    if (!first)
        return Errc::version_conflict;
    return view(staff, month);
}

Result<std::string> MonthReports::file(
    const model::Staff& staff, const std::string& month, SheetForm form
) const {
    const auto figures = figures_in(figures_, staff, month, clock_.now());
    if (figures.has_error())
        return figures.error();
    const auto now = clock_.now();
    database_.write([&](store::Connection& connection) {
        store::PeopleRepository(connection)
            .add_audit(now, staff.login, "export_month_report", month, "");
    });
    return file_of_rows(form, month_rows(*figures), "通报");
}

}  // namespace huiying::desk
