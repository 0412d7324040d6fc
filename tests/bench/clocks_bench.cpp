// clocks_bench [RECEIPTS] [ROUNDS]: due times of random receipts of 2015 to 2026 on one core, by
// the calendars of config/calendar/: the plain promise, with pauses, and the walk by days that the
// sums stand in for, as a yardstick of the same run. Prints one line each, the median of the
// rounds. Exit 1 when the plain promise for a million receipts takes 0.1 s or more, or when the
// walk finds other dates.
#include "board/sla/message_clock.hpp"
#include "board/sla/trace.hpp"
#include "town_calendar.hpp"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <random>
#include <vector>

namespace {

using namespace huiying;
using Seconds = std::chrono::duration<double>;

constexpr double kFloorSeconds = 0.1;
constexpr double kFloorReceipts = 1e6;

std::vector<model::Instant> random_receipts(std::size_t count) {
    std::mt19937_64 random(1);
    const auto first = model::parse_rfc3339("2015-01-01T00:00:00+08:00").value();
    const auto last = model::parse_rfc3339("2026-12-20T00:00:00+08:00").value();
    std::uniform_int_distribution<std::int64_t> moments(
        model::to_unix_ms(first), model::to_unix_ms(last)
    );
    std::vector<model::Instant> receipts(count);
    for (auto& receipt : receipts)
        receipt = model::from_unix_ms(moments(random));
    return receipts;
}

/// Sum of the due times, so that no work can be left out, and the seconds it took.
struct Measured {
    std::int64_t sum = 0;
    double seconds = 0;
};

template <class Count>
Measured measure(const std::vector<model::Instant>& receipts, int rounds, Count count) {
    std::vector<double> seconds;
    Measured measured;
    for (int round = 0; round < rounds; ++round) {
        const auto begin = std::chrono::steady_clock::now();
        measured.sum = 0;
        for (const auto receipt : receipts)
            measured.sum += model::to_unix_ms(count(receipt));
        seconds.push_back(Seconds(std::chrono::steady_clock::now() - begin).count());
    }
    std::sort(seconds.begin(), seconds.end());
    measured.seconds = seconds[seconds.size() / 2];
    return measured;
}

void print(const char* what, const Measured& measured, std::size_t receipts) {
    std::printf(
        "%-28s %10zu receipts  %8.4f s  %7.1f ns each\n",
        what,
        receipts,
        measured.seconds,
        measured.seconds * 1e9 / static_cast<double>(receipts)
    );
}

sla::PauseLedger two_pauses(model::Instant receipt) {
    using std::chrono::hours;
    return sla::PauseLedger::of({{receipt + hours{30}, receipt + hours{50}},
                                 {receipt + hours{80}, receipt + hours{130}}}
    ).value();
}

}  // namespace

int main(int count, char** arguments) {
    const auto receipts =
        random_receipts(count > 1 ? std::strtoul(arguments[1], nullptr, 10) : 1'000'000);
    const int rounds = count > 2 ? std::atoi(arguments[2]) : 5;
    if (receipts.empty() || rounds < 1) {
        std::fprintf(stderr, "usage: clocks_bench [RECEIPTS] [ROUNDS]\n");
        return 2;
    }
    const sla::WorkingCalendar calendar(test::town_calendar(2007, 2027));
    const model::ClockPolicy policy;
    const auto plain = measure(receipts, rounds, [&](model::Instant receipt) {
        return sla::final_due(calendar, policy, receipt)->at;
    });
    const auto paused = measure(receipts, rounds, [&](model::Instant receipt) {
        const auto day0 = model::local_date(receipt);
        return *sla::read_clock(calendar, {day0}, two_pauses(receipt))->due;
    });
    const auto walked = measure(receipts, 1, [&](model::Instant receipt) {
        return *sla::trace_workdays(calendar, {model::local_date(receipt)}).due;
    });
    print("final_due", plain, receipts.size());
    print("with two pauses each", paused, receipts.size());
    print("with a trace day by day", walked, receipts.size());
    const double allowed = kFloorSeconds * static_cast<double>(receipts.size()) / kFloorReceipts;
    std::printf(
        "final_due of a million: %.4f s (floor %.1f %s)\n",
        plain.seconds * kFloorReceipts / static_cast<double>(receipts.size()),
        kFloorSeconds,
        plain.seconds < allowed ? "reached" : "missed"
    );
    if (plain.sum != walked.sum)
        std::printf("FAILED: the walk finds other dates\n");
    return plain.seconds < allowed && plain.sum == walked.sum ? 0 : 1;
}
