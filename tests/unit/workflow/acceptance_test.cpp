// 受理, 不予受理, 交办, 签收, 协办, 并单.
#include "catch.hpp"
#include "people.hpp"

using namespace huiying;
using namespace huiying::workflow;
using model::NonAcceptance;
using model::Role;
using model::TicketState;
using test::decided;
using test::effects;
using test::has_effect;
using test::missing_field;
using test::person;
using test::ticket;

namespace {

const auto kHandler = person({Role::handler}, "cjzx", 2);
const auto kDispatcher = person({Role::dispatcher}, "dzb", 3);
const auto kAssistant = person({Role::handler}, "zfd", 4);

NonAcceptanceDetails refusal(NonAcceptance reason) {
    return {reason, "说明", "渠道", "E4VF-274Z-C0XC"};
}

TicketFacts assisted(Assist::State state) {
    auto facts = ticket(TicketState::handling);
    facts.assists = {{"zfd", state}};
    return facts;
}

}  // namespace

TEST_CASE("what is not accepted goes its own way", "[workflow]") {
    const auto [reason, state] = GENERATE(table<NonAcceptance, std::string>({
        {NonAcceptance::emergency, "emergency_transferred"},
        {NonAcceptance::information_disclosure, "to_foi"},
        {NonAcceptance::petition, "to_petition"},
        {NonAcceptance::litigation, "not_accepted"},
        {NonAcceptance::discipline, "not_accepted"},
        {NonAcceptance::duplicate, "not_accepted"},
        {NonAcceptance::not_for_government, "not_accepted"},
        {NonAcceptance::improper, "not_accepted"},
        {NonAcceptance::malicious, "not_accepted"},
    }));
    const auto facts = ticket(TicketState::pending_acceptance);
    CHECK(decided(facts, kDispatcher, Move::not_accept, refusal(reason)) == state);
    const auto all = effects(facts, acting(kDispatcher), Move::not_accept, refusal(reason));
    CHECK(has_effect(all, TellCitizen{CitizenWord::not_accepted}));
    CHECK(stops(all, Clock::final_reply));
    CHECK(stops(all, Clock::human_contact));
}

TEST_CASE("no refusal without a reason, words for the citizen, and a way to go", "[workflow]") {
    const auto facts = ticket(TicketState::to_dispatch);
    const auto refuse = [&](NonAcceptanceDetails details) {
        return decided(facts, kDispatcher, Move::not_accept, details);
    };
    CHECK(refuse({{}, "说明", "渠道", ""}) == "reason_needed");
    CHECK(refuse({NonAcceptance::petition, " ", "信访办", ""}) == "reason_needed");
    CHECK(refuse({NonAcceptance::petition, "说明", "", ""}) == "channel_needed");
    CHECK(refuse({NonAcceptance::improper, "说明", "", ""}) == "not_accepted");
    CHECK(refuse({NonAcceptance::malicious, "说明", "", ""}) == "not_accepted");
    CHECK(refuse({NonAcceptance::duplicate, "说明", "", ""}) == "bad_request");
    CHECK(
        missing_field(
            facts,
            kDispatcher,
            Move::not_accept,
            NonAcceptanceDetails{NonAcceptance::duplicate, "说明", "", ""}
        ) == "earlier"
    );
}

TEST_CASE("once a unit has it, only another body's matter is handed over", "[workflow]") {
    const auto state = GENERATE(TicketState::to_sign, TicketState::handling, TicketState::rework);
    const auto facts = ticket(state);
    CHECK(
        decided(facts, kDispatcher, Move::not_accept, refusal(NonAcceptance::emergency)) ==
        "emergency_transferred"
    );
    CHECK(
        decided(facts, kDispatcher, Move::not_accept, refusal(NonAcceptance::duplicate)) ==
        "move_not_allowed"
    );
    CHECK(
        decided(facts, kDispatcher, Move::not_accept, refusal(NonAcceptance::malicious)) ==
        "move_not_allowed"
    );
    CHECK(
        decided(facts, kHandler, Move::not_accept, refusal(NonAcceptance::emergency)) == "forbidden"
    );
}

TEST_CASE("acceptance leads to the unit that routing names, or to the dispatcher", "[workflow]") {
    auto facts = ticket(TicketState::pending_acceptance);
    CHECK(decided(facts, the_system(), Move::accept) == "handling");
    CHECK(stops(effects(facts, the_system(), Move::accept), Clock::acceptance));
    CHECK_FALSE(stops(effects(facts, the_system(), Move::accept), Clock::contact));
    facts.rules.signing = Signing::needed;
    CHECK(decided(facts, kDispatcher, Move::accept) == "to_sign");
    facts.unit.clear();
    CHECK(decided(facts, kDispatcher, Move::accept) == "to_dispatch");
    // nobody is named yet: that is no acceptance notice
    CHECK_FALSE(stops(effects(facts, acting(kDispatcher), Move::accept), Clock::acceptance));
}

TEST_CASE("signing is the unit's own and starts no clock", "[workflow]") {
    const auto facts = ticket(TicketState::to_sign);
    CHECK(decided(facts, kHandler, Move::sign) == "handling");
    CHECK(decided(facts, kDispatcher, Move::sign) == "forbidden");
    for (const auto& effect : effects(facts, acting(kHandler), Move::sign))
        CHECK_FALSE(std::holds_alternative<ClockChange>(effect));
}

TEST_CASE(
    "a lead unit is dispatched with assisting units that have days of their own", "[workflow]"
) {
    const auto facts = ticket(TicketState::to_dispatch);
    const Dispatch dispatch{"cjzx", {{"zfd", "请提供执法情况", 2}}};
    CHECK(decided(facts, kDispatcher, Move::assign, dispatch) == "handling");
    const auto all = effects(facts, acting(kDispatcher), Move::assign, dispatch);
    CHECK(has_effect(all, ClockChange{Clock::unit_part, ClockAction::start, Origin::person, "cjzx"})
    );
    CHECK(
        has_effect(all, ClockChange{Clock::unit_part, ClockAction::start, Origin::person, "zfd", 2})
    );
    CHECK(has_effect(all, Notify{Audience::handlers}));
    CHECK(has_effect(all, Notify{Audience::assistants}));
    CHECK(has_effect(all, TellCitizen{CitizenWord::accepted}));
    CHECK(stops(all, Clock::acceptance));
    CHECK_FALSE(stops(all, Clock::human_contact));
}

TEST_CASE("assisting units are others, once each, never the accused", "[workflow]") {
    auto facts = ticket(TicketState::to_dispatch);
    facts.accused_units = {"sqjs"};
    const auto dispatch = [&](std::vector<AssistAsked> assists) {
        return decided(facts, kDispatcher, Move::assign, Dispatch{"cjzx", std::move(assists)});
    };
    CHECK(dispatch({{"zfd", "请核实", 1}, {"ggb", "请核实", 1}}) == "handling");
    CHECK(dispatch({{"zfd", "请核实", 1}, {"zfd", "再核实", 1}}) == "bad_request");
    CHECK(dispatch({{"cjzx", "请核实", 1}}) == "bad_request");
    CHECK(dispatch({{"sqjs", "请核实", 1}}) == "bad_request");
    CHECK(dispatch({{"zfd", "请核实", 0}}) == "bad_request");
    CHECK(dispatch({{"zfd", "", 1}}) == "reason_needed");
}

TEST_CASE(
    "the lead unit waits for opinions that still have time, not for overdue ones", "[workflow]"
) {
    CHECK(decided(assisted(Assist::State::asked), kHandler, Move::submit) == "opinion_missing");
    CHECK(decided(assisted(Assist::State::answered), kHandler, Move::submit) == "in_review");
    CHECK(decided(assisted(Assist::State::overdue), kHandler, Move::submit) == "in_review");
    auto direct = assisted(Assist::State::asked);
    direct.reply_review = model::ReplyReview::not_needed;
    CHECK(decided(direct, kHandler, Move::reply, FinalReply{}) == "opinion_missing");
}

TEST_CASE("an assisting unit gives one opinion and moves nothing else", "[workflow]") {
    const auto open = assisted(Assist::State::asked);
    CHECK(decided(open, kAssistant, Move::give_opinion, Words{"已核实"}) == "handling");
    CHECK(decided(open, kAssistant, Move::give_opinion, Words{""}) == "empty_text");
    CHECK(decided(open, kAssistant, Move::submit) == "forbidden");
    CHECK(decided(open, kAssistant, Move::note, Words{"批注"}) == "handling");
    CHECK(
        decided(assisted(Assist::State::answered), kAssistant, Move::give_opinion, Words{"又"}) ==
        "move_not_allowed"
    );
    CHECK(
        decided(ticket(TicketState::handling), kAssistant, Move::give_opinion, Words{"意见"}) ==
        "not_found"
    );
    CHECK(has_effect(
        effects(open, acting(kAssistant), Move::give_opinion, Words{"已核实"}),
        ClockChange{Clock::unit_part, ClockAction::stop, Origin::person, "zfd"}
    ));
}

TEST_CASE("an open request for help can be dropped, and is not asked twice", "[workflow]") {
    const auto open = assisted(Assist::State::asked);
    CHECK(
        decided(open, kHandler, Move::drop_assist, AssistDropped{"zfd", "已无需要"}) == "handling"
    );
    CHECK(
        decided(open, kHandler, Move::drop_assist, AssistDropped{"ggb", "已无需要"}) ==
        "bad_request"
    );
    CHECK(
        decided(
            assisted(Assist::State::answered),
            kHandler,
            Move::drop_assist,
            AssistDropped{"zfd", "已无需要"}
        ) == "move_not_allowed"
    );
    CHECK(decided(open, kHandler, Move::drop_assist, AssistDropped{"zfd", " "}) == "reason_needed");
    CHECK(
        decided(open, kHandler, Move::ask_assist, AssistAsked{"zfd", "请核实", 1}) ==
        "already_asked"
    );
    CHECK(
        decided(
            assisted(Assist::State::answered),
            kHandler,
            Move::ask_assist,
            AssistAsked{"zfd", "再请核实", 1}
        ) == "handling"
    );
}

TEST_CASE("a restricted ticket has no assisting units but the office", "[workflow]") {
    auto facts = test::restricted({"cjzx"});
    CHECK(
        decided(facts, kDispatcher, Move::ask_assist, AssistAsked{"sqjs", "请核实", 1}) ==
        "bad_request"
    );
    facts.assists = {{"sqjs", Assist::State::asked}};
    CHECK_FALSE(is_visible_to(person({Role::handler}, "sqjs"), facts));
}

TEST_CASE("a ticket merges into an open one that the same people may see", "[workflow]") {
    const auto facts = ticket(TicketState::to_dispatch);
    const auto merge = [&](const Survivor& survivor) {
        return decided(facts, kDispatcher, Move::merge, survivor);
    };
    CHECK(merge({}) == "merged");
    CHECK(merge({.is = Survivor::Is::itself}) == "survivor_unfit");
    CHECK(merge({.state = TicketState::merged}) == "survivor_unfit");
    CHECK(merge({.state = TicketState::closed}) == "survivor_unfit");
    CHECK(merge({.restricted = true}) == "survivor_unfit");
    CHECK(merge({.visible = false}) == "not_found");
}

TEST_CASE("a merged ticket stops its clocks, tells its citizen, and can come back", "[workflow]") {
    auto facts = ticket(TicketState::drafted);
    const auto all = effects(facts, acting(kDispatcher), Move::merge, Survivor{});
    CHECK(has_effect(all, TellCitizen{CitizenWord::merged}));
    CHECK(has_effect(all, ClockChange{Clock::final_reply, ClockAction::cancel, Origin::person}));
    facts.state = TicketState::merged;
    facts.before = TicketState::drafted;
    CHECK(decided(facts, kDispatcher, Move::unmerge) == "drafted");
    CHECK(has_effect(
        effects(facts, acting(kDispatcher), Move::unmerge),
        ClockChange{Clock::final_reply, ClockAction::resume, Origin::person}
    ));
    CHECK(decided(facts, the_citizen(), Move::add) == "merged");
}
