// The list of effects as a whole, refusals, and who holds a ticket.
#include "catch.hpp"
#include "people.hpp"
#include "situations.hpp"

using namespace huiying;
using namespace huiying::workflow;
using model::Role;
using model::TicketState;
using test::effects;
using test::has_effect;
using test::person;
using test::ticket;

namespace {

const Refusal& refused(const Decision& decision) {
    return std::get<Refusal>(decision);
}

bool names(const std::vector<Permitted>& moves, Move move, Party party) {
    for (const auto& permitted : moves)
        if (permitted.move == move)
            return permitted.by.contains(party);
    return false;
}

}  // namespace

TEST_CASE("a refusal names the moves that are allowed now and who may make them", "[workflow]") {
    const auto handler = acting(person({Role::handler}, "cjzx", 2));
    const auto decision =
        decide(ticket(TicketState::in_review), {.move = Move::submit, .actor = handler});
    const auto& refusal = refused(decision);
    CHECK(refusal.errc == model::Errc::move_not_allowed);
    CHECK(names(refusal.allowed, Move::reply, Party::reviewer));
    CHECK(names(refusal.allowed, Move::send_back, Party::unit_manager));
    CHECK_FALSE(names(refusal.allowed, Move::reply, Party::handler));
    CHECK_FALSE(names(refusal.allowed, Move::submit, Party::handler));
}

TEST_CASE("a refusal tells an outsider nothing, not even that the ticket exists", "[workflow]") {
    const auto accused = acting(person({Role::administrator}, "cjzx", 2));
    const auto decision =
        decide(test::restricted({"cjzx"}), {.move = Move::save_draft, .actor = accused});
    CHECK(refused(decision).errc == model::Errc::not_found);
    CHECK(refused(decision).allowed.empty());
}

TEST_CASE("a refusal leaves out what a fact forbids to everybody", "[workflow]") {
    auto facts = ticket(TicketState::handling);
    CHECK(names(permitted(facts), Move::return_ticket, Party::handler));
    facts.returns.designated = true;
    CHECK_FALSE(names(permitted(facts), Move::return_ticket, Party::handler));
    facts.reminders_today = 1;
    CHECK_FALSE(names(permitted(facts), Move::remind, Party::citizen));
    CHECK(names(permitted(facts), Move::remind, Party::dispatcher));
}

TEST_CASE("every move leaves a row in the history, except an autosaved draft", "[workflow]") {
    for (const auto state : model::all_ticket_states())
        for (const auto& situation : test::situations(state))
            for (const auto move : all_moves())
                for (const auto party : all_parties())
                    for (const auto& details : test::complete_details(move)) {
                        const auto decision = decide(
                            situation.facts,
                            {move, test::people_of(party).front(), details, test::noon()}
                        );
                        if (const auto* outcome = std::get_if<Outcome>(&decision))
                            if (history_event(outcome->effects).empty() !=
                                (move == Move::save_draft))
                                FAIL(to_word(move));
                    }
    SUCCEED();
}

TEST_CASE("no move of the system counts as a person's", "[workflow]") {
    for (const auto state : model::all_ticket_states())
        for (const auto move : all_moves())
            for (const auto& details : test::complete_details(move)) {
                const auto decision =
                    decide(test::plain_ticket(state), {move, the_system(), details, test::noon()});
                const auto* outcome = std::get_if<Outcome>(&decision);
                if (!outcome)
                    continue;
                CHECK_FALSE(stops(outcome->effects, Clock::human_contact));
                for (const auto& effect : outcome->effects)
                    if (const auto* change = std::get_if<ClockChange>(&effect))
                        CHECK(change->origin == Origin::machine);
            }
}

TEST_CASE("an internal note changes no clock and tells the citizen nothing", "[workflow]") {
    for (const auto state : model::all_ticket_states()) {
        if (state == TicketState::received)
            continue;
        const auto all = effects(
            test::plain_ticket(state),
            acting(person({Role::dispatcher}, "dzb")),
            Move::note,
            Words{"内部情况"}
        );
        CHECK(all == std::vector<Effect>{HistoryRow{"noted"}});
    }
}

TEST_CASE("somebody holds every open ticket, and nobody one that is over", "[workflow]") {
    for (const auto state : model::all_ticket_states()) {
        if (state == TicketState::received)
            continue;
        CAPTURE(model::to_word(state));
        const bool held = holder_of(test::plain_ticket(state)) != Audience::nobody;
        CHECK(held == model::is_open(state));
    }
    CHECK(holder_of(ticket(TicketState::to_dispatch)) == Audience::office);
    CHECK(holder_of(ticket(TicketState::dispatch_review)) == Audience::office);
    CHECK(holder_of(ticket(TicketState::drafted)) == Audience::handlers);
    CHECK(holder_of(ticket(TicketState::in_second_review)) == Audience::signers);
}

TEST_CASE("a submission is told to reviewers, an approval to who acts next", "[workflow]") {
    const auto handler = acting(person({Role::handler}, "cjzx", 2));
    const auto reviewer = acting(person({Role::reviewer}, "cjzx", 6));
    CHECK(has_effect(
        effects(ticket(TicketState::handling), handler, Move::submit), Notify{Audience::reviewers}
    ));
    auto facts = ticket(TicketState::in_review);
    CHECK(has_effect(effects(facts, reviewer, Move::approve), Notify{Audience::handlers}));
    facts.reply_review = model::ReplyReview::needed_twice;
    CHECK(has_effect(effects(facts, reviewer, Move::approve), Notify{Audience::signers}));
}
