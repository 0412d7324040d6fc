// The people of the desk as they are right now: who is away, who stands in, who is on duty. Private
// to this room. Made inside a transaction.
#pragma once

#include "board/model/instant.hpp"
#include "board/model/staff.hpp"

#include <map>
#include <optional>
#include <vector>

namespace huiying::store {
class Connection;
}

namespace huiying::desk {

class Colleagues {
  public:
    Colleagues(store::Connection& connection, model::Instant now);

    /// Everybody, each with the roles of their own.
    const std::vector<model::Staff>& own() const { return own_; }

    /// Everybody with the roles that they have today: a deputy with those of whom they stand in
    /// for, administration apart.
    const std::vector<model::Staff>& today() const { return today_; }

    /// Who is on duty now, in the order in which they are called, each with the dispatcher's role:
    /// whoever is on duty must see what comes in, and can pass it on. Empty: no roster says.
    const std::vector<model::Staff>& on_duty() const { return on_duty_; }

    /// Who stands in for the person today, with the roles of both.
    std::optional<model::Staff> deputy_of(model::StaffId absent) const;

  private:
    std::vector<model::Staff> own_;
    std::vector<model::Staff> today_;
    std::vector<model::Staff> on_duty_;
    std::map<model::StaffId, model::StaffId> deputies_;
};

/// Gives `staff` the other's roles, administration apart.
void lend_roles(const model::Staff& absent, model::Staff& staff);
/// Gives whoever is on duty the dispatcher's role.
void lend_duty(model::Staff& staff);

}  // namespace huiying::desk
