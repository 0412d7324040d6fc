// What the board publishes of the messages: which month and whose, and that nobody learns from it
// whom a message accuses.
#include "board/desk/public_figures.hpp"

#include "board/desk/citizen_moves.hpp"
#include "board/desk/evaluations.hpp"
#include "board/desk/restrictions.hpp"
#include "board/model/ticket_number.hpp"
#include "board/store/public_months.hpp"
#include "catch.hpp"
#include "desk_ground.hpp"

#include <algorithm>

using namespace huiying;
using model::MessageCounts;
using test::DeskGround;
using test::verdict;

namespace huiying::model {

std::ostream& operator<<(std::ostream& out, const MessageCounts& counts) {
    return out << counts.received << " received, " << counts.answered << " answered, "
               << counts.answered_in_time << " in time, " << counts.ended << " ended, "
               << counts.answer_ms << " ms";
}

}  // namespace huiying::model

namespace {

constexpr std::int64_t kHour = 3'600'000;

struct PublishedGround : DeskGround {
    desk::PublicTables tables() {
        // Whatever a test does, the months can be counted again.
        const auto read = [](store::Connection& connection) {
            std::string text;
            for (const auto& row : store::PublicMonths(connection).rows())
                text += row.month + " " + row.unit + " " + std::to_string(row.counts.received) +
                        " " + std::to_string(row.counts.answered) + " " +
                        std::to_string(row.counts.answered_in_time) + " " +
                        std::to_string(row.counts.ended) + " " +
                        std::to_string(row.counts.answer_ms) + "\n";
            return text;
        };
        const auto kept = database.read(read);
        const auto again = database.write([&](store::Connection& connection) {
            store::rebuild_public_months(connection);
            return read(connection);
        });
        CHECK(kept == again);
        return desk::PublicFigures(database, *town, clock).all();
    }

    MessageCounts of(const std::string& unit) {
        const auto units = tables().units;
        const auto found = std::find_if(units.begin(), units.end(), [&](const auto& row) {
            return row.code == unit;
        });
        return found == units.end() ? MessageCounts{} : found->counts;
    }

    void reply(const std::string& number) {
        REQUIRE(verdict(tickets().reply(handler, ref(handler, number), "已修好。")) == "ok");
    }

    void restrict_by_hand(const std::string& number) {
        const desk::Accusation accusation{.units = {"zfd"}, .reason = "说的是执法队的人"};
        REQUIRE(
            verdict(desk::Restrictions(uses()).restrict_to_office(
                dispatcher, ref(dispatcher, number), accusation
            )) == "ok"
        );
    }

    void lift(const std::string& number) {
        REQUIRE(
            verdict(desk::Restrictions(uses()).lift(
                dispatcher, ref(dispatcher, number), "核实过，说的是别人"
            )) == "ok"
        );
    }

    void withdraw(const std::string& number) {
        desk::CitizenStatus status(database, *town, clock);
        desk::CitizenMoves moves(uses(), status);
        REQUIRE(
            verdict(moves.withdraw({number, model::make_query_code(secret, number), "peer"}, "")) ==
            "ok"
        );
    }
};

}  // namespace

TEST_CASE("messages count in their month, under their unit, as they stand now", "[figures]") {
    PublishedGround ground;
    const auto number = ground.taken_in(ground.message("a", "路灯坏了"));
    CHECK(ground.of("cjzx") == MessageCounts{1, 0, 0, 0, 0});
    ground.clock.set("2026-11-23T12:00:00+08:00");
    ground.reply(number);
    CHECK(ground.of("cjzx") == MessageCounts{1, 1, 1, 0, 3 * kHour});
    const auto tables = ground.tables();
    REQUIRE(tables.months.size() == 12);
    CHECK(tables.months.front().label == "2026年11月");
    CHECK(tables.months.back().label == "2025年12月");
    CHECK(tables.months.front().counts == MessageCounts{1, 1, 1, 0, 3 * kHour});
    CHECK(tables.months[1].counts == MessageCounts{});
    REQUIRE(tables.years.size() == 1);
    CHECK(tables.years.front().label == "2026年");
    CHECK(desk::answer_rate(tables.last_year) == "100%");
    CHECK(desk::mean_days(tables.last_year) == "0.1");
}

TEST_CASE("a late reply counts in the month of receipt, and not as in time", "[figures]") {
    PublishedGround ground;
    const auto number = ground.taken_in(ground.message("a", "路灯坏了"));
    ground.clock.set("2026-12-05T09:00:00+08:00");
    ground.reply(number);
    const auto tables = ground.tables();
    CHECK(tables.months[0].label == "2026年12月");
    CHECK(tables.months[0].counts == MessageCounts{});
    CHECK(tables.months[1].counts == MessageCounts{1, 1, 0, 0, 12 * 24 * kHour});
    CHECK(desk::in_time_rate(tables.months[1].counts) == "0.0%");
}

TEST_CASE("a reply that is done again is counted once", "[figures]") {
    PublishedGround ground;
    const auto number = ground.taken_in(ground.message("a", "路灯坏了"));
    ground.reply(number);
    desk::CitizenStatus status(ground.database, *ground.town, ground.clock);
    desk::CitizenMoves moves(ground.uses(), status);
    REQUIRE(
        verdict(moves.evaluate(
            {number, model::make_query_code(ground.secret, number), "peer"},
            {model::Satisfaction::dissatisfied, "还是不亮"}
        )) == "ok"
    );
    CHECK(ground.of("cjzx") == MessageCounts{1, 1, 1, 0, 0});
}

TEST_CASE("what was withdrawn wants no answer", "[figures]") {
    PublishedGround ground;
    ground.withdraw(ground.taken_in(ground.message("a", "路灯坏了")));
    const auto counts = ground.of("cjzx");
    CHECK(counts == MessageCounts{1, 0, 0, 1, 0});
    CHECK(desk::answer_rate(counts) == "—");
    CHECK(desk::in_hand(counts) == 0);
}

TEST_CASE("a message that accuses counts under the office, wherever it lies", "[figures]") {
    PublishedGround ground;
    ground.taken_in(ground.message("a", "占道经营没人管"));
    const auto before = ground.of("zfd");
    const auto accusing =
        ground.taken_in(ground.message("b", "执法队的工作人员收受商户贿赂，视而不见"));
    REQUIRE(ground.tickets().view(ground.dispatcher, accusing)->row.ticket.restricted);
    CHECK(ground.of("dzb") == MessageCounts{1, 0, 0, 0, 0});
    REQUIRE(
        verdict(ground.tickets().assign(
            ground.dispatcher, ground.ref(ground.dispatcher, accusing), "dzb", "由办公室核实"
        )) == "ok"
    );
    CHECK(ground.of("dzb") == MessageCounts{1, 0, 0, 0, 0});
    CHECK(ground.of("zfd") == before);
    const desk::PublicFigures figures(ground.database, *ground.town, ground.clock);
    CHECK(figures.of_unit("zfd").last_year == before);
    CHECK(figures.of_unit("dzb").last_year == MessageCounts{1, 0, 0, 0, 0});
}

TEST_CASE("what is restricted by hand counts under the office until it is lifted", "[figures]") {
    PublishedGround ground;
    const auto answered = ground.taken_in(ground.message("a", "路灯坏了"));
    ground.reply(answered);
    const auto open = ground.taken_in(ground.message("b", "路灯又坏了"));
    CHECK(ground.of("cjzx") == MessageCounts{2, 1, 1, 0, 0});
    ground.restrict_by_hand(answered);
    CHECK(ground.of("cjzx") == MessageCounts{1, 0, 0, 0, 0});
    CHECK(ground.of("dzb") == MessageCounts{1, 1, 1, 0, 0});
    ground.restrict_by_hand(open);
    CHECK(ground.of("cjzx") == MessageCounts{});
    CHECK(ground.of("dzb") == MessageCounts{2, 1, 1, 0, 0});
    ground.lift(answered);
    CHECK(ground.of("cjzx") == MessageCounts{1, 1, 1, 0, 0});
    // It was taken from its unit, and waits to be dispatched.
    ground.lift(open);
    CHECK(ground.of("cjzx") == MessageCounts{1, 1, 1, 0, 0});
    CHECK(ground.of("dzb") == MessageCounts{1, 0, 0, 0, 0});
}

TEST_CASE("a rate is never rounded up to all", "[figures]") {
    CHECK(desk::answer_rate({.received = 10'000, .answered = 9'999}) == "99.9%");
    CHECK(desk::answer_rate({.received = 10, .answered = 5, .ended = 5}) == "100%");
    CHECK(desk::answer_rate({}) == "—");
}

TEST_CASE("the file has every row of the tables", "[figures]") {
    PublishedGround ground;
    ground.taken_in(ground.message("a", "路灯坏了"));
    const auto csv = desk::to_csv(ground.tables());
    CHECK(csv.find("统计项,期间或单位,收到") != std::string::npos);
    CHECK(csv.find("按月,2026年11月,1,0,0,0,1,0.0%,—,—") != std::string::npos);
    CHECK(csv.find("按年,2026年,1") != std::string::npos);
    CHECK(csv.find("城市建设管理事务中心,1") != std::string::npos);
    CHECK(std::count(csv.begin(), csv.end(), '\n') == 15);
}
