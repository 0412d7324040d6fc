// What a citizen adds by number and query code, on whatever channel the ticket came.
#include "board/desk/citizen_additions.hpp"

#include "board/model/ticket_number.hpp"
#include "catch.hpp"
#include "desk_ground.hpp"

using namespace huiying;
using desk::TakenIn;
using model::TicketState;
using test::verdict;

namespace {

std::vector<model::Attachment> photos(std::size_t count, std::size_t from = 0) {
    std::vector<model::Attachment> files;
    files.reserve(count);
    for (std::size_t i = 0; i < count; ++i)
        files.push_back(
            {.name = "a.jpg", .media_type = "image/jpeg", .sha256 = std::to_string(from + i)}
        );
    return files;
}

struct AdditionGround : test::DeskGround {
    desk::CitizenProof proof(const std::string& number) {
        return {number, model::make_query_code(secret, number), "1.2.3.4"};
    }

    model::Result<desk::Addition> addition(
        const std::string& number, const std::string& text, const std::string& key = "k"
    ) {
        return desk::addition_of(status, proof(number), {"api", key, text}, clock.now());
    }

    model::Result<desk::Addition> addition_with(
        const std::string& number, std::vector<model::Attachment> files
    ) {
        return desk::addition_of(
            status, proof(number), {"board", "k", "", std::move(files)}, clock.now()
        );
    }

    model::InboundMessage by_alice(const std::string& key, const std::string& text) {
        auto made = message(key, text);
        made.channel = "wechat_oa";
        made.account = "gh_1";
        made.sender = "alice";
        return made;
    }

    desk::TakeInOutcome take(const model::InboundMessage& made) {
        return take_in().take_in({{0, 1, made}})[0];
    }

    void put_in(TicketState state, const std::string& number) {
        database.write([&](store::Connection& connection) {
            connection.run(
                "update ticket set state = ? where number = ?", model::to_word(state), number
            );
        });
    }

    TicketState state_of(const std::string& number) {
        return status.status(number, proof(number).code, "1.2.3.4")->state;
    }

    std::size_t open_dead_letters() {
        return desk::Administration(database, *town, clock).dead_letters().size();
    }

    desk::CitizenStatus status{database, *town, clock};
};

}  // namespace

TEST_CASE("an addition by code is made for its ticket alone, and marked as proved", "[desk]") {
    AdditionGround ground;
    const auto number = ground.taken_in(ground.message("a", "路灯坏了"));
    const auto made = ground.addition(number, "在银春路口");
    REQUIRE(made.has_value());
    CHECK(made->message.number == number);
    CHECK(made->message.continues);
    CHECK(made->message.proved_by_code);
    CHECK(made->message.account.empty());
    CHECK(made->message.delivery_key == "api|add|" + number + "|k");
    CHECK(made->then == made->state);
}

TEST_CASE("without the right code, a text, or a ticket in the record nothing is made", "[desk]") {
    AdditionGround ground;
    const auto number = ground.taken_in(ground.message("a", "路灯坏了"));
    auto wrong = ground.proof(number);
    wrong.code = "0000-00000";
    CHECK(
        verdict(desk::addition_of(ground.status, wrong, {"api", "k", "x"}, ground.clock.now())) ==
        "wrong_code"
    );
    CHECK(verdict(ground.addition(number, " \n　")) == "empty_text");
    CHECK(verdict(ground.addition(number, "\xff\xfe")) == "bad_encoding");
    std::string text;
    for (std::size_t i = 0; i < desk::kMaxText; ++i)
        text += "字";
    CHECK(verdict(ground.addition(number, text)) == "ok");
    CHECK(verdict(ground.addition(number, text + "字")) == "text_too_long");
    CHECK(verdict(ground.addition(ground.message("b", "井盖").number, "x")) == "not_found");
}

TEST_CASE("guesses at additions are counted with those of the status page", "[desk]") {
    AdditionGround ground;
    const auto number = ground.taken_in(ground.message("a", "路灯坏了"));
    auto wrong = ground.proof(number);
    wrong.code = "0000-00000";
    for (int i = 0; i < 10; ++i)
        (void)desk::addition_of(ground.status, wrong, {"api", "k", "x"}, ground.clock.now());
    CHECK(verdict(ground.addition(number, "x")) == "rate_limited");
    const auto code = ground.proof(number).code;
    CHECK(verdict(ground.status.status(number, code, wrong.peer)) == "rate_limited");
    CHECK(verdict(ground.status.status(number, code, "elsewhere")) == "ok");
}

TEST_CASE(
    "what is added by code stands on the ticket once, and handler and writer see it", "[desk]"
) {
    AdditionGround ground;
    const auto number = ground.taken_in(ground.by_alice("a", "路灯坏了"));
    const auto before = ground.ref(ground.handler, number);
    const auto message = ground.addition(number, "在银春路口")->message;
    CHECK(ground.take(message).result == TakenIn::continued);
    CHECK(ground.take(message).result == TakenIn::duplicate);
    const auto view = ground.tickets().view(ground.handler, number);
    REQUIRE(view->talk.size() == 2);
    CHECK(view->talk.back().text == "在银春路口");
    CHECK(view->history.back().event == "added");
    CHECK(view->history.back().actor == "citizen");
    CHECK(ground.events.back().event == "added");
    CHECK(verdict(ground.tickets().reply(ground.handler, before, "好")) == "version_conflict");
    const auto seen = ground.status.status(number, ground.proof(number).code, "p");
    REQUIRE(seen->additions.size() == 1);
    CHECK(seen->additions[0].text == "在银春路口");
    CHECK(seen->text == "路灯坏了");
    CHECK(ground.open_dead_letters() == 0);
}

TEST_CASE("photos alone are an addition that says so, and both sides see them", "[desk]") {
    AdditionGround ground;
    const auto number = ground.taken_in(ground.message("a", "路灯坏了"));
    CHECK(verdict(ground.addition_with(number, {})) == "empty_text");
    const auto made = ground.addition_with(number, photos(2));
    REQUIRE(made.has_value());
    CHECK(made->message.text == "[附件]");
    CHECK(ground.take(made->message).result == TakenIn::continued);
    CHECK(ground.take(made->message).result == TakenIn::duplicate);
    const auto view = ground.tickets().view(ground.handler, number);
    CHECK(view->talk.back().attachments == photos(2));
    CHECK(view->history.back().detail == "凭编号和查询码补充了内容，附件2个");
    const auto seen = ground.status.status(number, ground.proof(number).code, "p");
    REQUIRE(seen->additions.size() == 1);
    CHECK(seen->additions[0].files == photos(2));
    CHECK(seen->files.empty());
}

TEST_CASE("an addition brings so many files, a ticket holds so many, each counted once", "[desk]") {
    AdditionGround ground;
    auto first = ground.message("a", "路灯坏了");
    first.attachments = photos(desk::kMaxFilesOfTicket - 5, 100);
    const auto number = ground.taken_in(first);
    CHECK(verdict(ground.addition_with(number, photos(7))) == "too_many_files");
    CHECK(verdict(ground.addition_with(number, photos(6))) == "too_many_files");
    const auto fits = ground.addition_with(number, photos(5));
    REQUIRE(fits.has_value());
    ground.take(fits->message);
    CHECK(verdict(ground.addition_with(number, photos(1, 50))) == "too_many_files");
    CHECK(verdict(ground.addition_with(number, photos(5))) == "ok");
    CHECK(verdict(ground.addition(number, "只写文字")) == "ok");
    CHECK(ground.status.status(number, ground.proof(number).code, "p")->files.size() == 25);
}

TEST_CASE("a proof counts for nothing with a platform's account, or for no ticket", "[desk]") {
    AdditionGround ground;
    const auto number = ground.taken_in(ground.by_alice("a", "路灯坏了"));
    auto forged = ground.by_alice("b", "我是别人");
    forged.sender = "mallory";
    forged.number = number;
    forged.continues = forged.proved_by_code = true;
    CHECK(ground.take(forged).result == TakenIn::dead_letter);
    auto honest = ground.addition(number, "补充")->message;
    honest.proved_by_code = false;
    CHECK(ground.take(honest).result == TakenIn::dead_letter);
    auto nowhere = ground.addition(number, "补充")->message;
    nowhere.number = ground.message("c", "井盖").number;
    CHECK(ground.take(nowhere).result == TakenIn::dead_letter);
    for (const auto& letter :
         desk::Administration(ground.database, *ground.town, ground.clock).dead_letters())
        CHECK(letter.reason == "unknown_ticket");
    CHECK(ground.tickets().view(ground.handler, number)->talk.size() == 1);
    CHECK(
        ground.tickets()
            .list(ground.dispatcher, {.queue = desk::Queue::all, .limit = 9})
            .items.size() == 1
    );
}

TEST_CASE("in every state an addition by code leads where one in the chat leads", "[desk]") {
    AdditionGround ground;
    const auto state = GENERATE(
        TicketState::pending_acceptance,
        TicketState::not_accepted,
        TicketState::to_foi,
        TicketState::to_petition,
        TicketState::emergency_transferred,
        TicketState::merged,
        TicketState::to_dispatch,
        TicketState::to_sign,
        TicketState::handling,
        TicketState::drafted,
        TicketState::sent_back,
        TicketState::rework,
        TicketState::dispatch_review,
        TicketState::paused,
        TicketState::in_review,
        TicketState::in_second_review,
        TicketState::approved,
        TicketState::final_replied,
        TicketState::to_evaluate,
        TicketState::closed,
        TicketState::archived,
        TicketState::withdrawn,
        TicketState::terminated
    );
    CAPTURE(model::to_word(state));
    const auto chatted = ground.taken_in(ground.by_alice("a", "路灯坏了"));
    const auto proved = ground.taken_in(ground.by_alice("b", "路灯坏了"));
    ground.put_in(state, chatted);
    ground.put_in(state, proved);
    auto further = ground.by_alice("c", "还是不亮");
    further.number = chatted;
    further.continues = true;
    REQUIRE(ground.take(further).result == TakenIn::continued);
    const auto made = ground.addition(proved, "还是不亮");
    REQUIRE(made.has_value());
    CHECK(made->state == state);
    REQUIRE(ground.take(made->message).result == TakenIn::continued);
    CHECK(ground.state_of(proved) == ground.state_of(chatted));
    CHECK(made->then == ground.state_of(proved));
    auto tickets = ground.tickets();
    const auto one = tickets.view(ground.dispatcher, chatted)->history;
    const auto other = tickets.view(ground.dispatcher, proved)->history;
    REQUIRE(one.size() == other.size());
    for (std::size_t i = 0; i < one.size(); ++i)
        CHECK(one[i].event == other[i].event);
}

TEST_CASE("an addition by code that accuses takes the ticket from the unit", "[desk]") {
    AdditionGround ground;
    const auto number = ground.taken_in(ground.message("a", "有人占道经营，乱设摊没人管"));
    REQUIRE(ground.tickets().view(ground.enforcer, number).has_value());
    const auto made = ground.addition(number, "综合行政执法队的人收了摊贩的钱，我要举报");
    ground.take(made->message);
    CHECK(verdict(ground.tickets().view(ground.enforcer, number)) == "not_found");
    CHECK(ground.tickets().view(ground.dispatcher, number)->row.ticket.restricted);
    CHECK_FALSE(ground.tickets().may_see(ground.enforcer, ground.events.back()));
}
