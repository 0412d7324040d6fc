#include "app/robot_doors.hpp"

#include "bot/notify/robot_platforms.hpp"

namespace huiying::app {
namespace {

std::optional<web::Problem> wrong(const model::UnitRobot& robot) {
    const auto problem = [](std::string detail, const char* field) {
        return web::Problem{
            .code = model::Errc::bad_request, .detail = std::move(detail), .field = field};
    };
    if (auto sentence = notify::wrong_address(robot); !sentence.empty())
        return problem(std::move(sentence), "url");
    if (auto sentence = notify::wrong_secret(robot); !sentence.empty())
        return problem(std::move(sentence), "secret");
    return std::nullopt;
}

}  // namespace

web::RobotDoors robot_doors() {
    return {.wrong = &wrong, .shown_address = &notify::shown_address};
}

}  // namespace huiying::app
