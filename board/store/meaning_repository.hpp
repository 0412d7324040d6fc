// Vectors of texts as a model made them, by the hash of the text. Used by desk, inside
// Database::write or ::read.
#pragma once

#include "board/model/instant.hpp"

#include <string>
#include <vector>

namespace huiying::store {

class Connection;

struct Meaning {
    std::string hash;
    std::vector<float> vector;
};

class MeaningRepository {
  public:
    explicit MeaningRepository(Connection& connection) : connection_(connection) {}

    /// All of a model.
    std::vector<Meaning> of(const std::string& model);
    /// One that is there already is replaced.
    void add(const std::string& model, const Meaning& meaning, model::Instant now);

  private:
    Connection& connection_;
};

}  // namespace huiying::store
