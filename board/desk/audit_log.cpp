#include "board/desk/audit_log.hpp"

#include "board/desk/audit_words.hpp"
#include "board/desk/sheet_rows.hpp"
#include "board/model/ticket_number.hpp"
#include "board/store/audit_repository.hpp"
#include "board/store/database.hpp"
#include "board/store/people_repository.hpp"
#include "text/encoding.hpp"
#include "text/masking.hpp"

#include <algorithm>
#include <map>

namespace huiying::desk {
namespace {

using model::Result;
using store::AuditFilter;
using Names = std::map<std::string, std::string, std::less<>>;

constexpr int kExportPage = 1000;

std::string_view word_of(AuditSubject subject) {
    for (const auto& row : audit_subjects())
        if (row.subject == subject)
            return row.word;
    return {};
}

/// What somebody typed may be cut in the middle of a character.
std::string shown(const std::string& text) {
    return text::mask_personal(text::is_valid_text(text) ? text : std::string("（无法显示）")).text;
}

AuditEntry entry_of(const store::AuditRow& row, const Names& names) {
    const auto subject = audit_subject_of(row.action);
    const auto name = names.find(row.actor);
    AuditEntry entry;
    entry.id = row.id;
    entry.at = row.at;
    entry.who = row.actor;
    entry.who_name = name == names.end() ? std::string() : name->second;
    entry.action = row.action;
    entry.action_name = audit_name_of(row.action);
    entry.subject = word_of(subject);
    // What was typed as a login may be anything; a number of a ticket looks like one of a card.
    entry.object = subject == AuditSubject::logins ? shown(row.object) : row.object;
    if (subject != AuditSubject::tickets)
        entry.detail = shown(row.detail);
    return entry;
}

Names names_of(store::Connection& connection) {
    Names names;
    for (const auto& staff : store::PeopleRepository(connection).staff())
        names.emplace(staff.login, staff.name);
    return names;
}

Result<AuditFilter> filter_of(const model::Staff& staff, const AuditAsked& asked) {
    AuditFilter filter;
    filter.actor = asked.who;
    filter.object = model::canonical_number(asked.ticket).value_or(asked.ticket);
    filter.never_accused = staff.unit;
    filter.after = asked.after;
    filter.limit = std::clamp(asked.limit, 1, kExportPage);
    if (asked.from)
        filter.from = model::at_local(*asked.from, {});
    if (asked.to)
        filter.before = model::at_local(*asked.to, std::chrono::hours{24});
    if (filter.from && filter.before && *filter.from >= *filter.before)
        return model::Errc::bad_request;
    if (asked.subject.empty())
        return filter;
    const auto subject = parse_audit_subject(asked.subject);
    if (!subject)
        return model::Errc::bad_request;
    filter.actions = audit_actions_of(*subject);
    filter.which = *subject == AuditSubject::tickets ? AuditFilter::Actions::all_but_these
                                                     : AuditFilter::Actions::these;
    return filter;
}

sheets::Row cells_of(const AuditEntry& entry, std::size_t line) {
    const auto at = model::to_rfc3339(entry.at);
    return {
        line,
        {std::to_string(entry.id),
         at,
         entry.who,
         entry.who_name,
         entry.action_name,
         entry.action,
         entry.object,
         entry.detail}};
}

sheets::Rows sheet_of(const std::vector<AuditEntry>& entries) {
    sheets::Rows rows;
    rows.reserve(entries.size() + 1);
    rows.push_back({1, {"序号", "时间", "登录名", "姓名", "做了什么", "代码", "对象", "说明"}});
    for (const auto& entry : entries)
        rows.push_back(cells_of(entry, rows.size() + 1));
    return rows;
}

/// What was taken along, in the words of the filter; not which ticket was looked for: who reads the
/// row may not know of it.
std::string said_of(const AuditAsked& asked, std::size_t rows) {
    std::string said = std::to_string(rows);
    for (const auto& part : {asked.who, asked.subject})
        if (!part.empty())
            said += " " + part;
    if (!asked.ticket.empty())
        said += " object";
    if (asked.from)
        said += " " + model::to_iso(*asked.from) + "/";
    if (asked.to)
        said += " /" + model::to_iso(*asked.to);
    return said;
}

}  // namespace

std::vector<std::pair<std::string, std::string>> AuditLog::subjects() {
    std::vector<std::pair<std::string, std::string>> all;
    all.reserve(audit_subjects().size());
    for (const auto& row : audit_subjects())
        all.emplace_back(row.word, row.name);
    return all;
}

Result<AuditList> AuditLog::page(const model::Staff& staff, const AuditAsked& asked) const {
    const auto filter = filter_of(staff, asked);
    if (filter.has_error())
        return filter.error();
    return database_.read([&](store::Connection& connection) {
        const auto names = names_of(connection);
        auto found = store::AuditRepository(connection).page(*filter);
        AuditList list;
        list.next = std::move(found.next);
        list.items.reserve(found.rows.size());
        for (const auto& row : found.rows)
            list.items.push_back(entry_of(row, names));
        return list;
    });
}

Result<std::string> AuditLog::file(
    const model::Staff& staff, const AuditAsked& asked, SheetForm form
) {
    std::vector<AuditEntry> entries;
    auto part = asked;
    part.limit = kExportPage;
    part.after.clear();
    do {
        auto list = page(staff, part);
        if (list.has_error())
            return list.error();
        std::move(list->items.begin(), list->items.end(), std::back_inserter(entries));
        part.after = list->next;
    } while (!part.after.empty() && entries.size() < kMostExported);
    const auto now = clock_.now();
    database_.write([&](store::Connection& connection) {
        store::PeopleRepository(connection)
            .add_audit(now, staff.login, "export_audit", "", said_of(asked, entries.size()));
    });
    return file_of_rows(form, sheet_of(entries), "审计日志");
}

AuditVerdict AuditLog::verify(const std::string& seen) const {
    const auto chain = database_.read([&](store::Connection& connection) {
        return store::AuditRepository(connection).check(seen);
    });
    return {chain.rows, chain.broken_at, chain.head, chain.has_seen};
}

}  // namespace huiying::desk
