#include "board/store/catalogue_repository.hpp"

#include "board/store/database.hpp"

namespace huiying::store {
namespace {

/// As item_of() reads them.
const std::string kSelectItems =
    "select id, category, subcategory, name, content, basis, unit, channel, due_kind, "
    "due_workdays, due_month, due_day, due_date, remind_before, person, active, since, version "
    "from catalogue_item";

using model::CatalogueEvent;
using model::KeptItem;

KeptItem item_of(const Cursor& row) {
    KeptItem kept;
    auto& item = kept.item;
    item.id = row.text(0);
    item.category = row.text(1);
    item.subcategory = row.text(2);
    item.name = row.text(3);
    item.content = row.text(4);
    item.basis = row.text(5);
    item.unit = row.text(6);
    item.channel = row.text(7);
    item.period.kind = model::parse_due_kind(row.text(8)).value_or(model::DueKind::event);
    item.period.workdays = static_cast<int>(row.integer(9));
    item.period.month = static_cast<int>(row.integer(10));
    item.period.day = static_cast<int>(row.integer(11));
    item.period.date = row.text(12);
    item.remind_before = static_cast<int>(row.integer(13));
    item.person = row.text(14);
    item.active = row.integer(15) != 0;
    kept.since = row.text(16);
    kept.version = row.integer(17);
    return kept;
}

CatalogueEvent event_of(const Cursor& row) {
    return {
        .id = row.integer(0),
        .item = row.text(1),
        .what = row.text(2),
        .day = row.text(3),
        .dropped = row.text(4)};
}

std::vector<CatalogueEvent> all_of(Cursor row) {
    std::vector<CatalogueEvent> events;
    while (row.next())
        events.push_back(event_of(row));
    return events;
}

}  // namespace

std::vector<KeptItem> CatalogueRepository::items() {
    std::vector<KeptItem> items;
    auto row = connection_.query(kSelectItems + " order by position, id");
    while (row.next())
        items.push_back(item_of(row));
    return items;
}

std::optional<KeptItem> CatalogueRepository::find(const std::string& id) {
    auto row = connection_.query(kSelectItems + " where id = ?", id);
    return row.next() ? std::optional(item_of(row)) : std::nullopt;
}

std::int64_t CatalogueRepository::put(const model::CatalogueItem& item, const std::string& since) {
    const auto before = find(item.id);
    const auto version = before ? before->version + 1 : 1;
    connection_.run(
        "insert into catalogue_item (id, category, subcategory, name, content, basis, unit, "
        "channel, due_kind, due_workdays, due_month, due_day, due_date, remind_before, person, "
        "active, since, version, position) values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, "
        "?12, ?13, ?14, ?15, ?16, ?17, ?18, (select coalesce(max(position), 0) + 1 from "
        "catalogue_item)) on conflict (id) do update set category = excluded.category, "
        "subcategory = excluded.subcategory, name = excluded.name, content = excluded.content, "
        "basis = excluded.basis, unit = excluded.unit, channel = excluded.channel, due_kind = "
        "excluded.due_kind, due_workdays = excluded.due_workdays, due_month = excluded.due_month, "
        "due_day = excluded.due_day, due_date = excluded.due_date, remind_before = "
        "excluded.remind_before, person = excluded.person, active = excluded.active, since = "
        "excluded.since, version = excluded.version",
        item.id,
        item.category,
        item.subcategory,
        item.name,
        item.content,
        item.basis,
        item.unit,
        item.channel,
        model::to_word(item.period.kind),
        item.period.workdays,
        item.period.month,
        item.period.day,
        item.period.date,
        item.remind_before,
        item.person,
        item.active,
        since,
        version
    );
    raise_revision();
    return version;
}

std::vector<CatalogueEvent> CatalogueRepository::open_events() {
    return all_of(connection_.query(
        "select e.id, e.item, e.what, e.day, e.dropped from catalogue_event e where e.dropped = '' "
        "and not exists (select 1 from catalogue_publication p where p.item = e.item and p.state = "
        "'published' and p.cycle = 'event-' || e.id) order by e.id"
    ));
}

std::vector<CatalogueEvent> CatalogueRepository::events_of(const std::string& item) {
    return all_of(connection_.query(
        "select id, item, what, day, dropped from catalogue_event where item = ? order by id", item
    ));
}

std::optional<CatalogueEvent> CatalogueRepository::find_event(std::int64_t id) {
    auto row = connection_.query(
        "select id, item, what, day, dropped from catalogue_event where id = ?", id
    );
    return row.next() ? std::optional(event_of(row)) : std::nullopt;
}

std::int64_t CatalogueRepository::add_event(const CatalogueEvent& event) {
    connection_.run(
        "insert into catalogue_event (item, what, day) values (?, ?, ?)",
        event.item,
        event.what,
        event.day
    );
    const auto id = connection_.last_id();
    raise_revision();
    return id;
}

void CatalogueRepository::drop_event(std::int64_t id, const std::string& reason) {
    connection_.run("update catalogue_event set dropped = ? where id = ?", reason, id);
    raise_revision();
}

void CatalogueRepository::add_deed(const std::string& item, const CatalogueDeed& deed) {
    connection_.run(
        "insert into catalogue_history (item, at, by, event, detail) values (?, ?, ?, ?, ?)",
        item,
        model::to_unix_ms(deed.at),
        deed.by,
        deed.event,
        deed.detail
    );
}

std::vector<CatalogueDeed> CatalogueRepository::deeds(const std::string& item, int most) {
    std::vector<CatalogueDeed> deeds;
    auto row = connection_.query(
        "select at, by, event, detail from catalogue_history where item = ? order by id desc limit "
        "?",
        item,
        most
    );
    while (row.next())
        deeds.push_back({model::from_unix_ms(row.integer(0)), row.text(1), row.text(2), row.text(3)}
        );
    return deeds;
}

bool CatalogueRepository::is_told(const std::string& key) {
    return connection_.query("select 1 from catalogue_told where key = ?", key).next();
}

void CatalogueRepository::forget_told(const std::string& beginning) {
    connection_.run("delete from catalogue_told where substr(key, 1, length(?1)) = ?1", beginning);
}

bool CatalogueRepository::tell(
    const std::string& key, const std::string& item, model::Instant now, int told
) {
    return connection_.run(
               "insert into catalogue_told (key, item, at, told) values (?, ?, ?, ?) on conflict "
               "(key) do nothing",
               key,
               item,
               model::to_unix_ms(now),
               told
           ) == 1;
}

std::int64_t CatalogueRepository::revision() {
    auto row = connection_.query("select value from revision where name = 'catalogue'");
    return row.next() ? row.integer(0) : 0;
}

void CatalogueRepository::raise_revision() {
    connection_.run("update revision set value = value + 1 where name = 'catalogue'");
}

}  // namespace huiying::store
