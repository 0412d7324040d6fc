// Another unit's opinion as somebody asks for it (协办). Used by web. Plain value.
#pragma once

#include <string>

namespace huiying::desk {

struct AssistWanted {
    std::string unit;
    std::string question;
    int workdays = 1;  ///< working days for the opinion; never beyond the ticket's own date
};

}  // namespace huiying::desk
