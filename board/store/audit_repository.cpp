#include "board/store/audit_repository.hpp"

#include "board/model/sha256_hex.hpp"
#include "board/store/database.hpp"
#include "board/store/ticket_condition.hpp"

#include <charconv>

namespace huiying::store {
namespace {

/// Every field with its length in front: no two rows read the same.
void take(std::string& bytes, const std::string& field) {
    bytes += std::to_string(field.size()) + ':' + field;
}

std::string chained(const std::string& before, const AuditRow& row) {
    std::string bytes;
    for (const auto& field :
         {before,
          std::to_string(row.id),
          std::to_string(model::to_unix_ms(row.at)),
          row.actor,
          row.action,
          row.object,
          row.detail})
        take(bytes, field);
    return model::sha256_hex(bytes);
}

AuditRow audit_row(const Cursor& cursor) {
    return {
        cursor.integer(0),
        model::from_unix_ms(cursor.integer(1)),
        cursor.text(2),
        cursor.text(3),
        cursor.text(4),
        cursor.text(5),
        cursor.text(6)};
}

Sql audit_condition(const AuditFilter& filter) {
    Sql sql;
    if (!filter.actor.empty())
        sql.add(" and actor = ?", filter.actor);
    if (!filter.object.empty())
        sql.add(" and object = ?", filter.object);
    if (!filter.actions.empty()) {
        sql.add(filter.which == AuditFilter::Actions::these ? " and" : " and not");
        sql.one_of(" action", filter.actions);
    } else if (filter.which == AuditFilter::Actions::these) {
        sql.add(" and 0");
    }
    if (filter.from)
        sql.add(" and at >= ?", model::to_unix_ms(*filter.from));
    if (filter.before)
        sql.add(" and at < ?", model::to_unix_ms(*filter.before));
    if (!filter.never_accused.empty())
        sql.add(
            " and not exists (select 1 from ticket t where t.number = audit.object and"
            " instr(t.accused, ?) > 0)",
            '"' + filter.never_accused + '"'
        );
    if (const auto key = parse_key(filter.after))
        sql.add(" and (at, id) < (?", key->first).add(", ?)", key->second);
    return sql;
}

}  // namespace

void AuditRepository::add(const AuditRow& row) {
    auto made = row;
    std::string before;
    {
        auto last = connection_.query("select id, chain from audit order by id desc limit 1");
        if (last.next()) {
            made.id = last.integer(0);
            before = last.text(1);
        }
    }
    ++made.id;
    connection_.run(
        "insert into audit (id, at, actor, action, object, detail, chain) values (?, ?, ?, ?, ?, "
        "?, ?)",
        made.id,
        model::to_unix_ms(made.at),
        made.actor,
        made.action,
        made.object,
        made.detail,
        chained(before, made)
    );
}

std::int64_t AuditRepository::last_id() {
    auto row = connection_.query("select max(id) from audit");
    return row.next() ? row.integer(0) : 0;
}

AuditPage AuditRepository::page(const AuditFilter& filter) {
    Sql sql{"select id, at, actor, action, object, detail, chain from audit where 1", {}};
    sql.add(audit_condition(filter))
        .add(" order by at desc, id desc limit ?", std::int64_t{filter.limit} + 1);
    AuditPage page;
    page.rows.reserve(static_cast<std::size_t>(filter.limit) + 1);
    auto cursor = query(connection_, sql);
    while (cursor.next())
        page.rows.push_back(audit_row(cursor));
    if (page.rows.size() > static_cast<std::size_t>(filter.limit)) {
        page.rows.pop_back();
        const auto& last = page.rows.back();
        page.next = std::to_string(model::to_unix_ms(last.at)) + "-" + std::to_string(last.id);
    }
    return page;
}

AuditChain AuditRepository::check(const std::string& seen) {
    AuditChain chain;
    auto cursor = connection_.query(
        "select id, at, actor, action, object, detail, chain from audit order by id"
    );
    while (cursor.next()) {
        const auto row = audit_row(cursor);
        ++chain.rows;
        if (row.chain != chained(chain.head, row) && !chain.broken_at)
            chain.broken_at = row.id;
        chain.head = row.chain;
        chain.has_seen = chain.has_seen || (!seen.empty() && row.chain == seen);
    }
    return chain;
}

void chain_audit(Connection& connection) {
    std::vector<AuditRow> rows;
    {
        auto cursor = connection.query(
            "select id, at, actor, action, object, detail, chain from audit order by id"
        );
        while (cursor.next())
            rows.push_back(audit_row(cursor));
    }
    std::string before;
    for (const auto& row : rows) {
        before = chained(before, row);
        connection.run("update audit set chain = ? where id = ?", before, row.id);
    }
}

}  // namespace huiying::store
