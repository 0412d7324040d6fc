// What the code answers, in the form of docs/workflow.md.
#include "board/sla/working_calendar.hpp"
#include "board/workflow/ladder.hpp"
#include "situations.hpp"
#include "workflow_document.hpp"

#include <cstdio>

namespace huiying::test {

using namespace workflow;
using model::TicketState;

namespace {

std::string target_word(const TicketFacts& facts, TicketState target) {
    const bool interrupted =
        facts.state == TicketState::paused || facts.state == TicketState::merged;
    if (target == facts.state)
        return "=";
    if (interrupted && facts.before == target)
        return "before";
    return std::string(model::to_word(target));
}

void ask(MoveCells& cells, const Situation& situation, Move move, Party party) {
    const auto& facts = situation.facts;
    const std::pair key{std::string(model::to_word(facts.state)), std::string(to_word(move))};
    for (const auto& actor : people_of(party))
        for (const auto& details : complete_details(move)) {
            const auto decision = decide(facts, {move, actor, details, noon()});
            const auto* outcome = std::get_if<Outcome>(&decision);
            if (!outcome)
                continue;
            auto& cell = cells[key];
            cell.name = chinese_name(move);
            cell.targets.insert(target_word(facts, outcome->state));
            auto& mark = cell.marks[std::string(to_word(party))];
            mark = situation.plain || mark == "●" ? "●" : "○";
        }
}

std::string origin_word(Origin origin) {
    if (origin == Origin::citizen)
        return "citizen";
    return origin == Origin::machine ? "machine" : "person";
}

std::vector<std::string> event_row(ClockEvent event) {
    std::vector<std::string> cells{origin_word(origin_of(event))};
    for (const auto clock : all_clocks()) {
        const auto action = action_of(event, clock);
        cells.emplace_back(action == ClockAction::none ? "" : to_word(action));
    }
    return cells;
}

/// A calendar without holidays.
sla::WorkingCalendar plain_weeks() {
    model::CalendarFacts facts{.version = "test"};
    facts.years[2026] = {.year = 2026, .source = "test"};
    return sla::WorkingCalendar(facts);
}

/// Working days from a Thursday to a day near it.
std::string day_word(model::Instant at, model::Instant due) {
    const auto calendar = plain_weeks();
    const auto from = std::chrono::sys_days(model::local_date(due));
    const auto to = std::chrono::sys_days(model::local_date(at));
    int count = 0;
    for (auto day = std::min(from, to); day < std::max(from, to);) {
        day += std::chrono::days{1};
        count += *calendar.is_working_day(model::Date(day)) ? 1 : 0;
    }
    return std::to_string(to < from ? -count : count);
}

std::string time_word(const PlannedRung& rung, model::Instant due) {
    if (rung.reach == Reach::any_hour)
        return due - rung.at == std::chrono::hours{2} ? "two hours before" : "?";
    const auto minutes = model::local_time_of_day(rung.at).count() / 60;
    char text[8];
    std::snprintf(
        text,
        sizeof text,
        "%02d:%02d",
        static_cast<int>(minutes / 60 % 24),
        static_cast<int>(minutes % 60)
    );
    return text;
}

std::string told_word(Audiences told) {
    std::string text;
    for (int i = 0; i <= static_cast<int>(Audience::nobody); ++i)
        if (told.contains(static_cast<Audience>(i)))
            text += (text.empty() ? "" : " ") + std::string(to_word(static_cast<Audience>(i)));
    return text;
}

}  // namespace

MoveCells moves_of_the_code() {
    MoveCells cells;
    for (const auto state : model::all_ticket_states())
        for (const auto& situation : situations(state))
            for (const auto move : all_moves())
                for (const auto party : all_parties())
                    ask(cells, situation, move, party);
    return cells;
}

Rows states_of_the_code() {
    Rows rows;
    for (const auto state : model::all_ticket_states())
        rows.emplace(model::to_word(state), std::vector{std::string(model::chinese_name(state))});
    return rows;
}

Rows events_of_the_code() {
    Rows rows;
    for (const auto event : all_clock_events())
        rows.emplace(to_word(event), event_row(event));
    return rows;
}

Rows rungs_of_the_code() {
    Rows rows;
    const auto due = *model::parse_rfc3339("2026-11-26T23:59:59+08:00");
    for (const auto clock : all_clocks()) {
        const Deadline deadline{
            .number = "n",
            .unit = clock == Clock::unit_part ? "zfd" : "",
            .clock = clock,
            .due = due,
            .since = *model::parse_rfc3339("2026-11-01T09:00:00+08:00")};
        // One promise, three grades: the response's warning is told once, as the middle one's.
        if (clock == Clock::receipt || clock == Clock::contact)
            continue;
        for (const auto& rung : plan_ladder(plain_weeks(), {}, {}, deadline).rungs)
            rows.emplace(
                to_word(rung.key.rung),
                std::vector{
                    std::string(chinese_name(rung.key.rung)),
                    std::string(to_word(clock)),
                    day_word(rung.at, due),
                    time_word(rung, due),
                    told_word(rung.told)}
            );
    }
    const auto emergency = emergency_rung("n", due);
    rows.emplace(
        to_word(emergency.key.rung),
        std::vector{
            std::string(chinese_name(emergency.key.rung)),
            std::string(to_word(Clock::receipt)),
            std::string("0"),
            std::string(emergency.reach == Reach::any_hour ? "at once" : "?"),
            told_word(emergency.told)}
    );
    return rows;
}

}  // namespace huiying::test
