#include "board/store/talk_repository.hpp"

#include "board/model/ticket_state.hpp"
#include "board/store/database.hpp"

#include <algorithm>

namespace huiying::store {
namespace {

constexpr std::string_view kColumns =
    "id, key, channel, account, sender, at, said_by, text, number";

SpokenLine line_of(const Cursor& row) {
    SpokenLine line;
    line.id = row.integer(0);
    line.key = row.text(1);
    line.talk = {row.text(2), row.text(3), row.text(4)};
    line.at = model::from_unix_ms(row.integer(5));
    line.said_by = row.text(6);
    line.text = row.text(7);
    line.number = row.text(8);
    return line;
}

/// "'handling','in_review'": the states that are open, as SQL.
std::string open_states() {
    std::string list;
    for (const auto state : model::all_ticket_states())
        if (model::is_open(state))
            list += (list.empty() ? "'" : ",'") + std::string(model::to_word(state)) + "'";
    return list;
}

std::string select(std::string_view rest) {
    return "select " + std::string(kColumns) + " from talk_line where " + std::string(rest);
}

}  // namespace

bool TalkRepository::add(const SpokenLine& line) {
    return connection_.run(
               "insert into talk_line (key, channel, account, sender, at, said_by, text, number)"
               " values (?, ?, ?, ?, ?, ?, ?, ?) on conflict (key) do nothing",
               line.key,
               line.talk.channel,
               line.talk.account,
               line.talk.sender,
               model::to_unix_ms(line.at),
               line.said_by,
               line.text,
               line.number
           ) == 1;
}

bool TalkRepository::has(const std::string& key) {
    return connection_.query("select 1 from talk_line where key = ?", key).next();
}

std::vector<SpokenLine> TalkRepository::lines_of(
    const TalkKey& talk, std::int64_t after, int limit
) {
    static const std::string kSql =
        select("channel = ? and account = ? and sender = ? and id > ? order by id desc limit ?");
    std::vector<SpokenLine> lines;
    auto row = connection_.query(kSql, talk.channel, talk.account, talk.sender, after, limit);
    while (row.next())
        lines.push_back(line_of(row));
    std::reverse(lines.begin(), lines.end());
    return lines;
}

std::vector<SpokenLine> TalkRepository::lines_after(
    const std::string& channel, std::int64_t after, int limit
) {
    static const std::string kSql = select("id > ? and channel = ? order by id limit ?");
    std::vector<SpokenLine> lines;
    auto row = connection_.query(kSql, after, channel, limit);
    while (row.next())
        lines.push_back(line_of(row));
    return lines;
}

std::int64_t TalkRepository::last_id() {
    auto row = connection_.query("select coalesce(max(id), 0) from talk_line");
    return row.next() ? row.integer(0) : 0;
}

int TalkRepository::forget(model::Instant before, int limit) {
    static const std::string kSql =
        "delete from talk_line where id in (select l.id from talk_line l left join ticket t on "
        "l.number <> '' and t.number = l.number where l.at < ? and l.id < (select max(id) from "
        "talk_line) and (t.id is null or t.state not in (" +
        open_states() + ")) order by l.at limit ?)";
    return connection_.run(kSql, model::to_unix_ms(before), limit);
}

void TalkRepository::own(const TalkKey& talk, const std::string& login, model::Instant until) {
    connection_.run(
        "insert or replace into talk_owner (channel, account, sender, login, until)"
        " values (?, ?, ?, ?, ?)",
        talk.channel,
        talk.account,
        talk.sender,
        login,
        model::to_unix_ms(until)
    );
}

void TalkRepository::release(const TalkKey& talk) {
    connection_.run(
        "delete from talk_owner where channel = ? and account = ? and sender = ?",
        talk.channel,
        talk.account,
        talk.sender
    );
}

bool TalkRepository::is_owned(const TalkKey& talk, model::Instant now) {
    return connection_
        .query(
            "select 1 from talk_owner where channel = ? and account = ? and sender = ?"
            " and until > ?",
            talk.channel,
            talk.account,
            talk.sender,
            model::to_unix_ms(now)
        )
        .next();
}

std::optional<TalkTicket> TalkRepository::ticket_of(
    const TalkKey& talk, const std::string& number
) {
    auto row = connection_.query(
        "select t.number, t.state, t.replied_at is not null,"
        " coalesce((select c.grade from course c where c.ticket = t.id), '') <> ''"
        " from ticket t where t.channel = ? and t.account = ? and t.sender = ? and t.sender <> ''"
        " order by t.number = ? desc, t.id desc limit 1",
        talk.channel,
        talk.account,
        talk.sender,
        number
    );
    if (!row.next())
        return std::nullopt;
    return TalkTicket{row.text(0), row.text(1), row.integer(2) != 0, row.integer(3) != 0};
}

}  // namespace huiying::store
