// recount_bench [TICKETS] [FOLDER]: a record of so many open tickets, made here; then a day off is
// put in the way of all of them and their dates are counted anew through desk::Recount, while a
// desk's list is read over and over. Prints how long it took and, beside them, the list's latencies
// on the quiet desk and meanwhile, of the same run. Exit 1 when a million dates take 60 s or more,
// or when a date was not counted.
#include "bench_town.hpp"
#include "board/desk/administration.hpp"
#include "board/desk/recount.hpp"
#include "board/desk/tickets.hpp"
#include "board/desk/town.hpp"
#include "board/sla/working_calendar.hpp"
#include "board/store/database.hpp"
#include "town_calendar.hpp"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <future>
#include <random>
#include <thread>
#include <unistd.h>
#include <vector>

namespace {

using namespace huiying;
using namespace bench;
using Steady = std::chrono::steady_clock;
using Milliseconds = std::chrono::duration<double, std::milli>;

constexpr double kFloorSeconds = 60;
constexpr double kFloorTickets = 1e6;
constexpr int kFillBatch = 20'000;
constexpr std::chrono::seconds kQuiet{5};
constexpr std::chrono::milliseconds kBetween{5};

void add_ticket(
    store::Connection& connection, const desk::TownSnapshot& town, int i, model::Instant received
) {
    const auto due = town.due_times(received);
    const auto final_ms = model::to_unix_ms(*due.final_due);
    connection.run(
        "insert into ticket (number, state, kind, channel, account, sender, sender_name, contact, "
        "subject, text, place, unit, restricted, accused, urgent, publish, received_at, "
        "arrived_at, response_due, final_due, due_key, provisional, calendar_version, "
        "policy_version, responded_at, accepted_at) values (?, 'handling', 'question', 'board', "
        "'', '', '王女士', '', '路灯不亮', "
        "'银春路的路灯坏了三天了，晚上走路看不清，请尽快派人来修。', '银春路', ?, 0, "
        "'[]', 0, 0, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        "B" + std::to_string(i),
        unit_code(i),
        model::to_unix_ms(received),
        model::to_unix_ms(received),
        model::to_unix_ms(due.response_due),
        final_ms,
        final_ms,
        due.provisional,
        due.calendar_version,
        due.policy_version,
        model::to_unix_ms(received),
        model::to_unix_ms(received)
    );
    connection.run(
        "insert into alarm (ticket, at, since) values (?, ?, ?)",
        connection.last_id(),
        final_ms - 24 * 3600 * 1000,
        model::to_unix_ms(received)
    );
}

/// Received in the last two days, so that the day off lies in the way of each.
void fill(store::Database& database, const desk::TownSnapshot& town, int tickets) {
    std::mt19937_64 random(1);
    const auto now = SetClock().now();
    std::uniform_int_distribution<std::int64_t> ago(0, 2LL * 24 * 3600 * 1000);
    for (int done = 0; done < tickets;) {
        const int until = std::min(done + kFillBatch, tickets);
        database.write([&](store::Connection& connection) {
            for (; done < until; ++done)
                add_ticket(connection, town, done, now - std::chrono::milliseconds{ago(random)});
        });
    }
}

struct Latencies {
    std::vector<double> ms;

    double at(double share) {
        std::sort(ms.begin(), ms.end());
        const auto last = static_cast<double>(ms.size() - 1);
        return ms.empty() ? 0 : ms[static_cast<std::size_t>(share * last)];
    }
};

/// Reads a unit's list until `is_over`.
template <class IsOver>
Latencies read_lists(const desk::Tickets& tickets, IsOver is_over) {
    Latencies latencies;
    for (int i = 0; !is_over(); ++i) {
        const model::Staff person{
            {1}, "wang", "王工", unit_code(1 + i % (kUnits - 1)), {model::Role::handler}, true};
        const auto began = Steady::now();
        if (tickets.list(person, {.queue = desk::Queue::unit}).items.empty())
            std::printf("FAILED: an empty list\n");
        latencies.ms.push_back(Milliseconds(Steady::now() - began).count());
        std::this_thread::sleep_for(kBetween);
    }
    return latencies;
}

void print(const char* what, Latencies latencies) {
    std::printf(
        "list on a desk %-22s %6zu reads  p50 %7.2f ms  p99 %7.2f ms\n",
        what,
        latencies.ms.size(),
        latencies.at(0.5),
        latencies.at(0.99)
    );
}

/// The whole run, as app/recount_clock has it done; seconds.
double counted_anew(desk::Recount& recount) {
    const auto began = Steady::now();
    for (;;) {
        if (recount.step() == desk::Recount::Step::worked)
            std::this_thread::sleep_for(kBetween);
        else if (recount.newest()->ended_at)
            break;
    }
    return std::chrono::duration<double>(Steady::now() - began).count();
}

}  // namespace

int main(int count, char** arguments) {
    const int tickets = count > 1 ? std::atoi(arguments[1]) : 1'000'000;
    const std::filesystem::path folder =
        count > 2 ? arguments[2] : std::filesystem::temp_directory_path();
    const auto path = folder / ("recount_bench_" + std::to_string(::getpid()) + ".db");
    if (tickets < 1) {
        std::fprintf(stderr, "usage: recount_bench [TICKETS] [FOLDER]\n");
        return 2;
    }
    const SetClock clock;
    int result = 0;
    {
        store::Database database({.path = path.string()});
        desk::Administration::fill(database, contents(), clock);
        auto facts = test::town_calendar(2007, 2027);
        desk::Town town(
            database, [&] { return facts; }, model::TownSecret{7}, desk::Demo::no
        );
        const auto adopt = [&] {
            desk::Administration::adopt_calendar(database, facts.version, "bench", clock);
            town.refresh();
        };
        adopt();
        fill(database, *town.snapshot(), tickets);
        const desk::Announce nobody = [](const desk::TicketEvent&) {};
        const desk::Tickets desk({database, town, clock, nobody});
        const auto quiet_until = Steady::now() + kQuiet;
        print("that is quiet", read_lists(desk, [&] { return Steady::now() > quiet_until; }));

        facts.version += "-and-a-day-off";
        facts.years[2026].holidays[std::chrono::sys_days{*model::parse_iso_date("2026-11-27")}] =
            "测试放假";
        adopt();
        desk::Recount recount(
            {database, town, clock, nobody}, {.owner = "bench", .settling = std::chrono::seconds{0}}
        );
        const auto cpu_before = std::clock();
        auto run = std::async(std::launch::async, [&] { return counted_anew(recount); });
        print("while dates are counted", read_lists(desk, [&] {
                  return run.wait_for(std::chrono::seconds{0}) == std::future_status::ready;
              }));
        const double seconds = run.get();
        const auto counts = recount.newest()->counts;
        const double allowed = kFloorSeconds * static_cast<double>(tickets) / kFloorTickets;
        std::printf(
            "counted anew %lld dates, %lld of them later: %.1f s, %.1f s of them on a processor, "
            "lists "
            "included (a million under %.0f s: %s)\n",
            static_cast<long long>(counts.counted),
            static_cast<long long>(counts.later),
            seconds,
            static_cast<double>(std::clock() - cpu_before) / CLOCKS_PER_SEC,
            kFloorSeconds,
            seconds < allowed ? "reached" : "missed"
        );
        if (counts.counted != tickets || counts.later != tickets)
            std::printf("FAILED: not every date was counted\n");
        result = seconds < allowed && counts.later == tickets ? 0 : 1;
    }
    for (const auto* ending : {"", "-wal", "-shm"})
        std::filesystem::remove(path.string() + ending);
    return result;
}
