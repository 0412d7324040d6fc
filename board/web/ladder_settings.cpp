#include "board/web/ladder_settings.hpp"

#include <array>
#include <cstdio>
#include <optional>
#include <string_view>

namespace huiying::web {
namespace {

using model::LadderBounds;
using model::LadderRules;
using std::chrono::minutes;

struct Days {
    std::string_view field;
    int LadderRules::*member;
    LadderBounds bounds;
};

constexpr std::array kDays{
    Days{"remind_before", &LadderRules::remind_before, model::kRemindBefore},
    Days{"draft_by", &LadderRules::draft_by, model::kBudgetDay},
    Days{"review_by", &LadderRules::review_by, model::kBudgetDay},
    Days{"supervise_after", &LadderRules::supervise_after, model::kDaysAfter},
    Days{"report_after", &LadderRules::report_after, model::kDaysAfter},
};

std::string range_of(const LadderBounds& bounds) {
    return std::to_string(bounds.least) + "-" + std::to_string(bounds.most);
}

int number(const JsonBody& body, std::string_view field, LadderBounds bounds, std::int64_t before) {
    const auto value = body.has(field) ? body.integer(field) : before;
    if (value < bounds.least || value > bounds.most)
        throw BadField{Problem{
            .code = model::Errc::bad_request,
            .field = std::string(field),
            .allowed = {range_of(bounds)}}};
    return static_cast<int>(value);
}

std::string time_text(minutes since_midnight) {
    const auto count = static_cast<int>(since_midnight.count());
    std::array<char, 32> text{};
    std::snprintf(text.data(), text.size(), "%02d:%02d", count / 60, count % 60);
    return text.data();
}

/// "08:30"; "24:00" too, as an end.
std::optional<minutes> parse_time(const std::string& text) {
    if (text == "24:00")
        return minutes{24 * 60};
    const auto instant =
        text.size() == 5 ? model::parse_rfc3339("2000-01-01T" + text + ":00+08:00") : std::nullopt;
    if (!instant)
        return std::nullopt;
    return std::chrono::duration_cast<minutes>(model::local_time_of_day(*instant));
}

minutes time_of(const JsonBody& body, std::string_view field, minutes before) {
    if (!body.has(field))
        return before;
    const auto time = parse_time(body.text(field));
    if (!time)
        throw BadField{Problem{
            .code = model::Errc::bad_request,
            .detail = "须为 HH:MM，例如 08:30",
            .field = std::string(field)}};
    return *time;
}

/// What is wrong with numbers that are each within their bounds.
std::string_view hint_of(std::string_view field) {
    if (field == "review_by")
        return "审核期限不能早于拟稿期限";
    if (field == "report_after")
        return "通报不能早于督办";
    if (field == "notice_to")
        return "提醒时段的结束须晚于开始";
    if (field == "digest_at")
        return "每日汇总的时间须在提醒时段之内";
    return "";
}

}  // namespace

void add_ladder(Json& json, const LadderRules& rules) {
    for (const auto& days : kDays)
        json[std::string(days.field)] = rules.*days.member;
    json["response_warning_minutes"] = rules.response_warning.count();
    json["notice_from"] = time_text(rules.notice_from);
    json["notice_to"] = time_text(rules.notice_to);
    json["digest_at"] = time_text(rules.digest_at);
    json["duty_minutes"] = rules.duty_wait.count();
}

LadderRules read_ladder(const JsonBody& body, LadderRules rules) {
    for (const auto& days : kDays)
        rules.*days.member = number(body, days.field, days.bounds, rules.*days.member);
    rules.response_warning = minutes{number(
        body, "response_warning_minutes", model::kWarningMinutes, rules.response_warning.count()
    )};
    rules.duty_wait =
        minutes{number(body, "duty_minutes", model::kDutyMinutes, rules.duty_wait.count())};
    rules.notice_from = time_of(body, "notice_from", rules.notice_from);
    rules.notice_to = time_of(body, "notice_to", rules.notice_to);
    rules.digest_at = time_of(body, "digest_at", rules.digest_at);
    if (const auto field = wrong_field(rules); !field.empty())
        throw BadField{Problem{
            .code = model::Errc::bad_request,
            .detail = std::string(hint_of(field)),
            .field = std::string(field)}};
    return rules;
}

}  // namespace huiying::web
