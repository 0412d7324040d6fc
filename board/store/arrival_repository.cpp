#include "board/store/arrival_repository.hpp"

#include "board/store/database.hpp"

namespace huiying::store {
namespace {

using model::from_unix_ms;
using model::to_unix_ms;

DeadLetter letter_of(const Cursor& row) {
    return {
        row.integer(0),
        from_unix_ms(row.integer(1)),
        row.text(2),
        row.text(3),
        row.text(4),
        row.text(5),
        row.text(6)};
}

int count(Connection& connection, std::string_view sql) {
    auto row = connection.query(sql);
    return row.next() ? static_cast<int>(row.integer(0)) : 0;
}

}  // namespace

bool ArrivalRepository::enter_partition(int partition, std::int64_t token) {
    return connection_.run(
               "insert into partition_fence (partition, token) values (?, ?)"
               " on conflict (partition) do update set token = excluded.token where excluded.token "
               ">= token",
               partition,
               token
           ) == 1;
}

std::int64_t ArrivalRepository::fencing_token(int partition) {
    auto row =
        connection_.query("select token from partition_fence where partition = ?", partition);
    return row.next() ? row.integer(0) : 0;
}

std::int64_t ArrivalRepository::add(const DeadLetter& letter) {
    connection_.run(
        "insert into dead_letter (at, channel, account, reason, bytes, state) values (?, ?, ?, ?, "
        "cast(? as blob), ?)",
        to_unix_ms(letter.at),
        letter.channel,
        letter.account,
        letter.reason,
        letter.bytes,
        letter.state
    );
    return connection_.last_id();
}

std::vector<DeadLetter> ArrivalRepository::dead_letters(int limit) {
    std::vector<DeadLetter> letters;
    auto row = connection_.query(
        "select id, at, channel, account, reason, bytes, state from dead_letter"
        " order by state = 'open' desc, id desc limit ?",
        limit
    );
    while (row.next())
        letters.push_back(letter_of(row));
    return letters;
}

std::optional<model::Instant> ArrivalRepository::oldest_open_letter() {
    auto row = connection_.query("select min(at) from dead_letter where state = 'open'");
    if (!row.next() || row.is_null(0))
        return std::nullopt;
    return from_unix_ms(row.integer(0));
}

std::optional<DeadLetter> ArrivalRepository::dead_letter(std::int64_t id) {
    auto row = connection_.query(
        "select id, at, channel, account, reason, bytes, state from dead_letter where id = ?", id
    );
    return row.next() ? std::optional(letter_of(row)) : std::nullopt;
}

void ArrivalRepository::set_dead_letter_state(std::int64_t id, const std::string& state) {
    connection_.run("update dead_letter set state = ? where id = ?", state, id);
}

int ArrivalRepository::count_open_dead_letters() {
    return count(connection_, "select count(*) from dead_letter where state = 'open'");
}

void ArrivalRepository::add_spooled(
    const std::string& delivery_key, const std::string& entry, model::Instant now
) {
    connection_.run(
        "insert into spool (delivery_key, entry, at) values (?, cast(? as blob), ?) on conflict "
        "(delivery_key) do nothing",
        delivery_key,
        entry,
        to_unix_ms(now)
    );
}

std::vector<SpooledEntry> ArrivalRepository::spooled(int limit) {
    std::vector<SpooledEntry> entries;
    auto row =
        connection_.query("select id, delivery_key, entry from spool order by id limit ?", limit);
    while (row.next())
        entries.push_back({row.integer(0), row.text(1), row.text(2)});
    return entries;
}

void ArrivalRepository::remove_spooled(std::int64_t id) {
    connection_.run("delete from spool where id = ?", id);
}

int ArrivalRepository::count_spooled() {
    return count(connection_, "select count(*) from spool");
}

}  // namespace huiying::store
