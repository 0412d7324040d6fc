#include "board/desk/stand_in_people.hpp"

#include "board/store/people_repository.hpp"

namespace huiying::desk {

bool may_arrange(
    const model::Staff& staff, const model::Staff& person, const std::string& lead_unit
) {
    if (staff.id == person.id || model::has_role(staff, model::Role::administrator))
        return true;
    const bool over = staff.unit == person.unit || staff.unit == lead_unit;
    return model::has_role(staff, model::Role::manager) && over && !staff.unit.empty();
}

MoveRefused wrong_field(std::string_view field, std::string_view words) {
    return MoveRefused(model::in_field(model::Errc::bad_request, field, words));
}

model::Staff person_of(store::PeopleRepository& people, const std::string& login) {
    const auto record = people.find_staff(login);
    if (!record)
        throw MoveRefused(model::Errc::not_found);
    return record->staff;
}

}  // namespace huiying::desk
