// People who work at the desk, and what they may do.
#pragma once

#include "board/model/ids.hpp"
#include "board/model/instant.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace huiying::model {

enum class Role { dispatcher, handler, reviewer, manager, administrator };

std::string_view to_word(Role role);
std::optional<Role> parse_role(std::string_view word);
std::string_view chinese_name(Role role);

struct Staff {
    StaffId id;
    std::string login;  ///< [a-z0-9._-]{2,40}
    std::string name;   ///< shown to colleagues
    std::string unit;   ///< unit code; empty for the administrator of no unit
    std::vector<Role> roles;
    bool active = true;
};

bool has_role(const Staff& staff, Role role);

}  // namespace huiying::model
