#include "board/desk/digests.hpp"

#include "board/desk/answerable.hpp"
#include "board/desk/ladder_rules.hpp"
#include "board/desk/ticket_access.hpp"
#include "board/sla/working_calendar.hpp"
#include "board/store/alarm_repository.hpp"
#include "board/store/database.hpp"
#include "board/store/digest_repository.hpp"
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

/// One person's open deadlines, and for a manager how much is open.
struct Share {
    std::vector<OpenDeadline> deadlines;
    std::map<std::string, int> open_of_unit;  ///< by the unit's code
};

struct Gathered {
    Tickets tickets;
    std::map<std::string, std::string> unit_of;  ///< code, by number
    std::map<StaffId, Share> shares;
};

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
        for (const auto person : answerable.people) {
            auto& share = gathered.shares[person];
            ++share.open_of_unit[answerable.unit];
            for (const auto& deadline : answerable.deadlines)
                share.deadlines.push_back(
                    {ticket.number, deadline.clock, deadline.due, deadline.unit}
                );
        }
        gathered.unit_of.emplace(ticket.number, ticket.unit);
        gathered.tickets.emplace(
            ticket.number,
            DigestItem{
                .number = ticket.number,
                .subject = row_of(answerable.record, now).ticket.subject,
                .unit = town.unit_name(ticket.unit),
                .state = ticket.state}
        );
    });
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

/// Counts by unit of what the lists hold.
class BriefMaker {
  public:
    BriefMaker(const TownSnapshot& town, const Gathered& gathered)
        : town_(town), gathered_(gathered) {}

    void open(const Share& share) {
        for (const auto& [unit, count] : share.open_of_unit)
            of(unit).open += count;
    }

    void count(const std::vector<OpenDeadline>& deadlines, int DigestView::Counts::*list) {
        for (const auto& deadline : deadlines)
            ++(of(deadline.unit.empty() ? gathered_.unit_of.at(deadline.number) : deadline.unit).*
               list);
    }

    DigestView::Brief brief(std::string scope) {
        DigestView::Brief brief{{std::move(scope)}, {}};
        for (auto& [unit, counts] : units_) {
            brief.total.open += counts.open;
            brief.total.overdue += counts.overdue;
            brief.total.today += counts.today;
            brief.total.next_working_day += counts.next_working_day;
            if (counts.overdue + counts.today + counts.next_working_day > 0)
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
    const Share share = found == gathered.shares.end() ? Share{} : found->second;
    const auto digest = workflow::digest_of(town.calendar(), share.deadlines, now);
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
    BriefMaker maker(town, gathered);
    maker.open(share);
    maker.count(overdue, &DigestView::Counts::overdue);
    maker.count(today, &DigestView::Counts::today);
    maker.count(later, &DigestView::Counts::next_working_day);
    const bool over_all = staff.unit == town.lead_unit();
    view.brief = maker.brief(over_all ? std::string(kAllUnits) : town.unit_name(staff.unit));
    return view;
}

std::string count_words(std::string_view what, std::ptrdiff_t count) {
    return count == 0 ? std::string() : std::string(what) + std::to_string(count) + "件";
}

void join(std::string& text, std::string_view sign, const std::string& more) {
    if (!more.empty())
        text.append(text.empty() ? "" : sign).append(more);
}

/// "超期2件（协办意见1件）": what is no answer to a citizen is named.
std::string list_words(std::string_view what, const std::vector<DigestItem>& items) {
    const auto of = [&](Clock clock) {
        return std::count_if(items.begin(), items.end(), [&](const DigestItem& item) {
            return item.clock == workflow::to_word(clock);
        });
    };
    std::string beside = count_words("协办意见", of(Clock::unit_part));
    join(beside, "、", count_words("挂账", of(Clock::commitment)));
    const auto count = count_words(what, static_cast<std::ptrdiff_t>(items.size()));
    return beside.empty() ? count : count + "（" + beside + "）";
}

/// "超期2件，今天到期1件"; empty when there is nothing to tell.
std::string sentence(const DigestView& view) {
    auto text = list_words("超期", view.overdue);
    join(text, "，", list_words("今天到期", view.today));
    join(text, "，", list_words("下一工作日到期", view.next_working_day));
    return text.empty() || !view.brief ? text : view.brief->total.unit + "：" + text;
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
            auto text = sentence(*view);
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
