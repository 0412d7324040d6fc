#include "board/desk/document_notices.hpp"

#include "board/desk/ladder_rules.hpp"
#include "board/desk/town.hpp"
#include "board/store/alarm_repository.hpp"
#include "board/store/people_repository.hpp"

#include <set>

namespace huiying::desk {
namespace {

/// The office's dispatchers and reviewers, and the people of these units.
bool is_told(
    const model::Staff& person, const std::set<std::string>& units, const std::string& lead_unit
) {
    if (!person.active)
        return false;
    const bool is_of_office =
        person.unit == lead_unit && (model::has_role(person, model::Role::dispatcher) ||
                                     model::has_role(person, model::Role::reviewer));
    return is_of_office || (!person.unit.empty() && units.contains(person.unit));
}

void tell(
    store::Connection& connection,
    const TownSnapshot& town,
    const std::set<std::string>& units,
    const store::NoticeRecord& what,
    model::Instant now
) {
    const auto time = notice_time(town, now);
    store::AlarmRepository alarms(connection);
    for (const auto& person : store::PeopleRepository(connection).staff()) {
        if (!is_told(person, units, town.lead_unit()))
            continue;
        auto notice = what;
        notice.staff = person.id;
        notice.send_at = time.send_at;
        notice.window = time.window;
        alarms.add_notice(notice);
    }
}

std::string sync_key(const model::PolicyDocument& document) {
    return "document|" + document.id;
}

}  // namespace

void tell_sync(
    store::Connection& connection,
    const TownSnapshot& town,
    const model::PolicyDocument& document,
    DocumentSync sync,
    model::Instant now
) {
    store::AlarmRepository(connection).settle(sync_key(document), now);
    if (sync == DocumentSync::in_step)
        return;
    store::NoticeRecord notice;
    notice.key = sync_key(document) + "|" + std::to_string(model::to_unix_ms(now));
    notice.rung = kDocumentOutOfStep;
    notice.text = "《" + document.title + "》" +
                  (sync == DocumentSync::lacks_text ? "的解读已公开，文件正文还没有公开"
                                                    : "已公开，还没有同步公开解读");
    tell(connection, town, {document.unit}, notice, now);
}

void tell_doubts(
    store::Connection& connection,
    const TownSnapshot& town,
    const std::string& reason,
    const std::vector<model::DependentEntry>& entries,
    model::Instant now
) {
    if (entries.empty())
        return;
    std::set<std::string> units;
    for (const auto& entry : entries)
        units.insert(entry.unit);
    store::NoticeRecord notice;
    notice.key = "doubts|" + std::to_string(model::to_unix_ms(now)) + "|" + reason;
    notice.rung = kEntriesInDoubt;
    notice.text =
        reason + "：" + std::to_string(entries.size()) + " 条常见问题待核对，核对前不自动答复";
    tell(connection, town, units, notice, now);
}

}  // namespace huiying::desk
