#include "board/workflow/clock_events.hpp"

#include "catch.hpp"

#include <set>
#include <string>

using namespace huiying::workflow;

TEST_CASE(
    "a receipt, a notice and a contact meet their own grade and the lower ones", "[workflow]"
) {
    const auto [event, receipt, acceptance, contact] =
        GENERATE(table<ClockEvent, bool, bool, bool>({
            {ClockEvent::receipt_sent, true, false, false},
            {ClockEvent::accepted_automatically, true, true, false},
            {ClockEvent::accepted_by_person, true, true, false},
            {ClockEvent::sure_answer_sent, true, true, true},
            {ClockEvent::contact_reached, true, true, true},
            {ClockEvent::replied, true, true, true},
            {ClockEvent::replied_by_phone, true, true, true},
            {ClockEvent::not_accepted, true, true, true},
            {ClockEvent::bot_spoke, false, false, false},
            {ClockEvent::contact_tried, false, false, false},
            {ClockEvent::signed_for, false, false, false},
            {ClockEvent::draft_saved, false, false, false},
            {ClockEvent::noted, false, false, false},
            {ClockEvent::added, false, false, false},
        }));
    CAPTURE(std::string(to_word(event)));
    CHECK(meets_response(event, ResponseGrade::receipt) == receipt);
    CHECK(meets_response(event, ResponseGrade::acceptance) == acceptance);
    CHECK(meets_response(event, ResponseGrade::contact) == contact);
}

TEST_CASE("nothing that the machine or the citizen does is human contact", "[workflow]") {
    for (const auto event : all_clock_events())
        if (action_of(event, Clock::human_contact) == ClockAction::stop)
            CHECK(origin_of(event) == Origin::person);
    CHECK(action_of(ClockEvent::sure_answer_sent, Clock::contact) == ClockAction::stop);
    CHECK(action_of(ClockEvent::sure_answer_sent, Clock::human_contact) == ClockAction::none);
}

TEST_CASE("internal work stops nothing", "[workflow]") {
    for (const auto event :
         {ClockEvent::noted,
          ClockEvent::draft_saved,
          ClockEvent::submitted,
          ClockEvent::approved,
          ClockEvent::sent_back,
          ClockEvent::signed_for,
          ClockEvent::return_asked,
          ClockEvent::return_refused,
          ClockEvent::reminded,
          ClockEvent::supervised,
          ClockEvent::escalated,
          ClockEvent::bot_spoke,
          ClockEvent::delivery_failed})
        for (const auto clock : all_clocks())
            CHECK(action_of(event, clock) == ClockAction::none);
}

TEST_CASE("pauses and extensions never move a response", "[workflow]") {
    for (const auto event : {ClockEvent::paused, ClockEvent::resumed, ClockEvent::extended}) {
        for (const auto clock :
             {Clock::receipt, Clock::acceptance, Clock::contact, Clock::human_contact})
            CHECK(action_of(event, clock) == ClockAction::none);
        CHECK(action_of(event, Clock::final_reply) != ClockAction::none);
    }
}

TEST_CASE("replied and resolved are two things", "[workflow]") {
    CHECK(action_of(ClockEvent::replied, Clock::commitment) == ClockAction::none);
    CHECK(action_of(ClockEvent::closed, Clock::commitment) == ClockAction::none);
    CHECK(action_of(ClockEvent::commitment_kept, Clock::commitment) == ClockAction::stop);
    CHECK(action_of(ClockEvent::commitment_kept, Clock::final_reply) == ClockAction::none);
}

TEST_CASE("clocks, actions and events have words of their own", "[workflow]") {
    std::set<std::string> words;
    for (const auto event : all_clock_events())
        words.emplace(to_word(event));
    CHECK(words.size() == all_clock_events().size());
    CHECK(to_word(Clock::human_contact) == "human_contact");
    CHECK(to_word(ClockAction::cancel) == "cancel");
}
