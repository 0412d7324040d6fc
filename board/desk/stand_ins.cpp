#include "board/desk/stand_ins.hpp"

#include "board/desk/handover_notice.hpp"
#include "board/desk/ticket_access.hpp"
#include "board/desk/ticket_move.hpp"
#include "board/store/database.hpp"
#include "board/store/people_repository.hpp"
#include "board/store/stand_in_repository.hpp"
#include "text/encoding.hpp"

#include <algorithm>

namespace huiying::desk {
namespace {

using model::Errc;
using model::Role;
using model::Staff;
using model::TicketState;
using store::Connection;
using store::PeopleRepository;
using store::StandInRepository;

constexpr std::size_t kMaxWords = 500;
constexpr int kShownHandovers = 200;
constexpr std::chrono::days kLongestAbsence{366};

/// Whether somebody may arrange who stands in for that person.
bool may_arrange(const Staff& staff, const Staff& person, const std::string& lead_unit) {
    if (staff.id == person.id || model::has_role(staff, Role::administrator))
        return true;
    const bool over = staff.unit == person.unit || staff.unit == lead_unit;
    return model::has_role(staff, Role::manager) && over && !staff.unit.empty();
}

/// Whoever does is told names and reasons, not what was handed over.
bool may_list(const Staff& staff, const std::string& lead_unit) {
    return model::has_role(staff, Role::administrator) || model::has_role(staff, Role::manager) ||
           (model::has_role(staff, Role::dispatcher) && staff.unit == lead_unit);
}

/// Who gave, who took, and who is over the giver.
bool may_read(
    const Staff& staff,
    const store::HandoverRow& row,
    const std::optional<Staff>& giver,
    const std::string& lead_unit
) {
    return staff.id == row.from || staff.id == row.to ||
           (giver && may_arrange(staff, *giver, lead_unit));
}

bool are_days(const Absence& absence, model::Instant now) {
    const auto from = model::parse_iso_date(absence.from_day);
    const auto to = model::parse_iso_date(absence.to_day);
    if (!from || !to)
        return false;
    const std::chrono::sys_days first(*from);
    const std::chrono::sys_days last(*to);
    return first <= last && last - first <= kLongestAbsence &&
           last >= std::chrono::sys_days(model::local_date(now));
}

/// Whether the deputy is away on a day of the absence, too.
bool is_away_too(StandInRepository& stand_ins, const Staff& deputy, const Absence& absence) {
    const auto all = stand_ins.absences(absence.from_day);
    return std::any_of(all.begin(), all.end(), [&](const store::AbsenceRow& row) {
        return row.staff == deputy.id && row.from_day <= absence.to_day;
    });
}

Staff found(PeopleRepository& people, const std::string& login) {
    const auto record = people.find_staff(login);
    if (!record)
        throw MoveRefused(Errc::not_found);
    return record->staff;
}

std::string name_of(PeopleRepository& people, model::StaffId id) {
    const auto staff = people.find_staff(id);
    return staff ? staff->name : std::string();
}

/// What may still come back to who had it.
bool is_handed_over(TicketState state) {
    return model::is_open(state) || state == TicketState::final_replied ||
           state == TicketState::to_evaluate;
}

bool may_take_over(const Staff& to, const Staff& from) {
    return to.active && to.id != from.id && to.unit == from.unit && !to.unit.empty() &&
           model::has_role(to, Role::handler);
}

/// One ticket given from hand to hand, as a row of its history.
TicketEvent pass(
    Connection& connection,
    store::TicketRecord& record,
    const HandedOver& step,
    const std::string& by
) {
    store::CourseRepository courses(connection);
    store::TicketRepository tickets(connection);
    auto course = courses.find(record.ticket.id);
    course.holder = step.to.id;
    courses.put(record.ticket.id, course);
    tickets.add_history(
        record.ticket.id,
        {step.at,
         by,
         "handed_over",
         "由" + step.from.name + "移交给" + step.to.name + "：" + step.reason}
    );
    tickets.update(record);
    return event_of(connection, "handed_over", record);
}

/// Everything of one handing over, inside its transaction.
Handover passed(
    Connection& connection,
    const TownSnapshot& town,
    const Staff& staff,
    HandedOver step,
    std::vector<TicketEvent>& events
) {
    const auto rules = rules_of(town);
    store::TicketRepository tickets(connection);
    std::vector<model::TicketId> ids;
    for (const auto id : store::CourseRepository(connection).held_by(step.from.id)) {
        auto record = tickets.find(id);
        if (!record || !is_handed_over(record->ticket.state) ||
            !workflow::is_visible_to(step.to, access_facts(connection, *record, rules)))
            continue;
        events.push_back(pass(connection, *record, step, staff.login));
        step.tickets.push_back(record->ticket);
        ids.push_back(id);
    }
    StandInRepository stand_ins(connection);
    store::HandoverRow row;
    row.at = step.at;
    row.by = staff.login;
    row.from = step.from.id;
    row.to = step.to.id;
    row.reason = step.reason;
    row.notice = handover_notice(town, step, staff.name);
    const auto id = stand_ins.add(row, ids);
    stand_ins.pass_draft_copies(step.from.id, step.to.id, ids);
    PeopleRepository(connection)
        .add_audit(
            step.at,
            staff.login,
            "hand_over",
            step.from.login,
            step.to.login + " " + std::to_string(ids.size())
        );
    return {
        id,
        step.at,
        staff.login,
        step.from.name,
        step.to.name,
        step.reason,
        static_cast<int>(ids.size())};
}

}  // namespace

model::Result<Absence> StandIns::put(const Staff& staff, const Absence& absence) {
    const auto now = uses_.clock.now();
    if (text::code_point_count(absence.note) > kMaxWords)
        return Errc::text_too_long;
    if (!are_days(absence, now))
        return Errc::bad_request;
    const auto lead = uses_.town.snapshot()->lead_unit();
    try {
        return uses_.database.write([&](Connection& connection) {
            PeopleRepository people(connection);
            StandInRepository stand_ins(connection);
            const auto person = found(people, absence.login);
            if (!may_arrange(staff, person, lead))
                throw MoveRefused(Errc::forbidden);
            const auto deputy = people.find_staff(absence.deputy);
            if (!deputy || !deputy->staff.active || deputy->staff.id == person.id ||
                deputy->staff.unit != person.unit || is_away_too(stand_ins, deputy->staff, absence))
                throw MoveRefused(Errc::bad_request);
            stand_ins.put(
                {person.id, deputy->staff.id, absence.from_day, absence.to_day, absence.note}
            );
            people.add_audit(now, staff.login, "put_absence", person.login, deputy->staff.login);
            return Absence{
                person.login,
                person.name,
                deputy->staff.login,
                deputy->staff.name,
                absence.from_day,
                absence.to_day,
                absence.note};
        });
    } catch (const MoveRefused& refused) {
        return refused.errc();
    }
}

model::Result<void> StandIns::end(const Staff& staff, const std::string& login) {
    const auto lead = uses_.town.snapshot()->lead_unit();
    try {
        uses_.database.write([&](Connection& connection) {
            PeopleRepository people(connection);
            const auto person = found(people, login);
            if (!may_arrange(staff, person, lead))
                throw MoveRefused(Errc::forbidden);
            if (!StandInRepository(connection).remove(person.id))
                throw MoveRefused(Errc::not_found);
            people.add_audit(uses_.clock.now(), staff.login, "end_absence", login, "");
        });
    } catch (const MoveRefused& refused) {
        return refused.errc();
    }
    return {};
}

std::vector<Absence> StandIns::absences() const {
    const auto today = model::to_iso(model::local_date(uses_.clock.now()));
    return uses_.database.read([&](Connection& connection) {
        PeopleRepository people(connection);
        std::vector<Absence> all;
        for (const auto& row : StandInRepository(connection).absences(today)) {
            const auto person = people.find_staff(row.staff);
            const auto deputy = people.find_staff(row.deputy);
            if (person && deputy)
                all.push_back(
                    {person->login,
                     person->name,
                     deputy->login,
                     deputy->name,
                     row.from_day,
                     row.to_day,
                     row.note}
                );
        }
        return all;
    });
}

model::Result<Handover> StandIns::hand_over(
    const Staff& staff, const std::string& from, const std::string& to, const std::string& reason
) {
    if (text::trim(reason).empty())
        return Errc::reason_needed;
    if (text::code_point_count(reason) > kMaxWords)
        return Errc::text_too_long;
    const auto town = uses_.town.snapshot();
    std::vector<TicketEvent> events;
    Handover done;
    try {
        done = uses_.database.write([&](Connection& connection) {
            PeopleRepository people(connection);
            const auto giver = found(people, from);
            if (!may_arrange(staff, giver, town->lead_unit()))
                throw MoveRefused(Errc::forbidden);
            const auto taker = people.find_staff(to);
            if (!taker || !may_take_over(taker->staff, giver))
                throw MoveRefused(Errc::bad_request);
            events.clear();
            return passed(
                connection,
                *town,
                staff,
                {giver, taker->staff, uses_.clock.now(), reason, {}},
                events
            );
        });
    } catch (const MoveRefused& refused) {
        return refused.errc();
    }
    for (const auto& event : events)
        uses_.announce(event);
    return done;
}

model::Result<std::vector<Handover>> StandIns::handovers(const Staff& staff) const {
    const auto lead = uses_.town.snapshot()->lead_unit();
    if (!may_list(staff, lead))
        return Errc::forbidden;
    const bool all_units = !model::has_role(staff, Role::manager) || staff.unit == lead;
    return uses_.database.read([&](Connection& connection) {
        PeopleRepository people(connection);
        std::vector<Handover> all;
        for (const auto& row : StandInRepository(connection).handovers(kShownHandovers)) {
            if (!all_units && !may_read(staff, row, people.find_staff(row.from), lead))
                continue;
            all.push_back(
                {row.id,
                 row.at,
                 row.by,
                 name_of(people, row.from),
                 name_of(people, row.to),
                 row.reason,
                 row.tickets}
            );
        }
        return all;
    });
}

model::Result<std::string> StandIns::notice(const Staff& staff, std::int64_t id) const {
    const auto lead = uses_.town.snapshot()->lead_unit();
    return uses_.database.read([&](Connection& connection) -> model::Result<std::string> {
        const auto row = StandInRepository(connection).handover(id);
        if (!row)
            return Errc::not_found;
        PeopleRepository people(connection);
        if (!may_read(staff, *row, people.find_staff(row->from), lead))
            return Errc::forbidden;
        return row->notice;
    });
}

}  // namespace huiying::desk
