#include "board/desk/catalogue.hpp"

#include "board/desk/catalogue_access.hpp"
#include "board/desk/catalogue_cycles.hpp"
#include "board/desk/catalogue_fields.hpp"
#include "board/desk/catalogue_period.hpp"
#include "board/store/catalogue_publication_repository.hpp"
#include "board/store/catalogue_repository.hpp"
#include "board/store/database.hpp"
#include "board/store/people_repository.hpp"
#include "text/encoding.hpp"

#include <algorithm>
#include <map>

namespace huiying::desk {
namespace {

using model::CatalogueItem;
using model::Errc;
using store::CataloguePublicationRepository;
using store::CatalogueRepository;
using store::Connection;

constexpr int kHistoryShown = 200;
constexpr int kPublicationsShown = 100;
constexpr std::size_t kMostWhat = 200;

CatalogueRefused refused(Errc errc, std::string field, std::string words) {
    return {errc, {std::move(field), std::move(words)}};
}

OpenCycle shown_cycle(const CatalogueCycle& cycle) {
    return {
        .key = cycle.key,
        .name = cycle.name,
        .due = cycle.due ? model::to_iso(*cycle.due) : std::string(),
        .provisional = cycle.provisional,
        .reason = cycle.reason,
        .standing = std::string(to_word(cycle.standing))};
}

/// What all rows are made from.
struct Catalogued {
    std::vector<model::KeptItem> items;
    std::map<std::string, std::vector<model::CatalogueEvent>> events;
    std::map<std::string, store::CatalogueDone> done;
    std::map<std::string, std::string> names;  ///< of people, by login
};

Catalogued read_all(Connection& connection) {
    CatalogueRepository catalogue(connection);
    Catalogued all{catalogue.items(), {}, {}, {}};
    for (auto& event : catalogue.open_events())
        all.events[event.item].push_back(std::move(event));
    all.done = CataloguePublicationRepository(connection).done_of_all();
    for (auto& person : store::PeopleRepository(connection).staff())
        all.names.emplace(person.login, person.name);
    return all;
}

CatalogueRow row_of(
    const model::KeptItem& kept, Catalogued& all, const TownSnapshot& town, model::Date today
) {
    const auto& item = kept.item;
    auto& done = all.done[item.id];
    CatalogueRow row{
        .item = item,
        .version = kept.version,
        .unit_name = town.unit_name(item.unit),
        .person_name = item.person.empty() ? "" : all.names[item.person],
        .period = period_words(item.period),
        .standing = "none",
        .waiting = done.waiting};
    for (const auto& cycle :
         open_cycles({kept, all.events[item.id], done.cycles}, town.calendar(), today))
        row.open.push_back(shown_cycle(cycle));
    if (!row.open.empty())
        row.standing = row.open.front().standing;
    if (done.last)
        row.last = LastPublished{
            done.last->id,
            done.last->title,
            done.last->link,
            done.last->published_at.value_or(done.last->proposed_at)};
    return row;
}

/// The fields that were changed, in words.
std::string change_words(const CatalogueItem& item, const std::optional<model::KeptItem>& before) {
    if (!before)
        return "添加";
    std::string words;
    for (const auto& field : changed_fields(item, before->item))
        words += (words.empty() ? "改了" : "、") + title_of_catalogue(field);
    return words;
}

}  // namespace

std::vector<CatalogueRow> Catalogue::all_rows(const model::Staff* staff) const {
    const auto town = town_.snapshot();
    const auto today = model::local_date(clock_.now());
    auto all = database_.read(&read_all);
    std::vector<CatalogueRow> rows;
    rows.reserve(all.items.size());
    for (const auto& kept : all.items) {
        rows.push_back(row_of(kept, all, *town, today));
        if (staff == nullptr)
            continue;
        rows.back().may_work = may_work_on(*staff, kept.item, *town);
        rows.back().may_review = may_review(*staff, kept.item, *town);
    }
    return rows;
}

std::vector<CatalogueRow> Catalogue::rows(const model::Staff& staff) const {
    return all_rows(&staff);
}

std::variant<std::int64_t, CatalogueRefused> Catalogue::put(
    const CatalogueItem& item, const model::Staff& staff, std::int64_t seen
) {
    if (!keeps_catalogue(staff))
        return refused(Errc::forbidden, "", "");
    const auto kept = tidy(item);
    const auto town = town_.snapshot();
    const auto now = clock_.now();
    const auto today = model::to_iso(model::local_date(now));
    return database_.write(
        [&](Connection& connection) -> std::variant<std::int64_t, CatalogueRefused> {
            if (auto wrong = wrong_in(kept, *town, store::PeopleRepository(connection).staff()))
                return CatalogueRefused{Errc::bad_request, std::move(*wrong)};
            CatalogueRepository catalogue(connection);
            const auto before = catalogue.find(kept.id);
            if (before && before->item == kept)
                return before->version;
            if ((before ? before->version : 0) != seen)
                return refused(Errc::version_conflict, "version", "别人先改过了这一项");
            const bool counts_on =
                before && before->item.period == kept.period && before->item.active;
            const auto version = catalogue.put(kept, counts_on ? before->since : today);
            catalogue.add_deed(kept.id, {now, staff.login, "put", change_words(kept, before)});
            store::PeopleRepository(connection)
                .add_audit(now, staff.login, "put_catalogue_item", kept.id, kept.name);
            return version;
        }
    );
}

std::variant<std::int64_t, CatalogueRefused> Catalogue::start(
    const model::CatalogueEvent& event, const model::Staff& staff
) {
    const std::string what(text::trim(event.what));
    if (what.empty() || text::code_point_count(what) > kMostWhat)
        return refused(Errc::bad_request, "what", "写明发生了什么，最多200个字");
    const auto now = clock_.now();
    const auto day = model::parse_iso_date(event.day);
    if (!day || *day > model::local_date(now))
        return refused(Errc::bad_request, "day", "日期应为 2026-01-31 的形式，不晚于今天");
    const auto town = town_.snapshot();
    return database_.write(
        [&](Connection& connection) -> std::variant<std::int64_t, CatalogueRefused> {
            CatalogueRepository catalogue(connection);
            const auto kept = catalogue.find(event.item);
            if (!kept || !kept->item.active)
                return refused(Errc::not_found, "", "");
            if (!may_work_on(staff, kept->item, *town))
                return refused(Errc::forbidden, "", "");
            if (kept->item.period.kind != model::DueKind::event)
                return refused(Errc::bad_request, "what", "这一项按日期到期，不从事件起算");
            const auto id = catalogue.add_event({0, event.item, what, event.day, ""});
            catalogue.add_deed(event.item, {now, staff.login, "event", what + "，" + event.day});
            return id;
        }
    );
}

std::optional<CatalogueRefused> Catalogue::drop(
    std::int64_t event, const std::string& reason, const model::Staff& staff
) {
    const std::string why(text::trim(reason));
    if (why.empty() || text::code_point_count(why) > kMostWhat)
        return refused(Errc::bad_request, "reason", "写明为什么不用公开，最多200个字");
    const auto town = town_.snapshot();
    const auto now = clock_.now();
    return database_.write([&](Connection& connection) -> std::optional<CatalogueRefused> {
        CatalogueRepository catalogue(connection);
        const auto found = catalogue.find_event(event);
        const auto kept = found ? catalogue.find(found->item) : std::nullopt;
        if (!kept)
            return refused(Errc::not_found, "", "");
        if (!may_review(staff, kept->item, *town))
            return refused(Errc::forbidden, "", "");
        const auto done = CataloguePublicationRepository(connection).done_of_all();
        const auto of = done.find(found->item);
        if (!found->dropped.empty() ||
            (of != done.end() && of->second.cycles.contains(event_key(event))))
            return refused(Errc::move_not_allowed, "", "已经公开，或已经注明不用公开");
        catalogue.drop_event(event, why);
        catalogue.add_deed(
            found->item, {now, staff.login, "event_dropped", found->what + "不用公开：" + why}
        );
        store::PeopleRepository(connection)
            .add_audit(now, staff.login, "drop_catalogue_event", found->item, why);
        return std::nullopt;
    });
}

std::vector<CatalogueHistoryLine> Catalogue::history(const std::string& item) const {
    return database_.read([&](Connection& connection) {
        std::map<std::string, std::string> names;
        for (auto& person : store::PeopleRepository(connection).staff())
            names.emplace(person.login, person.name);
        std::vector<CatalogueHistoryLine> lines;
        for (auto& deed : CatalogueRepository(connection).deeds(item, kHistoryShown)) {
            const auto name = names.find(deed.by);
            lines.push_back(
                {deed.at, name == names.end() ? deed.by : name->second, deed.event, deed.detail}
            );
        }
        return lines;
    });
}

std::vector<CatalogueRow> Catalogue::shown(const std::string& unit) const {
    auto rows = all_rows(nullptr);
    std::erase_if(rows, [&](const CatalogueRow& row) {
        return !row.item.active || (!unit.empty() && row.item.unit != unit);
    });
    return rows;
}

std::optional<CatalogueRow> Catalogue::shown_item(const std::string& id) const {
    for (auto& row : shown(""))
        if (row.item.id == id)
            return std::move(row);
    return std::nullopt;
}

std::vector<ShownPublication> Catalogue::shown_publications(const std::string& item) const {
    return database_.read([&](Connection& connection) {
        std::vector<ShownPublication> shown;
        for (auto& one : CataloguePublicationRepository(connection).shown(item, kPublicationsShown))
            shown.push_back(
                {std::move(one.title),
                 std::move(one.link),
                 std::move(one.text),
                 one.published_at.value_or(one.proposed_at)}
            );
        return shown;
    });
}

std::string Catalogue::shown_as_csv() const {
    sheets::Rows rows{
        {0,
         {"一级事项",
          "二级事项",
          "公开事项",
          "公开内容",
          "公开依据",
          "责任单位",
          "公开渠道",
          "公开时限",
          "最近公开日期",
          "最近公开标题",
          "链接",
          "下次公开期限"}}};
    for (const auto& row : shown(""))
        rows.push_back(
            {0,
             {row.item.category,
              row.item.subcategory,
              row.item.name,
              row.item.content,
              row.item.basis,
              row.unit_name,
              row.item.channel,
              row.period,
              row.last ? model::to_iso(model::local_date(row.last->at)) : "",
              row.last ? row.last->title : "",
              row.last ? row.last->link : "",
              row.open.empty() ? "" : row.open.front().due}}
        );
    return file_of_rows(SheetForm::csv, rows, "主动公开事项目录");
}

}  // namespace huiying::desk
