#include "board/desk/recount.hpp"

#include "board/desk/citizen_status.hpp"
#include "board/desk/escalation.hpp"
#include "board/desk/extensions.hpp"
#include "board/desk/merging.hpp"
#include "catch.hpp"
#include "recount_ground.hpp"

using namespace huiying;
using desk::Recount;
using test::RecountGround;
using test::verdict;

TEST_CASE(
    "a day off in an open ticket's way moves its date, and its citizen is told", "[recount]"
) {
    RecountGround ground;  // Monday 2026-11-23 09:00
    const auto number = ground.taken_in(ground.by_phone("a", "路灯坏了"));
    REQUIRE(ground.due(number) == "2026-11-30");
    ground.day_off("2026-11-26");
    ground.adopt("second");
    const auto run = ground.run();
    CHECK(ground.due(number) == "2026-12-01");
    CHECK(run.counts == store::RecountCounts{.counted = 1, .later = 1, .told = 1});
    const auto ticket = ground.record(number).ticket;
    CHECK(ticket.due.calendar_version == "second");
    const auto rows = ground.history(number, "due_later");
    REQUIRE(rows.size() == 1);
    CHECK(
        rows[0].detail ==
        "答复日期由11月30日（周一）24:00前改为12月1日（周二）24:00前。"
        "原因：放假调休安排（工作日日历）有更新（日历版本 second）"
    );
    const auto letters = ground.letters(number);
    REQUIRE(letters.size() == 1);
    CHECK(
        letters[0].find("原定答复日期：11月30日（周一）24:00前\n改为：12月1日（周二）24:00前") !=
        std::string::npos
    );
    CHECK(letters[0].find("放假调休安排") != std::string::npos);
    const auto changes = ground.changes(number);
    REQUIRE(changes.size() == 1);
    CHECK(changes[0].outcome == "later");
    CHECK(changes[0].versions == store::DueVersions{"second", ticket.due.policy_version});
}

TEST_CASE("a list by due dates follows a date that moved", "[recount]") {
    RecountGround ground;
    const auto first = ground.taken_in(ground.message("a", "路灯坏了"));
    ground.day_off("2026-11-26");
    ground.adopt("second");
    ground.run();
    const auto page = ground.database.read([&](store::Connection& connection) {
        return store::TicketRepository(connection)
            .list({.due_before = *model::parse_rfc3339("2026-12-01T12:00:00+08:00")});
    });
    CHECK(page.items.empty());
    CHECK(ground.letters(first).empty());  // reached nowhere: reads it by number and code
}

TEST_CASE("who has no channel reads both dates on the page", "[recount]") {
    RecountGround ground;
    auto message = ground.message("a", "路灯坏了");
    const auto code = desk::make_receipt(*ground.town, message).code;
    ground.taken_in(message);
    ground.day_off("2026-11-26");
    ground.adopt("second");
    ground.run();
    desk::CitizenStatus status(ground.database, *ground.town, ground.clock);
    const auto view = status.status(message.number, code, "127.0.0.1").value();
    REQUIRE_FALSE(view.steps.empty());
    CHECK(
        view.steps.back().text ==
        "答复日期由11月30日（周一）24:00前改为12月1日（周二）24:"
        "00前，原因：放假调休安排（工作日日历）有更新"
    );
}

TEST_CASE("a date is never made earlier: it stays, and the dispatchers are told", "[recount]") {
    RecountGround ground;
    const auto number = ground.taken_in(ground.by_phone("a", "路灯坏了"));
    ground.worked("2026-11-28");
    ground.adopt("second");
    CHECK(ground.run().counts == store::RecountCounts{.counted = 1, .kept = 1});
    CHECK(ground.due(number) == "2026-11-30");
    CHECK(ground.record(number).ticket.due.calendar_version == "second");
    CHECK(ground.letters(number).empty());
    const auto rows = ground.history(number, "due_kept");
    REQUIRE(rows.size() == 1);
    CHECK(rows[0].detail.find("可提前至11月28日（周六）24:00前") != std::string::npos);
    CHECK(rows[0].detail.find("仍为11月30日（周一）24:00前") != std::string::npos);
    desk::Escalation escalation(ground.database, *ground.town, ground.clock, ground.announce());
    const auto notices = escalation.unread(ground.office, 10);
    REQUIRE(notices.size() == 1);
    CHECK(notices[0].number == number);
    CHECK(notices[0].title == "日历或规定变了，期限可提前，已按原承诺日期维持");

    ground.adopt("third");  // nothing else: it is not said again
    ground.run();
    CHECK(ground.history(number, "due_kept").size() == 1);
    CHECK(escalation.unread(ground.office, 10).size() == 1);
}

TEST_CASE("a changed promise counts anew too, and only later", "[recount]") {
    RecountGround ground;
    const auto number = ground.taken_in(ground.by_phone("a", "路灯坏了"));
    desk::Administration administration(ground.database, *ground.town, ground.clock);
    auto settings = ground.town->snapshot()->settings();
    settings.policy.final_workdays = 7;
    REQUIRE(verdict(administration.put(settings, "test")) == "ok");
    ground.run();
    CHECK(ground.due(number) == "2026-12-02");
    REQUIRE(ground.letters(number).size() == 1);
    CHECK(ground.letters(number)[0].find("答复时限的规定有调整") != std::string::npos);
    CHECK(ground.history(number, "due_later").at(0).detail.find("/7") != std::string::npos);
    settings.policy.final_workdays = 3;
    REQUIRE(verdict(administration.put(settings, "test")) == "ok");
    ground.run();
    CHECK(ground.due(number) == "2026-12-02");
    CHECK(ground.history(number, "due_kept").size() == 1);
    CHECK(ground.letters(number).size() == 1);
}

TEST_CASE(
    "a provisional date becomes firm without a letter, an unknown one known with one", "[recount]"
) {
    RecountGround ground;
    ground.clock.set("2026-12-30T09:00:00+08:00");
    const auto firm = ground.taken_in(ground.by_phone("a", "路灯坏了"));
    REQUIRE(ground.record(firm).ticket.due.provisional);
    ground.clock.set("2027-12-30T09:00:00+08:00");
    const auto unknown = ground.taken_in(ground.by_phone("b", "路灯坏了"));
    REQUIRE(ground.due(unknown).empty());
    ground.facts.years[2027].standing = model::CalendarStanding::official;
    ground.facts.years[2028] = {.year = 2028, .source = "test"};
    ground.adopt("second");
    CHECK(ground.run().counts.known == 1);
    CHECK_FALSE(ground.record(firm).ticket.due.provisional);
    CHECK(ground.history(firm, "due_confirmed").size() == 1);
    CHECK(ground.letters(firm).empty());
    CHECK(ground.due(unknown) == "2028-01-06");
    CHECK_FALSE(ground.record(unknown).ticket.due.provisional);
    REQUIRE(ground.letters(unknown).size() == 1);
    CHECK(ground.letters(unknown)[0].find("答复日期现已确定：2028年1月6日") != std::string::npos);
}

TEST_CASE(
    "the count that made a date makes it again: nothing moves where no day did", "[recount]"
) {
    RecountGround ground;
    desk::Administration administration(ground.database, *ground.town, ground.clock);
    auto settings = ground.town->snapshot()->settings();
    settings.workflow.max_extension_workdays = 10;
    REQUIRE(verdict(administration.put(settings, "test")) == "ok");
    const auto extended = ground.taken_in(ground.by_phone("a", "路灯坏了"));
    desk::Extensions extensions(ground.uses());
    REQUIRE(
        verdict(extensions.ask(ground.handler, ground.ref(ground.handler, extended), 5, "等到货")
        ) == "ok"
    );
    REQUIRE(
        verdict(extensions.grant(ground.dispatcher, ground.ref(ground.dispatcher, extended), "同意")
        ) == "ok"
    );
    const auto reopened = ground.taken_in(ground.by_phone("b", "路灯坏了"));
    REQUIRE(
        verdict(
            ground.tickets().reply(ground.handler, ground.ref(ground.handler, reopened), "已修好。")
        ) == "ok"
    );
    ground.clock.set("2026-11-25T10:00:00+08:00");
    auto again = ground.by_phone("c", "又坏了");
    again.number = reopened;
    again.continues = true;
    again.sender = "caller-b";
    ground.taken_in(again);
    REQUIRE(ground.record(reopened).ticket.round == 2);
    REQUIRE(ground.due(reopened) == "2026-12-02");
    REQUIRE(ground.due(extended) == "2026-12-07");

    ground.adopt("same days");
    CHECK(ground.run().counts == store::RecountCounts{.counted = 2});
    CHECK(ground.due(extended) == "2026-12-07");
    CHECK(ground.due(reopened) == "2026-12-02");

    ground.day_off("2026-11-26");
    ground.adopt("second");
    CHECK(ground.run().counts.later == 2);
    CHECK(ground.due(extended) == "2026-12-08");
    CHECK(ground.due(reopened) == "2026-12-03");
}

TEST_CASE(
    "a ticket that carries others keeps the earliest date of all, counted anew", "[recount]"
) {
    RecountGround ground;
    ground.clock.set("2026-11-23T09:00:00+08:00");
    const auto early = ground.taken_in(ground.by_phone("a", "路灯坏了"));
    ground.clock.set("2026-11-25T09:00:00+08:00");
    const auto survivor = ground.taken_in(ground.by_phone("b", "路灯坏了"));
    desk::Merging merging(ground.uses());
    REQUIRE(
        verdict(merging.merge(ground.dispatcher, ground.ref(ground.dispatcher, early), survivor)) ==
        "ok"
    );
    REQUIRE(ground.due(survivor) == "2026-11-30");
    ground.day_off("2026-11-27");
    ground.adopt("second");
    ground.run(1);  // each in a batch of its own
    CHECK(ground.due(early) == "2026-12-01");
    CHECK(ground.due(survivor) == "2026-12-01");
    REQUIRE(
        verdict(merging.unmerge(ground.dispatcher, ground.ref(ground.dispatcher, early))) == "ok"
    );
    CHECK(ground.due(survivor) == "2026-12-03");
}

TEST_CASE("what was answered keeps its dates", "[recount]") {
    RecountGround ground;
    const auto number = ground.taken_in(ground.by_phone("a", "路灯坏了"));
    REQUIRE(
        verdict(
            ground.tickets().reply(ground.handler, ground.ref(ground.handler, number), "已修好。")
        ) == "ok"
    );
    ground.day_off("2026-11-26");
    ground.adopt("second");
    CHECK(ground.run().counts == store::RecountCounts{});
    CHECK(ground.due(number) == "2026-11-30");
}

TEST_CASE("a run goes on where a dead process left it, and says everything once", "[recount]") {
    RecountGround ground;
    std::vector<std::string> numbers;
    for (int i = 0; i < 7; ++i)
        numbers.push_back(ground.taken_in(ground.by_phone(std::to_string(i), "路灯坏了")));
    ground.day_off("2026-11-26");
    ground.adopt("second");
    auto dead = ground.recount("dead", 3);
    REQUIRE(dead.step() == Recount::Step::worked);
    auto other = ground.recount("other", 3);
    CHECK(other.step() == Recount::Step::idle);  // the lease holds
    CHECK(ground.due(numbers[3]) == "2026-11-30");
    ground.clock.advance(std::chrono::seconds{31});
    CHECK(other.step() == Recount::Step::worked);
    CHECK(dead.step() == Recount::Step::idle);  // and is another's now
    ground.clock.advance(std::chrono::seconds{31});
    const auto run = ground.run(3);
    CHECK(run.counts == store::RecountCounts{.counted = 7, .later = 7, .told = 7});
    for (const auto& number : numbers) {
        CHECK(ground.due(number) == "2026-12-01");
        CHECK(ground.history(number, "due_later").size() == 1);
        CHECK(ground.letters(number).size() == 1);
    }
}

TEST_CASE("what somebody stored by the old calendar meanwhile is found too", "[recount]") {
    RecountGround ground;
    const auto late = ground.by_phone("late", "路灯坏了");
    desk::Town stale(ground.database, ground.facts, ground.secret, desk::Demo::no);
    ground.day_off("2026-11-26");
    ground.adopt("second");
    auto work = ground.recount();
    CHECK(work.step() == Recount::Step::idle);
    desk::TakeIn(
        ground.database,
        stale,
        ground.renderer,
        ground.clock,
        ground.announce(),
        [](const auto&) { return std::string(); }
    ).take_in({{0, 1, late}});
    REQUIRE(ground.due(late.number) == "2026-11-30");
    ground.run();
    CHECK(ground.due(late.number) == "2026-12-01");
}

TEST_CASE("calendars that cannot be read leave those that hold, and count nothing", "[recount]") {
    RecountGround ground;
    const auto number = ground.taken_in(ground.message("a", "路灯坏了"));
    ground.is_broken = true;
    ground.adopt("broken");
    CHECK(ground.town->snapshot()->due_times(ground.clock.now()).calendar_version == "first");
    CHECK(ground.recount().step() == Recount::Step::idle);
    CHECK(ground.record(number).ticket.due.calendar_version == "first");
    ground.is_broken = false;
    ground.day_off("2026-11-26");
    ground.adopt("mended");
    ground.run();
    CHECK(ground.due(number) == "2026-12-01");
}

TEST_CASE("a ladder that moved tells nothing twice", "[recount]") {
    RecountGround ground;
    const auto number = ground.taken_in(ground.message("a", "路灯坏了"));
    desk::Escalation escalation(ground.database, *ground.town, ground.clock, ground.announce());
    ground.clock.set("2026-12-02T10:00:00+08:00");  // overdue since Monday
    escalation.climb({number});
    const auto told = escalation.unread(ground.office, 50).size();
    REQUIRE(ground.history(number, "breached").size() == 1);
    ground.day_off("2026-11-26");
    ground.adopt("second");
    ground.run();
    escalation.climb({number});
    CHECK(escalation.unread(ground.office, 50).size() == told);
    CHECK(ground.history(number, "breached").size() == 1);
    ground.clock.set("2026-12-10T10:00:00+08:00");
    escalation.climb({number});
    CHECK(ground.history(number, "in_report").size() == 1);
}

TEST_CASE("reminders of a provisional date, and its extension, say that it is one", "[recount]") {
    RecountGround ground;
    desk::Administration administration(ground.database, *ground.town, ground.clock);
    auto settings = ground.town->snapshot()->settings();
    settings.workflow.max_extension_workdays = 10;
    REQUIRE(verdict(administration.put(settings, "test")) == "ok");
    ground.clock.set("2026-12-22T09:00:00+08:00");  // due on the 29th, provisional once extended
    const auto number = ground.taken_in(ground.by_phone("a", "路灯坏了"));
    REQUIRE_FALSE(ground.record(number).ticket.due.provisional);
    desk::Extensions extensions(ground.uses());
    REQUIRE(
        verdict(extensions.ask(ground.handler, ground.ref(ground.handler, number), 5, "等到货")) ==
        "ok"
    );
    REQUIRE(
        verdict(extensions.grant(ground.dispatcher, ground.ref(ground.dispatcher, number), "同意")
        ) == "ok"
    );
    REQUIRE(ground.due(number) == "2027-01-05");
    CHECK(ground.record(number).ticket.due.provisional);
    REQUIRE(ground.letters(number).size() == 1);
    CHECK(ground.letters(number)[0].find("（暂定）前") != std::string::npos);
    desk::Escalation escalation(ground.database, *ground.town, ground.clock, ground.announce());
    ground.clock.set("2027-01-04T10:00:00+08:00");
    escalation.climb({number});
    const auto notices = escalation.unread(ground.office, 50);
    REQUIRE_FALSE(notices.empty());
    for (const auto& notice : notices)
        CHECK(notice.title.ends_with("（期限暂定）"));
}
