#include "board/desk/ladder_rules.hpp"

#include "board/desk/town.hpp"
#include "board/sla/working_calendar.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <string_view>

namespace huiying::desk {
namespace {

using model::LadderRules;
using std::chrono::minutes;
using Rows = std::map<std::string, std::string>;

struct Days {
    std::string_view field;
    int LadderRules::*member;
};

struct Minutes {
    std::string_view field;
    minutes LadderRules::*member;
};

constexpr std::array kDays{
    Days{"ladder.remind_before", &LadderRules::remind_before},
    Days{"ladder.draft_by", &LadderRules::draft_by},
    Days{"ladder.review_by", &LadderRules::review_by},
    Days{"ladder.supervise_after", &LadderRules::supervise_after},
    Days{"ladder.report_after", &LadderRules::report_after},
};

constexpr std::array kMinutes{
    Minutes{"ladder.response_warning", &LadderRules::response_warning},
    Minutes{"ladder.notice_from", &LadderRules::notice_from},
    Minutes{"ladder.notice_to", &LadderRules::notice_to},
    Minutes{"ladder.digest_at", &LadderRules::digest_at},
    Minutes{"ladder.duty_wait", &LadderRules::duty_wait},
};

std::optional<int> number_at(const Rows& rows, std::string_view key) {
    const auto found = rows.find(std::string(key));
    if (found == rows.end())
        return std::nullopt;
    const auto& text = found->second;
    int value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    const bool whole = error == std::errc() && end == text.data() + text.size();
    return whole ? std::optional(value) : std::nullopt;
}

}  // namespace

LadderRules ladder_rules_from(const Rows& rows) {
    LadderRules rules;
    for (const auto& days : kDays)
        rules.*days.member = number_at(rows, days.field).value_or(rules.*days.member);
    for (const auto& time : kMinutes)
        if (const auto value = number_at(rows, time.field))
            rules.*time.member = minutes{*value};
    // Rows that do not go together were not written by this program.
    return model::wrong_field(rules).empty() ? rules : LadderRules{};
}

Rows rows_of(const LadderRules& rules) {
    Rows rows;
    for (const auto& days : kDays)
        rows.emplace(days.field, std::to_string(rules.*days.member));
    for (const auto& time : kMinutes)
        rows.emplace(time.field, std::to_string((rules.*time.member).count()));
    return rows;
}

workflow::LadderSettings steps_of(const TownSettings& settings) {
    const auto& rules = settings.ladder;
    const int last = settings.policy.final_workdays;
    return {
        .remind_before = rules.remind_before,
        .final_workdays = last,
        .draft_by = std::min(rules.draft_by, last),
        .review_by = std::min(rules.review_by, last),
        .supervise_after = rules.supervise_after,
        .report_after = rules.report_after,
        .response_warning = rules.response_warning};
}

workflow::NoticeHours hours_of(const TownSettings& settings) {
    return {.opens = settings.ladder.notice_from, .closes = settings.ladder.notice_to};
}

NoticeTime notice_time(const TownSnapshot& town, model::Instant now) {
    const auto hours = hours_of(town.settings());
    const auto at = workflow::next_notice_instant(town.calendar(), hours, now);
    const auto send_at = at ? *at : now;
    return {send_at, workflow::window_of(hours, send_at)};
}

}  // namespace huiying::desk
