#include "app/clock_commands.hpp"

#include "app/calendar_commands.hpp"
#include "app/clock_words.hpp"
#include "app/sla_commands.hpp"
#include "config/config_error.hpp"
#include "config/town_files.hpp"

#include <charconv>

namespace huiying::app {
namespace {

constexpr int kMostMinutes = 1'000'000;

config::ConfigError wrong(
    const std::string& flag, const std::string& said, const std::string& allowed
) {
    return config::ConfigError("--" + flag + "：“" + said + "”无法识别；" + allowed);
}

int whole_of(const std::string& flag, const std::string& said, int lowest, int highest) {
    int value = 0;
    const auto* end = said.data() + said.size();
    const auto [stop, error] = std::from_chars(said.data(), end, value);
    if (error != std::errc{} || stop != end || value < lowest || value > highest)
        throw wrong(
            flag,
            said,
            "应为 " + std::to_string(lowest) + " 至 " + std::to_string(highest) + " 的整数"
        );
    return value;
}

/// As given, else the town's own office hours.
sla::WorkingHours hours_of(const ClockArguments& arguments, const config::Settings& settings) {
    auto spans = split(arguments.hours, ',');
    if (spans.empty()) {
        const auto& folder = settings.text("town.folder");
        spans = (folder.empty() ? config::packed_town() : config::read_town(folder)).town.hours;
    }
    const char* const allowed = "应为先始后止的时段，如 09:00-11:30,13:00-17:00";
    sla::HoursPlan plan;
    for (const auto& text : spans) {
        const auto span = parse_span(text);
        if (!span)
            throw wrong("hours", text, allowed);
        plan.ordinary.push_back(*span);
    }
    const auto hours = sla::WorkingHours::of(plan);
    if (!hours)
        throw wrong("hours", arguments.hours, allowed);
    return *hours;
}

sla::PauseLedger pauses_of(const ClockArguments& arguments) {
    std::vector<sla::Pause> pauses;
    for (const auto& text : arguments.pauses) {
        const auto pause = parse_pause(text);
        if (!pause || (pause->to && *pause->to < pause->from))
            throw wrong(
                "pause",
                text,
                "应为 开始/结束，如 2026-11-24T09:00/2026-11-26T09:00；尚未恢复的不写结束"
            );
        pauses.push_back(*pause);
    }
    return sla::PauseLedger::of(pauses).value();
}

/// Days where they are meant, and how many minutes of office hours they are where those are.
void read_length(
    const ClockArguments& arguments, const config::Settings& settings, Question& question
) {
    const bool in_days = question.promise == Promise::calendar_days;
    question.days = in_days ? 15 : 5;
    if (!arguments.days.empty())
        question.days = whole_of("days", arguments.days, 1, sla::WorkingCalendar::kMaxDays);
    if (question.promise != Promise::working_hours)
        return;
    question.hours = hours_of(arguments, settings);
    question.budget = question.days * question.hours->ordinary_day();
    if (!arguments.minutes.empty())
        question.budget =
            std::chrono::minutes{whole_of("minutes", arguments.minutes, 1, kMostMinutes)};
}

Question question_of(const ClockArguments& arguments, const config::Settings& settings) {
    Question question;
    const auto promise = parse_promise(arguments.policy);
    if (!promise)
        throw wrong(
            "policy",
            arguments.policy,
            "可写 same-calendar-day, next-working-day, period, calendar-days, working-hours"
        );
    question.promise = *promise;
    const auto received = parse_moment(arguments.received);
    if (!received)
        throw wrong(
            "received",
            arguments.received,
            "应为时间，如 2026-11-23T09:30（北京时间）或 2026-11-23T01:30:00Z"
        );
    question.received_at = *received;
    const auto close = parse_time_of_day(arguments.close);
    if (!close)
        throw wrong("close", arguments.close, "应为 HH:MM:SS，00:00:00 至 23:59:59");
    question.close = *close;
    if (*promise == Promise::calendar_days && !arguments.pauses.empty())
        throw wrong("pause", arguments.pauses.front(), "calendar-days 按自然日计算，没有暂停");
    question.pauses = pauses_of(arguments);
    read_length(arguments, settings, question);
    return question;
}

model::Date today_of(const ClockArguments& arguments) {
    if (arguments.today.empty())
        return model::local_date(model::SystemClock().now());
    const auto today = model::parse_iso_date(arguments.today);
    if (!today)
        throw wrong("today", arguments.today, "应为日期，如 2026-11-01");
    return *today;
}

config::IcsNotice notice_of(const ClockArguments& arguments) {
    config::IcsNotice notice{.source = arguments.source};
    if (!arguments.year.empty())
        notice.year = whole_of("year", arguments.year, 1990, 2199);
    return notice;
}

void add_explain(CLI::App& sla, ClockArguments& arguments) {
    auto* explain = sla.add_subcommand(
        "explain",
        "day by day, how a due time comes about: huiying sla explain --received 2026-09-30T18:00"
    );
    explain->add_option("--received", arguments.received, "when it was received")->required();
    explain->add_option(
        "--policy",
        arguments.policy,
        "same-calendar-day (default), next-working-day, period, calendar-days, working-hours"
    );
    explain->add_option("--days", arguments.days, "working or calendar days [5; calendar-days 15]");
    explain->add_option("--close", arguments.close, "closing time of a day [23:59:59]");
    explain->add_option(
        "--minutes", arguments.minutes, "working-hours: the budget [--days times an office day]"
    );
    explain->add_option(
        "--hours", arguments.hours, "working-hours: 09:00-11:30,13:00-17:00 [the town's]"
    );
    explain->add_option("--pause", arguments.pauses, "the clock stood still: FROM/TO; repeatable");
    explain->add_flag("--json", arguments.json, "JSON instead of a table");
}

}  // namespace

void add_clock_commands(
    CLI::App& command,
    ClockArguments& arguments,
    const std::function<config::Settings()>& settings,
    std::function<int()>& run
) {
    auto* sla =
        command.add_subcommand("sla", "due times: explained, and counted for a file of cases");
    sla->require_subcommand(1);
    add_explain(*sla, arguments);
    sla->get_subcommand("explain")->callback([&arguments, settings, &run] {
        run = [&arguments, settings] {
            const auto loaded = settings();
            return explain_clock(
                loaded.text("data.folder"),
                question_of(arguments, loaded),
                arguments.json ? Output::json : Output::text
            );
        };
    });
    auto* batch = sla->add_subcommand(
        "batch", "due times of a file of cases, as a JSON array: huiying sla batch cases.json"
    );
    batch->add_option("file", arguments.file, "{\"cases\": [...]}, see docs/clocks.md")->required();
    batch->callback([&arguments, &run] {
        run = [&arguments] { return answer_cases(arguments.file); };
    });

    auto* calendar = command.add_subcommand("calendar", "the years' holidays and days in lieu");
    calendar->require_subcommand(1);
    auto* import = calendar->add_subcommand(
        "import", "a year's calendar into the data folder: huiying calendar import cn-2027.json"
    );
    import->add_option("file", arguments.file, "JSON as in config/calendar/, or iCalendar")
        ->required();
    import->add_option("--year", arguments.year, "of an iCalendar file, this year only");
    import->add_option(
        "--source",
        arguments.source,
        "of an iCalendar file: the State Council's notice; without it the year stays provisional"
    );
    import->callback([&arguments, settings, &run] {
        run = [&arguments, settings] {
            return import_calendar(
                settings().text("data.folder"), arguments.file, notice_of(arguments)
            );
};
}  // namespace huiying::app
);
auto* check = calendar->add_subcommand("check", "covered years, their notices, what is missing");
check->add_option("--today", arguments.today, "as of this date [today]");
check->callback([&arguments, settings, &run] {
    run = [&arguments, settings] {
        return check_calendars(settings().text("data.folder"), today_of(arguments));
    };
});
}

}  // namespace huiying::app
