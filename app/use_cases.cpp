#include "app/use_cases.hpp"

#include "app/housekeeping.hpp"
#include "app/settings_of.hpp"
#include "queue/entry_bytes.hpp"

#include <array>
#include <unistd.h>
#include <utility>

namespace huiying::app {

std::string process_name() {
    std::array<char, 256> host{};
    ::gethostname(host.data(), host.size() - 1);
    return std::string(host.data()) + ":" + std::to_string(::getpid()) + ":" +
           std::to_string(model::to_unix_ms(model::SystemClock().now()));
}

UseCases::UseCases(
    Record& record,
    const config::Settings& settings,
    const desk::Announce& announce,
    desk::AskSenses senses
)
    : administration(record.database, *record.town, record.clock),
      tickets(
          {record.database,
           *record.town,
           record.clock,
           announce,
           &record.renderer,
           query_page_of(settings)}
      ),
      escalation(record.database, *record.town, record.clock, announce),
      digests(record.database, *record.town, record.clock),
      robots(record.database, *record.town, record.clock, desk_address_of(settings)),
      casework(
          {record.database,
           *record.town,
           record.clock,
           announce,
           &record.renderer,
           query_page_of(settings)}
      ),
      people(record.database, *record.town, record.clock),
      outbox(
          record.database,
          record.clock,
          resend_of(*record.town),
          try_bounds_of(settings),
          record.town.get()
      ),
      reports(record.database, *record.town, record.clock, announce),
      quotas(record.database, *record.town, record.clock),
      take_in(
          record.database,
          *record.town,
          record.renderer,
          record.clock,
          announce,
          &queue::entry_bytes,
          std::move(senses)
      ),
      recount({record.database, *record.town, record.clock, announce}, {.owner = process_name()}),
      documents(record.database, *record.town, record.clock) {}

Platforms::Platforms(const config::Settings& settings, Record& record)
    : mailbox(record.database),
      client(client_settings_of(settings)),
      administrator_client(client_settings_of(settings)) {
    open_changed_channels(*record.town, channels);
}

}  // namespace huiying::app
