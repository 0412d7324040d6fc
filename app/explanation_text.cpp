#include "app/clock_words.hpp"
#include "app/explanation.hpp"
#include "board/sla/trace_words.hpp"

#include <algorithm>
#include <array>
#include <vector>

namespace huiying::app {
namespace {

constexpr const char* kDayZeroLaw =
    "《中华人民共和国民法典》第二百零一条：开始的当日不计入，自下一日开始计算";
constexpr const char* kRollLaw =
    "《中华人民共和国民法典》第二百零三条：期间的最后一日是法定休假日的，以法定休假日结束的次日为期"
    "间的最后一日";

/// Columns that a text takes on a terminal: Han and full-width signs take two.
std::size_t width_of(std::string_view text) {
    std::size_t width = 0;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if ((byte & 0xC0) != 0x80)
            width += byte >= 0xE0 ? 2 : 1;
    }
    return width;
}

std::string padded(const std::string& text, std::size_t width) {
    const auto taken = width_of(text);
    return taken < width ? text + std::string(width - taken, ' ') : text;
}

/// Numbers the sources in the order in which they are met.
class Footnotes {
  public:
    std::string mark(const std::string& source) {
        if (source.empty())
            return {};
        const auto found = std::find(sources_.begin(), sources_.end(), source);
        const auto number = found - sources_.begin() + 1;
        if (found == sources_.end())
            sources_.push_back(source);
        return "[" + std::to_string(number) + "]";
    }

    std::string text() const {
        std::string text;
        for (std::size_t i = 0; i < sources_.size(); ++i)
            text += "[" + std::to_string(i + 1) + "] " + sources_[i] + "\n";
        return text;
    }

  private:
    std::vector<std::string> sources_;
};

std::string moment_text(model::Instant instant) {
    const auto date = model::local_date(instant);
    return model::to_iso(date) + "（" + sla::weekday_word(date) + "）" +
           to_time_of_day(model::local_time_of_day(instant));
}

std::string due_text(const sla::Trace& trace) {
    if (trace.due)
        return moment_text(*trace.due) + (trace.provisional ? "（暂定）" : "");
    if (!trace.error)
        return "计时已停止，恢复后再算";
    if (*trace.error == model::Errc::calendar_not_covered)
        return "暂不能确定：" + std::to_string(static_cast<int>(trace.days.back().date.year())) +
               " 年没有日历，请先用 huiying calendar import 导入";
    return "无法推算：期限超出 " + std::to_string(sla::WorkingCalendar::kMaxDays) + " 天";
}

std::string working_word(const sla::TraceDay& row) {
    const auto works = sla::works_on(row);
    if (!works)
        return "-";
    return *works ? "上班" : "休息";
}

std::string count_word(const sla::TraceDay& row) {
    if (row.used > std::chrono::seconds{0}) {
        const auto minutes = row.used.count() / 60;
        const auto seconds = row.used.count() % 60;
        return std::to_string(minutes) + " 分钟" +
               (seconds > 0 ? " " + std::to_string(seconds) + " 秒" : "");
    }
    return row.step == sla::TraceStep::counted ? std::to_string(row.count) : "-";
}

std::string hours_word(const sla::TraceDay& row) {
    std::string text;
    for (const auto& span : row.open)
        text += (text.empty() ? "，" : " ") + to_text(span);
    return text;
}

constexpr std::size_t kColumns = 6;
using Cells = std::array<std::string, kColumns>;

Cells cells_of(const sla::TraceDay& row, Footnotes& notes) {
    auto marks = notes.mark(row.source);
    if (row.step == sla::TraceStep::day_zero)
        marks += notes.mark(kDayZeroLaw);
    if (row.step == sla::TraceStep::rest_day)
        marks += notes.mark(kRollLaw);
    return {
        model::to_iso(row.date),
        sla::weekday_word(row.date),
        working_word(row),
        count_word(row),
        sla::reason_of(row) + hours_word(row) + (row.provisional ? "（暂定）" : ""),
        marks};
}

std::string table(const sla::Trace& trace, Footnotes& notes) {
    std::vector<Cells> rows{{"日期", "星期", "安排", "计入", "说明", "依据"}};
    for (const auto& row : trace.days)
        rows.push_back(cells_of(row, notes));
    std::array<std::size_t, kColumns> widths{};
    for (const auto& row : rows)
        for (std::size_t i = 0; i + 1 < kColumns; ++i)
            widths[i] = std::max(widths[i], width_of(row[i]) + 2);
    std::string text;
    for (const auto& row : rows) {
        for (std::size_t i = 0; i < kColumns; ++i)
            text += padded(row[i], widths[i]);
        text += "\n";
    }
    return text;
}

std::string rule_text(const Question& question) {
    const auto days = std::to_string(question.days);
    const auto close = "，每日截止 " + to_time_of_day(question.close);
    switch (question.promise) {
        case Promise::same_calendar_day:
            return "当天有回应，" + days + " 个工作日内最终回复" + close;
        case Promise::next_working_day:
            return "工作时间内当天、其余下一工作日回应，" + days + " 个工作日内最终回复" + close;
        case Promise::period:
            return days + " 个工作日" + close;
        case Promise::calendar_days:
            return days + " 个自然日，末日逢休息日顺延" + close;
        case Promise::working_hours:
            return std::to_string(question.budget.count()) + " 分钟办公时间";
    }
    return {};
}

}  // namespace

std::string as_text(const Explanation& explanation) {
    const auto& response = explanation.response;
    const auto& final_reply = explanation.final_reply;
    std::string text = "收到      " + moment_text(explanation.question.received_at) + "\n" +
                       "规则      " + rule_text(explanation.question) + "\n";
    if (response)
        text += "回应期限  " + due_text(*response) + "\n";
    text += (response ? "答复期限  " : "期限      ") + due_text(final_reply) + "\n\n";
    Footnotes notes;
    if (response)
        text += "回应期限的推算\n" + table(*response, notes) + "\n答复期限的推算\n";
    text += table(final_reply, notes);
    text += "\n" + notes.text();
    if (final_reply.provisional || (response && response->provisional))
        text += "\n暂定：所依据的年份尚无放假安排通知，通知公布并导入后须重新推算。\n";
    return text;
}

}  // namespace huiying::app
