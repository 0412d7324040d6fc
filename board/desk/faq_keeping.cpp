#include "board/desk/faq_keeping.hpp"

#include "board/desk/document_doubts.hpp"
#include "board/desk/faq_check.hpp"
#include "board/desk/faq_fields.hpp"
#include "board/desk/sheet_rows.hpp"
#include "board/knowledge/standing.hpp"
#include "board/store/database.hpp"
#include "board/store/directory_repository.hpp"
#include "board/store/faq_use_repository.hpp"
#include "board/store/faq_version_repository.hpp"
#include "board/store/people_repository.hpp"
#include "board/store/policy_links.hpp"

#include <algorithm>

namespace huiying::desk {
namespace {

using store::Connection;
using store::DirectoryRepository;
using store::FaqVersionRepository;

std::int64_t version_in(
    const std::map<std::string, std::int64_t>& versions, const std::string& id
) {
    const auto found = versions.find(id);
    return found == versions.end() ? 0 : found->second;
}

std::string who_was_first(Connection& connection, const std::optional<store::FaqVersion>& present) {
    if (!present)
        return "这一条已经不在";
    const auto staff = store::PeopleRepository(connection).find_staff(present->by);
    return (staff ? staff->staff.name : present->by) + "先改过了，现在是第 " +
           std::to_string(present->version) + " 版";
}

}  // namespace

FaqKept FaqKeeping::put(
    const model::FaqEntry& entry, const std::string& by, std::optional<std::int64_t> seen
) {
    return keep(tidy(entry), by, seen, "");
}

FaqKept FaqKeeping::keep(
    const model::FaqEntry& entry,
    const std::string& by,
    std::optional<std::int64_t> seen,
    const std::string& note
) {
    if (auto wrong = wrong_in(entry, *town_.snapshot()))
        return FaqRefused{model::Errc::bad_request, std::move(*wrong)};
    auto kept = database_.write([&](Connection& connection) -> FaqKept {
        FaqVersionRepository versions(connection);
        const auto present = versions.latest(entry.id);
        const auto last = versions.find(entry.id, present);
        if (last && last->entry == entry)
            return present;
        if (seen && *seen != present)
            return FaqRefused{
                model::Errc::version_conflict, {"version", who_was_first(connection, last)}};
        DirectoryRepository(connection).put(entry, by, clock_.now(), note);
        settle_changed(connection, last ? &last->entry : nullptr, entry, by, clock_.now());
        store::PeopleRepository(connection).add_audit(clock_.now(), by, "put_faq", entry.id, note);
        return present + 1;
    });
    town_.refresh();
    return kept;
}

std::vector<FaqPast> FaqKeeping::versions(const std::string& id) const {
    const auto versions = database_.read([&](Connection& connection) {
        return FaqVersionRepository(connection).of(id);
    });
    std::vector<FaqPast> pasts;
    for (std::size_t i = 0; i < versions.size(); ++i) {
        const auto& each = versions[i];
        pasts.push_back({each.version, each.at, each.by, each.note, each.entry, {}});
        if (i + 1 < versions.size())
            pasts.back().changed = changed_fields(each.entry, versions[i + 1].entry);
    }
    return pasts;
}

FaqKept FaqKeeping::restore(
    const std::string& id, std::int64_t version, std::int64_t seen, const std::string& by
) {
    const auto old = database_.read([&](Connection& connection) {
        return FaqVersionRepository(connection).find(id, version);
    });
    if (!old)
        return FaqRefused{model::Errc::not_found, {"version", "没有这一版"}};
    return keep(tidy(old->entry), by, seen, "恢复第 " + std::to_string(version) + " 版");
}

FaqImportReport FaqKeeping::import(
    const FaqFile& file, const FaqImportWanted& wanted, const std::string& by
) {
    const auto town = town_.snapshot();
    auto report = database_.write([&](Connection& connection) {
        DirectoryRepository directory(connection);
        const auto present = directory.faq_entries();
        FaqPlan plan(present, *town, wanted, clock_.now());
        FaqImportReport made{.is_written = false, .lines = {}, .ignored = file.ignored};
        for (const auto& line : file.lines)
            made.lines.push_back(plan.take(line));
        if (wanted.is_trial || (wanted.all_or_none && made.has_trouble()))
            return made;
        for (const auto& entry : plan.to_write()) {
            const auto before = std::find_if(present.begin(), present.end(), [&](const auto& each) {
                return each.id == entry.id;
            });
            directory.put(entry, by, clock_.now(), "导入");
            settle_changed(
                connection, before == present.end() ? nullptr : &*before, entry, by, clock_.now()
            );
        }
        if (!plan.to_write().empty())
            store::PeopleRepository(connection)
                .add_audit(
                    clock_.now(), by, "import_faq", std::to_string(plan.to_write().size()), ""
                );
        made.is_written = true;
        return made;
    });
    town_.refresh();
    return report;
}

std::vector<FaqItem> FaqKeeping::items() const {
    const auto town = town_.snapshot();
    const auto now = clock_.now();
    return database_.read([&](Connection& connection) {
        store::FaqUseRepository uses(connection);
        auto counts = uses.counts();
        auto dependents = uses.dependents();
        auto doubts = store::PolicyLinks(connection).doubts();
        const auto versions = FaqVersionRepository(connection).latest_of_all();
        std::vector<FaqItem> items;
        for (const auto& entry : town->faq_entries())
            items.push_back(
                {entry,
                 version_in(versions, entry.id),
                 std::string(knowledge::to_word(knowledge::standing_at(entry, now))),
                 counts[entry.id],
                 std::move(dependents[entry.id]),
                 std::move(doubts[entry.id])}
            );
        return items;
    });
}

std::string FaqKeeping::exported(SheetForm form) const {
    const auto town = town_.snapshot();
    return file_of_rows(form, faq_rows(town->faq_entries(), *town), "常见问题");
}

void FaqKeeping::note_export(const std::string& by) {
    const auto now = clock_.now();
    database_.write([&](Connection& connection) {
        store::PeopleRepository(connection).add_audit(now, by, "export_faq", "", "");
    });
}

}  // namespace huiying::desk
