// 评价, 重办, 挂账, 办结, 归档; what the citizen may do; contacts and pressing.
#include "catch.hpp"
#include "people.hpp"

using namespace huiying;
using namespace huiying::workflow;
using model::Role;
using model::Satisfaction;
using model::TicketState;
using test::decided;
using test::effects;
using test::has_effect;
using test::person;
using test::ticket;

namespace {

const auto kHandler = person({Role::handler}, "cjzx", 2);
const auto kDispatcher = person({Role::dispatcher}, "dzb", 3);

Evaluation graded(Satisfaction grade) {
    return {grade, grade == Satisfaction::dissatisfied ? "没有修好" : "", ""};
}

}  // namespace

TEST_CASE("a content citizen closes the ticket, a discontent one starts it again", "[workflow]") {
    const auto state =
        GENERATE(TicketState::final_replied, TicketState::to_evaluate, TicketState::closed);
    const auto facts = ticket(state);
    const auto say = [&](Satisfaction grade) {
        return decided(facts, the_citizen(), Move::evaluate, graded(grade));
    };
    CHECK(say(Satisfaction::satisfied) == "closed");
    CHECK(say(Satisfaction::mostly_satisfied) == "closed");
    CHECK(say(Satisfaction::dissatisfied) == "rework");
    CHECK(
        decided(
            facts, the_citizen(), Move::evaluate, Evaluation{Satisfaction::dissatisfied, "", ""}
        ) == "reason_needed"
    );
    CHECK(decided(facts, the_citizen(), Move::evaluate, Evaluation{}) == "bad_request");
}

TEST_CASE("a rework starts the final clock anew with the town's days for it", "[workflow]") {
    const auto all = effects(
        ticket(TicketState::final_replied),
        the_citizen(),
        Move::evaluate,
        graded(Satisfaction::dissatisfied)
    );
    CHECK(
        has_effect(all, ClockChange{Clock::final_reply, ClockAction::start, Origin::citizen, "", 3})
    );
    CHECK(has_effect(all, TellCitizen{CitizenWord::rework_begun}));
    CHECK(has_effect(all, Notify{Audience::unit_lead}));
}

TEST_CASE("beyond the town's reworks discontent goes to the office, and stays open", "[workflow]") {
    auto facts = ticket(TicketState::to_evaluate);
    facts.reworks = 1;
    const auto discontent = graded(Satisfaction::dissatisfied);
    CHECK(decided(facts, the_citizen(), Move::evaluate, discontent) == "to_evaluate");
    CHECK(has_effect(
        effects(facts, the_citizen(), Move::evaluate, discontent), Notify{Audience::office}
    ));
    facts.grade = Satisfaction::dissatisfied;
    CHECK(decided(facts, kHandler, Move::close) == "forbidden");
    CHECK(decided(facts, kDispatcher, Move::close) == "closed");
    CHECK(decided(facts, kDispatcher, Move::order_rework, Words{"应再办"}) == "rework");
    CHECK(decided(facts, kDispatcher, Move::order_rework, Words{""}) == "reason_needed");
}

TEST_CASE("the clock closes what nobody judged and nobody promised more on", "[workflow]") {
    for (const auto state : {TicketState::final_replied, TicketState::to_evaluate}) {
        auto facts = ticket(state);
        CHECK(decided(facts, the_system(), Move::close) == "closed");
        facts.grade = Satisfaction::satisfied;
        CHECK(decided(facts, the_system(), Move::close) == "forbidden");
        facts.grade.reset();
        facts.commitment = Commitment::open;
        CHECK(decided(facts, the_system(), Move::close) == "commitment_open");
    }
    CHECK(decided(ticket(TicketState::rework), the_system(), Move::close) == "move_not_allowed");
}

TEST_CASE("a round is graded once", "[workflow]") {
    auto facts = ticket(TicketState::closed);
    facts.grade = Satisfaction::satisfied;
    CHECK(
        decided(facts, the_citizen(), Move::evaluate, graded(Satisfaction::dissatisfied)) ==
        "already_evaluated"
    );
}

TEST_CASE("the office records what a citizen says when called, the unit never does", "[workflow]") {
    const auto facts = ticket(TicketState::to_evaluate);
    auto evaluation = graded(Satisfaction::satisfied);
    CHECK(decided(facts, kHandler, Move::evaluate, evaluation) == "forbidden");
    CHECK(decided(facts, kDispatcher, Move::evaluate, evaluation) == "summary_needed");
    evaluation.summary = "回访：满意";
    CHECK(decided(facts, kDispatcher, Move::evaluate, evaluation) == "closed");
}

TEST_CASE("an open commitment keeps the ticket from being closed", "[workflow]") {
    auto facts = ticket(TicketState::final_replied);
    const CommitmentMade made{"年底前修好", *model::parse_iso_date("2026-12-31")};
    CHECK(decided(facts, kHandler, Move::track_commitment, made) == "final_replied");
    CHECK(decided(facts, kHandler, Move::keep_commitment, Words{"修好了"}) == "move_not_allowed");
    facts.commitment = Commitment::open;
    CHECK(decided(facts, kHandler, Move::close) == "commitment_open");
    CHECK(decided(facts, kHandler, Move::track_commitment, made) == "move_not_allowed");
    CHECK(
        decided(facts, the_citizen(), Move::evaluate, graded(Satisfaction::satisfied)) ==
        "final_replied"
    );
    CHECK(decided(facts, kHandler, Move::keep_commitment, Words{""}) == "empty_text");
    const auto kept = effects(facts, acting(kHandler), Move::keep_commitment, Words{"修好了"});
    CHECK(stops(kept, Clock::commitment));
    CHECK_FALSE(stops(kept, Clock::final_reply));
    CHECK(has_effect(kept, TellCitizen{CitizenWord::commitment_kept}));
}

TEST_CASE("closed tickets are archived by the office or by rule", "[workflow]") {
    const auto facts = ticket(TicketState::closed);
    CHECK(decided(facts, the_system(), Move::archive) == "archived");
    CHECK(decided(facts, kDispatcher, Move::archive) == "archived");
    CHECK(decided(facts, kHandler, Move::archive) == "forbidden");
    CHECK(
        decided(ticket(TicketState::final_replied), kDispatcher, Move::archive) ==
        "move_not_allowed"
    );
}

TEST_CASE("a citizen withdraws what is not answered yet", "[workflow]") {
    const auto state = GENERATE(
        TicketState::pending_acceptance,
        TicketState::to_dispatch,
        TicketState::handling,
        TicketState::in_review,
        TicketState::approved,
        TicketState::paused
    );
    CHECK(decided(ticket(state), the_citizen(), Move::withdraw) == "withdrawn");
    const auto all = effects(ticket(state), the_citizen(), Move::withdraw);
    CHECK(has_effect(all, ClockChange{Clock::final_reply, ClockAction::cancel, Origin::citizen}));
    CHECK(has_effect(all, TellCitizen{CitizenWord::withdrawal_confirmed}));
    CHECK(
        decided(ticket(TicketState::final_replied), the_citizen(), Move::withdraw) ==
        "move_not_allowed"
    );
    CHECK(decided(ticket(state), kDispatcher, Move::withdraw) == "forbidden");
}

TEST_CASE("whoever held a withdrawn ticket is told", "[workflow]") {
    CHECK(has_effect(
        effects(ticket(TicketState::in_review), the_citizen(), Move::withdraw),
        Notify{Audience::reviewers}
    ));
    CHECK(has_effect(
        effects(ticket(TicketState::handling), the_citizen(), Move::withdraw),
        Notify{Audience::handlers}
    ));
}

TEST_CASE("what a citizen adds is never refused and always comes before a person", "[workflow]") {
    const auto [from, to] = GENERATE(table<TicketState, std::string>({
        {TicketState::handling, "handling"},
        {TicketState::in_review, "in_review"},
        {TicketState::final_replied, "handling"},
        {TicketState::to_evaluate, "handling"},
        {TicketState::closed, "handling"},
        {TicketState::archived, "handling"},
        {TicketState::withdrawn, "handling"},
        {TicketState::terminated, "handling"},
        {TicketState::not_accepted, "pending_acceptance"},
        {TicketState::to_foi, "pending_acceptance"},
    }));
    CHECK(decided(ticket(from), the_citizen(), Move::add) == to);
    auto unrouted = ticket(from);
    unrouted.unit.clear();
    if (to == "handling" && from != TicketState::handling)
        CHECK(decided(unrouted, the_citizen(), Move::add) == "to_dispatch");
}

TEST_CASE("an addition to an open ticket stops and starts no clock", "[workflow]") {
    for (const auto& effect : effects(ticket(TicketState::handling), the_citizen(), Move::add))
        CHECK_FALSE(std::holds_alternative<ClockChange>(effect));
    CHECK(has_effect(
        effects(ticket(TicketState::closed), the_citizen(), Move::add),
        ClockChange{Clock::final_reply, ClockAction::start, Origin::citizen}
    ));
}

TEST_CASE(
    "a reopened ticket goes on with its unit, a refused one to the dispatcher", "[workflow]"
) {
    CHECK(
        decided(ticket(TicketState::closed), kDispatcher, Move::reopen, Words{"未办结"}) ==
        "handling"
    );
    CHECK(
        decided(ticket(TicketState::to_petition), kDispatcher, Move::reopen, Words{"判断有误"}) ==
        "to_dispatch"
    );
    CHECK(
        decided(ticket(TicketState::closed), kDispatcher, Move::reopen, Words{""}) ==
        "reason_needed"
    );
    CHECK(
        decided(ticket(TicketState::closed), kHandler, Move::reopen, Words{"再办"}) == "forbidden"
    );
}

TEST_CASE(
    "a contact says who was spoken with when, and only one that was reached counts", "[workflow]"
) {
    const auto facts = ticket(TicketState::handling);
    const auto at = *model::parse_rfc3339("2026-11-23T11:00:00+08:00");
    const auto log = [&](const Contact& contact) {
        return decided(facts, kHandler, Move::log_contact, contact);
    };
    const Contact reached{model::ContactWay::call, at, "12345", "已说明", true};
    CHECK(log(reached) == "handling");
    CHECK(log({model::ContactWay::call, at, "", "已说明", true}) == "bad_request");
    CHECK(log({model::ContactWay::visit, at, "", "上门查看", true}) == "handling");
    CHECK(log({model::ContactWay::call, at, "12345", "", true}) == "summary_needed");
    CHECK(
        log({model::ContactWay::call, at + std::chrono::hours{2}, "12345", "已说明", true}) ==
        "bad_request"
    );
    CHECK(stops(effects(facts, acting(kHandler), Move::log_contact, reached), Clock::human_contact)
    );
    const auto tried = effects(
        facts,
        acting(kHandler),
        Move::log_contact,
        Contact{model::ContactWay::call, at, "12345", "无人接听", false}
    );
    CHECK_FALSE(stops(tried, Clock::human_contact));
    CHECK(history_event(tried) == "contact_tried");
}

TEST_CASE("a citizen reminds once a day, the office and the clock as needed", "[workflow]") {
    auto facts = ticket(TicketState::in_review);
    CHECK(decided(facts, the_citizen(), Move::remind) == "in_review");
    CHECK(has_effect(effects(facts, the_citizen(), Move::remind), Notify{Audience::reviewers}));
    facts.reminders_today = 1;
    CHECK(decided(facts, the_citizen(), Move::remind) == "reminded_already");
    CHECK(decided(facts, kDispatcher, Move::remind) == "in_review");
    CHECK(decided(facts, the_system(), Move::remind) == "in_review");
}

TEST_CASE("supervision needs a person's reason and reaches the unit's lead", "[workflow]") {
    const auto facts = ticket(TicketState::handling);
    CHECK(decided(facts, kDispatcher, Move::supervise, Words{""}) == "reason_needed");
    CHECK(decided(facts, the_system(), Move::supervise, Words{}) == "handling");
    const auto all = effects(facts, acting(kDispatcher), Move::supervise, Words{"已超期"});
    CHECK(has_effect(all, Notify{Audience::unit_lead}));
    CHECK(has_effect(all, Notify{Audience::handlers}));
}

TEST_CASE("a reply promises nothing new while an older promise is open", "[workflow]") {
    auto facts = ticket(TicketState::handling);
    facts.reply_review = model::ReplyReview::not_needed;
    FinalReply reply;
    reply.commitment = CommitmentMade{"年底前修好", *model::parse_iso_date("2026-12-31")};
    CHECK(decided(facts, kHandler, Move::reply, reply) == "final_replied");
    facts.commitment = Commitment::open;
    CHECK(decided(facts, kHandler, Move::reply, reply) == "commitment_open");
    CHECK(decided(facts, kHandler, Move::reply, FinalReply{}) == "final_replied");
}

TEST_CASE("who has said already what the reply was worth is not asked again", "[workflow]") {
    auto facts = ticket(TicketState::final_replied);
    CHECK(decided(facts, kDispatcher, Move::invite_evaluation) == "to_evaluate");
    facts.grade = Satisfaction::dissatisfied;
    CHECK(decided(facts, kDispatcher, Move::invite_evaluation) == "already_evaluated");
}

TEST_CASE("the citizen hears that an addition ended the wait for it", "[workflow]") {
    auto facts = ticket(TicketState::paused);
    facts.before = TicketState::drafted;
    facts.paused_for = model::PauseGround::awaiting_citizen;
    CHECK(has_effect(effects(facts, the_citizen(), Move::add), TellCitizen{CitizenWord::resumed}));
    facts.paused_for = model::PauseGround::force_majeure;
    CHECK_FALSE(
        has_effect(effects(facts, the_citizen(), Move::add), TellCitizen{CitizenWord::resumed})
    );
}
