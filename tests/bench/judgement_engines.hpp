// The two engines that a town could have taken instead, behind the questions that the bench asks.
// Used by judgement_bench.
#pragma once

#include "board/model/faq_entry.hpp"

#include <memory>
#include <string>
#include <vector>

namespace huiying::bench {

class Engine {
  public:
    virtual ~Engine() = default;
    virtual void add(const model::FaqEntry& entry) = 0;
    virtual void finish() = 0;
    /// Id of the best entry, "" for none; ten are found.
    virtual std::string best(const std::string& question) = 0;
};

/// Xapian in memory, CJK n-grams, its BM25 as it comes, any of the terms.
std::unique_ptr<Engine> xapian_engine();
/// SQLite FTS5 in memory over the product's own symbols and pairs, its BM25, any of the terms.
std::unique_ptr<Engine> fts5_engine();

}  // namespace huiying::bench
