// A search that somebody keeps under a name.
#pragma once

#include "board/model/ids.hpp"

#include <cstdint>
#include <string>

namespace huiying::model {

enum class ViewReach { own, unit };

struct SavedView {
    std::int64_t id = 0;
    StaffId owner;
    std::string unit;   ///< the owner's when it was kept: who sees a shared one
    std::string name;   ///< 1 to 30 characters
    std::string asked;  ///< queue and filter as the desk's address has them: "queue=all&q=..."
    ViewReach reach = ViewReach::own;
};

}  // namespace huiying::model
