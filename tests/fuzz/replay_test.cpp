// Every fuzz target without libFuzzer: its seeds, then two seconds of changed seeds each. What
// crashes or hangs takes this program with it; found at length by `script/test fuzz`.
#include "catch.hpp"
#include "source_folder.hpp"

#include <array>
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <string>
#include <vector>

#define HUIYING_FUZZ_TARGET(name) extern "C" int name##_fuzz(const std::uint8_t*, std::size_t);
#include "replay_targets.inc"
#undef HUIYING_FUZZ_TARGET

namespace {

constexpr std::chrono::milliseconds kForEach{2000};
constexpr std::size_t kLongest = 16'384;

struct Target {
    const char* name;
    int (*run)(const std::uint8_t*, std::size_t);
};

constexpr std::array kTargets{
#define HUIYING_FUZZ_TARGET(name) Target{#name, &name##_fuzz},
#include "replay_targets.inc"
#undef HUIYING_FUZZ_TARGET
};

using Bytes = std::vector<std::uint8_t>;

std::vector<Bytes> seeds_of(const char* name) {
    std::vector<Bytes> seeds;
    for (const auto& entry : std::filesystem::directory_iterator(
             std::filesystem::path(huiying::test::source_folder()) / "tests/fuzz/corpus" / name
         )) {
        std::ifstream file(entry.path(), std::ios::binary);
        seeds.emplace_back(std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>());
    }
    return seeds;
}

class Changes {
  public:
    Bytes of(Bytes bytes, const Bytes& other) {
        for (auto left = below(8) + 1; left > 0; --left)
            change(bytes, other);
        if (bytes.size() > kLongest)
            bytes.resize(kLongest);
        return bytes;
    }

    std::size_t below(std::size_t bound) { return bound == 0 ? 0 : random_() % bound; }

  private:
    void change(Bytes& bytes, const Bytes& other) {
        const auto at = static_cast<std::ptrdiff_t>(below(bytes.size() + 1));
        const auto rest = bytes.size() - static_cast<std::size_t>(at);
        switch (below(5)) {
            case 0:
                bytes.insert(bytes.begin() + at, static_cast<std::uint8_t>(random_()));
                break;
            case 1:
                bytes.erase(
                    bytes.begin() + at,
                    bytes.begin() + at + static_cast<std::ptrdiff_t>(below(rest + 1))
                );
                break;
            case 2: {
                const auto from = static_cast<std::ptrdiff_t>(below(other.size() + 1));
                bytes.insert(bytes.begin() + at, other.begin() + from, other.end());
                break;
            }
            default:
                if (rest > 0)
                    bytes[static_cast<std::size_t>(at)] ^=
                        static_cast<std::uint8_t>(1U << below(8));
        }
    }

    std::mt19937 random_{20'261'126};
};

}  // namespace

TEST_CASE("seeds and changed seeds crash no decoder", "[fuzz]") {
    for (const auto& target : kTargets) {
        INFO(target.name);
        const auto seeds = seeds_of(target.name);
        REQUIRE_FALSE(seeds.empty());
        for (const auto& seed : seeds)
            CHECK(target.run(seed.data(), seed.size()) == 0);
        Changes changes;
        int runs = 0;
        for (const auto end = std::chrono::steady_clock::now() + kForEach;
             std::chrono::steady_clock::now() < end;
             ++runs) {
            const auto changed =
                changes.of(seeds[changes.below(seeds.size())], seeds[changes.below(seeds.size())]);
            target.run(changed.data(), changed.size());
        }
        CHECK(runs > 100);
    }
}
