// Whom the catalogue tells what, behind the bell. Private to this room.
#pragma once

#include "board/desk/colleagues.hpp"
#include "board/desk/town.hpp"
#include "board/model/catalogue_item.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace huiying::store {
class Connection;
}

namespace huiying::desk {

/// Word of the notice that a text waits for its review.
inline constexpr std::string_view kCatalogueReview = "catalogue_review";

/// "公开事项今日到期"; "" for a word that is not of the catalogue.
[[nodiscard]] std::string_view catalogue_notice_title(std::string_view word);

/// One who is told; where somebody is away, who stands in for them.
struct CatalogueTold {
    model::StaffId staff;
    std::optional<model::StaffId> instead_of;
};

/// Who publishes for the item: the person it names, else the handlers and managers of its unit;
/// with `office` the dispatchers too, and also where there is nobody else.
enum class WithOffice { no, yes };
[[nodiscard]] std::vector<CatalogueTold> publishers_of(
    const model::CatalogueItem& item, const Colleagues& colleagues, WithOffice office
);

/// Who may review what `proposer` has proposed: reviewers and managers of the unit, else the
/// dispatchers.
[[nodiscard]] std::vector<CatalogueTold> reviewers_of(
    const model::CatalogueItem& item, const Colleagues& colleagues, model::StaffId proposer
);

struct CatalogueNotice {
    std::string key;  ///< unique: told once a person
    std::string word;
    std::string text;
};

/// Inside a transaction. In the town's notice hours.
void tell(
    store::Connection& connection,
    const std::vector<CatalogueTold>& people,
    const CatalogueNotice& notice,
    const TownSnapshot& town,
    model::Instant now
);

}  // namespace huiying::desk
