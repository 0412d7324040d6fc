#include "board/workflow/ladder.hpp"

#include "board/sla/working_calendar.hpp"
#include "catch.hpp"

#include <algorithm>
#include <string>

using namespace huiying;
using namespace huiying::workflow;
using model::TicketState;

namespace {

/// November and December 2026 and the first days of October, as the notice has them: 1 to 7 October
/// off, 10 October worked.
sla::WorkingCalendar autumn() {
    model::CalendarFacts facts{.version = "test"};
    model::CalendarYear year{.year = 2026, .source = "test"};
    for (unsigned day = 1; day <= 7; ++day)
        year.holidays.emplace(std::chrono::sys_days{std::chrono::year{2026} / 10 / day}, "国庆节");
    year.workdays.emplace(std::chrono::sys_days{std::chrono::year{2026} / 10 / 10}, "国庆节");
    facts.years[2026] = year;
    return sla::WorkingCalendar(facts);
}

model::Instant at(const char* text) {
    return *model::parse_rfc3339(text);
}

Deadline due(const char* when, std::int64_t version = 1) {
    return {
        .number = "E4VF-274Z-C0XC",
        .due = at(when),
        .version = version,
        .since = at("2026-09-01T09:00:00+08:00")};
}

std::string when(const Ladder& ladder, Rung rung) {
    for (const auto& planned : ladder.rungs)
        if (planned.key.rung == rung)
            return model::to_rfc3339(planned.at);
    return "never";
}

Ladder planned(const Deadline& deadline, const LadderSettings& settings = {}) {
    return plan_ladder(autumn(), settings, {}, deadline);
}

}  // namespace

TEST_CASE("the ladder of a Thursday climbs over the weekend", "[ladder]") {
    const auto ladder = planned(due("2026-11-26T23:59:59+08:00"));
    CHECK(when(ladder, Rung::draft_budget) == "2026-11-24T08:30:00+08:00");
    CHECK(when(ladder, Rung::review_budget) == "2026-11-25T08:30:00+08:00");
    CHECK(when(ladder, Rung::due_soon) == "2026-11-25T08:30:00+08:00");
    CHECK(when(ladder, Rung::due_today) == "2026-11-26T08:30:00+08:00");
    CHECK(when(ladder, Rung::breached) == "2026-11-27T08:30:00+08:00");
    CHECK(when(ladder, Rung::supervision) == "2026-11-27T16:59:00+08:00");
    CHECK(when(ladder, Rung::in_report) == "2026-12-03T08:30:00+08:00");
    CHECK_FALSE(ladder.incomplete);
}

TEST_CASE("holidays and days worked in lieu are the State Council's", "[ladder]") {
    // due on the last working day before the holiday: the morning after is 8 October
    const auto ladder = planned(due("2026-09-30T23:59:59+08:00"));
    CHECK(when(ladder, Rung::breached) == "2026-10-08T08:30:00+08:00");
    // 8, 9, 10 (a Saturday, worked), 12, 13
    CHECK(when(ladder, Rung::in_report) == "2026-10-13T08:30:00+08:00");
}

TEST_CASE("every rung but the response's lies in notice hours of a working day", "[ladder]") {
    const auto calendar = autumn();
    for (auto day = std::chrono::sys_days{std::chrono::year{2026} / 9 / 10};
         day < std::chrono::sys_days{std::chrono::year{2026} / 12 / 20};
         day += std::chrono::days{1}) {
        auto deadline = due("2026-11-26T23:59:59+08:00");
        deadline.due = model::at_local(model::Date(day), std::chrono::hours{18});
        for (const auto clock : {Clock::final_reply, Clock::commitment, Clock::human_contact}) {
            deadline.clock = clock;
            for (const auto& rung : plan_ladder(calendar, {}, {}, deadline).rungs) {
                CHECK(*calendar.is_working_day(model::local_date(rung.at)));
                CHECK(*next_notice_instant(calendar, {}, rung.at) == rung.at);
            }
        }
    }
}

TEST_CASE(
    "a reminder on the day comes on the last working day where the day is a rest day", "[ladder]"
) {
    auto deadline = due("2026-11-29T23:59:59+08:00");  // a Sunday
    deadline.clock = Clock::commitment;
    const auto ladder = planned(deadline);
    CHECK(when(ladder, Rung::commitment_soon) == "2026-11-27T08:30:00+08:00");
    CHECK(when(ladder, Rung::commitment_breached) == "2026-11-30T08:30:00+08:00");
}

TEST_CASE("the same-day warning comes at its hour, whatever the day", "[ladder]") {
    auto deadline = due("2026-10-03T23:59:59+08:00");
    deadline.clock = GENERATE(Clock::receipt, Clock::acceptance, Clock::contact);
    const auto ladder = planned(deadline);
    REQUIRE(ladder.rungs.size() == 1);
    CHECK(when(ladder, Rung::response_today) == "2026-10-03T21:59:59+08:00");
    CHECK(ladder.rungs[0].reach == Reach::any_hour);
    CHECK(ladder.rungs[0].told.contains(Audience::on_duty));
}

TEST_CASE("a breach is told to the unit's lead, supervision to the office's manager", "[ladder]") {
    for (const auto& rung : planned(due("2026-11-26T23:59:59+08:00")).rungs) {
        if (rung.key.rung == Rung::breached)
            CHECK(rung.told.contains(Audience::unit_lead));
        if (rung.key.rung == Rung::supervision)
            CHECK(rung.told.contains(Audience::office_managers));
        if (rung.key.rung == Rung::due_soon)
            CHECK_FALSE(rung.told.contains(Audience::unit_lead));
    }
}

TEST_CASE("budgets and offsets are the town's", "[ladder]") {
    const LadderSettings settings{
        .remind_before = 2,
        .final_workdays = 10,
        .draft_by = 5,
        .review_by = 7,
        .supervise_after = 2,
        .report_after = 3};
    const auto ladder = planned(due("2026-11-27T23:59:59+08:00"), settings);
    CHECK(when(ladder, Rung::draft_budget) == "2026-11-20T08:30:00+08:00");
    CHECK(when(ladder, Rung::review_budget) == "2026-11-24T08:30:00+08:00");
    CHECK(when(ladder, Rung::due_soon) == "2026-11-25T08:30:00+08:00");
    CHECK(when(ladder, Rung::supervision) == "2026-12-01T16:59:00+08:00");
    CHECK(when(ladder, Rung::in_report) == "2026-12-02T08:30:00+08:00");
}

TEST_CASE("nothing is planned for the time before a deadline was set", "[ladder]") {
    auto deadline = due("2026-11-26T23:59:59+08:00", 2);
    deadline.since = at("2026-11-25T10:00:00+08:00");  // extended that morning
    const auto ladder = planned(deadline);
    CHECK(when(ladder, Rung::draft_budget) == "never");
    CHECK(when(ladder, Rung::due_soon) == "never");
    CHECK(when(ladder, Rung::due_today) == "2026-11-26T08:30:00+08:00");
}

TEST_CASE("a rung in a year without a calendar is missing, and the ladder says so", "[ladder]") {
    const auto ladder = planned(due("2026-12-30T23:59:59+08:00"));
    CHECK(ladder.incomplete);
    CHECK(when(ladder, Rung::due_today) == "2026-12-30T08:30:00+08:00");
    CHECK(when(ladder, Rung::breached) == "2026-12-31T08:30:00+08:00");
    CHECK(when(ladder, Rung::in_report) == "never");
}

TEST_CASE("a rung's key is the ticket, the rung and the deadline's version", "[ladder]") {
    const auto first = planned(due("2026-11-26T23:59:59+08:00", 1)).rungs;
    const auto second = planned(due("2026-11-26T23:59:59+08:00", 2)).rungs;
    CHECK(to_text(first.front().key) == "E4VF-274Z-C0XC|draft_budget|1");
    std::set<RungKey> keys;
    for (const auto& rung : first)
        keys.insert(rung.key);
    for (const auto& rung : second)
        keys.insert(rung.key);
    CHECK(keys.size() == first.size() + second.size());
    auto part = due("2026-11-26T23:59:59+08:00");
    part.clock = Clock::unit_part;
    part.unit = "zfd";
    CHECK(to_text(planned(part).rungs.front().key) == "E4VF-274Z-C0XC/zfd|part_today|1");
    // a lead unit's date is the ticket's own: no second ladder
    part.unit.clear();
    CHECK(planned(part).rungs.empty());
}

TEST_CASE("after a downtime what was due fires once, in order", "[ladder]") {
    const auto rungs = planned(due("2026-11-26T23:59:59+08:00")).rungs;
    std::set<RungKey> fired{rungs[0].key};
    const auto late = due_rungs(rungs, fired, at("2026-11-27T12:00:00+08:00"));
    REQUIRE(late.size() == 4);
    CHECK(std::is_sorted(late.begin(), late.end(), [](const auto& a, const auto& b) {
        return a.at < b.at;
    }));
    CHECK(late.front().key.rung == Rung::review_budget);
    CHECK(late.back().key.rung == Rung::breached);
    for (const auto& rung : late)
        fired.insert(rung.key);
    CHECK(due_rungs(rungs, fired, at("2026-11-27T12:00:00+08:00")).empty());
    // the very instant counts, the second before does not
    CHECK(due_rungs(rungs, fired, at("2026-11-27T16:58:59+08:00")).empty());
    CHECK(due_rungs(rungs, fired, at("2026-11-27T16:59:00+08:00")).size() == 1);
}

TEST_CASE("a clock stepped backwards fires nothing twice", "[ladder]") {
    const auto rungs = planned(due("2026-11-26T23:59:59+08:00")).rungs;
    std::set<RungKey> fired;
    for (const auto& rung : due_rungs(rungs, fired, at("2026-11-26T09:00:00+08:00")))
        fired.insert(rung.key);
    CHECK(due_rungs(rungs, fired, at("2026-11-24T09:00:00+08:00")).empty());
    CHECK(due_rungs(rungs, fired, at("2026-11-26T09:00:00+08:00")).empty());
}

TEST_CASE("what was done meanwhile, paused or merged is not warned about", "[ladder]") {
    CHECK(is_wanted(Rung::draft_budget, TicketState::handling));
    CHECK_FALSE(is_wanted(Rung::draft_budget, TicketState::drafted));
    CHECK(is_wanted(Rung::review_budget, TicketState::in_review));
    CHECK_FALSE(is_wanted(Rung::review_budget, TicketState::approved));
    CHECK(is_wanted(Rung::breached, TicketState::approved));
    for (const auto state :
         {TicketState::final_replied,
          TicketState::merged,
          TicketState::paused,
          TicketState::withdrawn,
          TicketState::not_accepted})
        for (const auto rung : {Rung::due_soon, Rung::breached, Rung::supervision, Rung::in_report})
            CHECK_FALSE(is_wanted(rung, state));
    CHECK(is_wanted(Rung::commitment_breached, TicketState::final_replied));
    CHECK_FALSE(is_wanted(Rung::commitment_breached, TicketState::rework));
}
