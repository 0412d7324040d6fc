// When an item of the catalogue falls due, as people write and read it. Private to this room. Pure.
#pragma once

#include "board/model/catalogue_item.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace huiying::desk {

/// "20个工作日内", "每月10日前", "每季度第1个月10日前", "每年3月31日前", "2026-12-31前（一次）".
[[nodiscard]] std::string period_words(const model::DuePeriod& period);

/// What period_words() writes, and the like of it; nullopt: none of these.
[[nodiscard]] std::optional<model::DuePeriod> period_in(std::string_view words);

/// Why a period cannot be meant, in words; nullopt: it can.
[[nodiscard]] std::optional<std::string> wrong_period(const model::DuePeriod& period);

}  // namespace huiying::desk
