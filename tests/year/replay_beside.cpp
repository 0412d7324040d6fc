// Pauses, opinions of other units and promises, again from the history.
#include "replay.hpp"

#include <algorithm>
#include <cstdio>
#include <limits>

namespace huiying::year {
namespace {

constexpr Ms kNoEnd = std::numeric_limits<Ms>::max();

/// What of the pauses lies after `since`.
void add_stops(std::vector<Stop>& stops, const std::vector<Stop>& more, Ms since) {
    for (const auto& stop : more)
        if (stop.to > since)
            stops.push_back({std::max(stop.from, since), stop.to});
}

/// "挂账：更换设施，2026年3月5日前办好"
Ms promised_day(const std::string& detail) {
    const std::string comma = "，";
    int year = 0;
    int month = 0;
    int date = 0;
    const auto text = detail.substr(detail.rfind(comma) + comma.size());
    if (std::sscanf(text.c_str(), "%d年%d月%d日", &year, &month, &date) != 3)
        return 0;
    char iso[32];
    std::snprintf(iso, sizeof iso, "%04d-%02d-%02d", year, month, date);
    return end_of(day(iso));
}

}  // namespace

void Replay::take_beside(ReplayedTicket& ticket, const Row& row) {
    const auto& event = row.event;
    if (event == "paused") {
        ticket.paused = true;
        ticket.stops.push_back({row.at, kNoEnd});
    } else if (ticket.paused && (event == "resumed" || event == "withdrawn")) {
        end_pause(ticket, row.at);
        if (event == "resumed")
            move_parts(ticket, row.at);
    } else if (event == "assist_asked") {
        take_part(ticket, row);
    } else if (event == "commitment_made") {
        ticket.promises.push_back({row.at, promised_day(row.detail), {}});
    } else if (event == "commitment_kept") {
        ticket.promises.back().kept = row.at;
    }
}

void Replay::end_pause(ReplayedTicket& ticket, Ms at) {
    ticket.paused = false;
    ticket.stops.back().to = at;
    count_anew(ticket);
}

void Replay::count_anew(ReplayedTicket& ticket) {
    if (ticket.stops.empty() || ticket.paused)
        return;
    const auto own =
        calendar_.nth_running_after(ticket.counted_from, ticket.counted_days, ticket.stops);
    ticket.final_due = end_of(own);
    const bool first = ticket.rounds.empty();
    if (first)
        ticket.own_final_due = ticket.final_due;
    for (const auto id : carries_[ticket.id]) {
        const auto& carried = tickets_.at(id);
        // What was carried into an earlier round was answered with it.
        if (first || day_of(carried.carried_since.value_or(0)) >= ticket.counted_from)
            ticket.final_due = std::min(ticket.final_due, carried_due(carried, ticket));
    }
}

Ms Replay::carried_due(const ReplayedTicket& carried, const ReplayedTicket& by) const {
    const auto since = carried.carried_since.value_or(0);
    auto days = carried.counted_days;
    for (const auto& [at, more] : by.extended)
        days += at >= since ? more : 0;
    std::vector<Stop> stops;
    add_stops(stops, carried.stops, 0);
    add_stops(stops, by.stops, since);
    return end_of(calendar_.nth_running_after(carried.counted_from, days, stops));
}

void Replay::take_part(ReplayedTicket& ticket, const Row& row) {
    const auto& [workdays, over] = asked_.at({ticket.id, row.at});
    const auto day0 = day_of(row.at);
    auto due = end_of(calendar_.nth_after(day0, workdays));
    if (ticket.final_due > row.at)
        due = std::min(due, ticket.final_due);
    ReplayedPart part{row.at, 0, {{row.at, due}}, over};
    for (auto one = day0 + 1; one <= day_of(due); ++one)
        part.days += calendar_.works(one) ? 1 : 0;
    ticket.parts.push_back(part);
}

void Replay::move_parts(ReplayedTicket& ticket, Ms at) {
    for (auto& part : ticket.parts) {
        if (part.over && *part.over < at)
            continue;
        std::vector<Stop> stops;
        add_stops(stops, ticket.stops, part.asked);
        const auto day0 = day_of(part.asked);
        // Wanted on the very day: that day is the one that is given.
        const auto last = part.days > 0 ? calendar_.nth_running_after(day0, part.days, stops)
                                        : calendar_.nth_running_after(day0 - 1, 1, stops);
        auto due = end_of(last);
        if (ticket.final_due > at)
            due = std::min(due, ticket.final_due);
        if (due > part.dues.back().second)
            part.dues.emplace_back(at, due);
    }
}

}  // namespace huiying::year
