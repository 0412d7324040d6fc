#include "app/login_commands.hpp"

#include "app/record.hpp"
#include "board/desk/second_factors.hpp"

#include <iostream>

namespace huiying::app {

int reset_second_factor(const config::Settings& settings, const std::string& login) {
    Record record(settings, desk::Demo::no);
    desk::SecondFactors factors(record.database, *record.town, record.clock);
    if (factors.reset(login, "command line").has_error()) {
        std::cerr << login << ": not_found (no such person, or the second factor is off)\n";
        return 1;
    }
    std::cout << "login=" << login << "\nsecond_factor=off\n";
    return 0;
}

}  // namespace huiying::app
