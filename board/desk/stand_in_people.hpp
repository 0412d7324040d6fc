// What arranging an absence and handing over share: who may, whom it is about, which field is
// wrong. Private to stand_ins.cpp and handovers.cpp.
#pragma once

#include "board/desk/ticket_move.hpp"
#include "board/model/staff.hpp"

#include <string>
#include <string_view>

namespace huiying::store {
class PeopleRepository;
}

namespace huiying::desk {

/// Code points of a note or a reason.
inline constexpr std::size_t kMostArrangedWords = 500;

/// Whether somebody may arrange who stands in for that person.
bool may_arrange(
    const model::Staff& staff, const model::Staff& person, const std::string& lead_unit
);

/// bad_request, with what stands beside the field.
MoveRefused wrong_field(std::string_view field, std::string_view words);

/// Throws MoveRefused where there is nobody of that login.
model::Staff person_of(store::PeopleRepository& people, const std::string& login);

}  // namespace huiying::desk
