// Opinions, promises, mornings, and what the clock closed.
#include "checks.hpp"

#include <algorithm>

namespace huiying::year {
namespace {

constexpr int kQuietDays = 30;
/// As long as a clock may need to look again.
constexpr Ms kGrace = 20 * kMinute;

std::optional<Ms> ms_at(const store::Cursor& row, int column) {
    return row.is_null(column) ? std::nullopt : std::optional(row.integer(column));
}

const Stretch* in_force(const ReplayedTicket& ticket, Ms at) {
    const Stretch* found = nullptr;
    for (const auto& stretch : ticket.stretches)
        if (stretch.from <= at)
            found = &stretch;
    return found;
}

Ms due_of(const ReplayedPart& part, Ms at) {
    Ms due = 0;
    for (const auto& [from, then] : part.dues)
        if (from <= at)
            due = then;
    return due;
}

class Morning {
  public:
    Morning(const PlainCalendar& calendar, Ms at) : at_(at) {
        seen_.at = at;
        next_ = end_of(calendar.nth_after(day_of(at), 1));
    }

    void take(const ReplayedTicket& ticket) {
        const auto* stretch = in_force(ticket, at_);
        if (!stretch)
            return;
        if (stretch->owed) {
            add(ticket.number, "final_reply", stretch->due);
            for (const auto& part : ticket.parts)
                if (part.asked <= at_ && (!part.over || *part.over > at_))
                    add(ticket.number, "unit_part", due_of(part, at_));
            return;
        }
        for (const auto& promise : ticket.promises)
            if (promise.made <= at_ && (!promise.kept || *promise.kept > at_))
                add(ticket.number, "commitment", promise.due);
    }

    const MorningSeen& seen() const { return seen_; }

  private:
    void add(const std::string& number, const char* clock, Ms due) {
        if (due > next_)
            return;
        auto& list = due < at_                    ? seen_.overdue
                     : day_of(due) == day_of(at_) ? seen_.today
                                                  : seen_.next;
        list.emplace(number, clock, due);
    }

    Ms at_ = 0;
    Ms next_ = 0;
    MorningSeen seen_;
};

void compare(
    Faults& faults,
    const std::string& what,
    const MorningSeen::Lines& shown,
    const MorningSeen::Lines& replayed
) {
    const auto missing = [&](const auto& in, const auto& other, const char* how) {
        for (const auto& line : in)
            if (!other.contains(line))
                faults.push_back(
                    std::get<0>(line) + " " + std::get<1>(line) + " due " +
                    text_of(std::get<2>(line)) + how + what
                );
    };
    missing(replayed, shown, " is not in ");
    missing(shown, replayed, " should not be in ");
}

/// When a ticket that nobody says anything on since is closed.
Ms quiet_end(const PlainCalendar& calendar, Ms since) {
    auto last = day_of(since) + kQuietDays;
    while (!calendar.works(last))
        ++last;
    return end_of(last) + 1000;
}

}  // namespace

Faults check_beside(store::Connection& connection, const Replay& replay) {
    Faults faults;
    std::map<std::int64_t, std::size_t> seen;
    auto part = connection.query("select ticket, due from assist order by id");
    while (part.next()) {
        const auto& ticket = replay.tickets().at(part.integer(0));
        const auto due = ticket.parts.at(seen[ticket.id]++).dues.back().second;
        if (ms_at(part, 1) != due)
            faults.push_back(
                ticket.number + " opinion: recorded " + text_of(part.integer(1)) + ", replayed " +
                text_of(due)
            );
    }
    seen.clear();
    auto row = connection.query("select ticket, due, kept_at from commitment order by id");
    while (row.next()) {
        const auto& ticket = replay.tickets().at(row.integer(0));
        const auto& promise = ticket.promises.at(seen[ticket.id]++);
        if (end_of(day(row.text(1))) != promise.due || ms_at(row, 2) != promise.kept)
            faults.push_back(ticket.number + " promise: recorded for " + row.text(1));
        if (!promise.kept)
            faults.push_back(ticket.number + ": a promise was not kept");
    }
    return faults;
}

Faults check_mornings(
    const std::vector<MorningSeen>& mornings, const Replay& replay, const PlainCalendar& calendar
) {
    Faults faults;
    for (const auto& shown : mornings) {
        Morning morning(calendar, shown.at);
        for (const auto& [id, ticket] : replay.tickets())
            morning.take(ticket);
        const auto when = " of the morning of " + text_of(shown.at);
        compare(faults, "what is overdue" + when, shown.overdue, morning.seen().overdue);
        compare(faults, "what is due today" + when, shown.today, morning.seen().today);
        compare(faults, "what is due next" + when, shown.next, morning.seen().next);
    }
    return faults;
}

Faults check_closings(store::Connection& connection, const PlainCalendar& calendar, Ms now) {
    Faults faults;
    auto row = connection.query(
        "select t.number, max(case when h.event in ('replied', 'contacted', 'evaluation_asked', "
        "'evaluated', 'commitment_made', 'commitment_kept') then h.at end), max(case when h.event "
        "= 'closed' and h.detail like '%自动办结' then h.at end), t.state, coalesce(c.grade, '') "
        "from ticket t join history h on h.ticket = t.id left join course c on c.ticket = t.id "
        "where t.state in ('final_replied', 'to_evaluate', 'closed') group by t.id"
    );
    while (row.next()) {
        const auto number = row.text(0);
        const auto due = quiet_end(calendar, row.integer(1));
        const auto closed = ms_at(row, 2);
        if (closed && (*closed < due || *closed > due + kGrace || !row.text(4).empty()))
            faults.push_back(number + " was closed by the clock at " + text_of(*closed));
        if (!closed && row.text(3) != "closed" && row.text(4).empty() && now > due + kGrace)
            faults.push_back(number + " was not closed by the clock at " + text_of(due));
    }
    return faults;
}

}  // namespace huiying::year
