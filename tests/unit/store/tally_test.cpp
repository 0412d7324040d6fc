// The tally follows every change, and equals a count of the histories by other SQL.
#include "board/model/tally.hpp"

#include "board/store/course_repository.hpp"
#include "board/store/database.hpp"
#include "board/store/reply_quality_repository.hpp"
#include "board/store/tally_recount.hpp"
#include "board/store/tally_repository.hpp"
#include "board/store/ticket_repository.hpp"
#include "board/store/ticket_selection.hpp"
#include "catch.hpp"
#include "record_ground.hpp"

#include <array>

namespace huiying {
namespace {

using model::Tally;
using model::TicketState;
using std::chrono::hours;
using store::Connection;
using store::TallyRepository;
using store::TallyScope;
using store::TicketRecord;
using store::TicketRepository;

const model::DaySpan kNovember{
    std::chrono::sys_days{*model::parse_iso_date("2026-11-01")},
    std::chrono::sys_days{*model::parse_iso_date("2026-11-30")}};

TicketRecord from(const std::string& number, const std::string& unit, const std::string& contact) {
    auto record = test::ticket_record(number, unit);
    record.ticket.contact = contact;
    return record;
}

struct TallyGround : test::RecordGround {
    void add(const TicketRecord& record) {
        database.write([&](Connection& connection) {
            TicketRepository tickets(connection);
            const auto id = tickets.add(record);
            tickets.add_history(id, {record.ticket.received_at, "citizen", "received", ""});
        });
    }

    void change(const std::string& number, const std::function<void(TicketRecord&)>& how) {
        database.write([&](Connection& connection) {
            TicketRepository tickets(connection);
            auto record = *tickets.find(number);
            const auto replied = record.ticket.replied_at;
            how(record);
            REQUIRE(tickets.update(record));
            const auto& now = record.ticket.replied_at;
            if (now && now != replied)
                tickets.add_history(record.ticket.id, {*now, "wang", "replied", ""});
        });
    }

    void reply(const std::string& number, hours after) {
        change(number, [&](TicketRecord& record) {
            record.ticket.state = TicketState::closed;
            record.ticket.replied_at = record.ticket.received_at + after;
        });
    }

    model::TallyCounts total(const TallyScope& scope = {}) {
        return database.read([&](Connection& connection) {
            model::TallyCounts total;
            for (const auto& [day, counts] : TallyRepository(connection, scope).days(kNovember))
                total += counts;
            return total;
        });
    }

    int listed(model::Selection what, const TallyScope& scope = {}, const std::string& value = "") {
        return database.read([&](Connection& connection) {
            return store::count_selected(
                connection,
                scope,
                {.what = what,
                 .value = value,
                 .span = kNovember,
                 .now = *model::parse_rfc3339("2026-11-25T10:00:00+08:00")},
                100
            );
        });
    }

    void check_recount() {
        const auto verdict =
            database.read([](Connection& connection) { return store::recount_tally(connection); });
        for (const auto& each : verdict.differences)
            CHECK(each.cell + ": " + std::to_string(each.kept) == std::to_string(each.counted));
        CHECK(verdict.differences.empty());
        CHECK(verdict.counts > 0);
    }
};

/// Tickets of four months, three units and two channels, at the ends and in the middle of each.
void add_four_months(TallyGround& ground) {
    const std::array units{"cjzx", "zfd", ""};
    int number = 0;
    for (const auto* const month : {"2026-08", "2026-09", "2026-10", "2026-11"})
        for (const auto* const time :
             {"-01T00:00:01", "-14T10:00:00", "-15T23:59:59", "-30T12:00:00"}) {
            auto record =
                from(std::to_string(number), units[static_cast<std::size_t>(number % 3)], "");
            record.ticket.channel = number % 2 == 0 ? "board" : "phone";
            record.ticket.received_at = *model::parse_rfc3339(std::string(month) + time + "+08:00");
            ground.add(record);
            ++number;
        }
}

int received_in(const store::TallySums& sums) {
    int received = 0;
    for (const auto& [key, counts] : sums)
        received += counts[Tally::received];
    return received;
}

struct Span {
    const char* from;
    const char* to;
    int received;
};

TEST_CASE("whole months and the days beside them make up any span", "[store]") {
    TallyGround ground;
    add_four_months(ground);
    const auto each = GENERATE(
        Span{"2026-08-01", "2026-11-30", 16},  // months only
        Span{"2026-08-02", "2026-11-30", 15},  // days before
        Span{"2026-08-01", "2026-11-29", 15},  // days after
        Span{"2026-08-15", "2026-11-14", 12},  // both
        Span{"2026-08-15", "2026-09-15", 5},   // no whole month
        Span{"2026-09-14", "2026-09-15", 2},
        Span{"2026-10-01", "2026-10-31", 4},
        Span{"2026-12-01", "2027-01-31", 0}
    );
    const model::DaySpan span{
        std::chrono::sys_days{*model::parse_iso_date(each.from)},
        std::chrono::sys_days{*model::parse_iso_date(each.to)}};
    CAPTURE(each.from, each.to);
    ground.database.read([&](Connection& connection) {
        TallyRepository tally(connection, {});
        CHECK(received_in(tally.days(span)) == each.received);
        CHECK(received_in(tally.units(span)) == each.received);
        const auto [channels, kinds] = tally.channels_and_kinds(span);
        CHECK(received_in(channels) == each.received);
        CHECK(received_in(kinds) == each.received);
        int topics = 0;
        for (const auto& [topic, received] : tally.received_by_topic(span))
            topics += received;
        CHECK(topics == each.received);
        int parts = 0;
        for (const auto* const unit : {"cjzx", "zfd", ""})
            for (const auto* const channel : {"board", "phone"}) {
                TallyRepository one(connection, {.unit = unit, .channel = channel});
                const auto received = received_in(one.units(span));
                CHECK(received_in(one.days(span)) == received);
                parts += received;
            }
        CHECK(parts == each.received);
    });
    ground.check_recount();
}

TEST_CASE("the tally moves with the ticket from unit to unit and from stage to stage", "[store]") {
    TallyGround ground;
    ground.add(from("A", "cjzx", ""));
    CHECK(ground.total({.unit = "cjzx"})[Tally::at_handling] == 1);
    ground.change("A", [](TicketRecord& record) { record.ticket.unit = "zfd"; });
    CHECK(ground.total({.unit = "cjzx"}) == model::TallyCounts{});
    ground.reply("A", hours{30});
    const auto counts = ground.total({.unit = "zfd"});
    CHECK(counts[Tally::answered] == 1);
    CHECK(counts[Tally::replied] == 1);
    CHECK(counts[Tally::at_closed] == 1);
    CHECK(counts[Tally::open] == 0);
    CHECK(counts.hour(9) == 1);
    CHECK(counts.met(model::Measure::final_reply) == 1);
    ground.check_recount();
}

TEST_CASE("a reply that says hardly anything is counted for its unit on its day", "[store]") {
    TallyGround ground;
    ground.add(from("A", "cjzx", ""));
    const auto found = [&](int round, const std::string& unit, int evasive, hours after) {
        ground.database.write([&](Connection& connection) {
            TicketRepository tickets(connection);
            const auto ticket = tickets.find("A")->ticket;
            const auto at = ticket.received_at + after;
            store::ReplyQualityRow row;
            row.ticket = ticket.id;
            row.round = round;
            row.at = at;
            row.unit = unit;
            row.evasive = evasive;
            store::ReplyQualityRepository(connection).add(row);
            tickets.add_history(ticket.id, {at, "wang", "replied", ""});
        });
    };
    found(1, "cjzx", model::kEvasiveHundredths, hours{30});
    CHECK(ground.total()[Tally::checked] == 0);
    ground.reply("A", hours{30});
    CHECK(ground.total()[Tally::checked] == 1);
    CHECK(ground.total()[Tally::evasive] == 1);
    CHECK(ground.listed(model::Selection::evasive) == 1);
    ground.check_recount();
    // Moved since: the reply stays its unit's.
    ground.change("A", [](TicketRecord& record) { record.ticket.unit = "zfd"; });
    CHECK(ground.total({.unit = "cjzx"})[Tally::evasive] == 1);
    CHECK(ground.total({.unit = "zfd"})[Tally::evasive] == 0);
    CHECK(ground.listed(model::Selection::evasive, {.unit = "zfd"}) == 0);
    // Looked at again, in its place.
    found(1, "cjzx", model::kEvasiveHundredths - 1, hours{30});
    CHECK(ground.total()[Tally::checked] == 1);
    CHECK(ground.total()[Tally::evasive] == 0);
    CHECK(ground.listed(model::Selection::evasive) == 0);
    ground.check_recount();
}

TEST_CASE("an answered ticket came back when its writer writes to the same unit again", "[store]") {
    TallyGround ground;
    ground.add(from("A", "cjzx", "13800001111"));
    ground.reply("A", hours{5});
    const auto later = [&](const std::string& number, const std::string& unit, hours after) {
        auto record = from(number, unit, "13800001111");
        record.ticket.received_at += after;
        record.ticket.arrived_at = record.ticket.received_at;
        return record;
    };
    SECTION("within thirty days of the reply") {
        ground.add(later("B", "cjzx", hours{24 * 30}));
        CHECK(ground.total()[Tally::came_back] == 1);
        CHECK(ground.listed(model::Selection::came_back) == 1);
        ground.change("B", [](TicketRecord& record) { record.ticket.unit = "zfd"; });
        CHECK(ground.total()[Tally::came_back] == 0);
    }
    SECTION("not later, not elsewhere, not before the reply") {
        ground.add(later("B", "cjzx", hours{24 * 31}));
        ground.add(later("C", "zfd", hours{24}));
        ground.add(later("D", "cjzx", hours{4}));
        CHECK(ground.total()[Tally::came_back] == 0);
    }
    SECTION("not by a ticket that others may not see") {
        auto record = later("B", "cjzx", hours{24});
        record.ticket.restricted = true;
        ground.add(record);
        CHECK(ground.total()[Tally::came_back] == 0);
    }
    SECTION("or when it goes into another round") {
        ground.change("A", [](TicketRecord& record) {
            record.ticket.state = TicketState::rework;
            record.ticket.round = 2;
            record.ticket.replied_at.reset();
        });
        CHECK(ground.total()[Tally::came_back] == 1);
        CHECK(ground.total()[Tally::answered] == 1);
        ground.reply("A", hours{60});
        CHECK(ground.total()[Tally::replied] == 2);
    }
    ground.check_recount();
}

TEST_CASE(
    "a reader's scope leaves out what is restricted and what accuses the own unit", "[store]"
) {
    TallyGround ground;
    ground.add(from("A", "dzb", ""));
    auto record = from("B", "dzb", "");
    record.ticket.restricted = true;
    record.accused_units = {"zfd"};
    ground.add(record);
    CHECK(ground.total()[Tally::received] == 1);
    CHECK(ground.total({.include_restricted = true})[Tally::received] == 2);
    const TallyScope accused{.include_restricted = true, .never_accused = "zfd"};
    CHECK(ground.total(accused)[Tally::received] == 1);
    CHECK(ground.listed(model::Selection::received, accused) == 1);
    CHECK(ground.listed(model::Selection::open, {.include_restricted = true}) == 2);
    ground.check_recount();
}

TEST_CASE("a reply is of the unit that gave it, in figures and in lists", "[store]") {
    TallyGround ground;
    auto record = from("A", "cjzx", "");
    record.ticket.due.final_due = *model::parse_rfc3339("2026-11-24T23:59:59+08:00");
    ground.add(record);
    ground.reply("A", hours{48});
    ground.change("A", [](TicketRecord& again) {
        again.ticket.state = TicketState::rework;
        again.ticket.round = 2;
        again.ticket.replied_at.reset();
    });
    ground.change("A", [](TicketRecord& moved) { moved.ticket.unit = "zfd"; });
    ground.reply("A", hours{72});
    for (const auto* unit : {"cjzx", "zfd"}) {
        const TallyScope scope{.unit = unit};
        CHECK(ground.total(scope)[Tally::replied] == 1);
        CHECK(ground.listed(model::Selection::replied, scope) == 1);
    }
    const TallyScope first{.unit = "cjzx"};
    const TallyScope second{.unit = "zfd"};
    CHECK(ground.total(first).missed(model::Measure::final_reply) == 1);
    CHECK(ground.listed(model::Selection::final_missed, first) == 1);
    CHECK(ground.total(second).missed(model::Measure::final_reply) == 0);
    CHECK(ground.listed(model::Selection::final_missed, second) == 0);
    // It is another unit's by now: no row for who sees only the first one's.
    const TallyScope own{.unit = "cjzx", .seen = TallyScope::Seen::own_unit};
    CHECK(ground.listed(model::Selection::replied, own) == 0);
    CHECK(ground.listed(model::Selection::final_missed, own) == 0);
    ground.check_recount();
}

TEST_CASE(
    "returns are counted by whose they were and where they went, and tickets that returned again",
    "[store]"
) {
    TallyGround ground;
    ground.add(from("A", "cjzx", ""));
    ground.add(from("B", "cjzx", ""));
    ground.add(from("C", "cjzx", ""));
    ground.database.write([&](Connection& connection) {
        const auto returned =
            [&](const char* number, const char* unit, const char* at, const char* to) {
                connection.run(
                    "insert into ticket_return (ticket, unit, asked_by, at, ground, basis, ruling, "
                    "right_unit) select id, ?, 'wang', ?, 'not_our_duty', '', 'reassigned', ? from "
                    "ticket where number = ?",
                    unit,
                    model::to_unix_ms(*model::parse_rfc3339(at)),
                    to,
                    number
                );
            };
        returned("A", "zfd", "2026-11-23T10:00:00+08:00", "cjzx");
        returned("A", "cjzx", "2026-11-24T10:00:00+08:00", "zfd");
        returned("A", "zfd", "2026-11-25T10:00:00+08:00", "cjzx");
        returned("B", "zfd", "2026-11-24T10:00:00+08:00", "cjzx");
        returned("B", "zfd", "2026-11-25T10:00:00+08:00", "dzb");
        returned("C", "zfd", "2026-11-23T10:00:00+08:00", "cjzx");
        returned("C", "zfd", "2026-10-23T10:00:00+08:00", "cjzx");  // before the span
    });
    const auto found = ground.database.read([&](Connection& connection) {
        return TallyRepository(connection, TallyScope{}).returns(kNovember);
    });
    std::vector<std::string> flows;
    for (const auto& flow : found.flows)
        flows.push_back(flow.unit + ">" + flow.right_unit + " " + std::to_string(flow.count));
    CHECK(flows == std::vector<std::string>{"zfd>cjzx 4", "cjzx>zfd 1", "zfd>dzb 1"});
    CHECK(found.tickets_again == 2);
}

TEST_CASE("what was passed on too late is nobody's delay", "[store]") {
    TallyGround ground;
    auto passed_on = from("A", "cjzx", "");
    passed_on.ticket.channel = "upstream";
    passed_on.ticket.due.final_due = passed_on.ticket.arrived_at - hours{24};
    ground.add(passed_on);
    auto late = from("B", "cjzx", "");
    late.ticket.due.final_due = late.ticket.arrived_at + hours{24};
    ground.add(late);
    const auto rows = ground.database.read([](Connection& connection) {
        return TallyRepository(connection, {})
            .due_days(*model::parse_rfc3339("2026-11-25T10:00:00+08:00"));
    });
    REQUIRE(rows.size() == 1);
    CHECK(!rows.front().day);
    CHECK(rows.front().count == 1);
    CHECK(ground.listed(model::Selection::overdue) == 1);
}

TEST_CASE("who has it in hand has it in the tally", "[store]") {
    TallyGround ground;
    ground.add(from("A", "cjzx", ""));
    const auto hold = [&](std::optional<model::StaffId> holder) {
        ground.database.write([&](Connection& connection) {
            store::CourseRepository courses(connection);
            const auto ticket = TicketRepository(connection).find("A")->ticket.id;
            auto course = courses.find(ticket);
            course.holder = holder;
            courses.put(ticket, course);
        });
    };
    const auto work = [&] {
        return ground.database.read([](Connection& connection) {
            return TallyRepository(connection, {}).work(kNovember);
        });
    };
    hold(model::StaffId{7});
    REQUIRE(work().size() == 1);
    CHECK(work().front().open == 1);
    ground.reply("A", hours{5});
    CHECK(work().front().open == 0);
    CHECK(work().front().replied == 1);
    CHECK(ground.listed(model::Selection::replied_by, {}, "7") == 1);
    ground.check_recount();
    // The figure is of the present round.
    ground.change("A", [](TicketRecord& record) {
        record.ticket.state = TicketState::rework;
        record.ticket.round = 2;
        record.ticket.replied_at.reset();
    });
    CHECK(work().front().open == 1);
    CHECK(work().front().replied == 0);
    CHECK(ground.listed(model::Selection::replied_by, {}, "7") == 0);
    ground.check_recount();
    hold(std::nullopt);
    CHECK(work().empty());
}

TEST_CASE("a count that the histories do not bear out is named, whichever side has it", "[store]") {
    TallyGround ground;
    ground.add(from("A", "cjzx", ""));
    const auto day = ground.database.read([](Connection& connection) {
        auto row = connection.query("select day from tally where grain = 'u'");
        return row.next() ? row.text(0) : std::string();
    });
    REQUIRE_FALSE(day.empty());
    const auto after = [&](const std::string& tampering) {
        ground.database.write([&](Connection& connection) { connection.script(tampering); });
        const auto verdict =
            ground.database.read([](Connection& connection) { return recount_tally(connection); });
        std::vector<std::string> told;
        for (const auto& each : verdict.differences)
            if (each.cell.ends_with(".received"))
                told.push_back(
                    each.cell + " " + std::to_string(each.kept) + "/" + std::to_string(each.counted)
                );
        return told;
    };
    using Told = std::vector<std::string>;
    CHECK(
        after("update tally set received = 2 where grain = 'u'") ==
        Told{"u " + day + " cjzx.received 2/1"}
    );
    CHECK(after("delete from tally where grain = 'u'") == Told{"u " + day + " cjzx.received 0/1"});
    CHECK(
        after("insert into tally (grain, day, unit, channel, kind, staff, restricted, accused, "
              "received) select 'u', day, 'zfd', '*', '*', 0, 0, '[]', 3 from tally where grain = "
              "'ck'") == Told{"u " + day + " zfd.received 3/0", "u " + day + " cjzx.received 0/1"}
    );
}

}  // namespace
}  // namespace huiying
