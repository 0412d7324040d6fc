#include "board/store/said_index.hpp"

#include "board/store/database.hpp"
#include "text/encoding.hpp"
#include "text/masking.hpp"
#include "text/tokens.hpp"

#include <algorithm>
#include <string_view>

namespace huiying::store {
namespace {

/// Characters that are indexed; a longer text is found by its beginning.
constexpr std::size_t kSaidCharacters = 4000;

enum class Said { reply, note };

struct SaidRow {
    model::TicketId ticket;
    std::int64_t id = 0;
    Said said = Said::reply;
};

bool is_restricted_ticket(Connection& connection, model::TicketId ticket) {
    auto row = connection.query("select restricted from ticket where id = ?", ticket.value);
    return row.next() && row.integer(0) != 0;
}

std::int64_t row_of(const SaidRow& row) {
    return first_said_of(row.ticket.value) + row.id * 2 + (row.said == Said::note ? 1 : 0);
}

std::string tokens_of_said(const std::string& text, bool restricted) {
    const std::string shown(text::truncate(text, kSaidCharacters));
    return text::index_tokens(restricted ? text::mask_personal(shown).text : shown);
}

void index_said(Connection& connection, const SaidRow& row, const std::string& text) {
    connection.run(
        "insert into said_text (rowid, tokens) values (?, ?)",
        row_of(row),
        tokens_of_said(text, is_restricted_ticket(connection, row.ticket))
    );
}

struct Source {
    std::string_view name;
    Said said;
    std::string_view rows;  ///< id, ticket, text of ids from ?1 to ?2; text null: not to be indexed
};

constexpr Source kReplies{
    "reply",
    Said::reply,
    "select id, ticket, text from reply where id between ? and ? order by id"};
constexpr Source kNotes{
    "note",
    Said::note,
    "select id, ticket, case when event = 'noted' then detail end from history where id between ? "
    "and ? order by id"};

int fill_from(Connection& connection, const Source& source, int rows) {
    std::int64_t next = 0;
    std::int64_t last = -1;
    {
        auto backlog = connection.query(
            "select next_id, last_id from said_backlog where source = ?", source.name
        );
        if (!backlog.next())
            return 0;
        next = backlog.integer(0);
        last = std::min(backlog.integer(1), next + rows - 1);
    }
    auto row = connection.query(source.rows, next, last);
    while (row.next())
        if (!row.is_null(2))
            index_said(connection, {{row.integer(1)}, row.integer(0), source.said}, row.text(2));
    connection.run("update said_backlog set next_id = ? where source = ?", last + 1, source.name);
    connection.run("delete from said_backlog where source = ? and next_id > last_id", source.name);
    return static_cast<int>(last - next + 1);
}

}  // namespace

void index_reply(
    Connection& connection, model::TicketId ticket, std::int64_t reply, const std::string& text
) {
    index_said(connection, {ticket, reply, Said::reply}, text);
}

void index_note(
    Connection& connection, model::TicketId ticket, std::int64_t history, const std::string& text
) {
    index_said(connection, {ticket, history, Said::note}, text);
}

void index_said_anew(Connection& connection, model::TicketId ticket, bool restricted) {
    const auto anew = [&](std::string_view sql, std::string_view source, Said said) {
        auto row = connection.query(sql, ticket.value, source);
        while (row.next()) {
            const auto id = row_of({ticket, row.integer(0), said});
            const auto text = row.text(1);
            // The index keeps no text: what is taken out is told to it.
            connection.run(
                "insert into said_text (said_text, rowid, tokens) values ('delete', ?, ?)",
                id,
                tokens_of_said(text, !restricted)
            );
            connection.run(
                "insert into said_text (rowid, tokens) values (?, ?)",
                id,
                tokens_of_said(text, restricted)
            );
        }
    };
    // What housekeeping has not reached yet will be indexed as it is then.
    anew(
        "select id, text from reply where ticket = ? and not exists (select 1 from said_backlog b"
        " where b.source = ? and id between b.next_id and b.last_id)",
        kReplies.name,
        Said::reply
    );
    anew(
        "select id, detail from history where ticket = ? and event = 'noted' and not exists"
        " (select 1 from said_backlog b where b.source = ? and id between b.next_id and b.last_id)",
        kNotes.name,
        Said::note
    );
}

int fill_said_index(Connection& connection, int rows) {
    const int replies = fill_from(connection, kReplies, rows);
    return replies > 0 ? replies : fill_from(connection, kNotes, rows);
}

}  // namespace huiying::store
