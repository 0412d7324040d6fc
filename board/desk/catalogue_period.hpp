// When an item of the catalogue falls due, as people write and read it. Private to this room. Pure.
#pragma once

#include "board/model/catalogue_item.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace huiying::desk {

/// "20个工作日内", "每月10日前", "每季度第1个月10日前", "每年3月31日前", "2026-12-31前（一次）".
[[nodiscard]] std::string period_words(const model::DuePeriod& period);

/// Why what is written names no one kind of period: it names two ("每季度结束后20个工作日内").
/// nullopt: it does not.
[[nodiscard]] std::optional<std::string> mixed_period(std::string_view written);

/// What period_words() writes, and the like of it; nullopt: none of these, or two of them.
[[nodiscard]] std::optional<model::DuePeriod> period_in(std::string_view written);

/// Why a period cannot be meant, in words; nullopt: it can.
[[nodiscard]] std::optional<std::string> wrong_period(const model::DuePeriod& period);

}  // namespace huiying::desk
