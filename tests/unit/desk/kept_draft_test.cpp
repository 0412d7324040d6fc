// Whose words the record keeps: the system's name the unit that has the ticket, a person's stay,
// and what a reviewer changed is to be seen.
#include "board/desk/returns.hpp"
#include "board/desk/tickets.hpp"
#include "catch.hpp"
#include "desk_ground.hpp"

#include <algorithm>

using namespace huiying;
using test::DeskGround;
using test::verdict;

namespace {

constexpr const char* kOwnUnit = "城市建设管理事务中心";
constexpr const char* kOtherUnit = "综合行政执法队";

std::string renamed(std::string text, const std::string& from, const std::string& to) {
    for (auto at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size()))
        text.replace(at, from.size(), to);
    return text;
}

struct DraftGround : DeskGround {
    DraftGround() : number(taken_in(message("a", "井盖破损"))) {}

    desk::TicketView seen() { return tickets().view(dispatcher, number).value(); }

    std::string draft() { return seen().draft.text; }

    bool names(const std::string& unit) { return draft().find(unit) != std::string::npos; }

    void assign(const std::string& unit) {
        REQUIRE(verdict(tickets().assign(dispatcher, ref(dispatcher, number), unit, "")) == "ok");
    }

    void send_as_returned(const desk::RulingGiven& ruling) {
        desk::Returns returns(uses());
        REQUIRE(
            verdict(returns.ask(
                handler, ref(handler, number), {model::ReturnGround::not_our_duty, "三定方案"}
            )) == "ok"
        );
        REQUIRE(verdict(returns.rule(dispatcher, ref(dispatcher, number), ruling)) == "ok");
    }

    const std::string number;
};

}  // namespace

TEST_CASE("the system's draft names the unit that the ticket goes to", "[desk]") {
    DraftGround ground;
    const auto before = ground.draft();
    REQUIRE(ground.names(kOwnUnit));
    REQUIRE(ground.names(ground.number));
    SECTION("when it is assigned") {
        ground.assign("zfd");
    }
    SECTION("when it was returned and another is named") {
        ground.send_as_returned({model::ReturnRuling::reassigned, "zfd", "属执法队"});
    }
    SECTION("when it was returned and is assigned anew") {
        ground.send_as_returned({model::ReturnRuling::upheld, "", "退办成立"});
        CHECK(ground.names("党政办公室"));
        ground.assign("zfd");
    }
    CHECK(ground.names(kOtherUnit));
    CHECK_FALSE(ground.names(kOwnUnit));
    CHECK(ground.draft() == renamed(before, kOwnUnit, kOtherUnit));
    CHECK(ground.seen().draft_saved_by == "system");
}

TEST_CASE("a draft that a person has written stays when the unit changes", "[desk]") {
    DraftGround ground;
    REQUIRE(
        verdict(ground.tickets().save_draft(
            ground.handler, ground.ref(ground.handler, ground.number), "我写的。"
        )) == "ok"
    );
    ground.assign("zfd");
    CHECK(ground.draft() == "我写的。");
}

TEST_CASE("what is still to be filled in is not submitted", "[desk]") {
    DraftGround ground;
    const auto ref = ground.ref(ground.handler, ground.number);
    CHECK(
        verdict(ground.tickets().submit(ground.handler, ref, "电话：【待填】")) ==
        "placeholder_left"
    );
    CHECK(verdict(ground.tickets().submit(ground.handler, ref, "已换新。")) == "ok");
}

TEST_CASE("a reviewer who sends another text than was submitted leaves both on record", "[desk]") {
    DraftGround ground;
    REQUIRE(
        verdict(ground.tickets().submit(
            ground.handler, ground.ref(ground.handler, ground.number), "送审的一稿。"
        )) == "ok"
    );
    const auto changes = [&] {
        const auto history = ground.seen().history;
        return std::count_if(history.begin(), history.end(), [](const auto& entry) {
            return entry.event == "reply_changed" && entry.actor == "shen" &&
                   entry.detail.find("审核人改动后签发") != std::string::npos &&
                   entry.detail.find("送审的一稿。") != std::string::npos;
        });
    };
    const auto sent = [&](const std::string& text) {
        const model::Staff reviewer{{4}, "shen", "沈审", "cjzx", {model::Role::reviewer}, true};
        return verdict(ground.tickets().reply(reviewer, ground.ref(reviewer, ground.number), text));
    };
    SECTION("another text") {
        REQUIRE(sent("审核人的一稿。") == "ok");
        CHECK(changes() == 1);
        CHECK(ground.draft() == "审核人的一稿。");
        CHECK(ground.seen().draft_saved_by == "shen");
    }
    SECTION("the very text") {
        REQUIRE(sent("送审的一稿。") == "ok");
        CHECK(changes() == 0);
        CHECK(ground.draft() == "送审的一稿。");
        CHECK(ground.seen().draft_saved_by == "wang");
    }
}
