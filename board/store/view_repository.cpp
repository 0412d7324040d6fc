#include "board/store/view_repository.hpp"

#include "board/store/database.hpp"

namespace huiying::store {
namespace {

using model::SavedView;
using model::ViewReach;

SavedView view_of(const Cursor& row) {
    return {
        row.integer(0),
        {row.integer(1)},
        row.text(2),
        row.text(3),
        row.text(4),
        row.integer(5) != 0 ? ViewReach::unit : ViewReach::own};
}

}  // namespace

std::int64_t ViewRepository::add(const SavedView& view, model::Instant now) {
    connection_.run(
        "insert into saved_view (staff, unit, name, asked, shared, created_at) values (?, ?, ?, ?, "
        "?, ?)",
        view.owner.value,
        view.unit,
        view.name,
        view.asked,
        view.reach == ViewReach::unit,
        model::to_unix_ms(now)
    );
    return connection_.last_id();
}

std::vector<SavedView> ViewRepository::seen_by(model::StaffId staff, const std::string& unit) {
    std::vector<SavedView> views;
    auto own = connection_.query(
        "select id, staff, unit, name, asked, shared from saved_view where staff = ? order by "
        "name, id",
        staff.value
    );
    while (own.next())
        views.push_back(view_of(own));
    if (unit.empty())
        return views;
    auto shared = connection_.query(
        "select id, staff, unit, name, asked, shared from saved_view where shared = 1 and unit = ? "
        "and staff <> ? order by name, id limit ?",
        unit,
        staff.value,
        kMostShared
    );
    while (shared.next())
        views.push_back(view_of(shared));
    return views;
}

std::optional<SavedView> ViewRepository::find(std::int64_t id) {
    auto row = connection_.query(
        "select id, staff, unit, name, asked, shared from saved_view where id = ?", id
    );
    if (!row.next())
        return std::nullopt;
    return view_of(row);
}

int ViewRepository::count_of(model::StaffId owner) {
    auto row = connection_.query("select count(*) from saved_view where staff = ?", owner.value);
    return row.next() ? static_cast<int>(row.integer(0)) : 0;
}

void ViewRepository::change(const SavedView& view) {
    connection_.run(
        "update saved_view set unit = ?, name = ?, asked = ?, shared = ? where id = ?",
        view.unit,
        view.name,
        view.asked,
        view.reach == ViewReach::unit,
        view.id
    );
}

void ViewRepository::drop(std::int64_t id) {
    connection_.run("delete from saved_view where id = ?", id);
}

}  // namespace huiying::store
