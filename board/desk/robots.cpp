#include "board/desk/robots.hpp"

#include "board/desk/ladder_rules.hpp"
#include "board/store/alarm_repository.hpp"
#include "board/store/database.hpp"
#include "board/store/people_repository.hpp"
#include "board/store/robot_repository.hpp"
#include "board/store/ticket_repository.hpp"
#include "board/workflow/ladder.hpp"
#include "board/workflow/notice_hours.hpp"
#include "telemetry/log.hpp"
#include "text/encoding.hpp"
#include "text/masking.hpp"

#include <algorithm>

namespace huiying::desk {
namespace {

using model::Errc;
using model::Instant;
using model::SendClass;
using store::Connection;
using store::RobotRepository;

constexpr std::size_t kSubject = 24;
constexpr std::size_t kDetail = 200;
constexpr std::chrono::seconds kFirstWait{15};
constexpr std::chrono::seconds kLongestWait{600};

/// The subject as a group may read it.
std::string told_subject(const model::Ticket& ticket) {
    auto subject = text::mask_personal(ticket.subject).text;
    const auto& name = ticket.sender_name;
    constexpr std::string_view writer = "来信人";
    // Goes on behind what it put in: a name may be part of that.
    for (auto at = subject.find(name); !name.empty() && at != std::string::npos;
         at = subject.find(name, at + writer.size()))
        subject.replace(at, name.size(), writer);
    return text::shorten(subject, kSubject);
}

/// It may have turned out since that it accuses somebody, gone to another unit, or be over.
bool concerns(
    const store::RobotLine& line, const model::Ticket& ticket, const std::string& lead_unit
) {
    const auto rung = workflow::parse_rung(line.rung);
    const bool of_unit = line.unit == ticket.unit || line.unit == lead_unit;
    return !ticket.restricted && of_unit && (!rung || workflow::is_wanted(*rung, ticket.state));
}

/// None where its secrets do not open any more: the office is told, and other groups go on.
std::optional<model::UnitRobot> opened(
    RobotRepository& robots, const std::string& unit, const model::TownSecret& secret
) {
    try {
        return robots.find(unit, secret);
    } catch (const store::StoreUnavailable& error) {
        telemetry::log(
            telemetry::Level::error, "robot.sealed", {{"unit", unit}, {"reason", error.what()}}
        );
        return std::nullopt;
    }
}

std::string line_of(
    const store::RobotLine& line, const model::Ticket& ticket, const std::string& address
) {
    const auto rung = workflow::parse_rung(line.rung);
    std::string text = "【" + (rung ? std::string(workflow::chinese_name(*rung)) : line.rung) +
                       "】" + ticket.number + " " + told_subject(ticket);
    const bool response = rung == workflow::Rung::response_today;
    const auto due = response ? std::optional(ticket.due.response_due) : ticket.due.final_due;
    if (due && rung != workflow::Rung::emergency)
        text += "，" + model::to_chinese(*due, *due) + (response ? "前回应" : "前答复");
    return address.empty() ? text : text + "\n" + address + "#/t/" + ticket.number;
}

RobotNews news_of(const store::RobotRow& row) {
    return {row.state, row.batch.substr(0, row.batch.find('|')), row.changed_at, row.detail};
}

model::Result<RobotView> view_of(
    Connection& connection, const std::string& unit, const model::TownSecret& secret
) {
    RobotRepository robots(connection);
    auto robot = robots.find(unit, secret);
    if (!robot)
        return Errc::not_found;
    RobotView view;
    view.robot = std::move(*robot);
    view.failed = robots.failed(unit);
    if (const auto row = robots.newest(unit))
        view.newest = news_of(*row);
    return view;
}

void audit(
    Connection& connection,
    Instant now,
    const std::string& by,
    const std::string& action,
    const std::string& unit
) {
    store::PeopleRepository(connection).add_audit(now, by, action, unit, "");
}

/// Whether trying again may help: what was sent without an answer is sent once more, a reminder
/// twice does no harm.
bool is_tried_again(SendClass result) {
    return result == SendClass::retry || result == SendClass::quota || result == SendClass::unknown;
}

std::chrono::seconds wait_after(int attempt) {
    auto wait = kFirstWait;
    for (int i = 1; i < attempt && wait < kLongestWait; ++i)
        wait *= 2;
    return std::min(wait, kLongestWait);
}

/// Everybody who dispatches is told that a group was not.
void tell_office(
    Connection& connection,
    const TownSnapshot& town,
    const store::RobotRow& row,
    const std::string& detail,
    Instant now
) {
    store::AlarmRepository alarms(connection);
    for (const auto& person : store::PeopleRepository(connection).staff())
        if (person.active && model::has_role(person, model::Role::dispatcher))
            alarms.add_notice(
                {.key = "robot|" + std::to_string(row.id) + "|" +
                        std::to_string(model::to_unix_ms(now)),
                 .staff = person.id,
                 .rung = "robot_failed",
                 .text = town.unit_name(row.unit) + "的群机器人没有发出：" + detail,
                 .send_at = now,
                 .window = workflow::window_of(hours_of(town.settings()), now)}
            );
}

}  // namespace

model::Result<RobotView> Robots::view(const std::string& unit) const {
    return database_.read([&](Connection& connection) {
        return view_of(connection, unit, town_.secret());
    });
}

model::Result<RobotView> Robots::put(const model::UnitRobot& robot, const std::string& by) {
    if (!town_.snapshot()->unit(robot.unit))
        return Errc::not_found;
    return database_.write([&](Connection& connection) {
        RobotRepository robots(connection);
        robots.put(robot, town_.secret(), clock_.now());
        audit(connection, clock_.now(), by, "put_robot", robot.unit);
        return view_of(connection, robot.unit, town_.secret());
    });
}

model::Result<void> Robots::remove(const std::string& unit, const std::string& by) {
    return database_.write([&](Connection& connection) -> model::Result<void> {
        if (!RobotRepository(connection).remove(unit))
            return Errc::not_found;
        audit(connection, clock_.now(), by, "remove_robot", unit);
        return {};
    });
}

model::Result<RobotView> Robots::test(const std::string& unit, const std::string& by) {
    return database_.write([&](Connection& connection) -> model::Result<RobotView> {
        RobotRepository robots(connection);
        if (!robots.find(unit, town_.secret()))
            return Errc::not_found;
        robots.add_test(unit, clock_.now());
        audit(connection, clock_.now(), by, "test_robot", unit);
        return view_of(connection, unit, town_.secret());
    });
}

model::Result<RobotView> Robots::send_again(const std::string& unit, const std::string& by) {
    return database_.write([&](Connection& connection) -> model::Result<RobotView> {
        RobotRepository robots(connection);
        if (!robots.find(unit, town_.secret()))
            return Errc::not_found;
        robots.send_again(unit, clock_.now());
        audit(connection, clock_.now(), by, "resend_robot", unit);
        return view_of(connection, unit, town_.secret());
    });
}

std::optional<model::RobotMessage> Robots::claim(
    const std::string& owner, std::chrono::seconds claim_length
) {
    const auto now = clock_.now();
    const bool due = database_.read([&](Connection& connection) {
        return RobotRepository(connection).has_due(now);
    });
    if (!due)
        return std::nullopt;
    return database_.write([&](Connection& connection) -> std::optional<model::RobotMessage> {
        RobotRepository robots(connection);
        const auto row = robots.claim(owner, now, now + claim_length);
        if (!row)
            return std::nullopt;
        model::RobotMessage message{
            .id = row->id, .unit = row->unit, .link = desk_address_, .attempt = row->attempt};
        message.to = opened(robots, row->unit, town_.secret());
        if (message.to && !message.to->active)
            message.to.reset();
        const auto town = town_.snapshot();
        message.heading = town->settings().service_name + "办理提醒";
        if (row->batch.starts_with("test|"))
            message.lines.push_back("这是一条测试消息，收到说明群机器人已接通。");
        store::TicketRepository tickets(connection);
        for (const auto& line : robots.lines(row->id)) {
            const auto record = tickets.find(line.ticket);
            if (record && concerns(line, record->ticket, town->lead_unit()))
                message.lines.push_back(line_of(line, record->ticket, desk_address_));
        }
        return message;
    });
}

std::string Robots::settle(
    const model::RobotMessage& message, const std::string& owner, const model::SendOutcome& outcome
) {
    const auto now = clock_.now();
    const auto town = town_.snapshot();
    const bool good = outcome.result == SendClass::ok || outcome.result == SendClass::duplicate_ok;
    const bool again = is_tried_again(outcome.result) && message.attempt < kRobotTries;
    std::string state = good ? "sent" : again ? "waiting" : "failed";
    const std::string detail(text::truncate(outcome.detail, kDetail));
    const store::RobotRow row{.id = message.id, .unit = message.unit, .changed_at = now};
    database_.write([&](Connection& connection) {
        const auto next_at = now + wait_after(message.attempt);
        if (RobotRepository(connection).settle(row, owner, state, next_at, detail) &&
            state == "failed")
            tell_office(connection, *town, row, detail, now);
    });
    return state;
}

int Robots::recover_abandoned() {
    return database_.write([&](Connection& connection) {
        return RobotRepository(connection).release_abandoned(clock_.now());
    });
}

}  // namespace huiying::desk
