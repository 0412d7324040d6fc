#include "board/desk/extensions.hpp"

#include "catch.hpp"
#include "desk_ground.hpp"

using namespace huiying;
using test::DeskGround;
using test::verdict;

namespace {

struct ExtensionGround : DeskGround {
    ExtensionGround() {
        desk::Administration administration(database, *town, clock);
        auto settings = town->snapshot()->settings();
        settings.workflow.max_extension_workdays = 10;
        REQUIRE(verdict(administration.put(settings, "test")) == "ok");
    }

    desk::Extensions extensions() { return desk::Extensions(uses()); }

    std::string ask(const std::string& number, int workdays) {
        return verdict(extensions().ask(handler, ref(handler, number), workdays, "等厂家到货"));
    }

    std::string grant(const std::string& number) {
        return verdict(extensions().grant(dispatcher, ref(dispatcher, number), "同意"));
    }

    std::string due(const std::string& number) {
        return model::to_rfc3339(*tickets().view(dispatcher, number)->row.ticket.due.final_due);
    }
};

}  // namespace

TEST_CASE("an extension adds working days to the date, over a weekend", "[desk]") {
    ExtensionGround ground;
    const auto number = ground.taken_in(ground.message("a", "路灯坏了"));  // a Monday
    CHECK(ground.due(number) == "2026-11-30T23:59:59+08:00");
    REQUIRE(ground.ask(number, 5) == "ok");
    REQUIRE(ground.grant(number) == "ok");
    CHECK(ground.due(number) == "2026-12-07T23:59:59+08:00");
    REQUIRE(ground.ask(number, 5) == "ok");
    REQUIRE(ground.grant(number) == "ok");
    CHECK(ground.due(number) == "2026-12-14T23:59:59+08:00");
    CHECK(ground.ask(number, 1) == "extension_over_cap");
}

TEST_CASE("an extension is asked and granted before expiry, to the second", "[desk]") {
    ExtensionGround ground;
    const auto number = ground.taken_in(ground.message("a", "路灯坏了"));
    ground.clock.set("2026-11-30T23:59:59.700+08:00");
    REQUIRE(ground.ask(number, 2) == "ok");
    ground.clock.set("2026-12-01T00:00:00+08:00");
    CHECK(ground.grant(number) == "deadline_passed");
    CHECK(ground.due(number) == "2026-11-30T23:59:59+08:00");
    CHECK(
        verdict(ground.extensions().refuse(
            ground.dispatcher, ground.ref(ground.dispatcher, number), "已经超期"
        )) == "ok"
    );
    CHECK(ground.ask(number, 2) == "deadline_passed");
}
