// A trace in words: the Chinese of a day's row, and the stable words that programs read. Used by
// app (`huiying sla explain`) and desk. Pure, safe from any thread.
#pragma once

#include "board/sla/trace.hpp"

#include <string>
#include <string_view>

namespace huiying::sla {

/// 周一
[[nodiscard]] std::string weekday_word(model::Date date);

/// Why a date counts or not, in Chinese.
[[nodiscard]] std::string reason_of(const TraceDay& row);

/// "weekday", "weekend", "holiday", "worked_in_lieu"
[[nodiscard]] std::string_view to_word(DayKind kind);
/// "day_zero", "counted", ...
[[nodiscard]] std::string_view to_word(TraceStep step);

/// Whether people work on that date; nullopt: not looked up, or not covered.
[[nodiscard]] std::optional<bool> works_on(const TraceDay& row);

}  // namespace huiying::sla
