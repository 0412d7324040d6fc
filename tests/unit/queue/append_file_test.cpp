#include "queue/append_file.hpp"

#include "catch.hpp"

using namespace std::chrono_literals;
using huiying::queue::AppendFileState;
using huiying::queue::is_rewrite_due;

namespace {

constexpr std::uint64_t kWorthwhile = 1000;

AppendFileState grown() {
    return {.bytes = 5000, .base_bytes = 100, .commands = 10'000, .is_rewriting = false};
}

AppendFileState with_commands(std::uint64_t commands) {
    auto state = grown();
    state.commands = commands;
    return state;
}

}  // namespace

TEST_CASE("a grown append-only file is rewritten while little happens", "[append_file]") {
    CHECK(is_rewrite_due(grown(), with_commands(10'100), 1000ms, kWorthwhile));
    CHECK(is_rewrite_due(grown(), with_commands(10'199), 1000ms, kWorthwhile));
}

TEST_CASE("no rewrite is begun under load, or when nobody knows the load", "[append_file]") {
    CHECK_FALSE(is_rewrite_due(grown(), with_commands(10'200), 1000ms, kWorthwhile));
    CHECK_FALSE(is_rewrite_due(grown(), with_commands(9'999), 1000ms, kWorthwhile));
    CHECK_FALSE(is_rewrite_due(grown(), with_commands(10'000), 0ms, kWorthwhile));
}

TEST_CASE("a rewrite must be worth it, and one at a time", "[append_file]") {
    auto little = grown();
    little.bytes = little.base_bytes + kWorthwhile - 1;
    CHECK_FALSE(is_rewrite_due(grown(), little, 1000ms, kWorthwhile));
    auto mostly_base = grown();
    mostly_base.base_bytes = 2600;
    CHECK_FALSE(is_rewrite_due(grown(), mostly_base, 1000ms, kWorthwhile));
    auto running = grown();
    running.is_rewriting = true;
    CHECK_FALSE(is_rewrite_due(grown(), running, 1000ms, kWorthwhile));
}
