// A call or a visit as somebody reports it. Used by web. Plain value.
#pragma once

#include "board/model/grounds.hpp"
#include "board/model/instant.hpp"

#include <optional>
#include <string>

namespace huiying::desk {

struct ContactMade {
    model::ContactWay way = model::ContactWay::call;
    std::optional<model::Instant> at;  ///< nullopt: now
    std::string number;                ///< that was called
    std::string summary;
    bool reached = false;
};

}  // namespace huiying::desk
