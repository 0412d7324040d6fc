// What the knowledge base has learnt of the town's own questions. Used by desk, inside
// Database::write or ::read.
#pragma once

#include "board/model/learnt_order.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace huiying::store {

class Connection;

class LearntOrderRepository {
  public:
    explicit LearntOrderRepository(Connection& connection) : connection_(connection) {}

    /// Returns its id.
    std::int64_t add(const model::LearntOrder& row, const std::string& weights);
    /// Newest first.
    std::vector<model::LearntOrder> newest(int most);
    /// "" when there is none.
    std::string weights(std::int64_t id);

  private:
    Connection& connection_;
};

}  // namespace huiying::store
