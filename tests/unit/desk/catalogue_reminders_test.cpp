// Reminders of the catalogue: each once, whoever restarts when.
#include "catalogue_ground.hpp"

using namespace huiying;
using test::CatalogueGround;
using Told = std::vector<std::string>;

namespace {

struct ReminderGround : CatalogueGround {
    /// As a process that has just started, which remembers nothing.
    int at(const std::string& time) {
        clock.set(time.c_str());
        return desk::CatalogueReminders(database, *town, clock).tell_due();
    }
};

}  // namespace

TEST_CASE_METHOD(
    ReminderGround, "before, on the day and after it, each is told once", "[catalogue]"
) {
    keep(monthly("water", 30));  // Monday, 30 November
    CHECK(at("2026-11-24T10:00:00+08:00") == 0);
    CHECK(at("2026-11-25T08:00:00+08:00") == 0);  // before notices go out
    CHECK(at("2026-11-25T08:30:00+08:00") == 1);
    CHECK(at("2026-11-25T11:00:00+08:00") == 0);
    CHECK(at("2026-11-27T09:00:00+08:00") == 0);
    CHECK(told() == Told{"lu catalogue_soon", "qian catalogue_soon"});
    CHECK(at("2026-11-30T09:00:00+08:00") == 1);
    CHECK(at("2026-11-30T16:00:00+08:00") == 0);
    CHECK(at("2026-12-01T09:00:00+08:00") == 1);
    CHECK(at("2026-12-02T09:00:00+08:00") == 0);
    CHECK(
        told() ==
        Told{
            "lu catalogue_soon",
            "qian catalogue_soon",
            "lu catalogue_today",
            "qian catalogue_today",
            "lu catalogue_overdue",
            "qian catalogue_overdue",
            "zhao catalogue_overdue"}
    );
}

TEST_CASE_METHOD(
    ReminderGround, "what a stopped clock has missed is told by the last step only", "[catalogue]"
) {
    keep(monthly("water", 30));
    CHECK(at("2026-12-03T09:00:00+08:00") == 1);
    CHECK(
        told() == Told{"lu catalogue_overdue", "qian catalogue_overdue", "zhao catalogue_overdue"}
    );
    CHECK(at("2026-12-04T09:00:00+08:00") == 0);
}

TEST_CASE_METHOD(
    ReminderGround, "a mark without its notices does not outlive a crash", "[catalogue]"
) {
    keep(monthly("water", 25));
    // The transaction dies after the mark: as a kill between the two would have it.
    database.write([](store::Connection& connection) {
        connection.script(
            "create temp trigger dies before insert on notice begin select raise(abort, 'dies'); "
            "end"
        );
    });
    CHECK_THROWS(at("2026-11-25T09:00:00+08:00"));
    database.write([](store::Connection& connection) { connection.script("drop trigger dies"); });
    CHECK(at("2026-11-25T09:00:00+08:00") == 1);
    CHECK(told() == Told{"lu catalogue_today", "qian catalogue_today"});
}

TEST_CASE_METHOD(
    ReminderGround, "nobody is told on a rest day, and nothing twice by two clocks", "[catalogue]"
) {
    keep(monthly("water", 28));  // a Saturday: due on Monday, 30 November
    CHECK(row("water").open.front().due == "2026-11-30");
    CHECK(at("2026-11-28T10:00:00+08:00") == 0);
    clock.set("2026-11-30T10:00:00+08:00");
    desk::CatalogueReminders one(database, *town, clock);
    desk::CatalogueReminders other(database, *town, clock);
    CHECK(one.tell_due() == 1);
    CHECK(other.tell_due() == 0);
}

TEST_CASE_METHOD(
    ReminderGround, "the person whom the item names is told, else the office", "[catalogue]"
) {
    auto named = monthly("water", 25);
    named.person = "lu";
    keep(named);
    auto nobody = monthly("fire", 25);
    nobody.unit = "zfd";  // has a reviewer only
    keep(nobody);
    CHECK(at("2026-11-25T09:00:00+08:00") == 2);
    CHECK(told() == Told{"lu catalogue_today", "zhao catalogue_today"});
}

TEST_CASE_METHOD(ReminderGround, "what is published is not reminded of", "[catalogue]") {
    keep(monthly("water", 25));
    REQUIRE(published("water", proposed("water", "2026-11-25")) == "ok");
    CHECK(at("2026-11-26T09:00:00+08:00") == 0);
}

TEST_CASE_METHOD(
    ReminderGround, "a process that runs on notices what is changed meanwhile", "[catalogue]"
) {
    clock.set("2026-11-25T09:00:00+08:00");
    desk::CatalogueReminders reminders(database, *town, clock);
    CHECK(reminders.tell_due() == 0);
    keep(monthly("water", 25));
    CHECK(reminders.tell_due() == 1);
    CHECK(reminders.tell_due() == 0);
}

TEST_CASE_METHOD(ReminderGround, "what is withdrawn is reminded of anew", "[catalogue]") {
    keep(monthly("water", 25));
    CHECK(at("2026-11-26T09:00:00+08:00") == 1);
    const auto waiting = proposed("water", "2026-11-25");
    REQUIRE(code(publishing.withdraw(waiting, "再想想", lu)) == "ok");
    CHECK(at("2026-11-26T10:00:00+08:00") == 0);  // it was open all the time
    const auto id = proposed("water", "2026-11-25");
    REQUIRE(published("water", id) == "ok");
    CHECK(at("2026-11-26T11:00:00+08:00") == 0);
    REQUIRE(code(publishing.withdraw(id, "数字有误", lu)) == "ok");
    const auto before = told().size();
    CHECK(at("2026-11-27T09:00:00+08:00") == 1);
    CHECK(told().size() == before + 3);
    CHECK(told().back() == "zhao catalogue_overdue");
    CHECK(at("2026-11-27T10:00:00+08:00") == 0);
}
