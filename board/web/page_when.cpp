#include "board/web/page_when.hpp"

#include "board/desk/town.hpp"
#include "board/web/asked_time.hpp"
#include "board/web/page_text.hpp"

#include <algorithm>
#include <vector>

namespace huiying::web {
namespace {

using templates::Value;

constexpr std::size_t kLongestTyped = 30;
constexpr std::string_view kProvisional = "（暂定，国务院公布放假安排后可能调整）";

std::string typed(const http::Request& request, std::string_view name) {
    const auto parameters = http::query_parameters(request.query);
    return excerpt(readable(http::find(parameters, name).value_or("")), kLongestTyped);
}

std::string date_words(model::Instant instant) {
    return model::to_iso(model::local_date(instant));
}

std::string time_words(model::Instant instant) {
    return model::to_rfc3339(instant).substr(11, 5);
}

std::string due_of(const desk::ExplainedClock& clock, model::Instant received) {
    if (clock.due)
        return due_words(*clock.due, received) + std::string(clock.provisional ? kProvisional : "");
    return "暂定：自收到次日起" + std::to_string(clock.workdays) + "个工作日内，" +
           std::to_string(clock.uncovered_year) + "年放假安排公布后确定具体日期";
}

/// Numbers the notices in the order in which they are met.
class Notices {
  public:
    std::string mark(const std::string& source) {
        if (source.empty())
            return {};
        const auto found = std::find(sources_.begin(), sources_.end(), source);
        const auto number = found - sources_.begin() + 1;
        if (found == sources_.end())
            sources_.push_back(source);
        return std::to_string(number);
    }

    [[nodiscard]] Value::List list() const {
        Value::List list;
        for (std::size_t i = 0; i < sources_.size(); ++i)
            list.push_back(Value{{"notice_number", i + 1}, {"notice_name", sources_[i]}});
        return list;
    }

  private:
    std::vector<std::string> sources_;
};

/// "11月26日 周四", with the year where it is another than now.
std::string day_words(const desk::ExplainedDay& day, model::Instant now) {
    const auto year = day.date.year() == model::local_date(now).year()
                          ? std::string()
                          : std::to_string(static_cast<int>(day.date.year())) + "年";
    return year + std::to_string(static_cast<unsigned>(day.date.month())) + "月" +
           std::to_string(static_cast<unsigned>(day.date.day())) + "日 " + day.weekday;
}

Value day_row(const desk::ExplainedDay& day, model::Instant now, Notices& notices) {
    std::string arrangement = "未公布";
    if (day.working)
        arrangement = *day.working ? "工作日" : "休息日";
    return Value{
        {"day_date", day_words(day, now)},
        {"day_arrangement", arrangement},
        {"day_rest", day.working == false},
        {"day_count", day.counted ? "第" + std::to_string(day.count) + "天" : std::string()},
        {"day_reason", day.reason + (day.provisional ? "（暂定）" : "")},
        {"day_notice", notices.mark(day.source)},
    };
}

/// The time of the form; the present one where nothing was chosen or it is none.
model::Instant chosen(const http::Request& request, model::Instant now, AskedWhen& asked) {
    asked.date = typed(request, "date");
    asked.time = typed(request, "time");
    auto received = now;
    if (!asked.date.empty() || !asked.time.empty()) {
        const auto time = asked.time.empty() ? std::string("09:00") : asked.time;
        if (const auto parsed = parse_asked_time(asked.date + "T" + time))
            received = *parsed;
        else
            asked.problem =
                "日期写成 2026-11-23，时间写成 "
                "09:30；年份在2000年至2199年之间。下面是现在提问的日期。";
    }
    if (asked.problem.empty()) {
        asked.date = date_words(received);
        asked.time = time_words(received);
    }
    return received;
}

}  // namespace

Value when_value(
    const desk::ExplainedDates& dates, const AskedWhen& asked, const PageFrame& frame
) {
    const auto& response = dates.clocks.front();
    const auto& reply = dates.clocks.back();
    Notices notices;
    Value::List days;
    for (const auto& day : reply.days)
        days.push_back(day_row(day, frame.now, notices));
    return Value{
        {"asked_date", asked.date},
        {"asked_time", asked.time},
        {"problem", asked.problem},
        {"received", model::to_chinese(dates.received_at, frame.now)},
        {"response_due", due_of(response, dates.received_at)},
        {"final_due", due_of(reply, dates.received_at)},
        {"provisional", dates.provisional},
        {"days", std::move(days)},
        {"notices", notices.list()},
    };
}

http::Response get_when(
    const PageLayout& layout, const desk::Town& town, const http::Request& request
) {
    const auto frame = layout.frame(request, "什么时候答复", NavEntry::none);
    AskedWhen asked;
    const auto received = chosen(request, frame.now, asked);
    const auto dates = desk::asked_now(*town.snapshot(), received);
    const int status = asked.problem.empty() ? 200 : 422;
    return layout.page(
        frame, "pages/when", when_value(dates, asked, frame), Caching::shared, status
    );
}

}  // namespace huiying::web
