// The town of the benches that work on a record: twenty units, a clock that stands.
#pragma once

#include "board/desk/administration.hpp"
#include "board/model/instant.hpp"

#include <string>

namespace huiying::bench {

inline constexpr int kUnits = 20;

class SetClock final : public model::Clock {
  public:
    model::Instant now() const override {
        return *model::parse_rfc3339("2026-11-25T10:00:00+08:00");
    }
};

inline std::string unit_code(int i) {
    return "unit" + std::to_string(i % kUnits);
}

inline desk::TownContents contents() {
    desk::TownContents town;
    town.settings.name = "马桥镇";
    town.settings.office_name = "党政办公室";
    town.settings.service_name = "回应";
    for (int i = 0; i < kUnits; ++i)
        town.units.push_back(
            {.code = unit_code(i), .name = unit_code(i), .kind = "office", .lead = i == 0}
        );
    return town;
}

}  // namespace huiying::bench
