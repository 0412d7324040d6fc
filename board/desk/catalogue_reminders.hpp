// Reminders of what the catalogue has due: some working days before, on the day, and when it is
// over. Each is told once, however many clocks run and whatever died meanwhile: the mark that it is
// over and the notices are one transaction. What a stopped clock has missed is told by the last
// step only. Used by the clock role. Thread rule: one thread; blocking.
#pragma once

#include "board/model/instant.hpp"

#include <cstdint>
#include <string>

namespace huiying::store {
class Database;
}

namespace huiying::desk {

class Town;

class CatalogueReminders {
  public:
    CatalogueReminders(store::Database& database, const Town& town, const model::Clock& clock)
        : database_(database), town_(town), clock_(clock) {}

    /// Tells what is due, in the town's notice hours of a working day. Returns how many reminders
    /// were told. Costs a look at two numbers where nothing changed since.
    [[nodiscard]] int tell_due();

  private:
    store::Database& database_;
    const Town& town_;
    const model::Clock& clock_;
    std::string looked_;  ///< at which state of things everything was told
};

}  // namespace huiying::desk
