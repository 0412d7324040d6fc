// timers_bench [PENDING] [SECONDS]: so many timers wait in the clock's due set in a Redis of its
// own (the one that `serve` starts), a thousand of them come due every second, and one clock takes
// them as app/ladder_clock.cpp does: claim a hundred, act, put the next alarm in, finish, sleep
// until the next. The acting itself (the record's transaction) is left out. Prints memory, filling,
// and lateness from a timer's time until its claim is in hand. Exit 1 when its p99 is over the
// floor.
#include "queue/due_set.hpp"
#include "redis_ground.hpp"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <string>
#include <thread>
#include <vector>

namespace {

using namespace huiying;
using namespace std::chrono_literals;
using model::Instant;
using Millis = std::chrono::duration<double, std::milli>;

constexpr int kPerSecond = 1000;
constexpr double kFloorMs = 50;
constexpr std::size_t kFilledAtOnce = 5000;
// As in app/ladder_clock.hpp.
constexpr int kBatch = 100;
constexpr auto kLease = 30s;
constexpr auto kLongestSleep = 250ms;

Instant now() {
    return std::chrono::time_point_cast<std::chrono::milliseconds>(std::chrono::system_clock::now()
    );
}

/// As long as a ticket's number.
std::string member(std::size_t index) {
    char text[32];
    std::snprintf(text, sizeof text, "%04zu-%04zu-TIMR", index / 10'000, index % 10'000);
    return text;
}

double redis_megabytes(queue::Connection& connection, const std::string& field) {
    const auto reply = connection.command({"INFO", "memory"});
    const std::string info(reply.view().text());
    const auto at = info.find("\n" + field + ":");
    return std::strtod(info.c_str() + at + field.size() + 2, nullptr) / 1e6;
}

double own_megabytes() {
    std::ifstream status("/proc/self/status");
    for (std::string line; std::getline(status, line);)
        if (line.starts_with("VmRSS:"))
            return std::strtod(line.c_str() + 6, nullptr) / 1024;
    return 0;
}

/// Those of the measured seconds come first, a millisecond apart; all others in the days after.
void fill(queue::DueSet& due, Instant begin, std::size_t pending, std::size_t measured) {
    std::vector<queue::Due> some;
    for (std::size_t i = 0; i < pending; ++i) {
        const auto later = std::chrono::milliseconds(static_cast<std::int64_t>(i));
        some.push_back({member(i), begin + (i < measured ? later * 1000 / kPerSecond : 24h + later)}
        );
        if (some.size() == kFilledAtOnce || i + 1 == pending) {
            due.add(some);
            some.clear();
        }
    }
}

/// Lateness of each, in milliseconds.
std::vector<double> fire(queue::DueSet& due, std::size_t measured) {
    std::vector<double> late;
    while (late.size() < measured) {
        const auto claimed = due.claim(now(), kLease, kBatch);
        const auto at = now();
        if (claimed.empty()) {
            const auto next = due.next();
            const auto sleep = next ? *next - now() : kLongestSleep;
            std::this_thread::sleep_for(
                std::clamp<std::chrono::milliseconds>(sleep, 0ms, kLongestSleep)
            );
            continue;
        }
        std::vector<std::string> members;
        std::vector<queue::Due> again;
        for (const auto& each : claimed) {
            late.push_back(Millis(at - each.at).count());
            members.push_back(each.member);
            again.push_back({each.member, at + 48h});
        }
        due.add(again);
        due.finish(members);
    }
    return late;
}

double part(std::vector<double>& sorted, double share) {
    return sorted[static_cast<std::size_t>(share * static_cast<double>(sorted.size() - 1))];
}

}  // namespace

int main(int count, char** arguments) {
    const auto pending = count > 1 ? std::strtoul(arguments[1], nullptr, 10) : 1'000'000;
    const auto seconds = count > 2 ? std::strtoul(arguments[2], nullptr, 10) : 20;
    const auto measured = seconds * kPerSecond;
    if (pending < measured || seconds == 0) {
        std::fprintf(stderr, "usage: timers_bench [PENDING] [SECONDS]\n");
        return 2;
    }
    queue_test::RedisGround ground;
    queue::Connection connection(ground.settings());
    queue::DueSet due(ground.settings(), "bench");
    const auto empty = redis_megabytes(connection, "used_memory");
    const auto begin = std::chrono::steady_clock::now();
    // Far enough ahead that all are in before the first is due.
    const auto start =
        now() + std::chrono::seconds(10 + static_cast<std::int64_t>(pending) / 40'000);
    fill(due, start, pending, measured);
    const std::chrono::duration<double> filled = std::chrono::steady_clock::now() - begin;
    if (now() >= start) {
        std::fprintf(stderr, "the machine is too slow: filling took %.1f s\n", filled.count());
        return 2;
    }
    const auto used = redis_megabytes(connection, "used_memory");
    std::printf(
        "%lu timers: Redis %.0f MB (%.0f bytes each, resident %.0f MB), this process %.0f MB; "
        "filled in %.1f s\n",
        pending,
        used,
        (used - empty) * 1e6 / static_cast<double>(pending),
        redis_megabytes(connection, "used_memory_rss"),
        own_megabytes(),
        filled.count()
    );
    auto late = fire(due, measured);
    std::sort(late.begin(), late.end());
    std::printf(
        "%d firings a second for %lu s: late p50 %.1f ms, p99 %.1f ms, worst %.1f ms (floor p99 "
        "%.0f ms %s)\n",
        kPerSecond,
        seconds,
        part(late, 0.5),
        part(late, 0.99),
        late.back(),
        kFloorMs,
        part(late, 0.99) <= kFloorMs ? "reached" : "missed"
    );
    return part(late, 0.99) <= kFloorMs && late.front() >= 0 ? 0 : 1;
}
