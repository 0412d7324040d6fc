// The clock role's thread for the catalogue of what must be published: has reminders told when an
// item comes due.
#pragma once

#include "board/desk/catalogue_reminders.hpp"

#include <chrono>
#include <stop_token>
#include <thread>

namespace huiying::app {

class CatalogueClock {
  public:
    explicit CatalogueClock(
        desk::CatalogueReminders reminders,
        std::chrono::milliseconds every = std::chrono::seconds{2}
    );
    ~CatalogueClock();
    CatalogueClock(const CatalogueClock&) = delete;
    CatalogueClock& operator=(const CatalogueClock&) = delete;

  private:
    void run(const std::stop_token& stop);

    desk::CatalogueReminders reminders_;
    const std::chrono::milliseconds every_;
    std::jthread thread_;
};

}  // namespace huiying::app
