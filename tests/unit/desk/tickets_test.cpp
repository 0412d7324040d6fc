#include "board/desk/tickets.hpp"

#include "board/desk/delivery.hpp"
#include "board/desk/publications.hpp"
#include "catch.hpp"
#include "desk_ground.hpp"

using namespace huiying;
using desk::Queue;
using model::TicketState;
using test::DeskGround;
using test::verdict;

namespace {

bool lists(
    desk::Tickets tickets,
    const model::Staff& staff,
    Queue queue,
    const std::string& number,
    const std::string& words = ""
) {
    for (const auto& row :
         tickets.list(staff, {.queue = queue, .words = words, .limit = 100}).items)
        if (row.ticket.number == number)
            return true;
    return false;
}

/// An answered ticket whose writer agreed to publication.
std::string answered(DeskGround& ground) {
    auto message = ground.message("k", "银春路的路灯坏了，我叫王小明，电话13812345678");
    message.publish = model::PublishConsent::yes;
    const auto number = ground.taken_in(message);
    REQUIRE(
        verdict(ground.tickets().reply(
            ground.handler, ground.ref(ground.handler, number), "已修好，请放心。"
        )) == "ok"
    );
    return number;
}

}  // namespace

TEST_CASE("an accused unit never sees the message that accuses it", "[desk]") {
    DeskGround ground;
    const auto number =
        ground.taken_in(ground.message("k", "举报综合行政执法队的人收了摊贩的钱，态度恶劣"));
    const auto office = ground.tickets().view(ground.dispatcher, number);
    REQUIRE(office.has_value());
    CHECK(office->row.ticket.restricted);
    CHECK(verdict(ground.tickets().view(ground.enforcer, number)) == "not_found");
    CHECK_FALSE(lists(ground.tickets(), ground.enforcer, Queue::all, number));
    CHECK_FALSE(lists(ground.tickets(), ground.enforcer, Queue::all, number, "摊贩"));
    CHECK_FALSE(lists(ground.tickets(), ground.handler, Queue::all, number));
    CHECK(lists(ground.tickets(), ground.dispatcher, Queue::to_dispatch, number));
    REQUIRE_FALSE(ground.events.empty());
    CHECK_FALSE(ground.tickets().may_see(ground.enforcer, ground.events.back()));
    CHECK(ground.tickets().may_see(ground.dispatcher, ground.events.back()));
    CHECK(
        verdict(ground.tickets().assign(
            ground.dispatcher, ground.ref(ground.dispatcher, number), "zfd", ""
        )) == "bad_request"
    );
}

TEST_CASE("the writer of an accusation is masked for the office too", "[desk]") {
    DeskGround ground;
    auto message = ground.message("k", "投诉城管吃拿卡要");
    message.sender_name = "王小明";
    message.contact = "13812345678";
    const auto view = ground.tickets().view(ground.dispatcher, ground.taken_in(message));
    REQUIRE(view.has_value());
    CHECK(view->row.ticket.sender_name == "王**");
    CHECK(view->row.ticket.contact == "138****5678");
}

TEST_CASE("a handler works on the own unit's tickets only", "[desk]") {
    DeskGround ground;
    const auto number = ground.taken_in(ground.message("k", "路灯坏了"));
    CHECK(lists(ground.tickets(), ground.handler, Queue::mine, number));
    CHECK_FALSE(lists(ground.tickets(), ground.enforcer, Queue::all, number));
    CHECK(verdict(ground.tickets().save_draft(ground.enforcer, {number, 1}, "x")) == "not_found");
    CHECK(
        verdict(
            ground.tickets().assign(ground.handler, ground.ref(ground.handler, number), "zfd", "")
        ) == "forbidden"
    );
    REQUIRE(
        verdict(ground.tickets().assign(
            ground.dispatcher, ground.ref(ground.dispatcher, number), "zfd", "不属于市政"
        )) == "ok"
    );
    CHECK_FALSE(lists(ground.tickets(), ground.handler, Queue::mine, number));
    CHECK(lists(ground.tickets(), ground.enforcer, Queue::mine, number));
}

TEST_CASE("of two who save, the second hears of the conflict and overwrites nothing", "[desk]") {
    DeskGround ground;
    const auto number = ground.taken_in(ground.message("k", "路灯坏了"));
    const auto ref = ground.ref(ground.handler, number);
    CHECK(verdict(ground.tickets().save_draft(ground.handler, ref, "第一稿")) == "ok");
    CHECK(
        verdict(ground.tickets().save_draft(ground.dispatcher, ref, "第二稿")) == "version_conflict"
    );
    CHECK(ground.tickets().view(ground.handler, number)->draft.text == "第一稿");
}

TEST_CASE("a reply goes out once, and not with what is still to be filled in", "[desk]") {
    DeskGround ground;
    const auto number = ground.taken_in(ground.message("k", "路灯坏了"));
    auto tickets = ground.tickets();
    CHECK(
        verdict(tickets.reply(ground.handler, ground.ref(ground.handler, number), "电话：【待填】")
        ) == "placeholder_left"
    );
    CHECK(
        verdict(tickets.reply(ground.handler, ground.ref(ground.handler, number), "  \n")) ==
        "empty_text"
    );
    const auto ref = ground.ref(ground.handler, number);
    CHECK(verdict(tickets.reply(ground.handler, ref, "已修好")) == "ok");
    CHECK(verdict(tickets.reply(ground.handler, ref, "已修好")) == "move_not_allowed");
    CHECK(
        verdict(tickets.reply(ground.handler, ground.ref(ground.handler, number), "又一次")) ==
        "move_not_allowed"
    );
    const auto view = tickets.view(ground.handler, number);
    CHECK(view->row.ticket.state == TicketState::final_replied);
    REQUIRE(view->talk.size() == 2);
    CHECK(view->talk[1].state == model::OutboundState::pick_up);
}

TEST_CASE("where the town asks for review, the author cannot approve", "[desk]") {
    DeskGround ground;
    desk::Administration administration(ground.database, *ground.town, ground.clock);
    auto settings = ground.town->snapshot()->settings();
    settings.reply_review = desk::ReplyReview::needed;
    REQUIRE(verdict(administration.put(settings, "test")) == "ok");
    const auto number = ground.taken_in(ground.message("k", "路灯坏了"));
    auto tickets = ground.tickets();
    CHECK(
        verdict(tickets.reply(ground.handler, ground.ref(ground.handler, number), "已修好")) ==
        "forbidden"
    );
    REQUIRE(
        verdict(tickets.submit(ground.handler, ground.ref(ground.handler, number), "已修好")) ==
        "ok"
    );
    CHECK(lists(ground.tickets(), ground.reviewer, Queue::to_review, number));
    CHECK(
        verdict(tickets.reply(ground.reviewer, ground.ref(ground.reviewer, number), "已修好")) ==
        "ok"
    );
}

TEST_CASE(
    "consent alone publishes nothing; a second person's review of that very text does", "[desk]"
) {
    DeskGround ground;
    desk::Publications publications(ground.database, *ground.town, ground.clock);
    const auto number = answered(ground);
    const auto shown = [&] { return publications.published("", "", 10).items.size(); };
    CHECK(shown() == 0);
    const auto proposal = publications.view(ground.handler, number);
    REQUIRE(proposal.has_value());
    CHECK(proposal->text.question.find("13812345678") == std::string::npos);
    CHECK(proposal->text.question.find("王小明") == std::string::npos);
    const auto proposed = publications.propose(
        ground.handler, number, {"路灯报修", proposal->text.question, proposal->text.answer}, 0
    );
    REQUIRE(verdict(proposed) == "ok");
    CHECK(shown() == 0);
    CHECK(
        verdict(publications.review(ground.reviewer, number, {"00", true, true, true, ""})) ==
        "text_changed"
    );
    CHECK(
        verdict(publications.review(
            ground.reviewer, number, {proposed->text_hash, true, false, true, "有隐私"}
        )) == "ok"
    );
    CHECK(shown() == 0);
    CHECK(
        verdict(publications.review(
            ground.reviewer, number, {proposed->text_hash, true, true, true, ""}
        )) == "ok"
    );
    REQUIRE(shown() == 1);
    const auto entry = publications.published("", "", 10).items[0];
    CHECK(entry.question.find("13812345678") == std::string::npos);
    CHECK(entry.id.find(number) == std::string::npos);
    SECTION("an edit takes it off the board until it is reviewed again") {
        REQUIRE(
            verdict(
                publications.propose(ground.handler, number, {"改", "改", "改"}, proposed->version)
            ) == "ok"
        );
        CHECK(shown() == 0);
        CHECK(
            verdict(publications.review(
                ground.reviewer, number, {proposed->text_hash, true, true, true, ""}
            )) == "text_changed"
        );
    }
    SECTION("it can be withdrawn") {
        CHECK(verdict(publications.withdraw(ground.handler, number, "当事人要求")) == "ok");
        CHECK(shown() == 0);
    }
}

TEST_CASE(
    "without consent there is nothing to publish, and nobody reviews the own proposal", "[desk]"
) {
    DeskGround ground;
    desk::Publications publications(ground.database, *ground.town, ground.clock);
    const auto number = ground.taken_in(ground.message("private", "路灯坏了"));
    REQUIRE(
        verdict(ground.tickets().reply(ground.handler, ground.ref(ground.handler, number), "已修好")
        ) == "ok"
    );
    CHECK(
        verdict(publications.propose(ground.handler, number, {"a", "b", "c"}, 0)) ==
        "move_not_allowed"
    );
    const auto agreed = answered(ground);
    auto both = ground.reviewer;
    both.roles.push_back(model::Role::dispatcher);
    const auto proposed = publications.propose(both, agreed, {"a", "b", "c"}, 0);
    REQUIRE(verdict(proposed) == "ok");
    CHECK(
        verdict(publications.review(both, agreed, {proposed->text_hash, true, true, true, ""})) ==
        "second_person_needed"
    );
}
