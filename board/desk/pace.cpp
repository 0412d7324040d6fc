#include "board/desk/pace.hpp"

#include <algorithm>

namespace huiying::desk {

Forecast forecast_of(const UnitLoad& load) {
    Forecast forecast;
    if (load.replied > 0 && load.workdays > 0)
        forecast.pace = static_cast<double>(load.replied) / load.workdays;
    int owed = load.overdue;
    for (const auto& due : load.days) {
        forecast.open += due.count;
        owed += due.count;
        if (!forecast.pace)
            continue;
        const int done = static_cast<int>(*forecast.pace * due.workdays);
        const int late = std::clamp(owed - done, 0, due.count);
        if (late == 0)
            continue;
        forecast.late += late;
        if (!forecast.first_late)
            forecast.first_late = due.day;
        forecast.last_late = due.day;
    }
    return forecast;
}

}  // namespace huiying::desk
