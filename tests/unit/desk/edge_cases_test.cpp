// The edge cases of docs/clocks.md that are the tickets' and the ladder's, not the clock's alone.
#include "board/desk/acceptance.hpp"
#include "board/desk/contacts.hpp"
#include "board/desk/escalation.hpp"
#include "board/desk/evaluations.hpp"
#include "board/desk/figures_check.hpp"
#include "board/desk/merging.hpp"
#include "board/desk/returns.hpp"
#include "board/store/people_repository.hpp"
#include "catch.hpp"
#include "desk_ground.hpp"

#include <algorithm>
#include <thread>

using namespace huiying;
using model::Measure;
using model::Rate;
using model::TicketState;
using test::DeskGround;
using test::verdict;

namespace {

struct EdgeGround : DeskGround {
    EdgeGround() {
        database.write([&](store::Connection& connection) {
            store::PeopleRepository people(connection);
            for (auto* person : {&wang, &office})
                person->id = people.add(*person, "", clock.now());
        });
    }

    model::Ticket ticket(const std::string& number) {
        return tickets().view(dispatcher, number).value().row.ticket;
    }

    std::string taken(const std::string& key) { return taken_in(message(key, "路灯坏了")); }

    std::string reply(const std::string& number) {
        return verdict(tickets().reply(handler, ref(handler, number), "已修好。"));
    }

    std::string dissatisfied(const std::string& number) {
        return verdict(desk::Evaluations(uses()).by_citizen(
            number, {model::Satisfaction::dissatisfied, "没修好", ""}
        ));
    }

    desk::Escalation escalation(store::Database& record) {
        return {record, *town, clock, announce()};
    }

    /// How often a rung stands in the histories of all tickets.
    int told(const char* rung) {
        return counted("select count(*) from history where event = ?", rung);
    }

    int counted(std::string_view sql, const char* word) {
        return database.read([&](store::Connection& connection) {
            auto row = connection.query(sql, word);
            row.next();
            return static_cast<int>(row.integer(0));
        });
    }

    Rate rate(Measure measure) {
        const model::Staff all{{9}, "admin", "", "", {model::Role::administrator}, true};
        return desk::Dashboard(database, *town, clock)
            .view(all)
            .total.rates.at(static_cast<std::size_t>(measure));
    }

    bool figures_are_right() {
        const auto check = desk::FiguresCheck(database, *town, clock).run();
        return check.differences.empty() && check.unproven.empty();
    }

    model::Staff wang{{}, "wang", "王工", "cjzx", {model::Role::handler}, true};
    model::Staff office{{}, "zhou", "周办", "dzb", {model::Role::dispatcher}, true};
};

}  // namespace

TEST_CASE("E26: answered, reopened and answered again, each round is counted by its own date") {
    EdgeGround ground;
    const auto number = ground.taken("a");
    ground.clock.set("2026-12-01T09:00:00+08:00");  // a day late
    REQUIRE(ground.reply(number) == "ok");
    REQUIRE(ground.dissatisfied(number) == "ok");
    for (int round = 2; round <= 4; ++round) {
        ground.clock.advance(std::chrono::hours{20});
        REQUIRE(ground.reply(number) == "ok");
        CHECK(ground.rate(Measure::later_reply) == Rate{round - 1, round - 1});
        REQUIRE(
            verdict(desk::Evaluations(ground.uses())
                        .order_rework(
                            ground.dispatcher, ground.ref(ground.dispatcher, number), "再去一次"
                        )) == "ok"
        );
    }
    CHECK(ground.ticket(number).round == 5);
    CHECK(ground.rate(Measure::final_reply) == Rate{0, 1});
    CHECK(ground.rate(Measure::human_contact) == Rate{0, 1});
    CHECK(ground.figures_are_right());
}

TEST_CASE("E27: a reply that a rework follows in the same second is a reply all the same") {
    EdgeGround ground;
    const auto number = ground.taken("a");
    REQUIRE(ground.reply(number) == "ok");
    REQUIRE(ground.dissatisfied(number) == "ok");
    CHECK(ground.ticket(number).state == TicketState::rework);
    CHECK(ground.rate(Measure::final_reply) == Rate{1, 1});
    CHECK(ground.rate(Measure::human_contact) == Rate{1, 1});
    CHECK(ground.figures_are_right());
}

TEST_CASE("E28: neither a draft, a try to call nor the machine's words stop a person's clock") {
    EdgeGround ground;
    auto sure = ground.message("a", "路灯不亮了找谁报修");
    sure.passive_faq = "lamp";
    sure.passive_text = "请留言";
    const auto number = ground.taken_in(sure);
    CHECK(ground.ticket(number).contact_at);
    REQUIRE(
        verdict(ground.tickets().save_draft(
            ground.handler, ground.ref(ground.handler, number), "正在查"
        )) == "ok"
    );
    desk::ContactMade tried;
    tried.number = "13800000000";
    tried.summary = "无人接听";
    desk::Contacts contacts(ground.uses());
    REQUIRE(
        verdict(contacts.log(ground.handler, ground.ref(ground.handler, number), tried)) == "ok"
    );
    CHECK_FALSE(ground.ticket(number).human_at);
    CHECK_FALSE(ground.ticket(number).replied_at);
    tried.reached = true;
    REQUIRE(
        verdict(contacts.log(ground.handler, ground.ref(ground.handler, number), tried)) == "ok"
    );
    CHECK(ground.ticket(number).human_at);
    CHECK_FALSE(ground.ticket(number).replied_at);
    REQUIRE(ground.reply(number) == "ok");
    CHECK(ground.ticket(number).replied_at);
}

TEST_CASE("E29: what is added to an open ticket restarts no clock") {
    EdgeGround ground;
    auto first = ground.message("a", "路灯坏了");
    first.channel = "wechat_oa";
    first.sender = "alice";
    const auto number = ground.taken_in(first);
    const auto before = ground.ticket(number).due;
    ground.clock.advance(std::chrono::hours{30});
    auto more = ground.message("b", "在门口");
    more.channel = "wechat_oa";
    more.sender = "alice";
    more.continues = true;
    more.number = number;
    ground.taken_in(more);
    CHECK(ground.ticket(number).due == before);
    CHECK(ground.ticket(number).round == 1);
}

TEST_CASE("E30: a merged ticket warns nobody, the one that carries it by the earliest receipt") {
    EdgeGround ground;
    const auto early = ground.taken("a");
    ground.clock.set("2026-11-25T09:00:00+08:00");
    const auto survivor = ground.taken("b");
    REQUIRE(
        verdict(desk::Merging(ground.uses())
                    .merge(ground.dispatcher, ground.ref(ground.dispatcher, early), survivor)) ==
        "ok"
    );
    ground.clock.set("2026-12-01T08:30:00+08:00");  // the morning after the earliest date
    ground.escalation(ground.database).climb({early, survivor});
    CHECK(ground.told("breached") == 1);
    const auto of_early = ground.tickets().view(ground.dispatcher, early)->history;
    CHECK(std::none_of(of_early.begin(), of_early.end(), [](const auto& line) {
        return line.event == "breached" || line.event == "due_today";
    }));
}

TEST_CASE("E31: a breach in a downtime is one, and told when the clock is back") {
    EdgeGround ground;
    const auto number = ground.taken("a");
    ground.clock.set("2026-12-03T10:00:00+08:00");
    CHECK(ground.rate(Measure::final_reply) == Rate{0, 1});
    REQUIRE(ground.reply(number) == "ok");
    CHECK(ground.rate(Measure::final_reply) == Rate{0, 1});
    const auto other = ground.taken("b");
    ground.clock.set("2026-12-14T10:00:00+08:00");
    ground.escalation(ground.database).climb({number, other});
    CHECK(ground.told("breached") == 1);
}

TEST_CASE("E32: three hundred breaches of one morning are each told once") {
    constexpr int kTickets = 300;
    EdgeGround ground;
    for (int i = 0; i < kTickets; ++i)
        ground.taken("k" + std::to_string(i));
    ground.clock.set("2026-12-01T08:30:00+08:00");
    auto escalation = ground.escalation(ground.database);
    int rounds = 0;
    for (;; ++rounds) {
        std::vector<std::string> numbers;
        for (const auto& alarm :
             escalation.upcoming(ground.clock.now() + std::chrono::milliseconds{1}, 100))
            numbers.push_back(alarm.number);
        if (numbers.empty())
            break;
        escalation.climb(numbers);
    }
    CHECK(rounds == kTickets / 100);
    CHECK(ground.told("breached") == kTickets);
    CHECK(ground.counted("select count(*) from notice where rung = ?", "breached") == 2 * kTickets);
    CHECK(ground.rate(Measure::final_reply) == Rate{0, kTickets});
}

TEST_CASE("E33: two clocks at once on one record tell each rung once") {
    EdgeGround ground;
    std::vector<std::string> numbers;
    for (int i = 0; i < 40; ++i)
        numbers.push_back(ground.taken("k" + std::to_string(i)));
    ground.clock.set("2026-12-01T08:30:00+08:00");
    // As another process has it: a writer of its own on the same file.
    store::Database second({.path = ground.folder.file("huiying.db")});
    const auto climb = [&](store::Database& record) {
        desk::Escalation escalation(
            record, *ground.town, ground.clock, [](const desk::TicketEvent&) {}
        );
        for (const auto& number : numbers)
            escalation.climb({number});
    };
    std::thread other([&] { climb(second); });
    climb(ground.database);
    other.join();
    for (const char* rung : {"due_soon", "due_today", "breached"}) {
        CHECK(ground.told(rung) == 40);
        CHECK(ground.counted("select count(*) from notice where rung = ?", rung) == 80);
    }
}

TEST_CASE("E34: a clock that dies after it has told tells nothing again") {
    EdgeGround ground;
    const auto number = ground.taken("a");
    ground.clock.set("2026-12-01T08:30:00+08:00");
    desk::Escalation dying(
        ground.database,
        *ground.town,
        ground.clock,
        [](const desk::TicketEvent&) { throw std::runtime_error("killed"); }
    );
    CHECK_THROWS(dying.climb({number}));
    const auto told = ground.told("breached");
    // Its claim was never finished: after the lease the ticket comes again.
    ground.escalation(ground.database).climb({number});
    CHECK(told == 1);
    CHECK(ground.told("breached") == 1);
    CHECK(ground.counted("select count(*) from notice where rung = ?", "breached") == 2);
}

TEST_CASE("E34: a clock that dies while it tells has told nothing, and it is told later") {
    EdgeGround ground;
    const auto number = ground.taken("a");
    ground.clock.set("2026-12-01T08:30:00+08:00");
    ground.database.write([](store::Connection& connection) {
        connection.script(
            "create trigger full before insert on notice when new.rung = 'breached' begin select "
            "raise(abort, 'disk full'); end"
        );
    });
    CHECK_THROWS(ground.escalation(ground.database).climb({number}));
    CHECK(ground.told("due_today") == 0);
    ground.database.write([](store::Connection& connection) {
        connection.script("drop trigger full");
    });
    ground.escalation(ground.database).climb({number});
    CHECK(ground.told("due_today") == 1);
    CHECK(ground.told("breached") == 1);
}

TEST_CASE("E36: neither signing, returning nor another unit moves the dates of a receipt") {
    EdgeGround ground;
    desk::Administration administration(ground.database, *ground.town, ground.clock);
    auto settings = ground.town->snapshot()->settings();
    settings.workflow.signing = model::Signing::needed;
    REQUIRE(verdict(administration.put(settings, "test")) == "ok");
    const auto number = ground.taken("a");
    const auto due = ground.ticket(number).due;
    ground.clock.advance(std::chrono::hours{3});
    desk::Acceptance acceptance(ground.uses());
    REQUIRE(verdict(acceptance.sign(ground.handler, ground.ref(ground.handler, number))) == "ok");
    CHECK(ground.ticket(number).due == due);
    desk::Returns returns(ground.uses());
    REQUIRE(
        verdict(returns.ask(
            ground.handler,
            ground.ref(ground.handler, number),
            {model::ReturnGround::not_our_duty, "职责清单"}
        )) == "ok"
    );
    ground.clock.advance(std::chrono::hours{20});
    REQUIRE(
        verdict(returns.rule(
            ground.dispatcher,
            ground.ref(ground.dispatcher, number),
            {model::ReturnRuling::reassigned, "zfd", "属执法队"}
        )) == "ok"
    );
    CHECK(ground.ticket(number).due == due);
    CHECK(ground.ticket(number).unit == "zfd");
}

TEST_CASE("E36: a clock stepped backwards takes no promise back and tells nothing again") {
    EdgeGround ground;
    const auto number = ground.taken("a");
    const auto due = ground.ticket(number).due;
    ground.clock.set("2026-12-01T09:00:00+08:00");
    ground.escalation(ground.database).climb({number});
    const int told = ground.told("breached");
    CHECK(ground.rate(Measure::final_reply) == Rate{0, 1});
    // An hour before the message itself was written.
    ground.clock.set("2026-11-23T08:00:00+08:00");
    ground.escalation(ground.database).climb({number});
    CHECK(ground.told("breached") == told);
    REQUIRE(ground.reply(number) == "ok");
    CHECK(ground.ticket(number).due == due);
    CHECK(ground.rate(Measure::final_reply) == Rate{1, 1});
    ground.clock.set("2026-12-01T09:00:00+08:00");
    CHECK(ground.rate(Measure::final_reply) == Rate{1, 1});
    CHECK(ground.rate(Measure::human_contact) == Rate{1, 1});
    CHECK(ground.figures_are_right());
}
