// Lists of tickets against a plain look at each.
#include "board/store/assist_repository.hpp"
#include "board/store/ticket_repository.hpp"
#include "catch.hpp"
#include "record_ground.hpp"

#include <algorithm>
#include <array>

using namespace huiying;
using model::TicketState;
using store::Connection;
using store::TicketFilter;
using store::TicketRepository;

namespace {

constexpr std::array kSomeStates{
    TicketState::to_dispatch,
    TicketState::handling,
    TicketState::in_review,
    TicketState::final_replied,
    TicketState::archived};
constexpr std::array kSomeUnits{"", "cjzx", "zfd", "pab"};

struct Listed {
    std::string number;
    TicketState state;
    std::string unit;
    bool restricted;
    bool assisted;  ///< zfd's opinion is open
    model::Instant due;
};

/// Tickets of every state and unit, in an order that no index has.
std::vector<Listed> fill_with_all(store::Database& database) {
    std::vector<Listed> all;
    for (int i = 0; i < 400; ++i) {
        auto record =
            test::ticket_record("N" + std::to_string(1000 + i), kSomeUnits[(i * 7 / 3) % 4]);
        auto& ticket = record.ticket;
        ticket.state = kSomeStates[static_cast<std::size_t>(i * 11 / 4) % kSomeStates.size()];
        ticket.restricted = i % 13 == 0;
        ticket.due.final_due = *ticket.due.final_due + std::chrono::hours{(i * 37) % 101};
        const bool assisted = i % 9 == 0 && ticket.unit != "zfd";
        database.write([&](Connection& connection) {
            const auto id = TicketRepository(connection).add(record);
            store::AssistRow row;
            row.unit = "zfd";
            if (assisted)
                store::AssistRepository(connection).add(id, row);
        });
        all.push_back(
            {ticket.number,
             ticket.state,
             ticket.unit,
             ticket.restricted,
             assisted,
             *ticket.due.final_due}
        );
    }
    return all;
}

template <class Value, class Values>
bool is_one(const Value& value, const Values& values) {
    return values.empty() || std::find(values.begin(), values.end(), value) != values.end();
}

/// What the list must hold, found by looking at each.
std::vector<std::string> expected(std::vector<Listed> all, const TicketFilter& filter) {
    std::erase_if(all, [&](const Listed& one) {
        const bool own = is_one(one.state, filter.states) && is_one(one.unit, filter.units);
        const bool beside =
            !filter.assisted.unit.empty() && one.assisted && model::is_open(one.state);
        return (!own && !beside) || (one.restricted && !filter.include_restricted);
    });
    std::stable_sort(all.begin(), all.end(), [](const Listed& a, const Listed& b) {
        return a.due < b.due;
    });
    if (filter.order == store::ListOrder::latest_first)
        std::reverse(all.begin(), all.end());
    std::vector<std::string> numbers;
    for (const auto& one : all)
        numbers.push_back(one.number);
    return numbers;
}

std::vector<std::string> all_pages(store::Database& database, TicketFilter filter) {
    std::vector<std::string> numbers;
    do {
        const auto page = database.read([&](Connection& connection) {
            return TicketRepository(connection).list(filter);
        });
        for (const auto& row : page.items)
            numbers.push_back(row.ticket.number);
        filter.after = page.next;
    } while (!filter.after.empty());
    return numbers;
}

}  // namespace

TEST_CASE(
    "page after page, a list holds what a look at each ticket finds, in its order", "[store]"
) {
    test::RecordGround ground;
    const auto all = fill_with_all(ground.database);
    const store::AssistedTickets assisted{"zfd", store::Opinions::open};
    const std::vector<TicketFilter> filters{
        {},
        {.include_restricted = true},
        {.states = {TicketState::handling, TicketState::in_review}},
        {.units = {"zfd"}},
        {.units = {"zfd", ""}, .include_restricted = true},
        {.states = {TicketState::handling}, .units = {"zfd"}, .assisted = assisted},
        {.states = {TicketState::to_dispatch}, .assisted = assisted},
        {.units = {"zfd"}, .assisted = assisted, .include_restricted = true},
        {.units = {"zfd", "", "cjzx", "pab", "zfd", "none"}, .assisted = assisted}};
    for (const auto order : {store::ListOrder::soonest_first, store::ListOrder::latest_first})
        for (std::size_t i = 0; i < filters.size(); ++i) {
            INFO("filter " << i);
            auto filter = filters[i];
            filter.limit = 7;
            filter.order = order;
            CHECK(all_pages(ground.database, filter) == expected(all, filter));
        }
}

TEST_CASE("a count looks at the newest rows, and says where it did not look at all", "[store]") {
    constexpr int all = 5'010;
    test::RecordGround ground;
    ground.database.write([](Connection& connection) {
        TicketRepository tickets(connection);
        for (int i = 0; i < all; ++i) {
            auto record = test::ticket_record("N" + std::to_string(10'000 + i), "cjzx");
            auto& ticket = record.ticket;
            ticket.kind = i < 20 ? model::Kind::complaint : model::Kind::question;
            ticket.due.final_due = *ticket.due.final_due + std::chrono::seconds{i};
            tickets.add(record);
        }
    });
    const auto counted = [&](const model::Narrowing& narrowing) {
        return ground.database.read([&](Connection& connection) {
            TicketFilter filter;
            filter.units = {"cjzx"};
            filter.narrowing = narrowing;
            return TicketRepository(connection).count_newest(filter, 1000);
        });
    };
    // The oldest ones, of which the last few are among the newest 5,000 and one.
    const auto old = counted({.kinds = {model::Kind::complaint}});
    CHECK(old.count == 5'001 - (all - 20));
    CHECK(old.more);
    const auto many = counted({.kinds = {model::Kind::question}});
    CHECK(many.count == 1000);
    CHECK(many.more);
    const auto none = counted({.states = {TicketState::in_review}});
    CHECK(none.count == 0);
    CHECK(!none.more);
    const auto of_days =
        counted({.received_from = *model::parse_rfc3339("2026-11-24T00:00:00+08:00")});
    CHECK(of_days.count == 0);
    CHECK(!of_days.more);
}
