#include "board/desk/faq_keeping.hpp"

#include "board/desk/faq_fields.hpp"
#include "board/desk/sheet_rows.hpp"
#include "board/knowledge/standing.hpp"
#include "board/store/database.hpp"
#include "board/store/directory_repository.hpp"
#include "board/store/faq_use_repository.hpp"
#include "board/store/people_repository.hpp"

namespace huiying::desk {
namespace {

using store::Connection;
using store::DirectoryRepository;

}  // namespace

std::optional<FaqTrouble> FaqKeeping::wrong_field(const model::FaqEntry& entry) const {
    return wrong_in(tidy(entry), *town_.snapshot());
}

model::Result<void> FaqKeeping::put(const model::FaqEntry& entry, const std::string& by) {
    if (wrong_field(entry))
        return model::Errc::bad_request;
    database_.write([&](Connection& connection) {
        DirectoryRepository(connection).put(tidy(entry), by, clock_.now());
        store::PeopleRepository(connection).add_audit(clock_.now(), by, "put_faq", entry.id, "");
    });
    town_.refresh();
    return {};
}

FaqImportReport FaqKeeping::import(
    const FaqFile& file, const FaqImportWanted& wanted, const std::string& by
) {
    const auto town = town_.snapshot();
    const auto report = database_.write([&](Connection& connection) {
        DirectoryRepository directory(connection);
        const auto present = directory.faq_entries();
        FaqPlan plan(present, *town, wanted);
        FaqImportReport made{.is_written = false, .lines = {}, .ignored = file.ignored};
        for (const auto& line : file.lines)
            made.lines.push_back(plan.take(line));
        if (wanted.is_trial || (wanted.all_or_none && made.has_trouble()))
            return made;
        for (const auto& entry : plan.to_write())
            directory.put(entry, by, clock_.now());
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
        std::vector<FaqItem> items;
        for (const auto& entry : town->faq_entries())
            items.push_back(
                {entry,
                 std::string(knowledge::to_word(knowledge::standing_at(entry, now))),
                 counts[entry.id],
                 std::move(dependents[entry.id])}
            );
        return items;
    });
}

std::string FaqKeeping::exported(SheetForm form) const {
    const auto town = town_.snapshot();
    return file_of_rows(form, faq_rows(town->faq_entries(), *town), "常见问题");
}

}  // namespace huiying::desk
