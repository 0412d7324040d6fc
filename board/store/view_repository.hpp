// Searches that people keep under a name. Within a transaction of its connection; used by desk.
#pragma once

#include "board/model/instant.hpp"
#include "board/model/saved_view.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace huiying::store {

class Connection;

class ViewRepository {
  public:
    /// Most views of colleagues that somebody is shown.
    static constexpr int kMostShared = 50;

    explicit ViewRepository(Connection& connection) : connection_(connection) {}

    std::int64_t add(const model::SavedView& view, model::Instant now);
    /// The person's own ones, then what colleagues of the unit share, at most kMostShared; each by
    /// name.
    std::vector<model::SavedView> seen_by(model::StaffId staff, const std::string& unit);
    std::optional<model::SavedView> find(std::int64_t id);
    int count_of(model::StaffId owner);
    /// Unit, name, what is asked, and reach.
    void change(const model::SavedView& view);
    void drop(std::int64_t id);

  private:
    Connection& connection_;
};

}  // namespace huiying::store
