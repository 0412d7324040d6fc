#include "board/desk/dashboard.hpp"

#include "board/desk/counted_figures.hpp"
#include "board/desk/ticket_access.hpp"
#include "board/desk/town.hpp"
#include "board/sla/due_times.hpp"
#include "board/store/arrival_repository.hpp"
#include "board/store/database.hpp"
#include "board/store/figures_repository.hpp"
#include "board/store/outbox_repository.hpp"

#include <algorithm>
#include <set>

namespace huiying::desk {
namespace {

constexpr int kShownDays = 14;

Figures figures_of(const store::UnitFigures& row) {
    return {
        row.open,
        row.due_today,
        row.overdue,
        row.late_on_arrival,
        row.received,
        row.responded,
        row.responded_in_time,
        row.answered,
        row.answered_in_time,
        row.rates};
}

/// `sign` -1 takes the figures away.
void add(Figures& total, const Figures& figures, int sign = 1) {
    total.open += sign * figures.open;
    total.due_today += sign * figures.due_today;
    total.overdue += sign * figures.overdue;
    total.late_on_arrival += sign * figures.late_on_arrival;
    total.received += sign * figures.received;
    total.responded += sign * figures.responded;
    total.responded_same_day += sign * figures.responded_same_day;
    total.answered += sign * figures.answered;
    total.answered_in_time += sign * figures.answered_in_time;
    for (std::size_t i = 0; i < total.rates.size(); ++i) {
        total.rates[i].met += sign * figures.rates[i].met;
        total.rates[i].counted += sign * figures.rates[i].counted;
    }
}

bool sees_all_units(const model::Staff& staff) {
    using model::Role;
    return model::has_role(staff, Role::administrator) ||
           model::has_role(staff, Role::dispatcher) || model::has_role(staff, Role::manager);
}

/// What is counted in the kept figures and must not show in this person's.
CountedFigures hidden_from(
    const model::Staff& staff,
    const TownSnapshot& town,
    store::FiguresRepository& repository,
    CountedFigures hidden
) {
    const auto filter = filter_of(staff, town.lead_unit(), Queue::all, {});
    repository.each_hidden(
        filter.include_restricted ? 0 : 1,
        filter.never_accused,
        [&](const auto& ticket, const auto& past) { hidden.add(ticket, past); }
    );
    return hidden;
}

void take_out(std::vector<DashboardView::Day>& days, const CountedFigures& hidden) {
    for (auto& day : days)
        if (const auto found = hidden.days().find(day.date); found != hidden.days().end()) {
            day.received -= found->second.received;
            day.answered -= found->second.answered;
        }
}

}  // namespace

Dashboard::Dashboard(store::Database& database, const Town& town, const model::Clock& clock)
    : database_(database), town_(town), clock_(clock) {}

DashboardView Dashboard::view(const model::Staff& staff) const {
    const auto now = clock_.now();
    return database_.read([&](store::Connection& connection) {
        return view(connection, staff, now);
    });
}

DashboardView Dashboard::view(
    store::Connection& connection, const model::Staff& staff, model::Instant now
) const {
    const auto town = town_.snapshot();
    DashboardView view;
    view.at = now;
    view.promised = town->settings().workflow.response;
    const bool all = sees_all_units(staff);
    store::FiguresRepository repository(connection);
    std::set<std::string> days;
    if (all)
        for (const auto& day : repository.by_day(now, kShownDays)) {
            view.days.push_back({day.day, day.received, day.answered});
            days.insert(day.day);
        }
    const auto hidden = hidden_from(staff, *town, repository, CountedFigures(now, std::move(days)));
    for (const auto& [code, row] : repository.by_unit(now)) {
        if (!all && code != staff.unit)
            continue;
        auto figures = figures_of(row);
        if (const auto found = hidden.units().find(code); found != hidden.units().end())
            add(figures, found->second, -1);
        add(view.total, figures);
        view.units.push_back({code, code.empty() ? "待分派" : town->unit_name(code), figures});
        if (code.empty())
            view.to_dispatch = figures.open;
    }
    take_out(view.days, hidden);
    if (all) {
        store::OutboxRepository outbox(connection);
        view.in_doubt = outbox.count(model::OutboundState::in_doubt);
        view.failed = outbox.count(model::OutboundState::failed);
        view.dead_letters = store::ArrivalRepository(connection).count_open_dead_letters();
    }
    std::stable_sort(view.units.begin(), view.units.end(), [](const auto& left, const auto& right) {
        return std::pair(left.figures.overdue, left.figures.open) >
               std::pair(right.figures.overdue, right.figures.open);
    });
    return view;
}

int complete_contact_dues(store::Database& database, const Town& town) {
    const auto snapshot = town.snapshot();
    return database.write([&](store::Connection& connection) {
        return store::FiguresRepository(connection)
            .fill_contact_due([&](model::Instant received) -> std::optional<model::Instant> {
                const auto due =
                    sla::contact_due(snapshot->calendar(), snapshot->settings().policy, received);
                return due ? std::optional(due->at) : std::nullopt;
            });
    });
}

}  // namespace huiying::desk
