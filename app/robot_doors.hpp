// What the console needs of the group robots' platforms.
#pragma once

#include "board/web/api_ladder_routes.hpp"

namespace huiying::app {

web::RobotDoors robot_doors();

}  // namespace huiying::app
