// The rates of the dashboard: which tickets count, when, and that each figure can be counted again.
#include "board/desk/acceptance.hpp"
#include "board/desk/citizen_moves.hpp"
#include "board/desk/contacts.hpp"
#include "board/desk/evaluations.hpp"
#include "board/desk/figures_check.hpp"
#include "board/desk/merging.hpp"
#include "board/model/ticket_number.hpp"
#include "catch.hpp"
#include "desk_ground.hpp"

using namespace huiying;
using model::Measure;
using model::Rate;
using model::TicketState;
using test::DeskGround;
using test::verdict;

namespace huiying::model {

std::ostream& operator<<(std::ostream& out, const Rate& rate) {
    return out << rate.met << "/" << rate.counted;
}

}  // namespace huiying::model

namespace {

struct LateFiguresGround : DeskGround {
    desk::DashboardView view(const model::Staff& staff) {
        return desk::Dashboard(database, *town, clock).view(staff);
    }

    Rate rate(Measure measure) {
        // Whatever a test does, the figures can be counted again.
        const auto check = desk::FiguresCheck(database, *town, clock).run();
        for (const auto& difference : check.differences)
            UNSCOPED_INFO(difference.figure);
        CHECK(check.differences.empty());
        CHECK(check.unproven.empty());
        return view(administrator).total.rates.at(static_cast<std::size_t>(measure));
    }

    std::string taken(const std::string& key) { return taken_in(message(key, "路灯坏了")); }

    void reply(const std::string& number) {
        REQUIRE(verdict(tickets().reply(handler, ref(handler, number), "已修好。")) == "ok");
    }

    void withdraw(const std::string& number) {
        desk::CitizenStatus status(database, *town, clock);
        desk::CitizenMoves moves(uses(), status);
        REQUIRE(
            verdict(moves.withdraw({number, model::make_query_code(secret, number), "peer"}, "")) ==
            "ok"
        );
    }

    void refuse(const std::string& number) {
        REQUIRE(
            verdict(desk::Acceptance(uses()).not_accept(
                dispatcher,
                ref(dispatcher, number),
                {model::NonAcceptance::improper, "内容不属于受理范围。", "", ""}
            )) == "ok"
        );
    }

    void merge(const std::string& number, const std::string& survivor) {
        REQUIRE(
            verdict(desk::Merging(uses()).merge(dispatcher, ref(dispatcher, number), survivor)) ==
            "ok"
        );
    }

    /// A message that no unit is sure about: it waits for a dispatcher.
    std::string unsure(const std::string& key) { return taken_in(message(key, "有个问题想问")); }

    const model::Staff administrator{{9}, "admin", "管理", "", {model::Role::administrator}, true};
};

// The ground's clock begins on Monday 2026-11-23, 09:00: a person by the end of Tuesday, the reply
// by the end of Monday the 30th.
constexpr const char* kTuesdayEnd = "2026-11-24T23:59:59.900+08:00";
constexpr const char* kWednesday = "2026-11-25T00:00:00+08:00";
constexpr const char* kLastSecond = "2026-11-30T23:59:59.900+08:00";
constexpr const char* kTooLate = "2026-12-01T00:00:00+08:00";

}  // namespace

TEST_CASE("receipt, notice and a person's word are three rates", "[figures]") {
    LateFiguresGround ground;
    ground.taken("a");
    CHECK(ground.rate(Measure::receipt) == Rate{1, 1});
    CHECK(ground.rate(Measure::acceptance) == Rate{1, 1});
    CHECK(ground.rate(Measure::response) == Rate{1, 1});
    CHECK(ground.rate(Measure::human_contact) == Rate{0, 0});
    ground.clock.set(kTuesdayEnd);
    CHECK(ground.rate(Measure::human_contact) == Rate{0, 0});
    ground.clock.set(kWednesday);
    CHECK(ground.rate(Measure::human_contact) == Rate{0, 1});
    CHECK(ground.rate(Measure::response) == Rate{1, 1});
}

TEST_CASE("what the machine says is never a person's word", "[figures]") {
    LateFiguresGround ground;
    auto sure = ground.message("a", "路灯不亮了找谁报修");
    sure.passive_faq = "lamp";
    sure.passive_text = "请留言";
    ground.taken_in(sure);
    ground.clock.set(kWednesday);
    CHECK(ground.rate(Measure::acceptance) == Rate{1, 1});
    CHECK(ground.rate(Measure::human_contact) == Rate{0, 1});
}

TEST_CASE(
    "a response on its day counts at once, one that is missing when the day is over", "[figures]"
) {
    LateFiguresGround ground;
    const auto number = ground.unsure("a");
    CHECK(ground.rate(Measure::response) == Rate{0, 0});
    ground.clock.set("2026-11-23T23:59:59.500+08:00");
    CHECK(ground.rate(Measure::response) == Rate{0, 0});
    ground.clock.set("2026-11-24T00:00:00+08:00");
    CHECK(ground.rate(Measure::response) == Rate{0, 1});
    REQUIRE(
        verdict(ground.tickets().assign(
            ground.dispatcher, ground.ref(ground.dispatcher, number), "cjzx", ""
        )) == "ok"
    );
    CHECK(ground.rate(Measure::response) == Rate{0, 1});
    CHECK(ground.rate(Measure::acceptance) == Rate{0, 1});
}

TEST_CASE("a contact counts when it took place, not when it was written down", "[figures]") {
    LateFiguresGround ground;
    const auto number = ground.taken("a");
    ground.clock.set("2026-11-26T09:00:00+08:00");
    CHECK(ground.rate(Measure::human_contact) == Rate{0, 1});
    desk::ContactMade contact;
    contact.way = model::ContactWay::call;
    contact.at = *model::parse_rfc3339("2026-11-24T10:00:00+08:00");
    contact.number = "13800000000";
    contact.summary = "已说明";
    contact.reached = true;
    REQUIRE(
        verdict(desk::Contacts(ground.uses())
                    .log(ground.handler, ground.ref(ground.handler, number), contact)) == "ok"
    );
    CHECK(ground.rate(Measure::human_contact) == Rate{1, 1});
}

TEST_CASE(
    "a reply after its due time is never a hit, an open one past it is missed at once", "[figures]"
) {
    LateFiguresGround ground;
    const auto late = ground.taken("a");
    const auto timely = ground.taken("b");
    CHECK(ground.rate(Measure::final_reply) == Rate{0, 0});
    ground.clock.set(kLastSecond);
    ground.reply(timely);
    CHECK(ground.rate(Measure::final_reply) == Rate{1, 1});
    ground.clock.set(kTooLate);
    CHECK(ground.rate(Measure::final_reply) == Rate{1, 2});
    ground.reply(late);
    CHECK(ground.rate(Measure::final_reply) == Rate{1, 2});
    CHECK(ground.view(ground.administrator).total.answered == 2);
}

TEST_CASE(
    "what was withdrawn in time does not count, what was late by then stays missed", "[figures]"
) {
    LateFiguresGround ground;
    const auto in_time = ground.taken("a");
    const auto late = ground.taken("b");
    ground.withdraw(in_time);
    ground.clock.set(kTooLate);
    CHECK(ground.rate(Measure::final_reply) == Rate{0, 1});
    CHECK(ground.rate(Measure::human_contact) == Rate{0, 1});
    CHECK(ground.rate(Measure::acceptance) == Rate{2, 2});
    ground.withdraw(late);
    CHECK(ground.rate(Measure::final_reply) == Rate{0, 1});
    CHECK(ground.rate(Measure::human_contact) == Rate{0, 1});
}

TEST_CASE("not accepted is a response and no reply, unless it was overdue", "[figures]") {
    LateFiguresGround ground;
    const auto in_time = ground.unsure("a");
    const auto late = ground.unsure("b");
    ground.refuse(in_time);
    CHECK(ground.rate(Measure::response) == Rate{1, 1});
    CHECK(ground.rate(Measure::human_contact) == Rate{1, 1});
    CHECK(ground.rate(Measure::final_reply) == Rate{0, 0});
    ground.clock.set(kTooLate);
    ground.refuse(late);
    CHECK(ground.rate(Measure::response) == Rate{1, 2});
    CHECK(ground.rate(Measure::final_reply) == Rate{0, 1});
}

TEST_CASE("of merged tickets the one that carries them counts, by the earliest date", "[figures]") {
    LateFiguresGround ground;
    const auto earliest = ground.taken("a");
    ground.clock.set("2026-11-24T09:00:00+08:00");
    const auto survivor = ground.taken("b");
    ground.merge(earliest, survivor);
    CHECK(ground.rate(Measure::response) == Rate{2, 2});
    ground.clock.set(kTooLate);  // the survivor's own date is the end of this day
    CHECK(ground.rate(Measure::final_reply) == Rate{0, 1});
    CHECK(ground.rate(Measure::human_contact) == Rate{0, 1});
    ground.reply(survivor);
    CHECK(ground.rate(Measure::final_reply) == Rate{0, 1});
    CHECK(ground.rate(Measure::response) == Rate{2, 2});
}

TEST_CASE(
    "merging hides nothing that was late already, and undone it counts as before", "[figures]"
) {
    LateFiguresGround ground;
    const auto late = ground.taken("a");
    ground.clock.set(kTooLate);
    const auto survivor = ground.taken("b");
    ground.merge(late, survivor);
    CHECK(ground.rate(Measure::final_reply) == Rate{0, 2});  // both keep the date that was missed
    CHECK(ground.rate(Measure::human_contact) == Rate{0, 1});
    REQUIRE(
        verdict(desk::Merging(ground.uses())
                    .unmerge(ground.dispatcher, ground.ref(ground.dispatcher, late))) == "ok"
    );
    CHECK(ground.rate(Measure::final_reply) == Rate{0, 1});
    ground.reply(survivor);
    CHECK(ground.rate(Measure::final_reply) == Rate{1, 2});
}

TEST_CASE("a paused ticket counts neither way as long as it stands still", "[figures]") {
    LateFiguresGround ground;
    const auto number = ground.taken("a");
    const auto put = [&](TicketState state) {
        ground.database.write([&](store::Connection& connection) {
            store::TicketRepository tickets(connection);
            auto record = *tickets.find(number);
            record.ticket.state = state;
            REQUIRE(tickets.update(record));
        });
    };
    put(TicketState::paused);
    ground.clock.set(kTooLate);
    CHECK(ground.rate(Measure::final_reply) == Rate{0, 0});
    CHECK(ground.view(ground.administrator).total.overdue == 0);
    put(TicketState::handling);
    CHECK(ground.rate(Measure::final_reply) == Rate{0, 1});
    CHECK(ground.view(ground.administrator).total.overdue == 1);
}

TEST_CASE("a rework counts for itself, to the unit that did it", "[figures]") {
    LateFiguresGround ground;
    const auto number = ground.taken("a");
    ground.clock.set(kTooLate);
    ground.reply(number);
    REQUIRE(
        verdict(desk::Evaluations(ground.uses())
                    .by_citizen(number, {model::Satisfaction::dissatisfied, "没修好", ""})) == "ok"
    );
    CHECK(ground.rate(Measure::later_reply) == Rate{0, 0});
    ground.clock.set("2026-12-02T09:00:00+08:00");
    ground.reply(number);
    CHECK(ground.rate(Measure::later_reply) == Rate{1, 1});
    CHECK(ground.rate(Measure::final_reply) == Rate{0, 1});
    CHECK(ground.view(ground.administrator).total.answered == 1);
}

TEST_CASE(
    "the first round of what was refused, then taken up after all, counts no reply", "[figures]"
) {
    LateFiguresGround ground;
    auto first = ground.message("a", "有个问题想问");
    first.channel = "wechat_oa";
    first.sender = "alice";
    const auto number = ground.taken_in(first);
    ground.refuse(number);
    ground.clock.set("2026-11-24T09:00:00+08:00");
    auto more = ground.message("b", "补充情况：路灯坏了");
    more.channel = "wechat_oa";
    more.sender = "alice";
    more.continues = true;
    more.number = number;
    ground.taken_in(more);
    ground.clock.set(kTooLate);
    CHECK(ground.rate(Measure::final_reply) == Rate{0, 0});
    CHECK(ground.rate(Measure::response) == Rate{1, 1});
    ground.clock.set("2026-12-02T00:00:00+08:00");  // five working days after Tuesday
    CHECK(ground.rate(Measure::later_reply) == Rate{0, 1});
}

TEST_CASE("each unit has its own rates, and a handler sees the own unit's", "[figures]") {
    LateFiguresGround ground;
    ground.reply(ground.taken("a"));
    ground.taken_in(ground.message("b", "路口有人占道经营"));
    ground.clock.set(kWednesday);
    const auto own = ground.view(ground.enforcer);
    REQUIRE(own.units.size() == 1);
    CHECK(own.units[0].code == "zfd");
    const auto at = [](const desk::Figures& figures) {
        return figures.rates.at(static_cast<std::size_t>(Measure::human_contact));
    };
    CHECK(at(own.units[0].figures) == Rate{0, 1});
    CHECK(at(own.total) == Rate{0, 1});
    CHECK(at(ground.view(ground.handler).total) == Rate{1, 1});
    CHECK(at(ground.view(ground.administrator).total) == Rate{1, 2});
}

TEST_CASE("a figure that was changed by hand is found, and a time without a history", "[figures]") {
    LateFiguresGround ground;
    const auto number = ground.taken("a");
    ground.reply(number);
    desk::FiguresCheck check(ground.database, *ground.town, ground.clock);
    CHECK(check.run().differences.empty());
    CHECK(check.run().tickets == 1);
    ground.database.write([](store::Connection& connection) {
        connection.run("update daily set human_contact_met = human_contact_met + 1");
    });
    const auto wrong = check.run().differences;
    REQUIRE(wrong.size() == 4);  // met and counted, of the unit and of all
    CHECK(wrong[0].shown == wrong[0].counted + 1);
    ground.database.write([](store::Connection& connection) {
        connection.run("update daily set human_contact_met = human_contact_met - 1");
        connection.run("update ticket set replied_at = replied_at - 1000, human_at = human_at - 1");
    });
    // The tally's own count takes no reply that the history does not know.
    const auto differences = check.run().differences;
    CHECK_FALSE(differences.empty());
    for (const auto& difference : differences) {
        const auto name = difference.figure.substr(difference.figure.find('.') + 1);
        CHECK((name == "answered" || name == "replied"));
    }
    const auto unproven = check.run().unproven;
    REQUIRE(unproven.size() == 2);
    CHECK(unproven[0].time == "replied_at");
    CHECK(unproven[1].time == "human_at");
}

TEST_CASE("an older record gets the dates of contact when it is opened", "[figures]") {
    LateFiguresGround ground;
    ground.taken("a");
    ground.database.write([](store::Connection& connection) {
        connection.run("update ticket set contact_due = null");
    });
    ground.clock.set(kWednesday);
    CHECK(ground.rate(Measure::human_contact) == Rate{0, 0});
    CHECK(desk::complete_contact_dues(ground.database, *ground.town) == 1);
    CHECK(desk::complete_contact_dues(ground.database, *ground.town) == 0);
    CHECK(ground.rate(Measure::human_contact) == Rate{0, 1});
}
