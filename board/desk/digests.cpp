#include "board/desk/digests.hpp"

#include "board/desk/answerable.hpp"
#include "board/desk/digest_words.hpp"
#include "board/desk/ladder_rules.hpp"
#include "board/desk/ticket_access.hpp"
#include "board/model/passed_on.hpp"
#include "board/sla/working_calendar.hpp"
#include "board/store/alarm_repository.hpp"
#include "board/store/database.hpp"
#include "board/store/digest_repository.hpp"
#include "board/store/figures_repository.hpp"
#include "board/workflow/digest.hpp"

#include <algorithm>
#include <map>
#include <tuple>
#include <utility>

namespace huiying::desk {
namespace {

using model::Instant;
using model::Staff;
using model::StaffId;
using workflow::Clock;
using workflow::OpenDeadline;

constexpr std::string_view kAllUnits = "全镇";

/// What is told of tickets, by number.
using Tickets = std::map<std::string, DigestItem>;

struct Gathered {
    Tickets tickets;
    std::map<std::string, std::string> unit_of;  ///< code, by number
    std::map<StaffId, std::vector<OpenDeadline>> shares;
    std::map<std::string, store::UnitFigures> figures;  ///< the dashboard's, by the unit's code
};

/// The end of the next working day, or of today where no calendar knows one.
Instant end_of_next(const TownSnapshot& town, Instant now) {
    const auto today = model::local_date(now);
    const auto next = town.calendar().nth_working_day_after(today, 1);
    return model::at_local(next ? next->date : today, std::chrono::hours{24});
}

/// Everything that is answered for.
Gathered gather(
    store::Connection& connection,
    const TownSnapshot& town,
    const Colleagues& colleagues,
    const std::string& unit,
    Instant now
) {
    Gathered gathered;
    for_each_answerable(connection, town, colleagues, unit, [&](const Answerable& answerable) {
        const auto& ticket = answerable.record.ticket;
        for (const auto person : answerable.people)
            for (const auto& deadline : answerable.deadlines)
                gathered.shares[person].push_back(
                    {ticket.number, deadline.clock, deadline.due, deadline.unit}
                );
        gathered.unit_of.emplace(ticket.number, ticket.unit);
        gathered.tickets.emplace(
            ticket.number,
            DigestItem{
                .number = ticket.number,
                .subject = row_of(answerable.record, now).ticket.subject,
                .unit = town.unit_name(ticket.unit),
                .state = ticket.state,
                .late_on_arrival =
                    ticket.round == 1 && model::is_late_on_arrival(ticket, ticket.due.final_due)}
        );
    });
    gathered.figures =
        store::FiguresRepository(connection).open_by_unit(now, end_of_next(town, now));
    return gathered;
}

/// Of a ticket's own deadlines in a list the final reply's, else the first; besides, each opinion
/// and a promise.
std::vector<OpenDeadline> one_of_each(const std::vector<OpenDeadline>& deadlines) {
    std::vector<OpenDeadline> chosen;
    std::map<std::tuple<std::string, std::string, bool>, std::size_t> at;
    for (const auto& deadline : deadlines) {
        const bool promised = deadline.clock == Clock::commitment;
        const auto [found, added] =
            at.emplace(std::tuple(deadline.number, deadline.unit, promised), chosen.size());
        if (added)
            chosen.push_back(deadline);
        else if (deadline.clock == Clock::final_reply)
            chosen[found->second] = deadline;
    }
    return chosen;
}

std::vector<DigestItem> items_of(
    const std::vector<OpenDeadline>& deadlines, const Gathered& gathered, const TownSnapshot& town
) {
    std::vector<DigestItem> items;
    for (const auto& deadline : deadlines) {
        auto item = gathered.tickets.at(deadline.number);
        if (!deadline.unit.empty())
            item.unit = town.unit_name(deadline.unit);
        item.clock = workflow::to_word(deadline.clock);
        item.due = deadline.due;
        items.push_back(std::move(item));
    }
    return items;
}

/// Counts by unit.
class BriefMaker {
  public:
    BriefMaker(const TownSnapshot& town, const Gathered& gathered)
        : town_(town), gathered_(gathered) {}

    void add(const std::string& unit, const store::UnitFigures& figures) {
        auto& counts = of(unit);
        counts.open = figures.open;
        counts.overdue = figures.overdue;
        counts.today = figures.due_today;
        counts.next_working_day = figures.due_soon;
    }

    void add_beside(
        const std::vector<OpenDeadline>& deadlines, const std::vector<DigestItem>& items
    ) {
        for (std::size_t i = 0; i < items.size(); ++i)
            if (!is_counted_reply(items[i])) {
                const auto& unit = deadlines[i].unit;
                ++of(unit.empty() ? gathered_.unit_of.at(items[i].number) : unit).beside;
            }
    }

    DigestView::Brief brief(std::string scope) {
        DigestView::Brief brief{{std::move(scope)}, {}};
        for (auto& [unit, counts] : units_) {
            brief.total.open += counts.open;
            brief.total.overdue += counts.overdue;
            brief.total.today += counts.today;
            brief.total.next_working_day += counts.next_working_day;
            brief.total.beside += counts.beside;
            if (counts.overdue + counts.today + counts.next_working_day + counts.beside > 0)
                brief.units.push_back(std::move(counts));
        }
        std::stable_sort(brief.units.begin(), brief.units.end(), [](const auto& a, const auto& b) {
            return std::pair(a.overdue, a.today) > std::pair(b.overdue, b.today);
        });
        return brief;
    }

  private:
    DigestView::Counts& of(const std::string& unit) {
        const auto [found, added] = units_.emplace(unit, DigestView::Counts{});
        if (added)
            found->second.unit = unit.empty() ? "待分派" : town_.unit_name(unit);
        return found->second;
    }

    const TownSnapshot& town_;
    const Gathered& gathered_;
    std::map<std::string, DigestView::Counts> units_;
};

/// The view of one person.
model::Result<DigestView> view_of(
    const Staff& staff, const TownSnapshot& town, const Gathered& gathered, Instant now
) {
    const auto found = gathered.shares.find(staff.id);
    const auto digest = workflow::digest_of(
        town.calendar(),
        found == gathered.shares.end() ? std::vector<OpenDeadline>{} : found->second,
        now
    );
    if (digest.has_error())
        return digest.error();
    const auto next = town.calendar().nth_working_day_after(model::local_date(now), 1);
    if (next.has_error())
        return next.error();
    const auto overdue = one_of_each(digest->overdue);
    const auto today = one_of_each(digest->today);
    const auto later = one_of_each(digest->next_working_day);
    DigestView view{
        .at = now,
        .next_day = model::to_iso(next->date),
        .overdue = items_of(overdue, gathered, town),
        .today = items_of(today, gathered, town),
        .next_working_day = items_of(later, gathered, town)};
    if (!is_manager_over(staff, staff.unit, town.lead_unit()))
        return view;
    const bool over_all = staff.unit == town.lead_unit();
    BriefMaker maker(town, gathered);
    for (const auto& [unit, figures] : gathered.figures)
        if (over_all || unit == staff.unit)
            maker.add(unit, figures);
    maker.add_beside(overdue, view.overdue);
    maker.add_beside(today, view.today);
    maker.add_beside(later, view.next_working_day);
    view.brief = maker.brief(over_all ? std::string(kAllUnits) : town.unit_name(staff.unit));
    return view;
}

/// Whether the day's digest may be told now.
model::Result<bool> is_time(const TownSnapshot& town, Instant now) {
    const auto& rules = town.settings().ladder;
    const auto working = town.calendar().is_working_day(model::local_date(now));
    if (working.has_error())
        return model::errc_of(working.error());
    // Without the next working day there is no "tomorrow": known before anything is gathered.
    const auto next = town.calendar().nth_working_day_after(model::local_date(now), 1);
    if (*working && next.has_error())
        return model::errc_of(next.error());
    const auto time = model::local_time_of_day(now);
    return *working && time >= rules.digest_at && time < rules.notice_to;
}

}  // namespace

model::Result<DigestView> Digests::of(const Staff& staff) const {
    const auto town = town_.snapshot();
    const auto now = clock_.now();
    const bool sees_all = staff.unit.empty() || staff.unit == town->lead_unit() ||
                          model::has_role(staff, model::Role::dispatcher);
    const auto gathered = database_.read([&](store::Connection& connection) {
        const Colleagues colleagues(connection, now);
        return gather(connection, *town, colleagues, sees_all ? "" : staff.unit, now);
    });
    return view_of(staff, *town, gathered, now);
}

model::Result<int> Digests::tell_due() {
    const auto town = town_.snapshot();
    const auto now = clock_.now();
    const auto time = is_time(*town, now);
    if (time.has_error())
        return model::errc_of(time.error());
    const auto day = model::to_iso(model::local_date(now));
    std::vector<store::NoticeRecord> notices;
    const auto made = [&](store::Connection& connection) -> model::Result<bool> {
        if (!*time || store::DigestRepository(connection).is_over(day))
            return false;
        const Colleagues colleagues(connection, now);
        const auto gathered = gather(connection, *town, colleagues, "", now);
        for (const auto& person : colleagues.today()) {
            const auto view = view_of(person, *town, gathered, now);
            if (view.has_error())
                return model::errc_of(view.error());
            auto text = digest_sentence(*view);
            if (person.active && !text.empty())
                notices.push_back(
                    {.key = "digest|" + day,
                     .staff = person.id,
                     .rung = "digest",
                     .text = std::move(text),
                     .send_at = now,
                     .window = workflow::window_of(hours_of(town->settings()), now)}
                );
        }
        return true;
    };
    // Gathered beside the writers: it may take a while. Of several clocks that do, one tells.
    const auto due = database_.read(made);
    if (due.has_error())
        return model::errc_of(due.error());
    if (!*due)
        return 0;
    return database_.write([&](store::Connection& connection) {
        const auto told = static_cast<int>(notices.size());
        if (!store::DigestRepository(connection).end(day, now, told))
            return 0;
        store::AlarmRepository alarms(connection);
        for (const auto& notice : notices)
            alarms.add_notice(notice);
        return told;
    });
}

}  // namespace huiying::desk
