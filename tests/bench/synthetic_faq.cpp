#include "synthetic_faq.hpp"

#include <algorithm>

namespace huiying::bench {

namespace {

constexpr std::size_t kWords = 40'000;
constexpr std::size_t kHanBytes = 3;
constexpr char32_t kFirstHan = 0x4E00;
constexpr std::size_t kHan = 3'500;  // as many as an educated reader knows

void append_han(std::string& text, std::size_t which) {
    const auto symbol = static_cast<std::uint32_t>(kFirstHan + which);
    text += static_cast<char>(0xE0U | symbol >> 12U);
    text += static_cast<char>(0x80U | (symbol >> 6U & 0x3FU));
    text += static_cast<char>(0x80U | (symbol & 0x3FU));
}

}  // namespace

SyntheticFaq::SyntheticFaq(std::uint64_t seed) : random_(seed) {
    // Symbols too are used unevenly: the square of a uniform number prefers the first.
    std::uniform_real_distribution<double> uniform(0, 1);
    double sum = 0;
    for (std::size_t at = 0; at < kWords; ++at) {
        std::string word;
        const std::size_t symbols = at < 300 ? 1 : (at % 5 == 0 ? 3 : 2);
        for (std::size_t symbol = 0; symbol < symbols; ++symbol) {
            const double chosen = uniform(random_);
            append_han(word, static_cast<std::size_t>(chosen * chosen * kHan));
        }
        words_.push_back(std::move(word));
        sum += 1 / static_cast<double>(at + 3);
        sums_.push_back(sum);
    }
}

const std::string& SyntheticFaq::word() {
    std::uniform_real_distribution<double> place(0, sums_.back());
    const auto found = std::lower_bound(sums_.begin(), sums_.end(), place(random_));
    return words_[static_cast<std::size_t>(found - sums_.begin())];
}

std::size_t SyntheticFaq::between(std::size_t least, std::size_t most) {
    return std::uniform_int_distribution<std::size_t>(least, most)(random_);
}

void SyntheticFaq::append_words(std::string& text, std::size_t symbols) {
    const std::size_t end = text.size() + symbols * kHanBytes;
    while (text.size() < end)
        text += word();
}

model::FaqEntry SyntheticFaq::entry(std::size_t number) {
    model::FaqEntry entry;
    entry.id = std::to_string(number);
    for (int rare = 0; rare < 2; ++rare) {
        entry.question += words_[between(kWords / 20, kWords - 1)];
        append_words(entry.question, between(3, 9));
    }
    entry.answer = entry.question;
    append_words(entry.answer, between(50, 240));
    entry.review = model::FaqReview::reviewed;
    return entry;
}

std::string SyntheticFaq::short_question(const model::FaqEntry& entry) {
    const auto kept = between(4, 8) * kHanBytes;
    std::string question;
    append_words(question, between(2, 6));
    question += entry.question.substr(0, std::min(kept, entry.question.size()));
    append_words(question, between(2, 22));
    return question.substr(0, std::min<std::size_t>(question.size(), 40 * kHanBytes));
}

std::string SyntheticFaq::long_message(const model::FaqEntry& entry) {
    std::string message;
    append_words(message, between(80, 180));
    message += entry.question;
    append_words(message, between(90, 200));
    return message;
}

}  // namespace huiying::bench
