#include "board/store/robot_repository.hpp"

#include "board/store/database.hpp"
#include "board/store/json_columns.hpp"
#include "board/store/sealing.hpp"

#include <algorithm>
#include <map>

namespace huiying::store {
namespace {

using model::from_unix_ms;
using model::Instant;
using model::to_unix_ms;

constexpr std::string_view kRow =
    "select id, unit, batch, state, created_at, changed_at, attempt, detail from robot_message "
    "where ";

RobotRow row_of(const Cursor& row) {
    return {
        row.integer(0),
        row.text(1),
        row.text(2),
        row.text(3),
        from_unix_ms(row.integer(4)),
        from_unix_ms(row.integer(5)),
        static_cast<int>(row.integer(6)),
        row.text(7)};
}

std::string select(std::string_view condition) {
    return std::string(kRow) + std::string(condition);
}

}  // namespace

std::optional<model::UnitRobot> RobotRepository::find(
    const std::string& unit, const model::TownSecret& town_secret
) {
    auto row =
        connection_.query("select platform, sealed, active from unit_robot where unit = ?", unit);
    if (!row.next())
        return std::nullopt;
    const auto opened = unseal(town_secret, row.text(1));
    const auto platform = model::parse_robot_platform(row.text(0));
    if (!opened || !platform)
        throw StoreUnavailable(
            "the group robot of unit " + unit + " does not open: the town's secret is another one"
        );
    const auto fields = fields_from_json(*opened);
    return model::UnitRobot{
        unit, *platform, fields.at("url"), fields.at("secret"), row.integer(2) != 0};
}

bool RobotRepository::has_active(const std::string& unit) {
    return connection_.query("select 1 from unit_robot where unit = ? and active", unit).next();
}

void RobotRepository::put(
    const model::UnitRobot& robot, const model::TownSecret& town_secret, Instant now
) {
    const std::map<std::string, std::string> fields{{"url", robot.url}, {"secret", robot.secret}};
    connection_.run(
        "insert or replace into unit_robot (unit, platform, sealed, active, changed_at) values (?, "
        "?, ?, ?, ?)",
        robot.unit,
        model::to_word(robot.platform),
        seal(town_secret, to_json(fields)),
        robot.active,
        to_unix_ms(now)
    );
}

bool RobotRepository::remove(const std::string& unit) {
    connection_.run(
        "delete from robot_message where unit = ? and state in ('waiting', 'failed')", unit
    );
    return connection_.run("delete from unit_robot where unit = ?", unit) == 1;
}

std::int64_t RobotRepository::message_of_batch(
    const std::string& unit, const std::string& batch, Instant now, Instant send_at
) {
    connection_.run(
        "insert into robot_message (unit, batch, state, created_at, changed_at, next_at) values "
        "(?, ?, 'waiting', ?, ?, ?) on conflict (unit, batch) do nothing",
        unit,
        batch,
        to_unix_ms(now),
        to_unix_ms(now),
        to_unix_ms(send_at)
    );
    auto row = connection_.query(
        "select id from robot_message where unit = ? and batch = ? and state = 'waiting' and "
        "attempt = 0",
        unit,
        batch
    );
    return row.next() ? row.integer(0) : 0;
}

void RobotRepository::add(
    const RobotLine& line, Instant window, std::chrono::milliseconds window_length, Instant send_at
) {
    const auto known = [&] {
        return connection_
            .query("select 1 from robot_line where unit = ? and key = ?", line.unit, line.key)
            .next();
    };
    if (known())
        return;
    std::int64_t message = 0;
    for (; message == 0; window += window_length, send_at = std::max(send_at, window))
        message = message_of_batch(
            line.unit, "window|" + std::to_string(to_unix_ms(window)), send_at, send_at
        );
    connection_.run(
        "insert into robot_line (message, unit, key, ticket, rung) values (?, ?, ?, ?, ?)",
        message,
        line.unit,
        line.key,
        line.ticket.value,
        line.rung
    );
}

void RobotRepository::add_urgent(const RobotLine& line, Instant now) {
    const auto message = message_of_batch(line.unit, "urgent|" + line.key, now, now);
    if (message == 0)
        return;
    connection_.run(
        "insert into robot_line (message, unit, key, ticket, rung) values (?, ?, ?, ?, ?) on "
        "conflict (unit, key) do nothing",
        message,
        line.unit,
        line.key,
        line.ticket.value,
        line.rung
    );
}

void RobotRepository::add_test(const std::string& unit, Instant now) {
    message_of_batch(unit, "test|" + std::to_string(to_unix_ms(now)), now, now);
}

bool RobotRepository::has_due(Instant now) {
    return connection_
        .query(
            "select 1 from robot_message where state in ('waiting', 'sending', 'failed') and state "
            "= 'waiting' and next_at <= ? limit 1",
            to_unix_ms(now)
        )
        .next();
}

std::optional<RobotRow> RobotRepository::claim(
    const std::string& owner, Instant now, Instant claimed_until
) {
    static const std::string kDue = select(
        "state in ('waiting', 'sending', 'failed') and state = 'waiting' and next_at <= ? order by "
        "next_at, id limit 1"
    );
    std::optional<RobotRow> claimed;
    {
        auto row = connection_.query(kDue, to_unix_ms(now));
        if (row.next())
            claimed = row_of(row);
    }
    if (!claimed)
        return std::nullopt;
    connection_.run(
        "update robot_message set state = 'sending', attempt = attempt + 1, owner = ?, "
        "claimed_until = ?, changed_at = ? where id = ?",
        owner,
        to_unix_ms(claimed_until),
        to_unix_ms(now),
        claimed->id
    );
    ++claimed->attempt;
    claimed->state = "sending";
    return claimed;
}

int RobotRepository::release_abandoned(Instant now) {
    return connection_.run(
        "update robot_message set state = 'waiting', owner = '', claimed_until = 0 where state in "
        "('waiting', 'sending', 'failed') and state = 'sending' and claimed_until <= ?",
        to_unix_ms(now)
    );
}

bool RobotRepository::settle(
    const RobotRow& row,
    const std::string& owner,
    const std::string& state,
    Instant next_at,
    const std::string& detail
) {
    return connection_.run(
               "update robot_message set state = ?, next_at = ?, changed_at = ?, detail = ?, owner "
               "= '', claimed_until = 0 where id = ? and state = 'sending' and owner = ?",
               state,
               to_unix_ms(next_at),
               to_unix_ms(row.changed_at),
               detail,
               row.id,
               owner
           ) == 1;
}

std::vector<RobotLine> RobotRepository::lines(std::int64_t message) {
    std::vector<RobotLine> lines;
    auto row = connection_.query(
        "select unit, key, ticket, rung from robot_line where message = ? order by id", message
    );
    while (row.next())
        lines.push_back({row.text(0), row.text(1), {row.integer(2)}, row.text(3)});
    return lines;
}

std::optional<RobotRow> RobotRepository::newest(const std::string& unit) {
    static const std::string kSql =
        select("unit = ? order by attempt > 0 desc, changed_at desc, id desc limit 1");
    auto row = connection_.query(kSql, unit);
    return row.next() ? std::optional(row_of(row)) : std::nullopt;
}

int RobotRepository::failed(const std::string& unit) {
    auto row = connection_.query(
        "select count(*) from robot_message where unit = ? and state = 'failed'", unit
    );
    return row.next() ? static_cast<int>(row.integer(0)) : 0;
}

int RobotRepository::send_again(const std::string& unit, Instant now) {
    return connection_.run(
        "update robot_message set state = 'waiting', attempt = 0, next_at = ? where unit = ? and "
        "state = 'failed'",
        to_unix_ms(now),
        unit
    );
}

}  // namespace huiying::store
