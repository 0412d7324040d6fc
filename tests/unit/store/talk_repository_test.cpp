#include "board/store/talk_repository.hpp"

#include "board/store/outbox_repository.hpp"
#include "board/store/ticket_repository.hpp"
#include "catch.hpp"
#include "record_ground.hpp"

using namespace huiying;
using store::Connection;
using store::OutboxRepository;
using store::TalkKey;
using store::TalkRepository;

namespace {

const auto kNow = *model::parse_rfc3339("2026-11-23T09:00:00+08:00");
const TalkKey kTalk{"webchat", "web", "w_1"};

store::SpokenLine line(const std::string& key, const TalkKey& talk = kTalk) {
    return {0, key, talk, kNow, "citizen", "路灯坏了", ""};
}

store::OutboxRow word_of_system(const std::string& key) {
    store::OutboxRow row;
    row.message.idempotency_key = key;
    row.message.channel = kTalk.channel;
    row.message.account = kTalk.account;
    row.message.recipient = kTalk.sender;
    row.message.text = "您好";
    row.message.way_back = "talk-7";
    row.message.at = kNow;
    row.by_system = true;
    return row;
}

}  // namespace

TEST_CASE("a line of a talk is kept once and read in order", "[store]") {
    test::RecordGround ground;
    ground.database.write([&](Connection& connection) {
        TalkRepository talks(connection);
        CHECK(talks.add(line("a")));
        CHECK_FALSE(talks.add(line("a")));
        CHECK(talks.add(line("b", {"webchat", "web", "w_2"})));
        CHECK(talks.add(line("c")));
        const auto own = talks.lines_of(kTalk, 0, 10);
        REQUIRE(own.size() == 2);
        CHECK(own[0].key == "a");
        CHECK(own[1].key == "c");
        CHECK(talks.lines_of(kTalk, own[0].id, 10).size() == 1);
        CHECK(talks.lines_of(kTalk, 0, 1).front().key == "c");
        CHECK(talks.lines_after("webchat", own[0].id, 10).size() == 2);
    });
}

TEST_CASE("a word without a ticket goes out with its own way back", "[store]") {
    test::RecordGround ground;
    ground.database.write([&](Connection& connection) {
        OutboxRepository outbox(connection);
        outbox.add(word_of_system("hy_talk_1"), std::nullopt, kNow);
        const auto claimed = outbox.claim("s", kNow, kNow + std::chrono::seconds{30}, 10);
        REQUIRE(claimed.size() == 1);
        CHECK(claimed[0].number.empty());
        CHECK(claimed[0].way_back == "talk-7");
    });
}

TEST_CASE("a word of the system is not sent once a person has the talk", "[store]") {
    test::RecordGround ground;
    ground.database.write([&](Connection& connection) {
        OutboxRepository outbox(connection);
        TalkRepository talks(connection);
        const auto until = kNow + std::chrono::minutes{30};
        const auto later = until + std::chrono::seconds{1};
        outbox.add(word_of_system("hy_talk_1"), std::nullopt, kNow);
        talks.own(kTalk, "lu", until);
        CHECK(talks.is_owned(kTalk, kNow));
        CHECK(outbox.claim("s", kNow, later, 10).empty());
        CHECK(outbox.claim("s", later, later, 10).empty());
        CHECK(outbox.count(model::OutboundState::pick_up) == 1);

        outbox.add(word_of_system("hy_talk_2"), std::nullopt, kNow);
        CHECK_FALSE(talks.is_owned(kTalk, later));
        CHECK(outbox.claim("s", later, later, 10).size() == 1);
    });
}

TEST_CASE(
    "old lines are forgotten, oldest first, but those of an open ticket and the last of all",
    "[store]"
) {
    test::RecordGround ground;
    ground.database.write([&](Connection& connection) {
        TalkRepository talks(connection);
        store::TicketRepository tickets(connection);
        tickets.add(test::ticket_record("OPEN", "cjzx"));
        auto closed = test::ticket_record("CLOSED", "cjzx");
        closed.ticket.state = model::TicketState::closed;
        tickets.add(closed);
        const auto say = [&](const std::string& key, int hour, const std::string& number) {
            auto said = line(key);
            said.at = kNow + std::chrono::hours(hour);
            said.number = number;
            REQUIRE(talks.add(said));
        };
        say("of a closed ticket", 2, "CLOSED");
        say("of an open ticket", 1, "OPEN");
        say("small talk", 0, "");
        say("younger", 5, "CLOSED");
        const auto limit = kNow + std::chrono::hours(5);
        CHECK(talks.forget(limit, 1) == 1);
        CHECK_FALSE(talks.has("small talk"));
        CHECK(talks.forget(limit, 10) == 1);
        CHECK_FALSE(talks.has("of a closed ticket"));
        CHECK(talks.has("of an open ticket"));
        CHECK(talks.has("younger"));
        CHECK(talks.forget(limit, 10) == 0);
        // Its id must not come again: pages ask for what came after the last they have.
        const auto last = talks.last_id();
        CHECK(talks.forget(kNow + std::chrono::hours(99), 10) == 0);
        CHECK(talks.has("younger"));
        say("newest", 6, "");
        CHECK(talks.last_id() > last);
        CHECK(talks.forget(kNow + std::chrono::hours(99), 10) == 1);
        CHECK_FALSE(talks.has("younger"));
    });
}
