#include "board/sla/trace_words.hpp"

#include <array>

namespace huiying::sla {
namespace {

constexpr std::array<std::string_view, 4> kKinds{"weekday", "weekend", "holiday", "worked_in_lieu"};
constexpr std::array<std::string_view, 9> kSteps{
    "day_zero",
    "counted",
    "day_off",
    "paused",
    "after_close",
    "rest_day",
    "closed",
    "stopped",
    "not_covered"};

std::string special_name(const TraceDay& row) {
    return row.kind == DayKind::worked_in_lieu ? row.name + "调休上班" : row.name;
}

std::string kind_word(const TraceDay& row) {
    if (!row.kind)
        return "该年没有日历";
    if (*row.kind == DayKind::weekday)
        return "工作日";
    return *row.kind == DayKind::weekend ? "周末" : special_name(row);
}

}  // namespace

std::string weekday_word(model::Date date) {
    static constexpr std::array<const char*, 7> kWords{
        "周日", "周一", "周二", "周三", "周四", "周五", "周六"};
    return kWords[std::chrono::weekday{std::chrono::sys_days{date}}.c_encoding()];
}

std::string_view to_word(DayKind kind) {
    return kKinds[static_cast<std::size_t>(kind)];
}

std::string_view to_word(TraceStep step) {
    return kSteps[static_cast<std::size_t>(step)];
}

std::optional<bool> works_on(const TraceDay& row) {
    if (!row.kind)
        return std::nullopt;
    return *row.kind == DayKind::weekday || *row.kind == DayKind::worked_in_lieu;
}

std::string reason_of(const TraceDay& row) {
    switch (row.step) {
        case TraceStep::day_zero:
            return "收到当日，不计入（" + kind_word(row) + "）";
        case TraceStep::counted:
        case TraceStep::day_off:
            return kind_word(row);
        case TraceStep::paused:
            return kind_word(row) + "，计时暂停中，不计入";
        case TraceStep::after_close:
            return kind_word(row) + "，收到时已过截止时刻";
        case TraceStep::rest_day:
            return kind_word(row) + "，期限顺延";
        case TraceStep::closed:
            return kind_word(row) + "，当日不办公";
        case TraceStep::stopped:
            return "计时已停止，尚未恢复";
        case TraceStep::not_covered:
            return "该年没有日历，无法推算";
    }
    return {};
}

}  // namespace huiying::sla
