#include "app/report_commands.hpp"

#include "app/record.hpp"
#include "board/desk/figures_check.hpp"
#include "board/desk/month_reports.hpp"

#include <iostream>

namespace huiying::app {

int verify_report(const config::Settings& settings) {
    Record record(settings, desk::Demo::no);
    const auto verdict = desk::FiguresCheck(record.database, *record.town, record.clock).run();
    for (const auto& difference : verdict.differences)
        std::cout << difference.figure << "：看板 " << difference.shown << "，逐件重算 "
                  << difference.counted << "\n";
    for (const auto& time : verdict.unproven)
        std::cout << time.number << "：" << time.time << " " << model::to_rfc3339(time.at)
                  << " 在办理记录中没有对应的一条\n";
    const auto wrong = verdict.differences.size() + verdict.unproven.size();
    std::cout << model::to_rfc3339(verdict.at) << "：" << verdict.tickets << " 件来信，"
              << verdict.figures << " 个数字，"
              << (wrong == 0 ? "全部一致" : std::to_string(wrong) + " 处不一致") << "\n";
    return wrong == 0 ? 0 : 1;
}

int print_month(const config::Settings& settings, const std::string& month, MonthPart part) {
    Record record(settings, desk::Demo::no);
    const model::Staff everybody{{}, "command line", "", "", {model::Role::administrator}, true};
    const desk::MonthReports reports(record.database, *record.town, record.clock);
    const auto view = reports.view(everybody, month);
    if (view.has_error()) {
        std::cerr << month << "：没有这个月份，或者还没有开始（写成 2026-10）\n";
        return 2;
    }
    std::cout
        << (part == MonthPart::text ? view->text
                                    : *reports.file(everybody, month, desk::SheetForm::csv));
    return 0;
}

}  // namespace huiying::app
