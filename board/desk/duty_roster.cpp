#include "board/desk/duty_roster.hpp"

#include "board/desk/town.hpp"
#include "board/store/database.hpp"
#include "board/store/duty_repository.hpp"
#include "board/store/people_repository.hpp"

#include <algorithm>
#include <set>

namespace huiying::desk {
namespace {

using model::Errc;
using model::Instant;
using store::Connection;
using store::PeopleRepository;

constexpr std::chrono::days kLongestShift{7};

Instant begin_of(const DutyDays& days) {
    return model::at_local(days.from, std::chrono::seconds{0});
}

Instant end_of(const DutyDays& days) {
    return model::at_local(days.to, std::chrono::hours{24});
}

/// "11月25日（周三）20:00 起的班次"
std::string which(const DutyShift& shift) {
    return model::to_chinese(shift.from, shift.from) + "起的班次";
}

std::string wrong_time(const DutyShift& shift, const DutyDays& days) {
    if (shift.from < begin_of(days) || shift.from >= end_of(days))
        return which(shift) + "不在所填日期之内";
    if (shift.to <= shift.from)
        return which(shift) + "结束须晚于开始";
    if (shift.to - shift.from > kLongestShift)
        return which(shift) + "最长7天";
    return {};
}

std::string wrong_staff(
    const DutyShift& shift, PeopleRepository& people, std::vector<model::StaffId>& ids
) {
    if (shift.logins.empty())
        return which(shift) + "没有值班人员";
    if (shift.logins.size() > DutyRoster::kMostStaff)
        return which(shift) + "最多" + std::to_string(DutyRoster::kMostStaff) + "人";
    std::set<std::string> seen;
    for (const auto& login : shift.logins) {
        const auto person = people.find_staff(login);
        if (!person || !person->staff.active)
            return which(shift) + "：没有“" + login + "”这个人，或者已停用";
        if (!seen.insert(login).second)
            return which(shift) + "：" + person->staff.name + "出现了两次";
        ids.push_back(person->staff.id);
    }
    return {};
}

std::string overlap(const std::vector<store::DutyShift>& sorted) {
    for (std::size_t i = 1; i < sorted.size(); ++i)
        if (sorted[i].from < sorted[i - 1].to)
            return model::to_chinese(sorted[i].from, sorted[i].from) + "起的班次与前一班重叠";
    return {};
}

bool begins_in(const store::DutyShift& shift, const DutyDays& days) {
    return shift.from >= begin_of(days) && shift.from < end_of(days);
}

/// The whole roster around these days once the new shifts stand: neighbours included, by time.
std::vector<store::DutyShift> with_neighbours(
    store::DutyRepository& duty, const DutyDays& days, const std::vector<store::DutyShift>& added
) {
    auto all = added;
    for (auto& shift : duty.shifts(begin_of(days) - kLongestShift, end_of(days) + kLongestShift))
        if (!begins_in(shift, days))
            all.push_back(std::move(shift));
    std::sort(all.begin(), all.end(), [](const auto& a, const auto& b) { return a.from < b.from; });
    return all;
}

std::vector<DutyGap> gaps_of(const std::vector<store::DutyShift>& sorted, const DutyDays& days) {
    std::vector<DutyGap> gaps;
    auto covered = begin_of(days);
    for (const auto& shift : sorted) {
        if (shift.from > covered)
            gaps.push_back({covered, std::min(shift.from, end_of(days))});
        covered = std::max(covered, shift.to);
        if (covered >= end_of(days))
            return gaps;
    }
    gaps.push_back({covered, end_of(days)});
    return gaps;
}

DutyPeriod period_of(Connection& connection, const DutyDays& days) {
    PeopleRepository people(connection);
    const auto rows = store::DutyRepository(connection).shifts(begin_of(days), end_of(days));
    DutyPeriod period{.gaps = gaps_of(rows, days)};
    for (const auto& row : rows) {
        DutyShift shift{.from = row.from, .to = row.to};
        for (const auto id : row.staff)
            if (const auto person = people.find_staff(id)) {
                shift.logins.push_back(person->login);
                shift.names.push_back(person->name);
            }
        period.shifts.push_back(std::move(shift));
    }
    return period;
}

/// The rows of a roster, or what is wrong with it.
std::variant<std::vector<store::DutyShift>, RosterProblem> rows_of(
    Connection& connection, const DutyDays& days, const std::vector<DutyShift>& shifts
) {
    PeopleRepository people(connection);
    std::vector<store::DutyShift> rows;
    for (const auto& shift : shifts) {
        store::DutyShift row{shift.from, shift.to, {}};
        auto wrong = wrong_time(shift, days);
        if (wrong.empty())
            wrong = wrong_staff(shift, people, row.staff);
        if (!wrong.empty())
            return RosterProblem{.detail = std::move(wrong)};
        rows.push_back(std::move(row));
    }
    store::DutyRepository duty(connection);
    if (auto wrong = overlap(with_neighbours(duty, days, rows)); !wrong.empty())
        return RosterProblem{.detail = std::move(wrong)};
    return rows;
}

bool are_days(const DutyDays& days) {
    const auto length = std::chrono::sys_days(days.to) - std::chrono::sys_days(days.from);
    return length.count() >= 0 && length.count() < DutyRoster::kMostDays;
}

}  // namespace

DutyPeriod DutyRoster::read(const DutyDays& days) const {
    if (!are_days(days))
        return {};
    return uses_.database.read([&](Connection& connection) { return period_of(connection, days); });
}

bool DutyRoster::may_replace(const model::Staff& staff) const {
    if (model::has_role(staff, model::Role::administrator))
        return true;
    return model::has_role(staff, model::Role::manager) && !staff.unit.empty() &&
           staff.unit == uses_.town.snapshot()->lead_unit();
}

std::variant<DutyPeriod, RosterProblem> DutyRoster::replace(
    const model::Staff& staff, const DutyDays& days, std::vector<DutyShift> shifts
) {
    using Answer = std::variant<DutyPeriod, RosterProblem>;
    if (!may_replace(staff))
        return RosterProblem{.code = Errc::forbidden};
    if (!are_days(days))
        return RosterProblem{.detail = "日期须由早到晚，一次最多400天"};
    return uses_.database.write([&](Connection& connection) -> Answer {
        auto rows = rows_of(connection, days, shifts);
        if (auto* problem = std::get_if<RosterProblem>(&rows))
            return std::move(*problem);
        store::DutyRepository(connection)
            .replace(begin_of(days), end_of(days), std::get<std::vector<store::DutyShift>>(rows));
        PeopleRepository(connection)
            .add_audit(
                uses_.clock.now(),
                staff.login,
                "put_duty_roster",
                model::to_iso(days.from) + "/" + model::to_iso(days.to),
                std::to_string(shifts.size())
            );
        return period_of(connection, days);
    });
}

}  // namespace huiying::desk
