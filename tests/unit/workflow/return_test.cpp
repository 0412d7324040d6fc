// 退办 and 裁定.
#include "catch.hpp"
#include "people.hpp"

using namespace huiying;
using namespace huiying::workflow;
using model::ReturnGround;
using model::ReturnRuling;
using model::Role;
using model::TicketState;
using test::decided;
using test::effects;
using test::has_effect;
using test::person;
using test::ticket;

namespace {

const auto kHandler = person({Role::handler}, "cjzx", 2);
const auto kDispatcher = person({Role::dispatcher}, "dzb", 3);
const Return kReturn{ReturnGround::not_our_duty, "三定方案第二条"};

/// Returned by person 2 of cjzx.
TicketFacts returned() {
    auto facts = ticket(TicketState::dispatch_review);
    facts.returns = {.units = {"cjzx"}, .total = 1, .asked_by = model::StaffId{2}};
    return facts;
}

}  // namespace

TEST_CASE("a return needs a ground of the list and a written basis", "[workflow]") {
    const auto facts = ticket(TicketState::handling);
    CHECK(decided(facts, kHandler, Move::return_ticket, kReturn) == "dispatch_review");
    CHECK(decided(facts, kHandler, Move::return_ticket, Return{{}, "有依据"}) == "reason_needed");
    CHECK(
        decided(facts, kHandler, Move::return_ticket, Return{ReturnGround::not_our_duty, " \n"}) ==
        "basis_needed"
    );
}

TEST_CASE(
    "a unit returns within the first working day after dispatch, or not at all", "[workflow]"
) {
    const auto state = GENERATE(
        TicketState::to_sign, TicketState::handling, TicketState::drafted, TicketState::sent_back
    );
    auto facts = ticket(state);
    CHECK(decided(facts, kHandler, Move::return_ticket, kReturn) == "dispatch_review");
    facts.returns.window = ReturnWindow::closed;
    CHECK(decided(facts, kHandler, Move::return_ticket, kReturn) == "return_window_closed");
}

TEST_CASE("a unit returns a ticket once, and all units together as often as is set", "[workflow]") {
    auto facts = ticket(TicketState::handling);
    facts.returns = {.units = {"zfd"}, .total = 1};
    CHECK(decided(facts, kHandler, Move::return_ticket, kReturn) == "dispatch_review");
    facts.returns.units.emplace_back("cjzx");
    CHECK(decided(facts, kHandler, Move::return_ticket, kReturn) == "already_returned");
    facts.returns = {.units = {"zfd", "sqjs"}, .total = 2};
    CHECK(decided(facts, kHandler, Move::return_ticket, kReturn) == "return_cap_reached");
    facts.rules.max_returns = 3;
    CHECK(decided(facts, kHandler, Move::return_ticket, kReturn) == "dispatch_review");
    facts.rules.max_returns = 0;
    CHECK(decided(facts, kHandler, Move::return_ticket, kReturn) == "return_cap_reached");
}

TEST_CASE("where the office has decided on the unit, the unit may not return", "[workflow]") {
    auto facts = ticket(TicketState::handling);
    facts.returns.designated = true;
    CHECK(decided(facts, kHandler, Move::return_ticket, kReturn) == "unit_designated");
}

TEST_CASE("what a unit has answered itself it does not return", "[workflow]") {
    CHECK(
        decided(ticket(TicketState::rework), kHandler, Move::return_ticket, kReturn) ==
        "move_not_allowed"
    );
    auto drafted = ticket(TicketState::drafted);
    drafted.reworks = 1;
    CHECK(decided(drafted, kHandler, Move::return_ticket, kReturn) == "return_window_closed");
}

TEST_CASE("a return that is not possible is not among the moves that are", "[workflow]") {
    auto facts = ticket(TicketState::handling);
    const auto offers = [&] {
        const auto moves = allowed_moves(kHandler, facts);
        return std::find(moves.begin(), moves.end(), Move::return_ticket) != moves.end();
    };
    CHECK(offers());
    facts.returns.designated = true;
    CHECK_FALSE(offers());
}

TEST_CASE("a return stops no clock: the total one runs on, the unit's too", "[workflow]") {
    const auto all =
        effects(ticket(TicketState::handling), acting(kHandler), Move::return_ticket, kReturn);
    for (const auto& effect : all)
        CHECK_FALSE(std::holds_alternative<ClockChange>(effect));
    CHECK(has_effect(all, Notify{Audience::office}));
    CHECK(history_event(all) == "return_asked");
}

TEST_CASE(
    "the office rules: back to the dispatcher, to another unit, or to the same", "[workflow]"
) {
    const auto facts = returned();
    const auto rule = [&](const Ruling& ruling) {
        return decided(facts, kDispatcher, Move::rule_on_return, ruling);
    };
    CHECK(rule({ReturnRuling::upheld, "", "确非其职责"}) == "to_dispatch");
    CHECK(rule({ReturnRuling::reassigned, "sqjs", "属其职责"}) == "handling");
    CHECK(rule({ReturnRuling::refused, "", "属其职责"}) == "handling");
    CHECK(rule({ReturnRuling::refused, "", " "}) == "reason_needed");
    CHECK(rule({{}, "", "属其职责"}) == "bad_request");
}

TEST_CASE("a ruling names a unit that is new to the ticket and not accused", "[workflow]") {
    auto facts = returned();
    facts.accused_units = {"zfd"};
    const auto to = [&](const char* unit) {
        return decided(
            facts, kDispatcher, Move::rule_on_return, Ruling{ReturnRuling::reassigned, unit, "裁定"}
        );
    };
    CHECK(to("sqjs") == "handling");
    CHECK(to("cjzx") == "bad_request");
    CHECK(to("zfd") == "bad_request");
    CHECK(to("") == "bad_request");
    facts.returns.units.emplace_back("sqjs");
    CHECK(to("sqjs") == "bad_request");
}

TEST_CASE("who asked for the return does not rule on it, nor does the unit", "[workflow]") {
    const auto facts = returned();
    const Ruling ruling{ReturnRuling::upheld, "", "成立"};
    const auto both = person({Role::dispatcher, Role::handler}, "cjzx", 2);
    CHECK(decided(facts, both, Move::rule_on_return, ruling) == "second_person_needed");
    CHECK(decided(facts, kHandler, Move::rule_on_return, ruling) == "forbidden");
    const auto unit_manager = person({Role::manager}, "cjzx", 8);
    CHECK(decided(facts, unit_manager, Move::rule_on_return, ruling) == "forbidden");
    const auto office_manager = person({Role::manager}, "dzb", 9);
    CHECK(decided(facts, office_manager, Move::rule_on_return, ruling) == "to_dispatch");
}

TEST_CASE("an accepted return corrects routing, a refused one does not", "[workflow]") {
    const auto facts = returned();
    const auto of = [&](const Ruling& ruling) {
        return effects(facts, acting(kDispatcher), Move::rule_on_return, ruling);
    };
    CHECK(has_effect(of({ReturnRuling::upheld, "", "成立"}), CorrectRouting{"cjzx", ""}));
    const auto reassigned = of({ReturnRuling::reassigned, "sqjs", "改派"});
    CHECK(has_effect(reassigned, CorrectRouting{"cjzx", "sqjs"}));
    CHECK(has_effect(reassigned, TellCitizen{CitizenWord::unit_changed}));
    CHECK(has_effect(
        reassigned, ClockChange{Clock::unit_part, ClockAction::cancel, Origin::person, "cjzx"}
    ));
    CHECK(has_effect(
        reassigned, ClockChange{Clock::unit_part, ClockAction::start, Origin::person, "sqjs"}
    ));
    for (const auto& effect : of({ReturnRuling::refused, "", "驳回"}))
        CHECK_FALSE(std::holds_alternative<CorrectRouting>(effect));
}
