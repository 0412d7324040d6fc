#include "replay.hpp"

#include <algorithm>
#include <set>
#include <stdexcept>

namespace huiying::year {
namespace {

constexpr int kReplyDays = 5;
constexpr int kReworkDays = 3;

/// What stands between two words; "" where they are not there.
std::string between(const std::string& text, const std::string& before, const std::string& after) {
    const auto begin = text.find(before);
    if (begin == std::string::npos)
        return "";
    const auto from = begin + before.size();
    const auto to = text.find(after, from);
    return to == std::string::npos ? "" : text.substr(from, to - from);
}

void first(std::optional<Ms>& time, Ms at) {
    time = time ? std::min(*time, at) : at;
}

}  // namespace

Replay::Replay(store::Connection& connection, const PlainCalendar& calendar) : calendar_(calendar) {
    auto unit = connection.query("select name, code from unit");
    while (unit.next())
        units_[unit.text(0)] = unit.text(1);
    auto ticket = connection.query("select id, number from ticket");
    while (ticket.next()) {
        auto& made = tickets_[ticket.integer(0)];
        made.id = ticket.integer(0);
        made.number = ticket.text(1);
        by_number_[made.number] = made.id;
    }
    auto part = connection.query(
        "select ticket, at, workdays, coalesce(given_at, dropped_at) from assist order by id"
    );
    while (part.next())
        asked_[{part.integer(0), part.integer(1)}] = {
            static_cast<int>(part.integer(2)),
            part.is_null(3) ? std::nullopt : std::optional(part.integer(3))};
    auto row = connection.query("select ticket, at, actor, event, detail from history order by id");
    while (row.next())
        take({row.integer(0), row.integer(1), row.text(2), row.text(3), row.text(4)});
    take_contacts(connection);
}

void Replay::take(const Row& row) {
    auto& ticket = tickets_.at(row.ticket);
    const auto& event = row.event;
    if (event == "received") {
        const auto day0 = day_of(row.at);
        ticket.received = row.at;
        ticket.response_due = end_of(day0);
        ticket.contact_due = end_of(calendar_.nth_after(day0, 1));
        ticket.final_due = ticket.own_final_due = end_of(calendar_.nth_after(day0, kReplyDays));
        ticket.counted_from = day0;
        ticket.counted_days = kReplyDays;
    } else if (event == "routed" || event == "answered_at_once" || event == "assigned" ||
               (event == "accepted" && row.detail.find("交") != std::string::npos)) {
        // Accepted alone is no notice: that names the unit.
        first(ticket.accepted, row.at);
    } else if (event == "replied" && ticket.carried) {
        ticket.carried_reply = row.at;
    } else if (event == "replied") {
        first(ticket.accepted, row.at);
        first(ticket.human, row.at);
        ticket.replied = row.at;
    }
    take_unit(ticket, row);
    take_ending(ticket, row);
    take_dates(ticket, row);
    take_beside(ticket, row);
    note(ticket, row.at);
}

void Replay::take_ending(ReplayedTicket& ticket, const Row& row) {
    const auto& event = row.event;
    if (event == "not_accepted") {
        first(ticket.accepted, row.at);
        first(ticket.human, row.at);
        ticket.ended = row.at;
    } else if (event == "withdrawn") {
        ticket.ended = row.at;
    } else if (event == "merged") {
        first(ticket.accepted, row.at);
        ticket.ended = row.at;
        ticket.carried = true;
        ticket.carried_since = row.at;
        ticket.carried_reply.reset();
    } else if (event == "unmerged") {
        ticket.carried = false;
        ticket.replied.reset();
        // Answered with the other, whose reply counts: a round of its own from now on.
        if (ticket.carried_reply)
            begin_round(ticket, row.at, kReplyDays);
        ticket.ended.reset();
    }
}

void Replay::take_dates(ReplayedTicket& ticket, const Row& row) {
    const auto& event = row.event;
    if (event == "rework_ordered") {
        begin_round(ticket, row.at, kReworkDays);
    } else if (event == "reopened") {
        begin_round(ticket, row.at, kReplyDays);
    } else if (event == "extension_asked") {
        ticket.asked_days = std::stoi(between(row.detail, "申请延期", "个工作日"));
    } else if (event == "extension_granted") {
        for (auto* due : {&ticket.final_due, &ticket.own_final_due})
            *due = end_of(calendar_.nth_after(day_of(*due), ticket.asked_days));
        ticket.counted_days += ticket.asked_days;
        ticket.extended.emplace_back(row.at, ticket.asked_days);
    } else if (event == "carries") {
        carry(ticket, row.detail.substr(std::string("并入来信 ").size()));
    } else if (event == "carries_no_more") {
        give_back(ticket, between(row.detail, "来信 ", " 已分出"));
    }
}

/// The unit that a sentence names is the one whose ticket it is from now on.
void Replay::take_unit(ReplayedTicket& ticket, const Row& row) {
    const auto& event = row.event;
    if (event == "routed" || event == "assigned")
        ticket.unit = unit_named(between(row.detail, "交", "办理"));
    else if (event == "to_accept")
        ticket.unit = unit_named(between(row.detail, "拟交", "："));
    else if (event == "return_ruled" && row.detail.find("成立") != std::string::npos)
        ticket.unit.clear();
    else if (event == "return_ruled" && row.detail.find("改由") != std::string::npos)
        ticket.unit = unit_named(between(row.detail, "改由", "承办"));
}

std::string Replay::unit_named(const std::string& name) const {
    const auto found = units_.find(name);
    return found == units_.end() ? "" : found->second;
}

void Replay::begin_round(ReplayedTicket& ticket, Ms at, int days) {
    ticket.rounds.push_back({ticket.unit, ticket.final_due, ticket.replied, ticket.ended});
    ticket.replied.reset();
    ticket.ended.reset();
    ticket.final_due = end_of(calendar_.nth_after(day_of(at), days));
    ticket.counted_from = day_of(at);
    ticket.counted_days = days;
    ticket.stops.clear();
    ticket.extended.clear();
}

void Replay::carry(ReplayedTicket& survivor, const std::string& number) {
    const auto& other = tickets_.at(by_number_.at(number));
    auto& carried = carries_[survivor.id];
    if (carried.empty())
        survivor.own_final_due = survivor.final_due;
    carried.push_back(other.id);
    survivor.final_due = std::min(survivor.final_due, other.final_due);
    count_anew(survivor);
}

void Replay::give_back(ReplayedTicket& survivor, const std::string& number) {
    auto& carried = carries_[survivor.id];
    carried.erase(
        std::remove(carried.begin(), carried.end(), by_number_.at(number)), carried.end()
    );
    if (!survivor.rounds.empty() || survivor.replied)
        return;
    const auto before = survivor.final_due;
    survivor.final_due = survivor.own_final_due;
    for (const auto id : carried)
        survivor.final_due = std::min(survivor.final_due, tickets_.at(id).final_due);
    count_anew(survivor);
    survivor.final_due = std::max(survivor.final_due, before);
}

void Replay::note(ReplayedTicket& ticket, Ms at) {
    const bool owed = !ticket.replied && !ticket.ended && !ticket.paused;
    const Stretch now{at, owed, ticket.final_due, ticket.unit};
    auto& all = ticket.stretches;
    if (!all.empty() && all.back().owed == now.owed && all.back().due == now.due &&
        all.back().unit == now.unit)
        return;
    all.push_back(now);
}

/// A contact counts when it took place.
void Replay::take_contacts(store::Connection& connection) {
    auto row = connection.query("select ticket, at from contact where reached");
    while (row.next()) {
        auto& ticket = tickets_.at(row.integer(0));
        first(ticket.accepted, row.integer(1));
        first(ticket.human, row.integer(1));
    }
}

std::map<std::string, PlainRates> Replay::rates(Ms now) const {
    std::map<std::string, PlainRates> rates;
    const auto count = [&](const std::string& unit,
                           std::size_t which,
                           Ms due,
                           const std::optional<Ms>& done,
                           const std::optional<Ms>& ended) {
        auto& [met, counted] = rates[unit].at(which);
        const bool in_time = done && *done <= due + 999;
        const bool excused = !done && ended && *ended <= due + 999;
        const bool waits = !done && !ended && now <= due + 999;
        if (excused || waits)
            return;
        met += in_time ? 1 : 0;
        ++counted;
    };
    for (const auto& [id, ticket] : tickets_) {
        const bool one_round = ticket.rounds.empty();
        const auto& unit = one_round ? ticket.unit : ticket.rounds.front().unit;
        const auto ended = one_round ? ticket.ended : ticket.rounds.front().ended;
        const auto before_end = [&](std::optional<Ms> done) {
            return done && ended && *done > *ended ? std::nullopt : done;
        };
        count(unit, 0, ticket.response_due, before_end(ticket.accepted), ended);
        count(unit, 1, ticket.response_due, ticket.received, std::nullopt);
        count(unit, 2, ticket.response_due, before_end(ticket.accepted), ended);
        count(unit, 3, ticket.contact_due, before_end(ticket.human), ended);
        auto rounds = ticket.rounds;
        rounds.push_back({ticket.unit, ticket.final_due, ticket.replied, ticket.ended});
        for (std::size_t i = 0; i < rounds.size(); ++i)
            count(
                rounds[i].unit, i == 0 ? 4 : 5, rounds[i].due, rounds[i].replied, rounds[i].ended
            );
    }
    return rates;
}

}  // namespace huiying::year
