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
class TownSnapshot;

/// Rules of the rows "ladder.*"; rows that are missing, damaged or do not go together leave the
/// defaults.
[[nodiscard]] model::LadderRules ladder_rules_from(const std::map<std::string, std::string>& rows);
[[nodiscard]] std::map<std::string, std::string> rows_of(const model::LadderRules& rules);

/// A budget beyond a shorter promise is on its last day.
[[nodiscard]] workflow::LadderSettings steps_of(const TownSettings& settings);
[[nodiscard]] workflow::NoticeHours hours_of(const TownSettings& settings);

/// When a colleague reads what comes about now, and with what else.
struct NoticeTime {
    model::Instant send_at{};
    model::Instant window{};
};

/// In the town's notice hours; at once where no calendar knows the next working day.
[[nodiscard]] NoticeTime notice_time(const TownSnapshot& town, model::Instant now);

}  // namespace huiying::desk
