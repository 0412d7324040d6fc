// pages_bench [TICKETS] [ROUNDS] [FOLDER]: a record of so many tickets of one year, made here with
// their histories; then what the dashboard and its lists read, over and over, as the API does it.
// Prints p50 and p99 of each; at the end every cell of the tally is counted once more from the
// histories. Exit 1 when one differs, or, with a million tickets, when a page's p99 is 30 ms or
// more.
#include "bench_town.hpp"
#include "board/desk/administration.hpp"
#include "board/desk/dashboard.hpp"
#include "board/desk/period_figures.hpp"
#include "board/desk/tickets.hpp"
#include "board/desk/town.hpp"
#include "board/sla/working_calendar.hpp"
#include "board/store/database.hpp"
#include "board/store/tally_recount.hpp"
#include "town_calendar.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <functional>
#include <random>
#include <unistd.h>
#include <vector>

namespace {

using namespace huiying;
using namespace bench;
using Steady = std::chrono::steady_clock;
using Milliseconds = std::chrono::duration<double, std::milli>;
using std::chrono::sys_days;

constexpr double kFloorMs = 30;
constexpr int kFloorTickets = 1'000'000;
constexpr int kFillBatch = 20'000;
constexpr int kDays = 365;
constexpr int kOpenDays = 6;  ///< what came in the last days is open still
constexpr std::array kChannels{"board", "wechat_oa", "wecom", "phone"};
constexpr std::array kKinds{"question", "complaint", "suggestion", "help", "report"};

/// One ticket as chance would have it.
struct Made {
    model::Instant received;
    std::optional<model::Instant> replied;
    bool again = false;  ///< in its second round, answered again
};

class Maker {
  public:
    Made make() {
        const SetClock clock;
        Made made{clock.now() - std::chrono::minutes{ago_(random_)}, {}, false};
        const bool open = clock.now() - made.received < std::chrono::hours{24 * kOpenDays};
        const int luck = percent_(random_);
        if (!open || luck < 30)
            made.replied = made.received + std::chrono::hours{luck < 8 ? 24 * 12 : 1 + luck};
        if (made.replied && *made.replied > clock.now())
            made.replied.reset();
        if (!open && below(500) == 0)
            made.replied.reset();  // forgotten
        return made;
    }

    int below(int bound) { return static_cast<int>(random_() % static_cast<unsigned>(bound)); }

  private:
    std::mt19937_64 random_{1};
    std::uniform_int_distribution<int> ago_{1, kDays * 24 * 60};
    std::uniform_int_distribution<int> percent_{0, 99};
};

void add_line(
    store::Connection& connection, std::int64_t ticket, model::Instant at, const char* event
) {
    connection.run(
        "insert into history (ticket, at, actor, event, detail) values (?, ?, 'wang', ?, '')",
        ticket,
        model::to_unix_ms(at),
        event
    );
}

void add_ticket(
    store::Connection& connection, const desk::TownSnapshot& town, Maker& maker, int i
) {
    const auto made = maker.make();
    const auto due = town.due_times(made.received);
    const auto final_ms = model::to_unix_ms(*due.final_due);
    const auto received = model::to_unix_ms(made.received);
    connection.run(
        "insert into ticket (number, state, kind, channel, account, sender, sender_name, "
        "contact, subject, text, place, unit, restricted, accused, urgent, publish, "
        "received_at, arrived_at, response_due, final_due, due_key, provisional, "
        "calendar_version, policy_version, responded_at, accepted_at) values (?, ?, ?, ?, '', "
        "'', '王女士', '', '路灯不亮', '银春路的路灯坏了三天了，请尽快派人来修。', '银春路', ?, 0, "
        "'[]', 0, 0, ?, ?, ?, ?, "
        "?, ?, ?, ?, ?, ?)",
        "B" + std::to_string(i),
        made.replied ? "closed" : "handling",
        kKinds.at(static_cast<std::size_t>(maker.below(5))),
        kChannels.at(static_cast<std::size_t>(maker.below(4))),
        unit_code(maker.below(kUnits)),
        received,
        received,
        model::to_unix_ms(due.response_due),
        final_ms,
        final_ms,
        due.provisional,
        due.calendar_version,
        due.policy_version,
        received,
        received
    );
    const auto ticket = connection.last_id();
    add_line(connection, ticket, made.received, "received");
    if (made.replied) {
        connection.run(
            "update ticket set replied_at = ?1, human_at = ?1 where id = ?2",
            model::to_unix_ms(*made.replied),
            ticket
        );
        add_line(connection, ticket, *made.replied, "replied");
    }
    if (maker.below(30) == 0)
        connection.run(
            "insert into ticket_return (ticket, unit, asked_by, at, ground, basis, ruling, "
            "right_unit) values (?, ?, 'wang', ?, 'not_our_duty', '', 'reassigned', ?)",
            ticket,
            unit_code(maker.below(kUnits)),
            received,
            unit_code(maker.below(kUnits))
        );
}

void fill(store::Database& database, const desk::Town& town, int tickets) {
    Maker maker;
    const auto snapshot = town.snapshot();
    for (int done = 0; done < tickets;) {
        const int until = std::min(done + kFillBatch, tickets);
        database.write([&](store::Connection& connection) {
            for (; done < until; ++done)
                add_ticket(connection, *snapshot, maker, done);
        });
    }
    // Counts all anew with it.
    desk::complete_contact_dues(database, town);
}

class Latencies {
  public:
    Latencies(int rounds, double floor_ms) : rounds_(rounds), floor_ms_(floor_ms) {}

    /// A page's reads are held to the floor, a list is only told.
    void measure(const char* what, const std::function<void()>& read, bool is_page = true) {
        std::vector<double> ms;
        read();
        const auto cpu = std::clock();
        for (int i = 0; i < rounds_; ++i) {
            const auto began = Steady::now();
            read();
            ms.push_back(Milliseconds(Steady::now() - began).count());
        }
        const double on_processor =
            1000.0 * static_cast<double>(std::clock() - cpu) / CLOCKS_PER_SEC / rounds_;
        std::sort(ms.begin(), ms.end());
        const auto at = [&](double share) {
            return ms[static_cast<std::size_t>(share * static_cast<double>(ms.size() - 1))];
        };
        std::printf(
            "%-46s p50 %8.2f ms  p99 %8.2f ms  on a processor %8.2f ms\n",
            what,
            at(0.5),
            at(0.99),
            on_processor
        );
        std::fflush(stdout);
        missed_ = missed_ || (is_page && at(0.99) >= floor_ms_);
    }

    [[nodiscard]] bool missed() const { return missed_; }

  private:
    const int rounds_;
    const double floor_ms_;
    bool missed_ = false;
};

desk::PeriodAsked asked(const char* from, const char* to, desk::Comparison comparison) {
    return {
        .span = {sys_days{*model::parse_iso_date(from)}, sys_days{*model::parse_iso_date(to)}},
        .comparison = comparison};
}

void measure_pages(
    const desk::PeriodFigures& figures, const model::Staff& person, Latencies& latencies
) {
    using desk::Comparison;
    const auto month = asked("2026-10-01", "2026-10-31", Comparison::before);
    auto year = asked("2025-11-26", "2026-11-25", Comparison::none);
    const auto period = [&](const desk::PeriodAsked& which) {
        return [&figures, &person, which] { (void)figures.period(person, which); };
    };
    latencies.measure("period: a month, compared", period(month));
    latencies.measure(
        "period: a quarter, compared", period(asked("2026-07-01", "2026-09-30", Comparison::before))
    );
    latencies.measure("period: a year", period(year), false);
    auto one = month;
    one.unit = unit_code(3);
    latencies.measure("period: a month of one unit, compared", period(one));
    one.unit.clear();
    one.channel = "wecom";
    latencies.measure("period: a month of one channel, compared", period(one));
    latencies.measure("open: stages, ages, forecast", [&] { (void)figures.open(person, month); });
    latencies.measure("people and returns of a month", [&] {
        (void)figures.people(person, month);
    });
}

void measure_lists(
    const desk::PeriodFigures& figures, const model::Staff& person, Latencies& latencies
) {
    const auto month = asked("2026-10-01", "2026-10-31", desk::Comparison::none);
    const auto list = [&](const char* what, model::Selection selection) {
        latencies.measure(
            what, [&] { (void)figures.tickets(person, month, {.what = selection}); }, false
        );
    };
    list("list: received in a month", model::Selection::received);
    list("list: late final replies of a month", model::Selection::final_missed);
    list("list: overdue", model::Selection::overdue);
    list("list: came back in a month (none)", model::Selection::came_back);
}

int recount(store::Database& database) {
    const auto began = Steady::now();
    const auto verdict = database.read([](store::Connection& connection) {
        return store::recount_tally(connection);
    });
    std::printf(
        "counted from the histories once more: %d counts, %zu differ, %.1f s\n",
        verdict.counts,
        verdict.differences.size(),
        Milliseconds(Steady::now() - began).count() / 1000
    );
    for (std::size_t i = 0; i < std::min<std::size_t>(verdict.differences.size(), 5); ++i)
        std::printf(
            "  %s: kept %lld, counted %lld\n",
            verdict.differences[i].cell.c_str(),
            static_cast<long long>(verdict.differences[i].kept),
            static_cast<long long>(verdict.differences[i].counted)
        );
    return verdict.differences.empty() ? 0 : 1;
}

}  // namespace

int main(int count, char** arguments) {
    const int tickets = count > 1 ? std::atoi(arguments[1]) : kFloorTickets;
    const int rounds = count > 2 ? std::atoi(arguments[2]) : 200;
    const std::filesystem::path folder =
        count > 3 ? arguments[3] : std::filesystem::temp_directory_path();
    if (tickets < 1 || rounds < 1) {
        std::fprintf(stderr, "usage: pages_bench [TICKETS] [ROUNDS] [FOLDER]\n");
        return 2;
    }
    const auto path = folder / ("pages_bench_" + std::to_string(::getpid()) + ".db");
    const SetClock clock;
    int result = 0;
    {
        store::Database database({.path = path.string()});
        desk::Administration::fill(database, contents(), clock);
        auto facts = test::town_calendar(2007, 2027);
        desk::Town town(
            database, [&] { return facts; }, model::TownSecret{7}, desk::Demo::no
        );
        desk::Administration::adopt_calendar(database, facts.version, "bench", clock);
        town.refresh();
        const auto began = Steady::now();
        fill(database, town, tickets);
        std::printf(
            "%d tickets made in %.0f s\n",
            tickets,
            Milliseconds(Steady::now() - began).count() / 1000
        );
        const model::Staff person{
            {1},
            "zhou",
            "周敏",
            unit_code(0),
            {model::Role::manager, model::Role::dispatcher},
            true};
        Latencies latencies(rounds, kFloorMs);
        const desk::PeriodFigures figures(database, town, clock);
        const desk::Dashboard dashboard(database, town, clock);
        latencies.measure("today", [&] { (void)dashboard.view(person); });
        measure_pages(figures, person, latencies);
        measure_lists(figures, person, latencies);
        result = recount(database);
        if (tickets >= kFloorTickets && latencies.missed()) {
            std::printf("missed: a page's p99 is %.0f ms or more\n", kFloorMs);
            result = 1;
        }
    }
    for (const auto* ending : {"", "-wal", "-shm"})
        std::filesystem::remove(path.string() + ending);
    return result;
}
