#include "board/store/recount_repository.hpp"

#include "board/store/database.hpp"

namespace huiying::store {

using model::from_unix_ms;
using model::to_unix_ms;

std::optional<RecountRun> RecountRepository::newest() {
    auto row = connection_.query(
        "select id, calendar_version, policy_version, began_at, pass_began_at, place, found, "
        "counted, later, known, kept, told, ended_at, owner, leased_until"
        " from recount order by id desc limit 1"
    );
    if (!row.next())
        return std::nullopt;
    RecountRun run;
    run.id = row.integer(0);
    run.versions = {row.text(1), row.text(2)};
    run.began_at = from_unix_ms(row.integer(3));
    run.pass_began_at = from_unix_ms(row.integer(4));
    run.place = {row.integer(5)};
    run.found = row.integer(6);
    run.counts = {row.integer(7), row.integer(8), row.integer(9), row.integer(10), row.integer(11)};
    if (!row.is_null(12))
        run.ended_at = from_unix_ms(row.integer(12));
    run.owner = row.text(13);
    run.leased_until = from_unix_ms(row.integer(14));
    return run;
}

void RecountRepository::begin(const DueVersions& versions, model::Instant now) {
    connection_.run("update recount set ended_at = ? where ended_at is null", to_unix_ms(now));
    connection_.run(
        "insert into recount (calendar_version, policy_version, began_at, pass_began_at) values "
        "(?, ?, ?, ?)",
        versions.calendar,
        versions.policy,
        to_unix_ms(now),
        to_unix_ms(now)
    );
}

bool RecountRepository::claim(std::int64_t run, const Lease& lease) {
    return connection_.run(
               "update recount set owner = ?, leased_until = ? where id = ? and ended_at is null"
               " and (owner = ? or leased_until < ?)",
               lease.owner,
               to_unix_ms(lease.until),
               run,
               lease.owner,
               to_unix_ms(lease.now)
           ) == 1;
}

bool RecountRepository::advance(
    const RecountRun& before, const Lease& lease, model::TicketId place
) {
    return connection_.run(
               "update recount set place = ?, found = found + 1, leased_until = ? where id = ?"
               " and ended_at is null and owner = ? and place = ?",
               place.value,
               to_unix_ms(lease.until),
               before.id,
               lease.owner,
               before.place.value
           ) == 1;
}

void RecountRepository::add(std::int64_t run, const RecountCounts& counts) {
    connection_.run(
        "update recount set counted = counted + ?, later = later + ?, known = known + ?,"
        " kept = kept + ?, told = told + ? where id = ?",
        counts.counted,
        counts.later,
        counts.known,
        counts.kept,
        counts.told,
        run
    );
}

void RecountRepository::next_pass(std::int64_t run, model::Instant now) {
    connection_.run(
        "update recount set place = 0, found = 0, pass_began_at = ? where id = ?",
        to_unix_ms(now),
        run
    );
}

void RecountRepository::end(std::int64_t run, model::Instant now) {
    connection_.run("update recount set ended_at = ? where id = ?", to_unix_ms(now), run);
}

}  // namespace huiying::store
