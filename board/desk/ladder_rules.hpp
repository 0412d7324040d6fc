// The ladder's numbers as rows of the record, and as board/workflow plans by them. Private to this
// room.
#pragma once

#include "board/model/ladder_rules.hpp"
#include "board/workflow/ladder.hpp"
#include "board/workflow/notice_hours.hpp"

#include <map>
#include <string>

namespace huiying::desk {

struct TownSettings;

/// Rules of the rows "ladder.*"; rows that are missing, damaged or do not go together leave the
/// defaults.
[[nodiscard]] model::LadderRules ladder_rules_from(const std::map<std::string, std::string>& rows);
[[nodiscard]] std::map<std::string, std::string> rows_of(const model::LadderRules& rules);

/// A budget beyond a shorter promise is on its last day.
[[nodiscard]] workflow::LadderSettings steps_of(const TownSettings& settings);
[[nodiscard]] workflow::NoticeHours hours_of(const TownSettings& settings);

}  // namespace huiying::desk
