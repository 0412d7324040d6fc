#include "board/workflow/moves.hpp"
#include "catch.hpp"
#include "people.hpp"

#include <string>

using namespace huiying;
using model::Role;
using model::TicketState;
using test::person;
using workflow::is_visible_to;

TEST_CASE(
    "tickets are seen by their unit, dispatchers, the lead office and administrators", "[workflow]"
) {
    const auto facts = test::ticket(TicketState::handling);  // of cjzx, led by dzb
    const auto [role, unit, visible] = GENERATE(table<Role, std::string, bool>({
        {Role::handler, "cjzx", true},
        {Role::handler, "sqjs", false},
        {Role::handler, "dzb", false},
        {Role::handler, "", false},
        {Role::reviewer, "cjzx", true},
        {Role::reviewer, "sqjs", false},
        {Role::reviewer, "dzb", true},
        {Role::manager, "cjzx", true},
        {Role::manager, "sqjs", false},
        {Role::manager, "dzb", true},
        {Role::dispatcher, "dzb", true},
        {Role::dispatcher, "cjzx", true},
        {Role::administrator, "", true},
        {Role::administrator, "sqjs", true},
    }));
    CAPTURE(static_cast<int>(role), unit);
    CHECK(is_visible_to(person({role}, unit), facts) == visible);
}

TEST_CASE(
    "a restricted ticket is seen by the lead office's officers and administrators only",
    "[workflow]"
) {
    const auto [role, unit, visible] = GENERATE(table<Role, std::string, bool>({
        {Role::dispatcher, "dzb", true},
        {Role::reviewer, "dzb", true},
        {Role::manager, "dzb", true},
        {Role::handler, "dzb", false},
        {Role::dispatcher, "sqjs", false},
        {Role::reviewer, "sqjs", false},
        {Role::manager, "cjzx", false},
        {Role::handler, "cjzx", false},
        {Role::administrator, "", true},
        {Role::administrator, "sqjs", true},
    }));
    CAPTURE(static_cast<int>(role), unit);
    CHECK(is_visible_to(person({role}, unit), test::restricted({"cjzx"})) == visible);
    // also when nobody is named, whatever unit holds it
    auto unnamed = test::restricted({});
    CHECK(is_visible_to(person({role}, unit), unnamed) == visible);
    unnamed.unit = "cjzx";
    CHECK(is_visible_to(person({role}, unit), unnamed) == visible);
}

TEST_CASE("nobody of an accused unit sees the ticket, whatever their role", "[workflow]") {
    for (const auto role :
         {Role::dispatcher, Role::handler, Role::reviewer, Role::manager, Role::administrator}) {
        CAPTURE(static_cast<int>(role));
        CHECK_FALSE(is_visible_to(person({role}, "cjzx"), test::restricted({"sqjs", "cjzx"})));
        CHECK_FALSE(is_visible_to(person({role}, "dzb"), test::restricted({"dzb"})));
        // the accusation counts even where the restriction was lost
        auto facts = test::ticket(TicketState::handling);
        facts.accused_units = {"cjzx"};
        CHECK_FALSE(is_visible_to(person({role}, "cjzx"), facts));
    }
    CHECK(is_visible_to(person({Role::administrator}, ""), test::restricted({"dzb"})));
}

TEST_CASE("an unseen ticket has no moves and is not found", "[workflow]") {
    const auto accused = person({Role::administrator, Role::dispatcher}, "cjzx");
    const auto facts = test::restricted({"cjzx"});
    CHECK(workflow::allowed_moves(accused, facts).empty());
    const auto refused = workflow::may(accused, facts, workflow::Move::save_draft);
    REQUIRE(refused.has_error());
    CHECK(model::errc_of(refused.error()) == model::Errc::not_found);
}

TEST_CASE("an inactive account sees nothing", "[workflow]") {
    auto staff = person({Role::administrator}, "");
    staff.active = false;
    CHECK_FALSE(is_visible_to(staff, test::ticket(TicketState::handling)));
    CHECK(workflow::allowed_moves(staff, test::ticket(TicketState::handling)).empty());
}

TEST_CASE(
    "a town without a lead office shows restricted tickets to administrators alone", "[workflow]"
) {
    auto facts = test::restricted({});
    facts.lead_unit = "";
    facts.unit = "";
    CHECK_FALSE(is_visible_to(person({Role::dispatcher}, ""), facts));
    CHECK(is_visible_to(person({Role::administrator}, ""), facts));
}
