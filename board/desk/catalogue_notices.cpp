#include "board/desk/catalogue_notices.hpp"

#include "board/desk/ladder_rules.hpp"
#include "board/store/alarm_repository.hpp"

#include <algorithm>
#include <array>

namespace huiying::desk {
namespace {

using model::Role;
using model::Staff;

bool is_one_of(const Staff& staff, std::initializer_list<Role> roles) {
    return std::any_of(roles.begin(), roles.end(), [&](Role role) {
        return model::has_role(staff, role);
    });
}

void add(std::vector<CatalogueTold>& told, const Colleagues& colleagues, const Staff& person) {
    const auto deputy = colleagues.deputy_of(person.id);
    const CatalogueTold one{
        deputy ? deputy->id : person.id, deputy ? std::optional(person.id) : std::nullopt};
    const bool is_told = std::any_of(told.begin(), told.end(), [&](const CatalogueTold& other) {
        return other.staff == one.staff;
    });
    if (!is_told)
        told.push_back(one);
}

template <class Wanted>
std::vector<CatalogueTold> all_who(const Colleagues& colleagues, Wanted wanted) {
    std::vector<CatalogueTold> told;
    for (const auto& person : colleagues.own())
        if (person.active && wanted(person))
            add(told, colleagues, person);
    return told;
}

std::vector<CatalogueTold> dispatchers(const Colleagues& colleagues) {
    return all_who(colleagues, [](const Staff& person) {
        return model::has_role(person, Role::dispatcher);
    });
}

struct Title {
    std::string_view word;
    std::string_view title;
};

constexpr std::array kTitles{
    Title{"catalogue_soon", "公开事项即将到期"},
    Title{"catalogue_today", "公开事项今日到期"},
    Title{"catalogue_overdue", "公开事项已超期"},
    Title{kCatalogueReview, "公开内容待审查"}};

}  // namespace

std::string_view catalogue_notice_title(std::string_view word) {
    const auto* const found = std::find_if(kTitles.begin(), kTitles.end(), [&](const auto& each) {
        return each.word == word;
    });
    return found == kTitles.end() ? std::string_view() : found->title;
}

std::vector<CatalogueTold> publishers_of(
    const model::CatalogueItem& item, const Colleagues& colleagues, WithOffice office
) {
    auto told = all_who(colleagues, [&](const Staff& person) {
        return !item.person.empty() && person.login == item.person;
    });
    if (told.empty())
        told = all_who(colleagues, [&](const Staff& person) {
            return person.unit == item.unit && is_one_of(person, {Role::handler, Role::manager});
        });
    if (office == WithOffice::no && !told.empty())
        return told;
    for (const auto& person : colleagues.own())
        if (person.active && (model::has_role(person, Role::dispatcher) ||
                              (person.unit == item.unit && model::has_role(person, Role::manager))))
            add(told, colleagues, person);
    return told;
}

std::vector<CatalogueTold> reviewers_of(
    const model::CatalogueItem& item, const Colleagues& colleagues, model::StaffId proposer
) {
    auto told = all_who(colleagues, [&](const Staff& person) {
        return person.id != proposer && person.unit == item.unit &&
               is_one_of(person, {Role::reviewer, Role::manager});
    });
    if (told.empty())
        told = dispatchers(colleagues);
    std::erase_if(told, [&](const CatalogueTold& one) { return one.staff == proposer; });
    return told;
}

void tell(
    store::Connection& connection,
    const std::vector<CatalogueTold>& people,
    const CatalogueNotice& notice,
    const TownSnapshot& town,
    model::Instant now
) {
    const auto time = notice_time(town, now);
    store::AlarmRepository alarms(connection);
    for (const auto& one : people)
        alarms.add_notice(
            {.key = notice.key,
             .staff = one.staff,
             .for_staff = one.instead_of,
             .rung = notice.word,
             .text = notice.text,
             .send_at = time.send_at,
             .window = time.window}
        );
}

}  // namespace huiying::desk
