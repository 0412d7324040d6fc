#include "board/workflow/moves.hpp"

#include "catch.hpp"
#include "people.hpp"

#include <algorithm>
#include <set>
#include <string>

using namespace huiying;
using model::Errc;
using model::Role;
using model::TicketState;
using test::person;
using test::ticket;
using workflow::may;
using workflow::Move;
using Moves = std::vector<Move>;

namespace {

/// The error's code, or "ok".
std::string verdict(const model::Result<void>& result) {
    return result ? "ok" : std::string(model::code_of(model::errc_of(result.error())));
}

/// A published matter's facts, so that only roles and states decide.
workflow::TicketFacts agreeing(TicketState state) {
    auto facts = ticket(state);
    facts.consent = model::PublishConsent::yes;
    facts.publication = workflow::Publication::proposed;
    return facts;
}

/// Of the moves that are allowed, those of the everyday way from desk to reply and to the board.
Moves everyday(const model::Staff& staff, const workflow::TicketFacts& facts) {
    static const Moves kEveryday{
        Move::assign,
        Move::save_draft,
        Move::submit,
        Move::send_back,
        Move::reply,
        Move::close,
        Move::propose_publication,
        Move::review_publication};
    Moves moves;
    for (const auto move : workflow::allowed_moves(staff, facts))
        if (std::find(kEveryday.begin(), kEveryday.end(), move) != kEveryday.end())
            moves.push_back(move);
    return moves;
}

}  // namespace

TEST_CASE("each role has its moves in each state", "[workflow]") {
    const auto [role, unit, state, moves] = GENERATE(table<Role, std::string, TicketState, Moves>({
        {Role::dispatcher, "dzb", TicketState::to_dispatch, {Move::assign, Move::save_draft}},
        {Role::dispatcher,
         "dzb",
         TicketState::handling,
         {Move::assign, Move::save_draft, Move::submit}},
        {Role::dispatcher, "dzb", TicketState::in_review, {}},
        {Role::dispatcher,
         "dzb",
         TicketState::final_replied,
         {Move::close, Move::propose_publication}},
        {Role::handler, "cjzx", TicketState::handling, {Move::save_draft, Move::submit}},
        {Role::handler, "cjzx", TicketState::in_review, {}},
        {Role::handler,
         "cjzx",
         TicketState::final_replied,
         {Move::close, Move::propose_publication}},
        {Role::handler, "cjzx", TicketState::closed, {Move::propose_publication}},
        {Role::handler, "sqjs", TicketState::handling, {}},
        {Role::handler, "dzb", TicketState::handling, {}},
        {Role::reviewer, "cjzx", TicketState::handling, {}},
        {Role::reviewer, "cjzx", TicketState::in_review, {Move::send_back, Move::reply}},
        {Role::reviewer, "dzb", TicketState::in_review, {Move::send_back, Move::reply}},
        {Role::reviewer, "sqjs", TicketState::in_review, {}},
        {Role::reviewer, "cjzx", TicketState::closed, {Move::review_publication}},
        {Role::manager, "cjzx", TicketState::in_review, {Move::send_back, Move::reply}},
        {Role::manager, "cjzx", TicketState::handling, {}},
        {Role::administrator, "", TicketState::to_dispatch, {Move::assign, Move::save_draft}},
        {Role::administrator, "", TicketState::in_review, {Move::send_back, Move::reply}},
        {Role::administrator,
         "",
         TicketState::closed,
         {Move::propose_publication, Move::review_publication}},
        // a number that is still on its way has no moves
        {Role::administrator, "", TicketState::received, {}},
    }));
    CAPTURE(static_cast<int>(role), unit, static_cast<int>(state));
    CHECK(everyday(person({role}, unit), agreeing(state)) == moves);
}

TEST_CASE("a person has the moves of all their roles", "[workflow]") {
    const auto both = person({Role::handler, Role::reviewer}, "cjzx");
    CHECK(everyday(both, ticket(TicketState::in_review)) == Moves{Move::send_back, Move::reply});
    CHECK(everyday(both, ticket(TicketState::handling)) == Moves{Move::save_draft, Move::submit});
    CHECK(workflow::allowed_moves(person({}, "cjzx"), ticket(TicketState::handling)).empty());
}

TEST_CASE("a refusal says why: unseen, role, state, second person", "[workflow]") {
    const auto handler = person({Role::handler}, "cjzx");
    CHECK(
        verdict(may(person({Role::handler}, "sqjs"), ticket(TicketState::handling), Move::submit)
        ) == "not_found"
    );
    CHECK(verdict(may(handler, ticket(TicketState::handling), Move::assign)) == "forbidden");
    CHECK(
        verdict(may(handler, ticket(TicketState::in_review), Move::submit)) == "move_not_allowed"
    );
    CHECK(verdict(may(handler, ticket(TicketState::handling), Move::submit)) == "ok");
}

TEST_CASE("who sent a draft for review does not approve it", "[workflow]") {
    auto facts = ticket(TicketState::in_review);
    facts.submitted_by = model::StaffId{7};
    const auto author = person({Role::handler, Role::reviewer, Role::administrator}, "cjzx", 7);
    CHECK(verdict(may(author, facts, Move::reply)) == "second_person_needed");
    CHECK(verdict(may(author, facts, Move::send_back)) == "ok");
    CHECK(everyday(author, facts) == Moves{Move::send_back});
    CHECK(verdict(may(author, facts, Move::approve)) == "second_person_needed");
    CHECK(verdict(may(person({Role::reviewer}, "cjzx", 8), facts, Move::reply)) == "ok");
}

TEST_CASE("a reply without review and a submission without a unit are refused", "[workflow]") {
    const auto administrator = person({Role::administrator}, "");
    CHECK(
        verdict(may(administrator, ticket(TicketState::handling), Move::reply)) ==
        "move_not_allowed"
    );
    CHECK(
        verdict(may(administrator, ticket(TicketState::to_dispatch), Move::submit)) ==
        "move_not_allowed"
    );
    auto named = ticket(TicketState::to_dispatch);
    named.unit = "cjzx";
    CHECK(verdict(may(administrator, named, Move::submit)) == "ok");
}

TEST_CASE(
    "what is on the board can be taken off in every state, also without consent now", "[workflow]"
) {
    const auto state = GENERATE(
        TicketState::to_dispatch,
        TicketState::handling,
        TicketState::in_review,
        TicketState::final_replied,
        TicketState::closed
    );
    auto facts = ticket(state);
    facts.unit = "cjzx";
    const auto handler = person({Role::handler}, "cjzx", 3);
    CHECK(verdict(may(handler, facts, Move::withdraw_publication)) == "move_not_allowed");
    facts.publication = workflow::Publication::published;
    CHECK(verdict(may(handler, facts, Move::withdraw_publication)) == "ok");
    CHECK(test::decided(facts, handler, Move::withdraw_publication) == model::to_word(state));
}

TEST_CASE(
    "where the office itself is accused, another unit can be given the matter", "[workflow]"
) {
    auto facts = ticket(TicketState::to_dispatch);
    facts.restricted = true;
    facts.lead_unit = "dzb";
    CHECK_FALSE(workflow::is_assignable_to(facts, "cjzx"));
    facts.accused_units = {"dzb"};
    CHECK(workflow::is_assignable_to(facts, "cjzx"));
    CHECK_FALSE(workflow::is_assignable_to(facts, "dzb"));
}

TEST_CASE("a town without reply review lets the responsible unit send its reply", "[workflow]") {
    auto facts = ticket(TicketState::handling);
    facts.unit = "cjzx";
    facts.reply_review = model::ReplyReview::not_needed;
    CHECK(verdict(may(person({Role::handler}, "cjzx"), facts, Move::reply)) == "ok");
    CHECK(verdict(may(person({Role::handler}, "zfd"), facts, Move::reply)) == "not_found");
    facts.unit.clear();
    CHECK(
        verdict(may(person({Role::administrator}, ""), facts, Move::reply)) == "move_not_allowed"
    );
    facts.unit = "cjzx";
    facts.state = TicketState::to_dispatch;
    CHECK(verdict(may(person({Role::handler}, "cjzx"), facts, Move::reply)) == "move_not_allowed");
}

TEST_CASE("publication needs consent, an answer, a proposal and a second person", "[workflow]") {
    const auto handler = person({Role::handler}, "cjzx", 3);
    const auto reviewer = person({Role::reviewer}, "cjzx", 4);
    auto facts = ticket(TicketState::final_replied);
    CHECK(verdict(may(handler, facts, Move::propose_publication)) == "move_not_allowed");
    facts.consent = model::PublishConsent::yes;
    CHECK(verdict(may(handler, facts, Move::propose_publication)) == "ok");
    CHECK(verdict(may(reviewer, facts, Move::review_publication)) == "move_not_allowed");
    facts.publication = workflow::Publication::proposed;
    facts.proposed_by = model::StaffId{3};
    CHECK(verdict(may(reviewer, facts, Move::review_publication)) == "ok");
    CHECK(
        verdict(may(person({Role::reviewer}, "cjzx", 3), facts, Move::review_publication)) ==
        "second_person_needed"
    );
    facts.state = TicketState::handling;
    CHECK(verdict(may(reviewer, facts, Move::review_publication)) == "move_not_allowed");
}

TEST_CASE("a restricted ticket is never published", "[workflow]") {
    auto facts = test::restricted({}, TicketState::closed);
    facts.consent = model::PublishConsent::yes;
    facts.publication = workflow::Publication::proposed;
    const auto administrator = person({Role::administrator}, "");
    CHECK(verdict(may(administrator, facts, Move::propose_publication)) == "move_not_allowed");
    CHECK(verdict(may(administrator, facts, Move::review_publication)) == "move_not_allowed");
}

TEST_CASE("a move's word is its own, and parses back", "[workflow]") {
    std::set<std::string_view> words;
    for (const auto move : workflow::all_moves()) {
        CHECK(workflow::parse_move(workflow::to_word(move)) == move);
        CHECK_FALSE(workflow::chinese_name(move).empty());
        words.insert(workflow::to_word(move));
    }
    CHECK(words.size() == workflow::all_moves().size());
    CHECK(workflow::to_word(Move::send_back) == "send_back");
    CHECK(workflow::parse_move("explode") == std::nullopt);
    CHECK(workflow::parse_move("") == std::nullopt);
}

TEST_CASE("the words of states that older databases hold are still read", "[workflow]") {
    for (const auto* word : {"to_dispatch", "handling", "in_review", "final_replied", "closed"}) {
        const auto state = model::parse_ticket_state(word);
        REQUIRE(state);
        CHECK(model::to_word(*state) == word);
    }
    CHECK(model::parse_ticket_state("nowhere") == std::nullopt);
}

TEST_CASE(
    "every state belongs to one phase, and open means that somebody owes work", "[workflow]"
) {
    CHECK(model::is_open(TicketState::paused));
    CHECK(model::is_open(TicketState::rework));
    CHECK_FALSE(model::is_open(TicketState::to_evaluate));
    CHECK_FALSE(model::is_open(TicketState::merged));
    for (const auto state : model::all_ticket_states())
        CHECK_FALSE((model::is_open(state) && model::is_answered(state)));
}

TEST_CASE("a request without what its move is about is refused, not guessed", "[workflow]") {
    const auto dispatcher = person({Role::dispatcher}, "dzb");
    CHECK(test::decided(ticket(TicketState::handling), dispatcher, Move::assign) == "bad_request");
    CHECK(
        test::missing_field(ticket(TicketState::handling), dispatcher, Move::assign, {}) ==
        "details"
    );
}

TEST_CASE(
    "a ticket is never assigned to the accused, a restricted one to the office only", "[workflow]"
) {
    auto facts = ticket(TicketState::handling);
    CHECK(workflow::is_assignable_to(facts, "sqjs"));
    CHECK_FALSE(workflow::is_assignable_to(facts, ""));
    facts.accused_units = {"sqjs"};
    CHECK_FALSE(workflow::is_assignable_to(facts, "sqjs"));
    CHECK_FALSE(workflow::is_assignable_to(test::restricted({}), "sqjs"));
    CHECK(workflow::is_assignable_to(test::restricted({}), "dzb"));
    CHECK_FALSE(workflow::is_assignable_to(test::restricted({"dzb"}), "dzb"));
}
