// The town's reply templates. Within a transaction of its connection; used by desk.
#pragma once

#include "board/model/reply_template.hpp"

#include <cstdint>
#include <optional>
#include <vector>

namespace huiying::store {

class Connection;

class ReplyTemplateRepository {
  public:
    explicit ReplyTemplateRepository(Connection& connection) : connection_(connection) {}

    /// By title, those in use first.
    std::vector<model::ReplyTemplate> all();
    std::int64_t add(const model::ReplyTemplate& entry);
    /// False when there is none of that id.
    bool change(const model::ReplyTemplate& entry);

  private:
    Connection& connection_;
};

}  // namespace huiying::store
