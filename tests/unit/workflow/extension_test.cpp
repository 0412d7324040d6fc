// 延期, 中止, 终止.
#include "catch.hpp"
#include "people.hpp"

using namespace huiying;
using namespace huiying::workflow;
using model::PauseGround;
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
const auto kManager = person({Role::manager}, "dzb", 9);

TicketFacts extensible() {
    auto facts = ticket(TicketState::handling);
    facts.rules.max_extension_workdays = 5;
    return facts;
}

TicketFacts asked() {
    auto facts = extensible();
    facts.extension = {.asked_workdays = 3, .asked_by = model::StaffId{2}};
    return facts;
}

}  // namespace

TEST_CASE("a town that has set nothing extends nothing", "[workflow]") {
    CHECK(
        decided(
            ticket(TicketState::handling), kHandler, Move::ask_extension, ExtensionAsked{1, "勘察"}
        ) == "move_not_allowed"
    );
}

TEST_CASE("an extension is asked with days and reason, within the cap in total", "[workflow]") {
    auto facts = extensible();
    const auto ask = [&](int days, const char* reason) {
        return decided(facts, kHandler, Move::ask_extension, ExtensionAsked{days, reason});
    };
    CHECK(ask(5, "需现场勘察") == "handling");
    CHECK(ask(6, "需现场勘察") == "extension_over_cap");
    CHECK(ask(0, "需现场勘察") == "bad_request");
    CHECK(ask(-1, "需现场勘察") == "bad_request");
    CHECK(ask(2, "") == "reason_needed");
    facts.extension.granted_workdays = 3;
    CHECK(ask(2, "需现场勘察") == "handling");
    CHECK(ask(3, "需现场勘察") == "extension_over_cap");
    facts.extension.granted_workdays = 5;
    CHECK(ask(1, "需现场勘察") == "extension_over_cap");
}

TEST_CASE("an extension is asked before expiry, and one at a time", "[workflow]") {
    auto facts = asked();
    const ExtensionAsked two{2, "需现场勘察"};
    CHECK(decided(facts, kHandler, Move::ask_extension, two) == "already_asked");
    facts = extensible();
    facts.term = Term::passed;
    CHECK(decided(facts, kHandler, Move::ask_extension, two) == "deadline_passed");
}

TEST_CASE("an extension is granted before expiry, and not by who asked", "[workflow]") {
    auto facts = asked();
    CHECK(decided(facts, kManager, Move::grant_extension) == "handling");
    CHECK(decided(facts, kDispatcher, Move::grant_extension) == "handling");
    CHECK(decided(facts, kHandler, Move::grant_extension) == "forbidden");
    const auto both = person({Role::handler, Role::dispatcher}, "cjzx", 2);
    CHECK(decided(facts, both, Move::grant_extension) == "second_person_needed");
    facts.term = Term::passed;
    CHECK(decided(facts, kManager, Move::grant_extension) == "deadline_passed");
    CHECK(decided(facts, kManager, Move::refuse_extension, Words{"可以按期办结"}) == "handling");
    CHECK(decided(facts, kManager, Move::refuse_extension, Words{""}) == "reason_needed");
    CHECK(decided(extensible(), kManager, Move::grant_extension) == "move_not_allowed");
}

TEST_CASE("a granted extension moves the final clock and tells the citizen", "[workflow]") {
    const auto all = effects(asked(), acting(kManager), Move::grant_extension);
    CHECK(
        has_effect(all, ClockChange{Clock::final_reply, ClockAction::extend, Origin::person, "", 3})
    );
    CHECK(has_effect(all, TellCitizen{CitizenWord::extended}));
    CHECK(has_effect(all, Notify{Audience::asker}));
    for (const auto& effect :
         effects(asked(), acting(kManager), Move::refuse_extension, Words{"不必"}))
        CHECK_FALSE(std::holds_alternative<ClockChange>(effect));
}

TEST_CASE("a pause needs the town's leave, a ground and evidence", "[workflow]") {
    auto facts = ticket(TicketState::handling);
    const PauseAsked pause{PauseGround::awaiting_organ, "已向规划部门发函"};
    CHECK(decided(facts, kManager, Move::pause, pause) == "move_not_allowed");
    facts.rules.pausing = Pausing::allowed;
    CHECK(decided(facts, kManager, Move::pause, pause) == "paused");
    CHECK(decided(facts, kHandler, Move::pause, pause) == "forbidden");
    CHECK(decided(facts, kManager, Move::pause, PauseAsked{{}, "函"}) == "reason_needed");
    CHECK(
        decided(facts, kManager, Move::pause, PauseAsked{PauseGround::awaiting_organ, ""}) ==
        "basis_needed"
    );
}

TEST_CASE("a paused ticket goes on where it was", "[workflow]") {
    auto facts = ticket(TicketState::paused);
    facts.before = TicketState::drafted;
    CHECK(decided(facts, kHandler, Move::resume) == "drafted");
    CHECK(decided(facts, the_system(), Move::resume) == "drafted");
    CHECK(stops(effects(facts, acting(kHandler), Move::resume), Clock::final_reply) == false);
    CHECK(has_effect(
        effects(facts, acting(kHandler), Move::resume),
        ClockChange{Clock::final_reply, ClockAction::resume, Origin::person}
    ));
}

TEST_CASE("the citizen's addition ends a pause that waited for it, and no other", "[workflow]") {
    auto facts = ticket(TicketState::paused);
    facts.before = TicketState::drafted;
    facts.paused_for = PauseGround::awaiting_citizen;
    CHECK(decided(facts, the_citizen(), Move::add) == "drafted");
    facts.paused_for = PauseGround::awaiting_organ;
    CHECK(decided(facts, the_citizen(), Move::add) == "paused");
}

TEST_CASE("termination is asked with a basis and approved by another person", "[workflow]") {
    auto facts = ticket(TicketState::handling);
    const Words words{"当事人已自行解决", "情况说明"};
    CHECK(decided(facts, kManager, Move::terminate, words) == "move_not_allowed");
    CHECK(decided(facts, kHandler, Move::ask_termination, words) == "handling");
    CHECK(decided(facts, kHandler, Move::ask_termination, Words{"理由", ""}) == "basis_needed");
    CHECK(decided(facts, kHandler, Move::ask_termination, Words{"", "依据"}) == "reason_needed");
    facts.termination_asked_by = model::StaffId{3};
    CHECK(decided(facts, kDispatcher, Move::terminate, words) == "second_person_needed");
    CHECK(decided(facts, kManager, Move::terminate, words) == "terminated");
    CHECK(decided(facts, kHandler, Move::ask_termination, words) == "move_not_allowed");
    CHECK(decided(facts, kManager, Move::refuse_termination, Words{"应继续办理"}) == "handling");
}
