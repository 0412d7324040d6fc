#include "board/desk/stand_ins.hpp"

#include "board/desk/stand_in_people.hpp"
#include "board/store/database.hpp"
#include "board/store/people_repository.hpp"
#include "board/store/stand_in_repository.hpp"
#include "text/encoding.hpp"

#include <algorithm>

namespace huiying::desk {
namespace {

using model::Errc;
using model::Staff;
using store::Connection;
using store::PeopleRepository;
using store::StandInRepository;

constexpr std::chrono::days kLongestAbsence{366};

/// Throws MoveRefused.
void check_days(const Absence& absence, model::Instant now) {
    const auto from = model::parse_iso_date(absence.from_day);
    const auto to = model::parse_iso_date(absence.to_day);
    if (!from)
        throw wrong_field("from", "须为日期，例如 2026-11-23");
    if (!to)
        throw wrong_field("to", "须为日期，例如 2026-11-23");
    const std::chrono::sys_days first(*from);
    const std::chrono::sys_days last(*to);
    if (last < first)
        throw wrong_field("to", "不能早于开始那天");
    if (last < std::chrono::sys_days(model::local_date(now)))
        throw wrong_field("to", "不能早于今天");
    if (last - first > kLongestAbsence)
        throw wrong_field("to", "最长一年，请分段登记");
}

/// Whether the deputy is away on a day of the absence, too.
bool is_away_too(StandInRepository& stand_ins, const Staff& deputy, const Absence& absence) {
    const auto all = stand_ins.absences(absence.from_day);
    return std::any_of(all.begin(), all.end(), [&](const store::AbsenceRow& row) {
        return row.staff == deputy.id && row.from_day <= absence.to_day;
    });
}

/// Who may stand in. Throws MoveRefused.
Staff deputy_for(Connection& connection, const Staff& person, const Absence& absence) {
    const auto record = PeopleRepository(connection).find_staff(absence.deputy);
    if (!record || !record->staff.active)
        throw wrong_field("deputy", "没有这个人，或者账号已经停用");
    if (record->staff.id == person.id)
        throw wrong_field("deputy", "不能由本人代班");
    if (record->staff.unit != person.unit)
        throw wrong_field("deputy", "须是同一个单位的同事");
    StandInRepository stand_ins(connection);
    if (is_away_too(stand_ins, record->staff, absence))
        throw wrong_field("deputy", "这几天也外出，请选择别的同事");
    return record->staff;
}

}  // namespace

model::Result<Absence> StandIns::put(const Staff& staff, const Absence& absence) {
    const auto now = uses_.clock.now();
    if (text::code_point_count(absence.note) > kMostArrangedWords)
        return model::in_field(Errc::text_too_long, "note", "最多500字");
    const auto lead = uses_.town.snapshot()->lead_unit();
    try {
        check_days(absence, now);
        return uses_.database.write([&](Connection& connection) {
            PeopleRepository people(connection);
            const auto person = person_of(people, absence.login);
            if (!may_arrange(staff, person, lead))
                throw MoveRefused(Errc::forbidden);
            const auto deputy = deputy_for(connection, person, absence);
            StandInRepository(connection)
                .put({person.id, deputy.id, absence.from_day, absence.to_day, absence.note});
            people.add_audit(now, staff.login, "put_absence", person.login, deputy.login);
            return Absence{
                person.login,
                person.name,
                deputy.login,
                deputy.name,
                absence.from_day,
                absence.to_day,
                absence.note};
        });
    } catch (const MoveRefused& refused) {
        return refused.code();
    }
}

model::Result<void> StandIns::end(const Staff& staff, const std::string& login) {
    const auto lead = uses_.town.snapshot()->lead_unit();
    try {
        uses_.database.write([&](Connection& connection) {
            PeopleRepository people(connection);
            const auto person = person_of(people, login);
            if (!may_arrange(staff, person, lead))
                throw MoveRefused(Errc::forbidden);
            if (!StandInRepository(connection).remove(person.id))
                throw MoveRefused(Errc::not_found);
            people.add_audit(uses_.clock.now(), staff.login, "end_absence", login, "");
        });
    } catch (const MoveRefused& refused) {
        return refused.code();
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

}  // namespace huiying::desk
