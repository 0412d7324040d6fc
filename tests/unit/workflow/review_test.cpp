// 送审, 审核, 签发, and the final reply by phone.
#include "catch.hpp"
#include "people.hpp"

using namespace huiying;
using namespace huiying::workflow;
using model::ReplyReview;
using model::Role;
using model::TicketState;
using test::decided;
using test::effects;
using test::has_effect;
using test::person;
using test::ticket;

namespace {

const auto kHandler = person({Role::handler}, "cjzx", 2);
const auto kReviewer = person({Role::reviewer}, "cjzx", 6);
const auto kLeader = person({Role::manager}, "cjzx", 8);

TicketFacts reviewed(TicketState state, ReplyReview review) {
    auto facts = ticket(state);
    facts.reply_review = review;
    facts.submitted_by = model::StaffId{2};
    return facts;
}

FinalReply by_phone(const char* summary, bool reached = true) {
    return {ReplyWay::phone, summary, reached, {}};
}

}  // namespace

TEST_CASE("with one level a reviewer signs, or approves for sending later", "[workflow]") {
    const auto facts = reviewed(TicketState::in_review, ReplyReview::needed);
    CHECK(decided(facts, kReviewer, Move::reply, FinalReply{}) == "final_replied");
    CHECK(decided(facts, kReviewer, Move::approve) == "approved");
    const auto approved = reviewed(TicketState::approved, ReplyReview::needed);
    CHECK(decided(approved, kHandler, Move::send_approved, FinalReply{}) == "final_replied");
    CHECK(decided(approved, kReviewer, Move::send_back, Words{"先不发"}) == "sent_back");
    CHECK(decided(approved, kHandler, Move::send_back, Words{"先不发"}) == "forbidden");
}

TEST_CASE("with two levels the reviewer approves and a leader signs", "[workflow]") {
    auto facts = reviewed(TicketState::in_review, ReplyReview::needed_twice);
    CHECK(decided(facts, kReviewer, Move::reply, FinalReply{}) == "forbidden");
    CHECK(decided(facts, kLeader, Move::reply, FinalReply{}) == "move_not_allowed");
    CHECK(decided(facts, kReviewer, Move::approve) == "in_second_review");
    facts.state = TicketState::in_second_review;
    facts.approved_by = kReviewer.id;
    CHECK(decided(facts, kReviewer, Move::reply, FinalReply{}) == "forbidden");
    CHECK(decided(facts, kLeader, Move::reply, FinalReply{}) == "final_replied");
    CHECK(decided(facts, kLeader, Move::approve) == "approved");
    CHECK(decided(facts, kLeader, Move::send_back, Words{"请改"}) == "sent_back");
}

TEST_CASE("of two levels nobody is both, and neither is the author", "[workflow]") {
    auto facts = reviewed(TicketState::in_second_review, ReplyReview::needed_twice);
    facts.approved_by = model::StaffId{8};
    CHECK(decided(facts, kLeader, Move::reply, FinalReply{}) == "second_person_needed");
    CHECK(decided(facts, kLeader, Move::approve) == "second_person_needed");
    facts.approved_by = kReviewer.id;
    const auto author = person({Role::handler, Role::manager}, "cjzx", 2);
    CHECK(decided(facts, author, Move::reply, FinalReply{}) == "second_person_needed");
    facts.state = TicketState::in_review;
    CHECK(decided(facts, author, Move::approve) == "second_person_needed");
}

TEST_CASE("what is sent back says why, and saving makes it a draft again", "[workflow]") {
    const auto facts = reviewed(TicketState::in_review, ReplyReview::needed);
    CHECK(decided(facts, kReviewer, Move::send_back, Words{" "}) == "empty_text");
    CHECK(decided(facts, kReviewer, Move::send_back, Words{"请写明日期"}) == "sent_back");
    CHECK(decided(ticket(TicketState::sent_back), kHandler, Move::save_draft) == "drafted");
    CHECK(decided(ticket(TicketState::drafted), kHandler, Move::save_draft) == "drafted");
    const auto dispatcher = person({Role::dispatcher}, "dzb", 3);
    CHECK(decided(ticket(TicketState::to_dispatch), dispatcher, Move::save_draft) == "to_dispatch");
}

TEST_CASE("a reply by phone needs somebody reached and a summary", "[workflow]") {
    const auto facts = reviewed(TicketState::in_review, ReplyReview::needed);
    CHECK(decided(facts, kReviewer, Move::reply, by_phone("已说明办理结果")) == "final_replied");
    CHECK(decided(facts, kReviewer, Move::reply, by_phone("  ")) == "summary_needed");
    CHECK(decided(facts, kReviewer, Move::reply, by_phone("无人接听", false)) == "not_reached");
    auto approved = reviewed(TicketState::approved, ReplyReview::needed);
    approved.approved_by = kReviewer.id;
    CHECK(
        decided(approved, kHandler, Move::send_approved, by_phone("按签发稿告知")) ==
        "final_replied"
    );
}

TEST_CASE("by phone a second person reads it first, unless the town says otherwise", "[workflow]") {
    auto facts = reviewed(TicketState::handling, ReplyReview::not_needed);
    facts.submitted_by.reset();
    CHECK(decided(facts, kHandler, Move::reply, FinalReply{}) == "final_replied");
    CHECK(decided(facts, kHandler, Move::reply, by_phone("已说明")) == "review_needed");
    facts.state = TicketState::in_review;
    facts.submitted_by = kHandler.id;
    CHECK(decided(facts, kHandler, Move::reply, by_phone("已说明")) == "review_needed");
    CHECK(decided(facts, kReviewer, Move::reply, by_phone("已说明")) == "final_replied");
    // Approved by its author, as a town without review allows: in writing, not by phone.
    facts.state = TicketState::approved;
    facts.approved_by = facts.submitted_by;
    CHECK(decided(facts, kHandler, Move::send_approved, FinalReply{}) == "final_replied");
    CHECK(decided(facts, kHandler, Move::send_approved, by_phone("已说明")) == "review_needed");
    facts.approved_by = kReviewer.id;
    CHECK(decided(facts, kHandler, Move::send_approved, by_phone("已说明")) == "final_replied");
    facts.approved_by = facts.submitted_by;
    facts.rules.phone_review = PhoneReview::not_needed;
    CHECK(decided(facts, kHandler, Move::send_approved, by_phone("已说明")) == "final_replied");
    facts.state = TicketState::handling;
    CHECK(decided(facts, kHandler, Move::reply, by_phone("已说明")) == "final_replied");
}

TEST_CASE("a final reply stops every clock of response and the promise", "[workflow]") {
    const auto facts = reviewed(TicketState::in_review, ReplyReview::needed);
    for (const auto& reply : {FinalReply{}, by_phone("已说明")}) {
        const auto all = effects(facts, acting(kReviewer), Move::reply, reply);
        for (const auto clock :
             {Clock::acceptance, Clock::contact, Clock::human_contact, Clock::final_reply})
            CHECK(stops(all, clock));
        CHECK_FALSE(stops(all, Clock::commitment));
        CHECK(has_effect(all, TellCitizen{CitizenWord::final_reply}));
    }
}

TEST_CASE("a final reply may carry a dated commitment with a clock of its own", "[workflow]") {
    const auto facts = reviewed(TicketState::in_review, ReplyReview::needed);
    const auto promising = [](const char* text, const char* due) {
        return FinalReply{.commitment = CommitmentMade{text, *model::parse_iso_date(due)}};
    };
    const auto made = promising("年底前修好", "2026-12-31");
    CHECK(decided(facts, kReviewer, Move::reply, made) == "final_replied");
    CHECK(has_effect(
        effects(facts, acting(kReviewer), Move::reply, made),
        ClockChange{Clock::commitment, ClockAction::start, Origin::person}
    ));
    // it is 23 November
    CHECK(
        decided(facts, kReviewer, Move::reply, promising("今天", "2026-11-23")) == "date_not_ahead"
    );
    CHECK(decided(facts, kReviewer, Move::reply, promising("", "2026-12-31")) == "empty_text");
    CHECK(
        decided(facts, kReviewer, Move::reply, promising("修好", "2027-12-28")) == "final_replied"
    );
    CHECK(
        decided(facts, kReviewer, Move::reply, promising("修好", "2027-12-29")) == "search_too_long"
    );
    CHECK(
        decided(facts, kReviewer, Move::reply, promising("修好", "9999-12-31")) == "search_too_long"
    );
}

TEST_CASE("opinions that end with the reply end their clocks", "[workflow]") {
    auto facts = reviewed(TicketState::in_review, ReplyReview::needed);
    facts.assists = {{"zfd", Assist::State::overdue}, {"ggb", Assist::State::answered}};
    const auto all = effects(facts, acting(kReviewer), Move::reply, FinalReply{});
    CHECK(has_effect(all, ClockChange{Clock::unit_part, ClockAction::cancel, Origin::person, "zfd"})
    );
    CHECK_FALSE(
        has_effect(all, ClockChange{Clock::unit_part, ClockAction::cancel, Origin::person, "ggb"})
    );
}
