// A knowledge base and questions of any size, made up: words of one to three Han symbols by Zipf's
// law, entries about two rare words each, questions that share these and say the rest otherwise.
// Used by judgement_bench. Deterministic.
#pragma once

#include "board/model/faq_entry.hpp"

#include <random>
#include <string>
#include <vector>

namespace huiying::bench {

class SyntheticFaq {
  public:
    explicit SyntheticFaq(std::uint64_t seed);

    /// Question of 10 to 24 symbols, answer of 60 to 260.
    [[nodiscard]] model::FaqEntry entry(std::size_t number);
    /// At most 40 symbols, from the words of the entry's question and others.
    [[nodiscard]] std::string short_question(const model::FaqEntry& entry);
    /// 180 to 400 symbols around the words of the entry.
    [[nodiscard]] std::string long_message(const model::FaqEntry& entry);

  private:
    [[nodiscard]] const std::string& word();
    void append_words(std::string& text, std::size_t symbols);
    [[nodiscard]] std::size_t between(std::size_t least, std::size_t most);

    std::mt19937_64 random_;
    std::vector<std::string> words_;
    std::vector<double> sums_;  // of Zipf's weights
};

}  // namespace huiying::bench
