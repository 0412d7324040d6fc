// search_bench [TICKETS] [FOLDER]: a record of so many tickets with replies and notes, made here;
// then words and filters are looked for as the desk does, through desk::Tickets, by a handler and
// by a dispatcher. Prints the latencies of each kind of search; exit 1 when the p99 of one of them
// is 100 ms or more.
#include "bench_town.hpp"
#include "board/desk/administration.hpp"
#include "board/desk/tickets.hpp"
#include "board/desk/town.hpp"
#include "board/store/database.hpp"
#include "board/store/ticket_repository.hpp"
#include "town_calendar.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <functional>
#include <random>
#include <unistd.h>
#include <vector>

namespace {

using namespace huiying;
using namespace bench;
using Steady = std::chrono::steady_clock;
using Milliseconds = std::chrono::duration<double, std::milli>;

constexpr double kBoundMs = 100;
constexpr int kFillBatch = 5'000;
constexpr int kReads = 100;
constexpr std::array kMatters{
    "路灯", "垃圾箱", "噪音", "下水道", "电梯", "停车位", "行道树", "燃气", "自来水", "违章搭建"};
constexpr std::array kDone{
    "不亮了", "满溢", "扰民", "堵塞", "停运", "被占", "倒伏", "漏了", "发黄", "没人管"};

/// Road names of two of 400 characters: 160,000 of them, as seldom as names are.
std::string road(std::mt19937_64& random) {
    static const auto kCharacter = [](std::uint64_t i) {
        const auto code = 0x5000 + i % 400;
        return std::string{
            static_cast<char>(0xE0 | (code >> 12)),
            static_cast<char>(0x80 | ((code >> 6) & 0x3F)),
            static_cast<char>(0x80 | (code & 0x3F))};
    };
    return kCharacter(random()) + kCharacter(random()) + "路";
}

store::TicketRecord made_up(int i, std::mt19937_64& random) {
    store::TicketRecord record;
    auto& ticket = record.ticket;
    const auto matter = random() % kMatters.size();
    ticket.number = "B" + std::to_string(i);
    ticket.state = i % 5 == 0 ? model::TicketState::handling : model::TicketState::closed;
    ticket.kind = static_cast<model::Kind>(random() % 4);
    ticket.channel = i % 3 == 0 ? "phone" : "board";
    ticket.subject = road(random) + "的" + kMatters[matter];
    ticket.text = "我家住在" + road(random) + std::to_string(random() % 300) + "号，门口的" +
                  kMatters[matter] + kDone[matter] +
                  "，已经三天了，晚上走路看不清，请尽快派人来看一看，谢谢。";
    ticket.unit = unit_code(static_cast<int>(random() % kUnits));
    ticket.received_at = SetClock().now() - std::chrono::minutes{(2'000'000 - i) % 2'000'000};
    ticket.arrived_at = ticket.received_at;
    ticket.due.response_due = ticket.received_at + std::chrono::hours{12};
    ticket.due.final_due = ticket.received_at + std::chrono::hours{24 * 7};
    return record;
}

void fill(store::Database& database, int tickets) {
    std::mt19937_64 random(1);
    for (int done = 0; done < tickets;) {
        const int until = std::min(done + kFillBatch, tickets);
        database.write([&](store::Connection& connection) {
            store::TicketRepository repository(connection);
            for (; done < until; ++done) {
                const auto record = made_up(done, random);
                const auto id = repository.add(record);
                if (record.ticket.state == model::TicketState::closed)
                    repository.add_reply(
                        id,
                        {record.ticket.received_at,
                         "城建中心",
                         "您好！" + road(random) + "的问题已派人处理完毕，感谢您的来信。"},
                        "wang"
                    );
                if (done % 10 == 0)
                    repository.add_history(
                        id,
                        {record.ticket.received_at, "wang", "noted", "已约" + road(random) + "班组"}
                    );
            }
        });
    }
}

struct Search {
    const char* name;
    std::function<desk::ListAsked(std::mt19937_64&)> asked;
};

desk::ListAsked words(std::string text) {
    return {.queue = desk::Queue::all, .words = std::move(text)};
}

bool is_fast(const desk::Tickets& tickets, const model::Staff& person, const Search& search) {
    std::mt19937_64 random(7);
    std::vector<double> ms;
    std::size_t found = 0;
    for (int i = 0; i < kReads; ++i) {
        const auto asked = search.asked(random);
        const auto began = Steady::now();
        found += tickets.list(person, asked).items.size();
        ms.push_back(Milliseconds(Steady::now() - began).count());
    }
    std::sort(ms.begin(), ms.end());
    const double p99 = ms[ms.size() * 99 / 100];
    std::printf(
        "%-10s %-34s p50 %7.2f ms  p99 %7.2f ms  %5.1f rows a page%s\n",
        person.login.c_str(),
        search.name,
        ms[ms.size() / 2],
        p99,
        static_cast<double>(found) / kReads,
        p99 < kBoundMs ? "" : "  OVER"
    );
    return p99 < kBoundMs;
}

const std::vector<Search>& searches() {
    static const std::vector<Search> kSearches{
        {"a road that few have", [](auto& random) { return words(road(random)); }},
        {"a word that a tenth have",
         [](auto& random) { return words(kMatters[random() % kMatters.size()]); }},
        {"a word that all have", [](auto&) { return words("门口"); }},
        {"two words, one of them in all",
         [](auto& random) { return words("谢谢 " + road(random)); }},
        {"one character", [](auto&) { return words("灯"); }},
        {"a number", [](auto& random) { return words("B" + std::to_string(random() % 1000)); }},
        {"a word of all, a kind, overdue",
         [](auto&) {
             auto asked = words("门口");
             asked.narrowing.kinds = {model::Kind::help};
             asked.late = desk::ListAsked::Late::overdue;
             return asked;
         }},
        {"a word of all, a state that none is in",
         [](auto&) {
             auto asked = words("门口");
             asked.narrowing.states = {model::TicketState::paused};
             return asked;
         }},
        {"no words, a day", [](auto&) {
             desk::ListAsked asked{.queue = desk::Queue::all};
             asked.narrowing.received_from = SetClock().now() - std::chrono::hours{24};
             return asked;
         }}};
    return kSearches;
}

}  // namespace

int main(int argc, char** argv) {
    const int tickets = argc > 1 ? std::atoi(argv[1]) : 1'000'000;
    const std::filesystem::path folder = argc > 2
                                             ? argv[2]
                                             : std::filesystem::temp_directory_path() /
                                                   ("huiying_search_" + std::to_string(::getpid()));
    std::filesystem::create_directories(folder);
    const SetClock clock;
    bool fast = true;
    {
        store::Database database{{.path = (folder / "huiying.db").string()}};
        desk::Administration::fill(database, contents(), clock);
        auto facts = test::town_calendar(2007, 2027);
        const desk::Town town(
            database, [&] { return facts; }, model::TownSecret{7}, desk::Demo::no
        );
        const auto began = Steady::now();
        fill(database, tickets);
        std::printf(
            "%d tickets made in %.0f s, %.0f MB\n",
            tickets,
            Milliseconds(Steady::now() - began).count() / 1000,
            static_cast<double>(std::filesystem::file_size(folder / "huiying.db")) / 1e6
        );
        const desk::Tickets desk({database, town, clock, {}});
        const model::Staff handler{{1}, "handler", "王工", "unit3", {model::Role::handler}, true};
        const model::Staff office{{2}, "office", "周敏", "unit0", {model::Role::dispatcher}, true};
        for (const auto& person : {handler, office})
            for (const auto& search : searches())
                fast = is_fast(desk, person, search) && fast;
    }
    std::filesystem::remove_all(folder);
    return fast ? 0 : 1;
}
