#include "board/desk/saved_views.hpp"

#include "board/model/field_fault.hpp"
#include "board/store/database.hpp"
#include "board/store/view_repository.hpp"
#include "text/encoding.hpp"

namespace huiying::desk {
namespace {

using model::SavedView;
using model::ViewReach;
using store::ViewRepository;

constexpr std::size_t kNameCharacters = 30;
constexpr std::size_t kAskedBytes = 2000;

model::Result<void> checked(const model::Staff& staff, const SavedView& view) {
    if (view.name.find_first_not_of(' ') == std::string::npos)
        return model::in_field(model::Errc::empty_text, "name", "请给这个视图起个名字");
    if (text::code_point_count(view.name) > kNameCharacters)
        return model::in_field(model::Errc::text_too_long, "name", "名字请不要超过 30 个字");
    if (view.asked.size() > kAskedBytes)
        return model::in_field(model::Errc::text_too_long, "asked", "筛选条件太多，请减少一些");
    if (view.reach == ViewReach::unit && staff.unit.empty())
        return model::in_field(
            model::Errc::bad_request, "shared", "您不属于任何单位，不能共享给本单位"
        );
    return {};
}

/// An own view; nullopt for all others, which are nobody else's to change.
std::optional<SavedView> own_view(
    store::Connection& connection, const model::Staff& staff, std::int64_t id
) {
    auto view = ViewRepository(connection).find(id);
    return view && view->owner == staff.id ? view : std::nullopt;
}

}  // namespace

std::vector<SavedView> SavedViews::seen_by(const model::Staff& staff) const {
    return uses_.database.read([&](store::Connection& connection) {
        return ViewRepository(connection).seen_by(staff.id, staff.unit);
    });
}

model::Result<SavedView> SavedViews::add(const model::Staff& staff, SavedView view) {
    if (const auto faults = checked(staff, view); faults.has_error())
        return faults.error();
    view.owner = staff.id;
    view.unit = staff.unit;
    return uses_.database.write([&](store::Connection& connection) -> model::Result<SavedView> {
        ViewRepository views(connection);
        if (views.count_of(staff.id) >= kMost)
            return model::in_field(
                model::Errc::bad_request, "name", "最多保存 50 个视图，请先删掉不用的"
            );
        view.id = views.add(view, uses_.clock.now());
        return view;
    });
}

model::Result<SavedView> SavedViews::change(const model::Staff& staff, SavedView view) {
    if (const auto faults = checked(staff, view); faults.has_error())
        return faults.error();
    return uses_.database.write([&](store::Connection& connection) -> model::Result<SavedView> {
        auto own = own_view(connection, staff, view.id);
        if (!own)
            return model::Errc::not_found;
        own->name = view.name;
        own->asked = view.asked;
        own->reach = view.reach;
        own->unit = staff.unit;
        ViewRepository(connection).change(*own);
        return *own;
    });
}

model::Result<void> SavedViews::drop(const model::Staff& staff, std::int64_t id) {
    return uses_.database.write([&](store::Connection& connection) -> model::Result<void> {
        if (!own_view(connection, staff, id))
            return model::Errc::not_found;
        ViewRepository(connection).drop(id);
        return {};
    });
}

}  // namespace huiying::desk
