// Which of receipt, notice and contact meets the promise, and when each was given.
#include "catch.hpp"
#include "desk_ground.hpp"

using namespace huiying;
using model::ResponseGrade;
using model::TicketState;
using test::DeskGround;
using test::verdict;

namespace {

struct GradesGround : DeskGround {
    void rules(const model::WorkflowRules& rules) {
        desk::Administration administration(database, *town, clock);
        auto settings = town->snapshot()->settings();
        settings.workflow = rules;
        REQUIRE(verdict(administration.put(settings, "test")) == "ok");
        REQUIRE(town->snapshot()->settings().workflow == rules);
    }

    model::Ticket ticket(const std::string& number) {
        return tickets().view(administrator, number).value().row.ticket;
    }

    const model::Staff administrator{{9}, "admin", "管理", "", {model::Role::administrator}, true};
};

}  // namespace

TEST_CASE("by default the notice that names the unit is the response", "[desk]") {
    GradesGround ground;
    const auto routed = ground.ticket(ground.taken_in(ground.message("a", "路灯坏了")));
    CHECK(routed.responded_at == ground.clock.now());
    CHECK(routed.accepted_at == ground.clock.now());
    CHECK_FALSE(routed.contact_at);
    CHECK_FALSE(routed.human_at);
    const auto number = ground.taken_in(ground.message("b", "有个问题想问"));
    const auto unsure = ground.ticket(number);
    CHECK(unsure.state == TicketState::to_dispatch);
    CHECK_FALSE(unsure.responded_at);
    ground.clock.advance(std::chrono::hours{1});
    REQUIRE(
        verdict(ground.tickets().assign(
            ground.dispatcher, ground.ref(ground.dispatcher, number), "cjzx", ""
        )) == "ok"
    );
    CHECK(ground.ticket(number).responded_at == ground.clock.now());
    CHECK_FALSE(ground.ticket(number).human_at);
}

TEST_CASE("a town may promise a receipt, or a person", "[desk]") {
    GradesGround ground;
    ground.rules({.response = ResponseGrade::receipt});
    const auto unsure = ground.ticket(ground.taken_in(ground.message("a", "有个问题想问")));
    CHECK(unsure.responded_at == ground.clock.now());
    CHECK_FALSE(unsure.accepted_at);
    ground.rules({.response = ResponseGrade::contact});
    const auto number = ground.taken_in(ground.message("b", "路灯坏了"));
    CHECK_FALSE(ground.ticket(number).responded_at);
    CHECK(ground.ticket(number).accepted_at);
    ground.clock.advance(std::chrono::hours{2});
    REQUIRE(
        verdict(ground.tickets().reply(ground.handler, ground.ref(ground.handler, number), "已修")
        ) == "ok"
    );
    CHECK(ground.ticket(number).responded_at == ground.clock.now());
    CHECK(ground.ticket(number).human_at == ground.clock.now());
}

TEST_CASE("a sure answer is a response, and never a person's", "[desk]") {
    GradesGround ground;
    auto message = ground.message("a", "路灯不亮了找谁报修");
    message.passive_faq = "lamp";
    message.passive_text = "请留言";
    const auto ticket = ground.ticket(ground.taken_in(message));
    CHECK(ticket.contact_at == ground.clock.now());
    CHECK_FALSE(ticket.human_at);
}

TEST_CASE("where the town accepts by hand, a message waits for acceptance", "[desk]") {
    GradesGround ground;
    ground.rules({.acceptance = model::Acceptance::by_person});
    const auto ticket = ground.ticket(ground.taken_in(ground.message("a", "路灯坏了")));
    CHECK(ticket.state == TicketState::pending_acceptance);
    CHECK(ticket.unit == "cjzx");
    CHECK_FALSE(ticket.responded_at);
}

TEST_CASE("where units sign, a routed message waits for its unit", "[desk]") {
    GradesGround ground;
    ground.rules({.signing = model::Signing::needed});
    const auto ticket = ground.ticket(ground.taken_in(ground.message("a", "路灯坏了")));
    CHECK(ticket.state == TicketState::to_sign);
    CHECK(ticket.responded_at);
}

TEST_CASE("what is added after the reply starts the promise anew", "[desk]") {
    GradesGround ground;
    auto first = ground.message("a", "路灯坏了");
    first.channel = "wechat_oa";
    first.sender = "alice";
    const auto number = ground.taken_in(first);
    REQUIRE(
        verdict(ground.tickets().reply(ground.handler, ground.ref(ground.handler, number), "已修")
        ) == "ok"
    );
    const auto before = ground.ticket(number);
    ground.clock.set("2026-12-21T10:00:00+08:00");
    auto further = first;
    further.delivery_key = "b";
    further.continues = true;
    ground.taken_in(further);
    const auto after = ground.ticket(number);
    CHECK(after.round == 2);
    CHECK(model::to_rfc3339(*after.due.final_due) == "2026-12-28T23:59:59+08:00");
    CHECK(after.responded_at == before.responded_at);
    CHECK_FALSE(ground.tickets().view(ground.handler, number)->row.overdue);
}

TEST_CASE(
    "settings of the workflow come back as they were put, damaged ones as default", "[desk]"
) {
    GradesGround ground;
    const model::WorkflowRules rules{
        .acceptance = model::Acceptance::by_person,
        .signing = model::Signing::needed,
        .phone_review = model::PhoneReview::not_needed,
        .pausing = model::Pausing::allowed,
        .response = ResponseGrade::contact,
        .max_returns = 3,
        .max_extension_workdays = 10,
        .max_reworks = 2,
        .rework_workdays = 5};
    ground.rules(rules);
    ground.database.write([](store::Connection& connection) {
        connection.run("update setting set value = 'x' where key = 'workflow.max_returns'");
        connection.run("update setting set value = '99' where key = 'workflow.max_reworks'");
        connection.run("update revision set value = value + 1");
    });
    ground.town->refresh();
    const auto read = ground.town->snapshot()->settings().workflow;
    CHECK(read.max_returns == model::WorkflowRules{}.max_returns);
    CHECK(read.max_reworks == model::WorkflowRules{}.max_reworks);
    CHECK(read.max_extension_workdays == 10);
    CHECK(read.signing == model::Signing::needed);
}
