// Who was told what, when.
#include "checks.hpp"

#include <algorithm>
#include <set>

namespace huiying::year {
namespace {

constexpr Ms kOpens = 8 * kHour + 30 * kMinute;
constexpr Ms kCloses = 17 * kHour;
/// A changed date is looked at again within ten minutes.
constexpr Ms kGrace = 20 * kMinute;

/// "E4VF-274Z-C0XC|due_today|1795795199": ticket and deadline version of a rung.
struct Key {
    std::string number;
    std::string rung;
    Ms due = 0;
};

Key key_of(const std::string& text) {
    const auto one = text.find('|');
    const auto two = text.find('|', one + 1);
    return {
        text.substr(0, one),
        text.substr(one + 1, two - one - 1),
        std::stoll(text.substr(two + 1)) * 1000};
}

/// Tickets and dates of which a notice is due, or may be, because they owed past it.
struct Breaches {
    std::set<std::pair<std::int64_t, Ms>> must;
    std::set<std::pair<std::int64_t, Ms>> may;
    /// The unit that owed it then.
    std::map<std::pair<std::int64_t, Ms>, std::string> unit;
};

Breaches breaches_of(const Replay& replay, const PlainCalendar& calendar) {
    Breaches breaches;
    for (const auto& [id, ticket] : replay.tickets()) {
        const auto& all = ticket.stretches;
        for (std::size_t i = 0; i < all.size(); ++i) {
            if (!all[i].owed)
                continue;
            const auto morning = at(calendar.nth_after(day_of(all[i].due), 1), kOpens);
            const auto told = std::max(morning, all[i].from);
            const auto until = i + 1 < all.size() ? all[i + 1].from : told + kDay;
            if (told > until)
                continue;
            const std::pair breach(id, all[i].due);
            (until - told > kGrace ? breaches.must : breaches.may).insert(breach);
            breaches.unit.emplace(breach, all[i].unit);
        }
    }
    return breaches;
}

std::map<std::string, std::set<std::int64_t>> told_by_key(store::Connection& connection) {
    std::map<std::string, std::set<std::int64_t>> told;
    auto row = connection.query("select key, staff from notice");
    while (row.next())
        told[row.text(0)].insert(row.integer(1));
    return told;
}

std::map<std::string, std::int64_t> tickets_by_number(const Replay& replay) {
    std::map<std::string, std::int64_t> ids;
    for (const auto& [id, ticket] : replay.tickets())
        ids[ticket.number] = id;
    return ids;
}

/// "digest|2026-10-09", on that working day's morning; a person has one of a key.
void check_digest_time(
    Faults& faults, const std::string& key, Ms send_at, const PlainCalendar& calendar
) {
    const auto of = day(key.substr(key.find('|') + 1));
    if (day_of(send_at) != of || !calendar.works(of) || time_of(send_at) / 1000 != kOpens / 1000)
        faults.push_back(key + " told at " + text_of(send_at));
}

}  // namespace

Faults check_notices(store::Connection& connection, const PlainCalendar& calendar) {
    Faults faults;
    std::set<std::string> seen;
    auto row = connection.query("select key, staff, send_at, ticket, rung from notice order by id");
    while (row.next()) {
        const auto send_at = row.integer(2);
        if (row.text(4) == "digest") {
            check_digest_time(faults, row.text(0), send_at, calendar);
            continue;
        }
        const auto key = key_of(row.text(0));
        const auto once = std::to_string(row.integer(3)) + "|" + row.text(4) + "|" +
                          std::to_string(key.due) + "|" + std::to_string(row.integer(1));
        if (!seen.insert(once).second)
            faults.push_back("told twice: " + once);
        const auto time = time_of(send_at);
        const bool decent = calendar.works(day_of(send_at)) && time >= kOpens && time < kCloses;
        const bool any_hour = key.rung == "response_today" || key.rung == "emergency";
        if (!any_hour && !decent)
            faults.push_back(row.text(0) + " told at " + text_of(send_at));
    }
    // A rung of one deadline is one line of the history.
    auto lines = connection.query(
        "select t.number, h.event, count(*), (select count(*) from fired_rung f where f.ticket = "
        "t.id "
        "and f.rung = h.event) from history h join ticket t on t.id = h.ticket where h.actor = "
        "'system' and h.event in (select rung from fired_rung) group by t.id, h.event"
    );
    while (lines.next())
        if (lines.integer(2) > lines.integer(3))
            faults.push_back(
                lines.text(0) + ": " + lines.text(1) + " told " + lines.text(2) + " times for " +
                lines.text(3) + " deadlines"
            );
    return faults;
}

Faults check_breaches(
    store::Connection& connection, const SimulatedTown& town, const Replay& replay
) {
    Faults faults;
    const auto breaches = breaches_of(replay, town.calendar);
    const auto ids = tickets_by_number(replay);
    std::set<std::pair<std::int64_t, Ms>> told;
    const auto lead = town.person(std::string(kSilent) + "-lead").id.value;
    for (const auto& [text, people] : told_by_key(connection)) {
        if (text.rfind("digest|", 0) == 0)
            continue;
        const auto key = key_of(text);
        if (key.rung != "breached")
            continue;
        const std::pair breach(ids.at(key.number), key.due);
        told.insert(breach);
        if (!breaches.must.contains(breach) && !breaches.may.contains(breach))
            faults.push_back("told of a breach that was none: " + text);
        for (const auto* office : {"zhou", "wu"})
            if (!people.contains(town.person(office).id.value))
                faults.push_back(std::string(office) + " was not told of " + text);
        const auto unit = breaches.unit.find(breach);
        if (unit != breaches.unit.end() && unit->second == kSilent && !people.contains(lead))
            faults.push_back("the silent unit's lead was not told of " + text);
    }
    for (const auto& breach : breaches.must)
        if (!told.contains(breach))
            faults.push_back(
                "nobody was told of " + replay.tickets().at(breach.first).number + ", due " +
                text_of(breach.second)
            );
    return faults;
}

Faults check_emergency(
    store::Connection& connection, const SimulatedTown& town, const std::string& number
) {
    auto row = connection.query(
        "select n.send_at, t.received_at, t.accepted_at from notice n join ticket t on t.id = "
        "n.ticket where t.number = ? and n.staff = ?",
        number,
        town.person("zhou").id.value
    );
    if (!row.next())
        return {"nobody was told of the emergency"};
    const auto told = row.integer(0);
    Faults faults;
    if (town.calendar.works(day_of(told)) || time_of(told) < kCloses)
        faults.push_back("the emergency came by day, at " + text_of(told));
    if (day_of(told) != day_of(row.integer(1)))
        faults.push_back("the emergency waited until " + text_of(told));
    if (row.is_null(2) || day_of(row.integer(2)) != day_of(told))
        faults.push_back("nobody acted on the emergency that night");
    return faults;
}

}  // namespace huiying::year
