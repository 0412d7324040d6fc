// All of one person's tickets given to another: none is left behind.
#include "board/desk/commitments.hpp"
#include "board/desk/merging.hpp"
#include "board/desk/stand_ins.hpp"
#include "board/store/course_repository.hpp"
#include "board/store/people_repository.hpp"
#include "catch.hpp"
#include "desk_ground.hpp"

using namespace huiying;
using model::Role;
using model::TicketState;
using test::verdict;

namespace {

struct HandoverGround : test::DeskGround {
    HandoverGround() {
        database.write([&](store::Connection& connection) {
            store::PeopleRepository people(connection);
            for (auto* person : {&lu, &xin, &lin})
                person->id = people.add(*person, "", clock.now());
        });
    }

    /// A ticket that lu has in hand.
    std::string held() {
        const auto number = taken_in(message("k" + std::to_string(++made_), "路灯坏了"));
        REQUIRE(verdict(tickets().save_draft(lu, ref(lu, number), "已派人去看")) == "ok");
        return number;
    }

    void put_in(TicketState state, const std::string& number) {
        database.write([&](store::Connection& connection) {
            connection.run(
                "update ticket set state = ? where number = ?", model::to_word(state), number
            );
        });
    }

    int hand_over() {
        const auto done = desk::StandIns(uses()).hand_over(lin, "lu", "xin", "岗位调整");
        REQUIRE(verdict(done) == "ok");
        return done->tickets;
    }

    std::size_t left_with(const model::Staff& person) {
        return database.read([&](store::Connection& connection) {
            return store::CourseRepository(connection).held_by(person.id).size();
        });
    }

    model::Staff lu{{}, "lu", "路工", "cjzx", {Role::handler}, true};
    model::Staff xin{{}, "xin", "辛工", "cjzx", {Role::handler}, true};
    model::Staff lin{{}, "lin", "林主任", "cjzx", {Role::manager}, true};

  private:
    int made_ = 0;
};

}  // namespace

TEST_CASE("of forty-five tickets in hand forty-five are handed over", "[stand_ins]") {
    HandoverGround ground;
    for (int i = 0; i < 45; ++i)
        ground.held();
    CHECK(ground.hand_over() == 45);
    CHECK(ground.left_with(ground.lu) == 0);
    CHECK(ground.left_with(ground.xin) == 45);
}

TEST_CASE("a merged ticket and a promise do not stay with who has left", "[stand_ins]") {
    HandoverGround ground;
    const auto survivor = ground.held();
    const auto merged = ground.held();
    REQUIRE(
        verdict(desk::Merging(ground.uses())
                    .merge(ground.dispatcher, ground.ref(ground.dispatcher, merged), survivor)) ==
        "ok"
    );
    const auto promised = ground.held();
    const desk::CommitmentPromised promise{"更换灯杆", *model::parse_iso_date("2026-12-10")};
    REQUIRE(
        verdict(ground.tickets().reply(
            ground.lu, ground.ref(ground.lu, promised), "已报修。", {.promised = promise}
        )) == "ok"
    );
    ground.put_in(TicketState::closed, promised);
    CHECK(ground.hand_over() == 3);
    CHECK(ground.left_with(ground.lu) == 0);
    const auto view = ground.tickets().view(ground.xin, promised);
    CHECK(view->history.back().event == "handed_over");
}

TEST_CASE("what the other may not see is left, and said to be", "[stand_ins]") {
    HandoverGround ground;
    ground.held();
    const auto accusing = ground.held();
    ground.database.write([&](store::Connection& connection) {
        connection.run(
            "update ticket set restricted = 1, accused = '[\"cjzx\"]' where number = ?", accusing
        );
    });
    const auto done = desk::StandIns(ground.uses()).hand_over(ground.lin, "lu", "xin", "调整");
    REQUIRE(verdict(done) == "ok");
    CHECK(done->tickets == 1);
    CHECK(done->left == 1);
}

TEST_CASE("whatever state a ticket is in, it leaves with the others", "[stand_ins]") {
    HandoverGround ground;
    int in_hand = 0;
    for (const auto state : model::all_ticket_states()) {
        ground.put_in(state, ground.held());
        const bool comes_back = state == TicketState::final_replied ||
                                state == TicketState::to_evaluate || state == TicketState::merged;
        in_hand += model::is_open(state) || comes_back ? 1 : 0;
    }
    CHECK(ground.hand_over() == in_hand);
    CHECK(ground.left_with(ground.lu) == 0);
}
