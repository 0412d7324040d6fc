#include "board/desk/colleagues.hpp"

#include "board/store/duty_repository.hpp"
#include "board/store/people_repository.hpp"
#include "board/store/stand_in_repository.hpp"

#include <algorithm>

namespace huiying::desk {
namespace {

template <class People>
auto find_in(People& people, model::StaffId id) {
    return std::find_if(people.begin(), people.end(), [&](const model::Staff& staff) {
        return staff.id == id;
    });
}

}  // namespace

void lend_roles(const model::Staff& absent, model::Staff& staff) {
    for (const auto role : absent.roles)
        if (role != model::Role::administrator && !model::has_role(staff, role))
            staff.roles.push_back(role);
}

void lend_duty(model::Staff& staff) {
    if (!model::has_role(staff, model::Role::dispatcher))
        staff.roles.push_back(model::Role::dispatcher);
}

Colleagues::Colleagues(store::Connection& connection, model::Instant now)
    : own_(store::PeopleRepository(connection).staff()), today_(own_) {
    const auto day = model::to_iso(model::local_date(now));
    for (const auto& row : store::StandInRepository(connection).absences(day)) {
        const auto absent = find_in(own_, row.staff);
        const auto deputy = find_in(today_, row.deputy);
        // Who was moved to another unit, or left, lends nothing any more.
        if (row.from_day > day || absent == own_.end() || deputy == today_.end() ||
            !absent->active || !deputy->active || absent->unit != deputy->unit ||
            absent->unit.empty())
            continue;
        lend_roles(*absent, *deputy);
        deputies_.emplace(row.staff, row.deputy);
    }
    for (const auto id : store::DutyRepository(connection).on_duty(now)) {
        const auto person = find_in(today_, id);
        if (person == today_.end())
            continue;
        lend_duty(*person);
        on_duty_.push_back(*person);
    }
}

std::optional<model::Staff> Colleagues::deputy_of(model::StaffId absent) const {
    const auto found = deputies_.find(absent);
    if (found == deputies_.end())
        return std::nullopt;
    const auto deputy = find_in(today_, found->second);
    return deputy == today_.end() ? std::nullopt : std::optional(*deputy);
}

}  // namespace huiying::desk
