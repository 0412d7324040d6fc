// A wording that the town keeps for replies, with names of what is filled in.
#pragma once

#include "board/model/instant.hpp"

#include <cstdint>
#include <string>

namespace huiying::model {

enum class TemplateStanding { in_use, retired };

struct ReplyTemplate {
    std::int64_t id = 0;
    std::string title;    ///< 1 to 40 characters
    std::string wording;  ///< up to 5,000 characters: "{{称呼}}：..."
    std::string unit;     ///< code of the only unit that is offered it; "": all
    TemplateStanding standing = TemplateStanding::in_use;
    Instant changed_at{};
    std::string changed_by;  ///< login
};

}  // namespace huiying::model
