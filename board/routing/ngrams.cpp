#include "board/routing/ngrams.hpp"

#include <array>
#include <cmath>
#include <cstddef>

namespace huiying::routing {

namespace {

constexpr int kBits = 21;            // of a code point
constexpr double kCountPower = 0.7;  // between the count and its logarithm, by cross-validation
constexpr std::size_t kFew = 64;
constexpr std::size_t kLongestSubject = 200;  // bytes
constexpr std::uint64_t kRunMark = std::uint64_t{1} << 63;
constexpr std::uint64_t kFnvPrime = 1099511628211ULL;

struct Decoded {
    std::uint32_t code_point;
    std::size_t length;
};

/// The text is valid UTF-8; a stray byte is taken as itself.
Decoded decode(std::string_view text, std::size_t at) {
    const auto byte = [&](std::size_t offset) {
        return at + offset < text.size() ? static_cast<unsigned char>(text[at + offset]) & 0x3FU
                                         : 0U;
    };
    const auto first = static_cast<unsigned char>(text[at]);
    if (first < 0xC0U)
        return {first, 1};
    if (first < 0xE0U)
        return {(first & 0x1FU) << 6U | byte(1), 2};
    if (first < 0xF0U)
        return {(first & 0x0FU) << 12U | byte(1) << 6U | byte(2), 3};
    return {(first & 0x07U) << 18U | byte(1) << 12U | byte(2) << 6U | byte(3), 4};
}

bool is_han(std::uint32_t one) {
    return (one >= 0x3400 && one <= 0x9FFF) || (one >= 0xF900 && one <= 0xFAFF) || one >= 0x20000;
}

bool is_word_symbol(std::uint32_t one) {
    return (one >= '0' && one <= '9') || (one >= 'a' && one <= 'z') ||
           (one >= 0xC0 && one < 0x2000);
}

}  // namespace

void collect_ngrams(std::string_view plain, int longest, std::vector<std::uint64_t>& keys) {
    std::uint64_t last = 0;         // the Han character before, 0 for none
    std::uint64_t before_last = 0;  // and the one before that
    std::uint64_t run = 0;          // hash of a run of letters, 0 outside of one
    const auto end_run = [&] {
        if (run != 0)
            keys.push_back(run | kRunMark);
        run = 0;
    };
    for (std::size_t at = 0; at < plain.size();) {
        const auto [one, length] = decode(plain, at);
        at += length;
        if (is_word_symbol(one)) {
            run = ((run == 0 ? 14695981039346656037ULL : run) ^ one) * kFnvPrime;
            last = before_last = 0;
            continue;
        }
        end_run();
        if (!is_han(one)) {
            last = before_last = 0;
            continue;
        }
        keys.push_back(one);
        if (longest >= 2 && last != 0)
            keys.push_back(last << kBits | one);
        if (longest >= 3 && before_last != 0)
            keys.push_back((before_last << kBits | last) << kBits | one);
        before_last = last;
        last = one;
    }
    end_run();
}

double term_weight(std::size_t count) {
    static const auto kWeights = [] {
        std::array<double, kFew> weights{};
        for (std::size_t i = 0; i < kFew; ++i)
            weights.at(i) = std::pow(static_cast<double>(i), kCountPower);
        return weights;
    }();
    return count < kFew ? kWeights.at(count) : std::pow(static_cast<double>(count), kCountPower);
}

void collect_message(std::string_view plain, int longest, std::vector<std::uint64_t>& keys) {
    collect_ngrams(plain, longest, keys);
    const auto subject = plain.find('\n');
    if (subject != std::string_view::npos && subject <= kLongestSubject)
        collect_ngrams(plain.substr(0, subject), longest, keys);
}

}  // namespace huiying::routing
