#include "board/desk/take_in.hpp"

#include "board/desk/citizen_status.hpp"
#include "board/desk/figures_check.hpp"
#include "board/model/ticket_number.hpp"
#include "catch.hpp"
#include "desk_ground.hpp"

#include <algorithm>

using namespace huiying;
using desk::TakenIn;
using test::DeskGround;

TEST_CASE("a message becomes a routed ticket with both due times, reasons and a draft", "[desk]") {
    DeskGround ground;
    const auto number = ground.taken_in(ground.message("k", "银春路的路灯坏了三天，晚上很黑"));
    const auto view = ground.tickets().view(ground.handler, number);
    REQUIRE(view.has_value());
    CHECK(view->row.ticket.unit == "cjzx");
    CHECK(view->row.ticket.state == model::TicketState::handling);
    CHECK(model::to_rfc3339(view->row.ticket.due.response_due) == "2026-11-23T23:59:59+08:00");
    REQUIRE(view->row.ticket.due.final_due);
    CHECK(model::to_rfc3339(*view->row.ticket.due.final_due) == "2026-11-30T23:59:59+08:00");
    CHECK_FALSE(view->routing.reasons.empty());
    CHECK(view->draft.text.find("路灯") != std::string::npos);
    REQUIRE_FALSE(view->draft.sources.empty());
    CHECK(view->draft.sources[0].faq == "lamp");
    REQUIRE(ground.events.size() == 1);
    CHECK(ground.events[0].number == number);
}

TEST_CASE(
    "the status page naming the unit is the response: of a routed ticket at once, else when a "
    "dispatcher names it",
    "[desk]"
) {
    DeskGround ground;
    const auto routed = ground.taken_in(ground.message("a", "路灯坏了"));
    CHECK(
        ground.tickets().view(ground.dispatcher, routed)->row.ticket.responded_at ==
        ground.clock.now()
    );
    const auto waiting = ground.taken_in(ground.message("b", "您好，想咨询一件事"));
    CHECK_FALSE(ground.tickets().view(ground.dispatcher, waiting)->row.ticket.responded_at);
    ground.clock.advance(std::chrono::hours{1});
    REQUIRE(
        test::verdict(ground.tickets().assign(
            ground.dispatcher, ground.ref(ground.dispatcher, waiting), "zfd", ""
        )) == "ok"
    );
    CHECK(
        ground.tickets().view(ground.dispatcher, waiting)->row.ticket.responded_at ==
        ground.clock.now()
    );
}

TEST_CASE("the same delivery a second time changes nothing, alone or in one batch", "[desk]") {
    DeskGround ground;
    auto take_in = ground.take_in();
    const auto message = ground.message("k", "路灯坏了");
    const auto first = take_in.take_in({{0, 1, message}, {0, 1, message}});
    CHECK(first[0].result == TakenIn::created);
    CHECK(first[1].result == TakenIn::duplicate);
    CHECK(take_in.take_in({{0, 1, message}})[0].result == TakenIn::duplicate);
    CHECK(
        ground.tickets()
            .list(ground.dispatcher, {.queue = desk::Queue::all, .limit = 100})
            .items.size() == 1
    );
}

TEST_CASE(
    "what cannot be read becomes a dead letter with its bytes, and the rest of the batch goes "
    "through",
    "[desk]"
) {
    DeskGround ground;
    const std::string bytes("<xml>\0broken", 12);
    const auto outcomes = ground.take_in().take_in(
        {{0, 1, ground.message("a", "路灯坏了")},
         {0, 1, desk::UnreadableDelivery{"wechat_oa", "oa", "bad_xml", bytes}},
         {0, 1, ground.message("b", "井盖松动")}}
    );
    CHECK(outcomes[0].result == TakenIn::created);
    CHECK(outcomes[1].result == TakenIn::dead_letter);
    CHECK(outcomes[2].result == TakenIn::created);
    desk::Administration administration(ground.database, *ground.town, ground.clock);
    const auto letters = administration.dead_letters();
    REQUIRE(letters.size() == 1);
    CHECK(letters[0].bytes == bytes);
    CHECK(letters[0].reason == "bad_xml");
}

TEST_CASE(
    "a number that another delivery has is never given to a second ticket, and the message is not "
    "lost",
    "[desk]"
) {
    DeskGround ground;
    auto second = ground.message("b", "井盖松动");
    const auto first = ground.message("a", "路灯坏了");
    second.number = first.number;
    const auto outcomes = ground.take_in().take_in({{0, 1, first}, {0, 1, second}});
    CHECK(outcomes[1].result == TakenIn::dead_letter);
    desk::Administration administration(ground.database, *ground.town, ground.clock);
    REQUIRE(administration.dead_letters().size() == 1);
    CHECK(administration.dead_letters()[0].reason == "number_taken");
    CHECK(administration.dead_letters()[0].bytes == "entry of b");
    CHECK(
        ground.tickets()
            .list(ground.dispatcher, {.queue = desk::Queue::all, .limit = 100})
            .items.size() == 1
    );
}

TEST_CASE("a message replayed under a number of its own says so to staff", "[desk]") {
    DeskGround ground;
    auto message = ground.message("b", "井盖松动");
    message.replaced_number = "AAAA-BBBB-CCCC";
    const auto history =
        ground.tickets().view(ground.dispatcher, ground.taken_in(message))->history;
    const auto line = std::find_if(history.begin(), history.end(), [](const auto& entry) {
        return entry.event == "replayed";
    });
    REQUIRE(line != history.end());
    CHECK(line->detail.find("AAAA-BBBB-CCCC") != std::string::npos);
}

TEST_CASE("a dead letter is settled once, and open ones are listed first", "[desk]") {
    DeskGround ground;
    for (const std::string bytes : {"first", "second"})
        ground.take_in().take_in({{0, 1, desk::UnreadableDelivery{"webhook", "a", "bad", bytes}}});
    desk::Administration administration(ground.database, *ground.town, ground.clock);
    const auto second = administration.dead_letters()[0];
    CHECK(second.bytes == "second");
    CHECK(test::verdict(administration.settle_dead_letter(second.id, "replayed", "x")) == "ok");
    CHECK(
        test::verdict(administration.settle_dead_letter(second.id, "dropped", "x")) ==
        "move_not_allowed"
    );
    CHECK(test::verdict(administration.settle_dead_letter(99, "dropped", "x")) == "not_found");
    const auto letters = administration.dead_letters();
    CHECK(letters[0].bytes == "first");
    CHECK(letters[1].state == "replayed");
}

TEST_CASE("the transaction of a worker that lost its lease stores nothing", "[desk]") {
    DeskGround ground;
    auto take_in = ground.take_in();
    take_in.take_in({{3, 9, ground.message("a", "路灯坏了")}});
    try {
        take_in.take_in({{3, 8, ground.message("b", "井盖松动")}});
        FAIL("an older token wrote");
    } catch (const desk::LeaseLost& lost) {
        CHECK(lost.partition() == 3);
        CHECK(lost.newest_token() == 9);
    }
    CHECK(
        ground.tickets()
            .list(ground.dispatcher, {.queue = desk::Queue::all, .limit = 100})
            .items.size() == 1
    );
}

TEST_CASE("a further message stays on its ticket; of another sender it does not", "[desk]") {
    DeskGround ground;
    auto first = ground.message("a", "路灯坏了");
    first.channel = "wechat_oa";
    first.sender = "alice";
    auto further = ground.message("b", "在银春路口");
    further.channel = "wechat_oa";
    further.sender = "alice";
    further.continues = true;
    further.number = first.number;
    auto stranger = further;
    stranger.delivery_key = "c";
    stranger.sender = "mallory";
    const auto outcomes =
        ground.take_in().take_in({{0, 1, first}, {0, 1, further}, {0, 1, stranger}});
    CHECK(outcomes[1].result == TakenIn::continued);
    CHECK(outcomes[2].result == TakenIn::dead_letter);
    desk::Administration administration(ground.database, *ground.town, ground.clock);
    REQUIRE(administration.dead_letters().size() == 1);
    CHECK(administration.dead_letters()[0].reason == "unknown_ticket");
    CHECK(administration.dead_letters()[0].bytes == "entry of c");
    CHECK(ground.tickets().view(ground.handler, first.number)->talk.size() == 2);
}

TEST_CASE(
    "a message that overtakes the one that began its talk makes the ticket of both", "[desk]"
) {
    DeskGround ground;
    auto first = ground.message("a", "路灯坏了");
    first.channel = "wechat_oa";
    first.sender = "alice";
    auto further = ground.message("b", "在银春路口");
    further.channel = "wechat_oa";
    further.sender = "alice";
    further.continues = true;
    further.number = first.number;
    auto stranger = ground.message("c", "井盖松动");
    stranger.channel = "wechat_oa";
    stranger.sender = "mallory";
    stranger.number = first.number;
    const auto outcomes =
        ground.take_in().take_in({{0, 1, further}, {0, 1, first}, {0, 1, first}, {0, 1, stranger}});
    CHECK(outcomes[0].result == TakenIn::created);
    CHECK(outcomes[0].number == first.number);
    CHECK(outcomes[1].result == TakenIn::continued);
    CHECK(outcomes[2].result == TakenIn::duplicate);
    CHECK(outcomes[3].result == TakenIn::dead_letter);
    CHECK(ground.tickets().view(ground.dispatcher, first.number)->talk.size() == 2);
}

TEST_CASE("an addition that accuses takes the ticket from the unit it went to", "[desk]") {
    DeskGround ground;
    auto first = ground.message("a", "有人占道经营，乱设摊没人管");
    first.channel = "wechat_oa";
    first.sender = "alice";
    const auto number = ground.taken_in(first);
    REQUIRE(ground.tickets().view(ground.enforcer, number).has_value());
    auto further = first;
    further.delivery_key = "b";
    further.text = "综合行政执法队的人收了摊贩的钱，我要举报";
    further.continues = true;
    ground.taken_in(further);
    CHECK(test::verdict(ground.tickets().view(ground.enforcer, number)) == "not_found");
    const auto office = ground.tickets().view(ground.dispatcher, number);
    REQUIRE(office.has_value());
    CHECK(office->row.ticket.restricted);
    CHECK(office->draft.text.empty());
    CHECK_FALSE(ground.tickets().may_see(ground.enforcer, ground.events.back()));
}

TEST_CASE("whoever has a ticket open hears of an addition before the next move", "[desk]") {
    DeskGround ground;
    auto first = ground.message("a", "路灯坏了");
    first.channel = "wechat_oa";
    first.sender = "alice";
    const auto number = ground.taken_in(first);
    const auto before = ground.ref(ground.handler, number);
    auto further = first;
    further.delivery_key = "b";
    further.text = "弄错了，是井盖";
    further.continues = true;
    ground.taken_in(further);
    CHECK(ground.events.back().event == "added");
    CHECK(
        test::verdict(ground.tickets().reply(ground.handler, before, "已修好")) ==
        "version_conflict"
    );
}

TEST_CASE("what is added after the reply comes before a person again", "[desk]") {
    DeskGround ground;
    auto first = ground.message("a", "路灯坏了");
    first.channel = "wechat_oa";
    first.sender = "alice";
    const auto number = ground.taken_in(first);
    auto tickets = ground.tickets();
    REQUIRE(
        test::verdict(tickets.reply(ground.handler, ground.ref(ground.handler, number), "已修好")
        ) == "ok"
    );
    auto further = first;
    further.delivery_key = "b";
    further.continues = true;
    ground.taken_in(further);
    CHECK(tickets.view(ground.handler, number)->row.ticket.state == model::TicketState::handling);
}

TEST_CASE("a citizen sees received before take-in and the ticket afterwards", "[desk]") {
    DeskGround ground;
    desk::CitizenStatus status(ground.database, *ground.town, ground.clock);
    const auto message = ground.message("k", "路灯坏了");
    const auto code = model::make_query_code(ground.secret, message.number);
    CHECK(status.status(message.number, code, "1.2.3.4")->state == model::TicketState::received);
    ground.taken_in(message);
    const auto view = status.status(message.number, code, "1.2.3.4");
    REQUIRE(view.has_value());
    CHECK(view->state == model::TicketState::handling);
    CHECK(view->unit == "城市建设管理事务中心");
}

TEST_CASE("wrong codes make their address wait, longer each time, and not the writer", "[desk]") {
    DeskGround ground;
    desk::CitizenStatus status(ground.database, *ground.town, ground.clock);
    const auto number = ground.taken_in(ground.message("k", "路灯坏了"));
    const auto code = model::make_query_code(ground.secret, number);
    for (int i = 0; i < 200; ++i)
        CHECK(
            test::verdict(status.status(number, "AAAA-AAAAA", "peer" + std::to_string(i / 10))) ==
            "wrong_code"
        );
    CHECK(test::verdict(status.status(number, code, "peer0")) == "rate_limited");
    CHECK(status.wait_of({number, code, "peer0"}) == std::chrono::seconds{60});
    CHECK(test::verdict(status.status(number, code, "the writer")) == "ok");
    ground.clock.advance(std::chrono::seconds{60});
    CHECK(test::verdict(status.status(number, "AAAA-AAAAA", "peer0")) == "wrong_code");
    CHECK(status.wait_of({number, code, "peer0"}) == std::chrono::seconds{120});
    ground.clock.advance(std::chrono::hours{2});
    CHECK(test::verdict(status.status(number, code, "peer0")) == "ok");
}

TEST_CASE("wrong codes for many numbers make their address wait", "[desk]") {
    DeskGround ground;
    desk::CitizenStatus status(ground.database, *ground.town, ground.clock);
    const auto number = ground.taken_in(ground.message("k", "路灯坏了"));
    const auto code = model::make_query_code(ground.secret, number);
    for (int i = 0; i < 30; ++i)
        CHECK(
            test::verdict(status.status("0000-0000-" + std::to_string(1000 + i), code, "one")) ==
            "wrong_code"
        );
    CHECK(test::verdict(status.status(number, code, "one")) == "rate_limited");
    CHECK(test::verdict(status.status(number, code, "another")) == "ok");
}

namespace {

std::vector<std::string> found_by(DeskGround& ground, const std::string& words) {
    std::vector<std::string> numbers;
    for (const auto& row :
         ground.tickets()
             .list(ground.dispatcher, {.queue = desk::Queue::all, .words = words, .limit = 100})
             .items)
        numbers.push_back(row.ticket.number);
    return numbers;
}

bool has_true_figures(DeskGround& ground) {
    const desk::FiguresCheck check(ground.database, *ground.town, ground.clock);
    const auto verdict = check.run();
    for (const auto& difference : verdict.differences)
        UNSCOPED_INFO(difference.figure);
    return verdict.figures > 0 && verdict.differences.empty();
}

/// Seven messages, of which the third continues the first and the fifth cannot be stored.
std::vector<desk::Arrival> mixed_batch(DeskGround& ground) {
    std::vector<desk::Arrival> arrivals;
    for (const auto* text :
         {"路灯坏了",
          "窨井盖松动",
          "在银春路口",
          "垃圾没人收",
          "门牌掉了",
          "噪声扰民",
          "消防通道被堵"}) {
        auto message = ground.message("m" + std::to_string(arrivals.size()), text);
        message.channel = "wechat_oa";
        message.sender = "s" + std::to_string(arrivals.size());
        arrivals.push_back({0, 1, message});
    }
    auto& further = std::get<model::InboundMessage>(arrivals[2].delivery);
    const auto& first = std::get<model::InboundMessage>(arrivals[0].delivery);
    further.number = first.number;
    further.sender = first.sender;
    further.continues = true;
    std::get<model::InboundMessage>(arrivals[4].delivery).number = first.number;
    return arrivals;
}

}  // namespace

TEST_CASE(
    "a batch is the same in one transaction as in many: outcomes in order, one dead letter, each "
    "ticket found by its words and counted once",
    "[desk]"
) {
    const auto transaction =
        GENERATE(std::size_t{1}, std::size_t{2}, std::size_t{3}, std::size_t{100});
    CAPTURE(transaction);
    DeskGround ground;
    const auto arrivals = mixed_batch(ground);
    const auto outcomes = ground.take_in().take_in(arrivals, transaction);
    REQUIRE(outcomes.size() == arrivals.size());
    for (std::size_t at = 0; at < outcomes.size(); ++at) {
        CAPTURE(at);
        CHECK(
            outcomes[at].result == (at == 2   ? TakenIn::continued
                                    : at == 4 ? TakenIn::dead_letter
                                              : TakenIn::created)
        );
    }
    CHECK(ground.events.size() == 6);
    const auto number = [&](std::size_t at) {
        return std::get<model::InboundMessage>(arrivals[at].delivery).number;
    };
    CHECK(found_by(ground, "路灯") == std::vector{number(0)});
    CHECK(found_by(ground, "银春路口") == std::vector{number(0)});
    CHECK(found_by(ground, "噪声") == std::vector{number(5)});
    CHECK(found_by(ground, "门牌").empty());
    CHECK(has_true_figures(ground));
    // All of it once more, as after a kill before the acknowledgement.
    for (const auto& outcome : ground.take_in().take_in(arrivals, 4))
        CHECK((outcome.result == TakenIn::duplicate || outcome.result == TakenIn::dead_letter));
    CHECK(has_true_figures(ground));
}

TEST_CASE("a lease lost between two transactions leaves what the first stored", "[desk]") {
    DeskGround ground;
    auto take_in = ground.take_in();
    take_in.take_in({{4, 9, ground.message("z", "路灯坏了")}});
    const std::vector<desk::Arrival> arrivals{
        {3, 1, ground.message("a", "井盖松动")}, {4, 8, ground.message("b", "垃圾没人收")}};
    std::size_t stored = 0;
    const auto announced = ground.events.size();
    const auto on_stored = [&](std::size_t count) { stored = count; };
    CHECK_THROWS_AS(take_in.take_in(arrivals, 1, on_stored), desk::LeaseLost);
    CHECK(stored == 1);  // may be acknowledged: a dead letter among it does not come again
    CHECK(ground.events.size() == announced + 1);
    CHECK(found_by(ground, "井盖").size() == 1);
    CHECK(found_by(ground, "垃圾").empty());
    CHECK(take_in.take_in({arrivals[0]})[0].result == TakenIn::duplicate);
}
