#include "board/desk/recount_words.hpp"

namespace huiying::desk {
namespace {

using model::Instant;
using sla::Renewal;
using store::DueVersions;
using workflow::Clock;

constexpr std::chrono::minutes kLastMinute{23 * 60 + 59};
constexpr std::size_t kTimeOfDay = 5;  // length of "17:00"
constexpr const char* kProvisional = "（暂定，年度放假安排公布后如有变化另行告知）";

bool is_calendar(const DueVersions& before, const DueVersions& now) {
    return before.calendar != now.calendar;
}

bool is_policy(const DueVersions& before, const DueVersions& now) {
    return before.policy != now.policy;
}

DueVersions versions_of(const model::DueTimes& due) {
    return {due.calendar_version, due.policy_version};
}

std::string subject_of(std::string_view clock) {
    return clock == workflow::to_word(Clock::final_reply) ? "答复" : "首次回应";
}

/// "（日历版本 …）", for those who must find the cause again.
std::string version_words(const DueVersions& before, const DueVersions& now) {
    std::string words;
    if (is_calendar(before, now))
        words += "日历版本 " + now.calendar;
    if (is_policy(before, now))
        words += (words.empty() ? "" : "，") + ("时限规定 " + now.policy);
    return words.empty() ? words : "（" + words + "）";
}

std::string mark_of(const sla::RenewedDue& due) {
    return due.provisional ? "（暂定）" : "";
}

bool is_to_be_told(Renewal renewal) {
    return renewal == Renewal::later || renewal == Renewal::known;
}

}  // namespace

std::string until_words(Instant due, Instant now) {
    auto words = model::to_chinese(due, now);
    if (model::local_time_of_day(due) < kLastMinute)
        return words + "前";
    words.resize(words.size() - kTimeOfDay);
    return words + "24:00前";
}

std::string reason_words(const DueVersions& before, const DueVersions& now) {
    const std::string calendar = "放假调休安排（工作日日历）有更新";
    const std::string policy = "答复时限的规定有调整";
    if (is_calendar(before, now) && is_policy(before, now))
        return calendar + "，" + policy;
    return is_policy(before, now) ? policy : calendar;
}

std::string_view outcome_word(Renewal renewal) {
    switch (renewal) {
        case Renewal::later:
            return "later";
        case Renewal::known:
            return "known";
        case Renewal::kept:
            return "kept";
        case Renewal::confirmed:
            return "confirmed";
        case Renewal::uncovered:
            return "uncovered";
        case Renewal::same:
            break;
    }
    return "same";
}

std::string contact_words(
    const std::optional<Instant>& told,
    Instant counted,
    const DueVersions& before,
    const DueVersions& now
) {
    const auto to = until_words(counted, counted);
    return "先行联系日期" +
           (told ? "由" + until_words(*told, counted) + "改为" : std::string("原待定，现定为")) +
           to + "。原因：" + reason_words(before, now) + version_words(before, now);
}

std::string history_words(
    const ClockRenewal& renewal, const DueVersions& before, const RenewedTicket& ticket
) {
    const auto now = versions_of(ticket.due);
    const auto reference = ticket.before->ticket.received_at;
    const auto subject = subject_of(workflow::to_word(renewal.clock));
    const auto because = "。原因：" + reason_words(before, now) + version_words(before, now);
    const auto until = [&](const std::optional<Instant>& due) {
        return due ? until_words(*due, reference) : std::string("待定");
    };
    switch (renewal.due.renewal) {
        case Renewal::later:
            return subject + "日期由" + until(renewal.told) + "改为" + until(renewal.due.due) +
                   mark_of(renewal.due) + because;
        case Renewal::known:
            return subject + "日期原待定，现定为" + until(renewal.due.due) + mark_of(renewal.due) +
                   because;
        case Renewal::kept:
            return subject + "日期按现行日历和规定可提前至" + until(renewal.counted) +
                   "，已告知来信人的日期不提前，仍为" + until(renewal.told) + because;
        case Renewal::confirmed:
            return subject + "日期" + until(renewal.told) + "不再是暂定" + because;
        case Renewal::uncovered:
            return subject + "日期按现行规定需要尚无日历的年份，仍为" + until(renewal.told) +
                   "（暂定）" + because;
        case Renewal::same:
            break;
    }
    return {};
}

std::string letter_words(const RenewedTicket& ticket, Instant now) {
    std::string dates;
    for (const auto& clock : ticket.clocks) {
        if (!is_to_be_told(clock.due.renewal))
            continue;
        const auto subject = subject_of(workflow::to_word(clock.clock)) + "日期";
        if (clock.told)
            dates.append("原定")
                .append(subject)
                .append("：")
                .append(until_words(*clock.told, now))
                .append("\n改为：");
        else
            dates.append(subject).append("现已确定：");
        dates += until_words(*clock.due.due, now);
        dates += clock.due.provisional ? kProvisional : "";
        dates += "\n";
    }
    if (dates.empty())
        return {};
    const auto& old = ticket.before->ticket.due;
    return "您的来信（受理编号：" + ticket.before->ticket.number + "）的办理日期有变化。\n" +
           dates + "原因：" + reason_words(versions_of(old), versions_of(ticket.due)) +
           "。给您带来不便，请谅解。";
}

std::string citizen_words(const store::DueChange& change, Instant now) {
    if (!change.new_due || (change.outcome != "later" && change.outcome != "known"))
        return {};
    const auto subject = subject_of(change.clock) + "日期";
    const auto to = until_words(*change.new_due, now);
    const auto because = "，原因：" + reason_words(change.before, change.versions);
    return (change.old_due ? subject + "由" + until_words(*change.old_due, now) + "改为" + to
                           : subject + "现已确定为" + to) +
           because;
}

}  // namespace huiying::desk
