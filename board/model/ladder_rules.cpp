#include "board/model/ladder_rules.hpp"

#include <cstdint>

namespace huiying::model {
namespace {

using std::chrono::minutes;

constexpr minutes kDay{24 * 60};

bool is_within(std::int64_t value, const LadderBounds& bounds) {
    return value >= bounds.least && value <= bounds.most;
}

std::string_view wrong_day(const LadderRules& rules) {
    if (!is_within(rules.remind_before, kRemindBefore))
        return "remind_before";
    if (!is_within(rules.draft_by, kBudgetDay))
        return "draft_by";
    if (!is_within(rules.review_by, kBudgetDay) || rules.review_by < rules.draft_by)
        return "review_by";
    if (!is_within(rules.supervise_after, kDaysAfter))
        return "supervise_after";
    if (!is_within(rules.report_after, kDaysAfter) || rules.report_after < rules.supervise_after)
        return "report_after";
    return {};
}

std::string_view wrong_time(const LadderRules& rules) {
    if (rules.notice_from < minutes{0} || rules.notice_from >= kDay)
        return "notice_from";
    if (rules.notice_to <= rules.notice_from || rules.notice_to > kDay)
        return "notice_to";
    if (rules.digest_at < rules.notice_from || rules.digest_at >= rules.notice_to)
        return "digest_at";
    return {};
}

}  // namespace

std::string_view wrong_field(const LadderRules& rules) {
    if (const auto field = wrong_day(rules); !field.empty())
        return field;
    if (!is_within(rules.response_warning.count(), kWarningMinutes))
        return "response_warning_minutes";
    if (!is_within(rules.duty_wait.count(), kDutyMinutes))
        return "duty_minutes";
    return wrong_time(rules);
}

}  // namespace huiying::model
