// A town whose calendar and policy change while tickets are open.
#pragma once

#include "board/desk/recount.hpp"
#include "board/store/due_repository.hpp"
#include "board/store/outbox_repository.hpp"
#include "board/store/people_repository.hpp"
#include "desk_ground.hpp"

#include <set>

namespace huiying::test {

struct RecountGround : DeskGround {
    RecountGround() {
        facts.version = "first";
        facts.years[2026] = {.year = 2026, .source = "test"};
        facts.years[2027] = {
            .year = 2027, .standing = model::CalendarStanding::provisional, .source = "test"};
        town = std::make_unique<desk::Town>(
            database,
            [this] {
                if (is_broken)
                    throw std::runtime_error("cn-2027.json：不是有效的 JSON");
                return facts;
            },
            secret,
            desk::Demo::no
        );
        database.write([&](store::Connection& connection) {
            store::PeopleRepository people(connection);
            office.id = people.add(office, "", clock.now());
        });
        add_webhook();
        adopt("first");
        run();
    }

    /// A channel by which citizens are reached.
    void add_webhook() {
        desk::Administration administration(database, *town, clock);
        REQUIRE(
            verdict(administration.put(
                model::ChannelAccount{
                    "webhook", "hotline", {{"reply_url", "https://example.cn/r"}}, {}, true},
                "test"
            )) == "ok"
        );
    }

    model::InboundMessage by_phone(const std::string& key, const std::string& text) {
        auto made = message(key, text);
        made.channel = "webhook";
        made.account = "hotline";
        made.sender = "caller-" + key;
        return made;
    }

    void adopt(const std::string& version) {
        facts.version = version;
        desk::Administration::adopt_calendar(database, version, "test", clock);
        town->refresh();
    }

    static std::chrono::sys_days day(const char* iso) {
        return std::chrono::sys_days{*model::parse_iso_date(iso)};
    }

    void day_off(const char* iso) { facts.years[2026].holidays[day(iso)] = "测试放假"; }

    void worked(const char* iso) { facts.years[2026].workdays[day(iso)] = "测试补班"; }

    desk::Recount recount(const std::string& owner = "a", int batch = 2000) {
        return {uses(), {.owner = owner, .batch = batch}};
    }

    /// To the end, through the time in which others may still store by the old calendar.
    store::RecountRun run(int batch = 2000) {
        auto work = recount("a", batch);
        for (int i = 0; i < 1000; ++i) {
            if (work.step() == desk::Recount::Step::worked)
                continue;
            const auto newest = work.newest();
            if (newest && newest->ended_at)
                break;
            clock.advance(std::chrono::seconds{6});
        }
        REQUIRE(work.newest()->ended_at);
        return *work.newest();
    }

    store::TicketRecord record(const std::string& number) {
        return *database.read([&](store::Connection& connection) {
            return store::TicketRepository(connection).find(number);
        });
    }

    std::string due(const std::string& number) {
        const auto& due = record(number).ticket.due.final_due;
        return due ? model::to_iso(model::local_date(*due)) : "";
    }

    std::vector<model::HistoryEntry> history(const std::string& number, const std::string& event) {
        auto entries = database.read([&](store::Connection& connection) {
            return store::TicketRepository(connection).history(record(number).ticket.id);
        });
        std::erase_if(entries, [&](const auto& entry) { return entry.event != event; });
        return entries;
    }

    std::vector<store::DueChange> changes(const std::string& number) {
        const auto id = record(number).ticket.id;
        return database.read([&](store::Connection& connection) {
            return store::DueRepository(connection).changes(id);
        });
    }

    /// Texts on their way to the citizen of the ticket.
    std::vector<std::string> letters(const std::string& number) {
        std::vector<std::string> texts;
        for (const auto& row : database.read([](store::Connection& connection) {
                 return store::OutboxRepository(connection)
                     .in_state(model::OutboundState::waiting, 10'000);
             }))
            if (row.message.number == number)
                texts.push_back(row.message.text);
        return texts;
    }

    model::CalendarFacts facts;
    bool is_broken = false;
    model::Staff office{{}, "zhou", "周办", "dzb", {model::Role::dispatcher}, true};
};

}  // namespace huiying::test
