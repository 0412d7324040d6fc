// The catalogue of what must be published: items, what starts their clocks, what is due.
#include "catalogue_ground.hpp"

using namespace huiying;
using model::DueKind;
using test::CatalogueGround;

namespace {

using Kept = std::variant<std::int64_t, desk::CatalogueRefused>;

std::string field_of(const Kept& kept) {
    const auto* refused = std::get_if<desk::CatalogueRefused>(&kept);
    return refused == nullptr
               ? "ok"
               : std::string(model::code_of(refused->errc)) + " " + refused->trouble.field;
}

}  // namespace

TEST_CASE_METHOD(CatalogueGround, "an item that cannot be meant is not kept", "[catalogue]") {
    const auto wrong = [&](auto change) {
        auto made = item();
        change(made);
        return field_of(catalogue.put(made, office, 0));
    };
    CHECK(wrong([](auto& made) { made.id = "Budget!"; }) == "bad_request id");
    CHECK(wrong([](auto& made) { made.category = " "; }) == "bad_request category");
    CHECK(wrong([](auto& made) { made.name = ""; }) == "bad_request name");
    CHECK(wrong([](auto& made) { made.unit = "nobody"; }) == "bad_request unit");
    CHECK(wrong([](auto& made) { made.person = "ghost"; }) == "bad_request person");
    CHECK(wrong([](auto& made) { made.period.workdays = 0; }) == "bad_request period");
    CHECK(wrong([](auto& made) {
              made.period = {.kind = DueKind::once, .date = "2026-13-01"};
          }) == "bad_request period");
    CHECK(wrong([](auto& made) { made.remind_before = 31; }) == "bad_request remind_before");
    CHECK(field_of(catalogue.put(item(), lu, 0)) == "forbidden ");
    CHECK(catalogue.rows(office).empty());
}

TEST_CASE_METHOD(
    CatalogueGround, "nobody writes over what somebody else has changed", "[catalogue]"
) {
    keep(item());
    auto changed = item();
    changed.name = "部门决算";
    CHECK(field_of(catalogue.put(changed, office, 0)) == "version_conflict version");
    CHECK(std::get<std::int64_t>(catalogue.put(changed, office, 1)) == 2);
    CHECK(std::get<std::int64_t>(catalogue.put(changed, office, 1)) == 2);
    const auto history = catalogue.history("budget");
    REQUIRE(history.size() == 2);
    CHECK(history.front().detail == "改了公开事项");
    CHECK(history.front().by == "赵办");
}

TEST_CASE_METHOD(CatalogueGround, "an event starts a clock of working days", "[catalogue]") {
    keep(item());
    CHECK(row("budget").standing == "none");
    REQUIRE(
        field_of(catalogue.start({.item = "budget", .what = "批复", .day = "2026-11-20"}, lu)) ==
        "ok"
    );
    const auto open = row("budget").open;
    REQUIRE(open.size() == 1);
    CHECK(open.front().due == "2026-12-18");
    CHECK(open.front().standing == "later");
    CHECK(open.front().name == "批复（2026-11-20）");
    CHECK(open.front().reason == "2026-11-20起（当天不算）20个工作日，到2026-12-18（周五）");
    CHECK(
        field_of(catalogue.start({.item = "budget", .what = "批复", .day = "2026-11-24"}, lu)) ==
        "bad_request day"
    );
    CHECK(
        field_of(catalogue.start({.item = "budget", .what = " ", .day = "2026-11-20"}, lu)) ==
        "bad_request what"
    );
    CHECK(
        field_of(catalogue.start({.item = "budget", .what = "批复", .day = "2026-11-20"}, stranger)
        ) == "forbidden "
    );
    clock.set("2026-12-19T09:00:00+08:00");
    CHECK(row("budget").standing == "overdue");

    SECTION("and what need not be published is dropped with a reason") {
        const auto event = std::stoll(open.front().key.substr(6));
        CHECK(catalogue.drop(event, "", office)->trouble.field == "reason");
        CHECK(catalogue.drop(event, "涉密", lu)->errc == model::Errc::forbidden);
        CHECK_FALSE(catalogue.drop(event, "内部事务信息", office));
        CHECK(row("budget").open.empty());
        CHECK(catalogue.drop(event, "内部事务信息", office)->errc == model::Errc::move_not_allowed);
    }
}

TEST_CASE_METHOD(
    CatalogueGround, "a monthly item is due again after each publication", "[catalogue]"
) {
    keep(monthly("water", 25));
    CHECK(row("water").open.front().due == "2026-11-25");
    CHECK(row("water").standing == "soon");
    const auto first = proposed("water", "2026-11-25");
    CHECK(row("water").waiting == 1);
    REQUIRE(published("water", first) == "ok");
    CHECK(row("water").open.front().due == "2026-12-25");
    CHECK(row("water").last->title == "2026年部门预算");
    // Published early: the one after it is next, and nobody publishes twice for one.
    const auto early = proposed("water", "2026-12-25");
    REQUIRE(published("water", early) == "ok");
    CHECK(row("water").open.front().key == "2027-01-25");
    CHECK(
        code(publishing.propose("water", {"2026-12-25", "又一份", "", "文"}, lu)) == "bad_request"
    );
    // Nobody published for two months: both are open, the older one first.
    clock.set("2027-02-26T09:00:00+08:00");
    const auto open = row("water").open;
    REQUIRE(open.size() == 3);
    CHECK(open[0].key == "2027-01-25");
    CHECK(open[0].standing == "overdue");
    CHECK(open[2].key == "2027-03-25");
}

TEST_CASE_METHOD(
    CatalogueGround, "another period counts from the day on which it is set", "[catalogue]"
) {
    keep(monthly("water", 25));
    clock.set("2027-03-01T09:00:00+08:00");
    CHECK(row("water").open.size() == 5);
    auto changed = monthly("water", 10);
    REQUIRE(field_of(catalogue.put(changed, office, 1)) == "ok");
    REQUIRE(row("water").open.size() == 1);
    CHECK(row("water").open.front().due == "2027-03-10");
    changed.active = false;
    REQUIRE(field_of(catalogue.put(changed, office, 2)) == "ok");
    CHECK(row("water").open.empty());
    CHECK(catalogue.shown("").empty());
}
