// huiying_year [--messages N] [--from 2026-01-01] [--to 2026-12-31] [--seed S]: a year of a town in
// seconds, by an injected clock, over the real record, workflow and ladder; then every ticket's
// end, dates, figures, notices and digests against an independent count. Prints a summary; exit 1
// when anything is wrong.
#include "checks.hpp"

#include <chrono>
#include <cstdio>
#include <cstring>

namespace {

using namespace huiying;
using namespace huiying::year;

constexpr std::size_t kShown = 8;

YearSettings settings_of(int count, char** arguments) {
    YearSettings settings;
    for (int i = 1; i + 1 < count; i += 2) {
        const std::string flag = arguments[i];
        if (flag == "--messages")
            settings.messages = std::stoi(arguments[i + 1]);
        else if (flag == "--from")
            settings.first_day = arguments[i + 1];
        else if (flag == "--to")
            settings.last_day = arguments[i + 1];
        else if (flag == "--seed")
            settings.seed = static_cast<unsigned>(std::stoul(arguments[i + 1]));
        else
            std::fprintf(stderr, "unknown: %s\n", flag.c_str());
    }
    return settings;
}

/// Everything about the first ticket that a fault names.
void explain(store::Connection& connection, const Faults& faults) {
    constexpr std::size_t kNumber = 14;
    for (const auto& fault : faults) {
        const auto dash = fault.find('-');
        if (dash == std::string::npos || dash < 4 || fault.size() < dash - 4 + kNumber)
            continue;
        const auto number = fault.substr(dash - 4, kNumber);
        auto row = connection.query(
            "select h.at, h.actor, h.event, h.detail from history h join ticket t on t.id = "
            "h.ticket "
            "where t.number = ?1 union all select f.fired_at, 'fired', f.key, f.told from "
            "fired_rung f "
            "join ticket t on t.id = f.ticket where t.number = ?1 order by 1",
            number
        );
        while (row.next())
            std::printf(
                "      %s %-8s %-18s %s\n",
                text_of(row.integer(0)).c_str(),
                row.text(1).c_str(),
                row.text(2).c_str(),
                row.text(3).c_str()
            );
        return;
    }
}

/// The number of faults; the first are printed.
std::size_t report(store::Connection& connection, const char* what, const Faults& faults) {
    std::printf("%-44s %s\n", what, faults.empty() ? "holds" : "FAILS");
    for (std::size_t i = 0; i < std::min(faults.size(), kShown); ++i)
        std::printf("    %s\n", faults[i].c_str());
    if (faults.size() > kShown)
        std::printf("    and %zu more\n", faults.size() - kShown);
    explain(connection, faults);
    return faults.size();
}

void print_table(store::Connection& connection, const char* title, const char* sql) {
    std::printf("\n%s\n", title);
    auto row = connection.query(sql);
    while (row.next())
        std::printf("  %-26s %8s\n", row.text(0).c_str(), row.text(1).c_str());
}

void print_rates(SimulatedTown& town) {
    const model::Staff everybody{{}, "", "", "", {model::Role::administrator}, true};
    const auto begin = std::chrono::steady_clock::now();
    const auto view = desk::Dashboard(town.database, *town.town, town.clock).view(everybody);
    const auto took =
        std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begin);
    std::printf("\nrates (the dashboard in %.1f ms)\n", took.count());
    for (const auto measure : model::kMeasures) {
        const auto& rate = view.total.rates.at(static_cast<std::size_t>(measure));
        std::printf(
            "  %-26s %6d/%-6d %5.1f %%\n",
            std::string(model::to_word(measure)).c_str(),
            rate.met,
            rate.counted,
            rate.counted == 0 ? 0.0 : 100.0 * rate.met / rate.counted
        );
    }
}

std::size_t check(SimulatedTown& town, const Simulation& simulation) {
    std::size_t wrong = 0;
    town.database.read([&](store::Connection& connection) {
        wrong += report(connection, "the year itself", simulation.faults());
        const Replay replay(connection, town.calendar);
        wrong += report(connection, "every ticket came to an end", check_endings(connection));
        wrong +=
            report(connection, "every date is the replayed one", check_dates(connection, replay));
        wrong += report(connection, "every rate is the replayed one", check_figures(town, replay));
        wrong += report(connection, "the product's own recount", check_report(town));
        wrong += report(
            connection,
            "nobody told twice, or at a bad hour",
            check_notices(connection, town.calendar)
        );
        wrong += report(
            connection, "every breach told, and no other", check_breaches(connection, town, replay)
        );
        wrong += report(
            connection,
            "every opinion and promise is the replayed one",
            check_beside(connection, replay)
        );
        wrong += report(
            connection,
            "every morning's digest holds what was open",
            check_mornings(simulation.mornings(), replay, town.calendar)
        );
        wrong += report(
            connection,
            "what nobody judged was closed by the clock",
            check_closings(connection, town.calendar, town.clock.ms())
        );
        if (!simulation.emergency_number().empty())
            wrong += report(
                connection,
                "the emergency reached somebody by night",
                check_emergency(connection, town, simulation.emergency_number())
            );
        print_table(
            connection, "tickets by state", "select state, count(*) from ticket group by 1"
        );
        print_table(connection, "notices by rung", "select rung, count(*) from notice group by 1");
    });
    print_rates(town);
    return wrong;
}

}  // namespace

int main(int count, char** arguments) {
    const auto settings = settings_of(count, arguments);
    const auto begin = std::chrono::steady_clock::now();
    SimulatedTown town;
    auto matters = write_matters(settings, town.calendar);
    const auto night = at(day("2026-10-01"), 20 * kHour + 40 * kMinute);
    if (day(settings.first_day) <= day_of(night) && day_of(night) <= day(settings.last_day)) {
        const auto place = std::find_if(matters.begin(), matters.end(), [&](const auto& matter) {
            return matter.written_at > night;
        });
        matters.insert(place, emergency(night));
    }
    Simulation simulation(town, std::move(matters));
    simulation.run();
    const auto wrong = check(town, simulation);
    std::printf("\nwhat happened\n");
    for (const auto& [what, times] : simulation.tally())
        std::printf("  %-44s %8d\n", what.c_str(), times);
    std::printf(
        "\n%s in %.1f s\n",
        wrong == 0 ? "all holds" : (std::to_string(wrong) + " faults").c_str(),
        std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count()
    );
    return wrong == 0 ? 0 : 1;
}
