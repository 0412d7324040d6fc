#include "board/desk/catalogue_reminders.hpp"

#include "board/desk/catalogue_cycles.hpp"
#include "board/desk/catalogue_notices.hpp"
#include "board/desk/ladder_rules.hpp"
#include "board/sla/working_calendar.hpp"
#include "board/store/catalogue_publication_repository.hpp"
#include "board/store/catalogue_repository.hpp"
#include "board/store/database.hpp"

#include <map>

namespace huiying::desk {
namespace {

using model::Date;
using store::CatalogueRepository;
using store::Connection;

/// One reminder whose time has come.
struct Reminder {
    model::CatalogueItem item;
    CatalogueCycle cycle;
    CatalogueRung rung;
};

/// A moved date is a new one: its reminders are told again.
std::string key_of(const Reminder& reminder, CatalogueRung rung) {
    return "catalogue|" + reminder.item.id + "|" + reminder.cycle.key + "|" +
           model::to_iso(*reminder.cycle.due) + "|" + std::string(to_word(rung));
}

std::string words_of(const Reminder& reminder, const TownSnapshot& town) {
    return reminder.item.name + "（" + town.unit_name(reminder.item.unit) + "）：" +
           reminder.cycle.name + "，" + model::to_iso(*reminder.cycle.due) + " 前公开";
}

std::vector<Reminder> due_on(Connection& connection, const TownSnapshot& town, Date today) {
    CatalogueRepository catalogue(connection);
    std::map<std::string, std::vector<model::CatalogueEvent>> events;
    for (auto& event : catalogue.open_events())
        events[event.item].push_back(std::move(event));
    auto done = store::CataloguePublicationRepository(connection).done_of_all();
    std::vector<Reminder> due;
    for (const auto& kept : catalogue.items()) {
        const CycleFacts facts{kept, events[kept.item.id], done[kept.item.id].cycles};
        for (const auto& cycle : open_cycles(facts, town.calendar(), today)) {
            const auto rung = rung_on(cycle, kept.item.remind_before, town.calendar(), today);
            if (rung)
                due.push_back({kept.item, cycle, *rung});
        }
    }
    std::erase_if(due, [&](const Reminder& reminder) {
        return catalogue.is_told(key_of(reminder, reminder.rung));
    });
    return due;
}

/// In the notice hours; on a day that no calendar knows too, as other notices.
bool is_time(const TownSnapshot& town, model::Instant now) {
    const auto hours = hours_of(town.settings());
    const auto time = model::local_time_of_day(now);
    const auto working = town.calendar().is_working_day(model::local_date(now));
    return time >= hours.opens && time < hours.closes && (working.has_error() || *working);
}

/// Marks it and the steps before it as over; false where somebody was first.
bool take(CatalogueRepository& catalogue, const Reminder& reminder, model::Instant now, int told) {
    const auto step = static_cast<int>(reminder.rung);
    if (!catalogue.tell(key_of(reminder, reminder.rung), reminder.item.id, now, told))
        return false;
    for (int before = 0; before < step; ++before)
        (void)catalogue.tell(
            key_of(reminder, static_cast<CatalogueRung>(before)), reminder.item.id, now, 0
        );
    return true;
}

int tell_all(
    Connection& connection,
    const std::vector<Reminder>& due,
    const TownSnapshot& town,
    model::Instant now
) {
    CatalogueRepository catalogue(connection);
    const Colleagues colleagues(connection, now);
    int told = 0;
    for (const auto& reminder : due) {
        const auto people = publishers_of(
            reminder.item,
            colleagues,
            reminder.rung == CatalogueRung::overdue ? WithOffice::yes : WithOffice::no
        );
        if (!take(catalogue, reminder, now, static_cast<int>(people.size())))
            continue;
        tell(
            connection,
            people,
            {.key = key_of(reminder, reminder.rung),
             .word = std::string(to_word(reminder.rung)),
             .text = words_of(reminder, town)},
            town,
            now
        );
        ++told;
    }
    return told;
}

}  // namespace

int CatalogueReminders::tell_due() {
    const auto town = town_.snapshot();
    const auto now = clock_.now();
    if (!is_time(*town, now))
        return 0;
    const auto today = model::local_date(now);
    const auto revision = database_.read([](Connection& connection) {
        return CatalogueRepository(connection).revision();
    });
    const auto state = std::to_string(revision) + "|" + model::to_iso(today) + "|" +
                       town->calendar().version() + "|" + std::to_string(town->revision());
    if (state == looked_)
        return 0;
    const auto due =
        database_.read([&](Connection& connection) { return due_on(connection, *town, today); });
    const auto told = due.empty() ? 0 : database_.write([&](Connection& connection) {
        return tell_all(connection, due, *town, now);
    });
    looked_ = state;
    return told;
}

}  // namespace huiying::desk
