#include "bot/conversation/talk_memory.hpp"

#include "bot/conversation/at_once.hpp"

#include <catch.hpp>

namespace {

using namespace huiying;
using namespace std::chrono_literals;
using conversation::Stage;
using conversation::TalkMemory;
using conversation::TalkNow;
using desk::TalkTicketIs;

const model::Instant kNow = model::from_unix_ms(1'780'000'000'000);

TalkMemory remembered(TalkMemory::Ticket ticket, std::chrono::minutes ago) {
    TalkMemory memory;
    memory.ticket = ticket;
    memory.number = "N1";
    memory.last_at = kNow - ago;
    return memory;
}

Stage stage(TalkMemory memory, TalkTicketIs ticket, std::string number = "N1") {
    TalkNow talk{std::move(memory), {}};
    talk.standing.ticket = ticket;
    if (ticket != TalkTicketIs::none)
        talk.standing.number = std::move(number);
    return conversation::stage_of(talk, kNow);
}

}  // namespace

TEST_CASE("a memory is read back as it was written", "[conversation]") {
    TalkMemory memory = remembered(TalkMemory::Ticket::answered, 3min);
    memory.unit = "cgb";
    memory.ticket_key = "wechat_oa|x|0";
    memory.offered = {"a", "b"};
    memory.last_key = "wechat_oa|x|1";
    memory.last_answer = R"(["N1","您好"])";
    CHECK(conversation::unpack_memory(conversation::pack(memory)) == memory);
    CHECK(conversation::unpack_memory("") == TalkMemory{});
    CHECK(conversation::unpack_memory("MQ-123") == TalkMemory{});
    CHECK(conversation::unpack_memory(R"({"ticket":9})") == TalkMemory{});
}

TEST_CASE("the record decides where a talk stands, the memory only while it is ahead") {
    using enum Stage;
    using Ticket = TalkMemory::Ticket;
    CHECK(stage({}, TalkTicketIs::none) == fresh);
    CHECK(stage(remembered(Ticket::open, 1min), TalkTicketIs::none) == open);
    CHECK(stage(remembered(Ticket::answered, 1min), TalkTicketIs::none) == answered);
    CHECK(stage(remembered(Ticket::open, 11min), TalkTicketIs::none) == fresh);
    CHECK(stage(remembered(Ticket::open, 1min), TalkTicketIs::over) == over);
    CHECK(stage(remembered(Ticket::open, 2000min), TalkTicketIs::open) == open);
    CHECK(stage({}, TalkTicketIs::to_rate) == to_rate);
    CHECK(stage({}, TalkTicketIs::system_answered) == answered);
    // The newest ticket is on its way to the record, which knows the one before.
    CHECK(stage(remembered(Ticket::open, 1min), TalkTicketIs::over, "N0") == open);
}

TEST_CASE(
    "a turn that the record has not taken yet counts, of the same ticket too", "[conversation]"
) {
    using enum Stage;
    using Ticket = TalkMemory::Ticket;
    // "转人工" after an answer at once: what is said next belongs to the ticket that it opened.
    auto memory = remembered(Ticket::open, 1min);
    memory.ticket_key = "reopening";
    TalkNow talk{memory, {"N1", TalkTicketIs::system_answered}};
    CHECK(conversation::stage_of(talk, kNow) == open);
    talk.memory.offered = {"a"};
    CHECK(conversation::stage_of(talk, kNow) == offered);
    talk.standing.owner = desk::TalkOwner::person;
    CHECK(conversation::stage_of(talk, kNow) == with_person);
    // Taken: whatever became of it since, the record says.
    talk.standing = {"N1", TalkTicketIs::to_rate, desk::TalkOwner::system, "reopening"};
    CHECK(conversation::stage_of(talk, kNow) == to_rate);
    // Never taken (a dead letter): not for longer than a burst.
    talk.standing.recorded_key.clear();
    talk.memory.last_at = kNow - 11min;
    CHECK(conversation::stage_of(talk, kNow) == to_rate);
    // What an older version remembered has no key.
    memory.ticket_key.clear();
    CHECK(
        conversation::stage_of({memory, {"N1", TalkTicketIs::system_answered}}, kNow) == answered
    );
}

TEST_CASE("choices stand for a day, on the ticket they were offered for", "[conversation]") {
    auto memory = remembered(TalkMemory::Ticket::open, 60min);
    memory.offered = {"a", "b"};
    CHECK(stage(memory, TalkTicketIs::open) == Stage::offered);
    CHECK(stage(memory, TalkTicketIs::open, "N2") == Stage::open);
    memory.last_at = kNow - 25h;
    CHECK(stage(memory, TalkTicketIs::open) == Stage::open);
}

TEST_CASE("a person who has the talk makes the system silent", "[conversation]") {
    TalkNow talk{remembered(TalkMemory::Ticket::open, 1min), {}};
    talk.standing = {"N1", TalkTicketIs::open, desk::TalkOwner::person};
    CHECK(conversation::stage_of(talk, kNow) == Stage::with_person);
    talk.standing.ticket = TalkTicketIs::over;
    CHECK(conversation::stage_of(talk, kNow) == Stage::over);
}
