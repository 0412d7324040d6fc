#include "board/desk/figures_check.hpp"

#include "board/desk/counted_figures.hpp"
#include "board/model/outbound.hpp"
#include "board/store/database.hpp"
#include "board/store/figures_repository.hpp"
#include "board/store/tally_recount.hpp"

#include <map>
#include <set>

namespace huiying::desk {
namespace {

using model::Instant;
using model::PastRound;
using model::Ticket;

/// Every figure by its name; one that is missing is 0.
using Named = std::map<std::string, std::int64_t>;

void name_figures(Named& named, const std::string& whose, const Figures& figures) {
    named[whose + "open"] += figures.open;
    named[whose + "due_today"] += figures.due_today;
    named[whose + "overdue"] += figures.overdue;
    named[whose + "late_on_arrival"] += figures.late_on_arrival;
    named[whose + "received"] += figures.received;
    named[whose + "responded"] += figures.responded;
    named[whose + "responded_same_day"] += figures.responded_same_day;
    named[whose + "answered"] += figures.answered;
    named[whose + "answered_in_time"] += figures.answered_in_time;
    for (const auto measure : model::kMeasures) {
        const auto name = whose + "rates." + std::string(model::to_word(measure));
        const auto& rate = figures.rates.at(static_cast<std::size_t>(measure));
        named[name + ".met"] += rate.met;
        named[name + ".counted"] += rate.counted;
    }
}

std::string of_unit(const std::string& unit) {
    return "units." + (unit.empty() ? "-" : unit) + ".";
}

Named shown_by(const DashboardView& view) {
    Named named;
    name_figures(named, "", view.total);
    for (const auto& unit : view.units)
        name_figures(named, of_unit(unit.code), unit.figures);
    for (const auto& day : view.days) {
        named["days." + day.date + ".received"] = day.received;
        named["days." + day.date + ".answered"] = day.answered;
    }
    named["to_dispatch"] = view.to_dispatch;
    named["in_doubt"] = view.in_doubt;
    named["failed"] = view.failed;
    named["dead_letters"] = view.dead_letters;
    return named;
}

Named named(const CountedFigures& count) {
    Named named;
    for (const auto& [day, figures] : count.days()) {
        named["days." + day + ".received"] = figures.received;
        named["days." + day + ".answered"] = figures.answered;
    }
    for (const auto& [unit, figures] : count.units()) {
        name_figures(named, "", figures);
        name_figures(named, of_unit(unit), figures);
        if (unit.empty())
            named["to_dispatch"] = figures.open;
    }
    return named;
}

/// The times of a ticket that its history must know.
void prove(
    store::FiguresRepository& repository,
    const Ticket& ticket,
    const std::vector<PastRound>& past,
    std::vector<UnprovenTime>& unproven
) {
    const auto in_history = [&](const char* name, const std::optional<Instant>& at) {
        if (at && !repository.is_in_history(ticket.id, *at))
            unproven.push_back({ticket.number, name, *at});
    };
    in_history("received_at", ticket.received_at);
    in_history("replied_at", ticket.replied_at);
    in_history("ended_at", ticket.ended_at);
    for (const auto& round : past) {
        in_history("replied_at", round.replied_at);
        in_history("ended_at", round.ended_at);
    }
    if (ticket.human_at && !repository.is_a_persons(ticket.id, *ticket.human_at))
        unproven.push_back({ticket.number, "human_at", *ticket.human_at});
}

std::set<std::string> days_of(const DashboardView& view) {
    std::set<std::string> days;
    for (const auto& day : view.days)
        days.insert(day.date);
    return days;
}

void compare(FiguresVerdict& verdict, const Named& shown, const Named& counted) {
    std::set<std::string> names;
    for (const auto* figures : {&shown, &counted})
        for (const auto& [name, value] : *figures)
            names.insert(name);
    const auto at = [](const Named& figures, const std::string& name) {
        const auto found = figures.find(name);
        return found == figures.end() ? 0 : found->second;
    };
    verdict.figures = static_cast<int>(names.size());
    for (const auto& name : names)
        if (at(shown, name) != at(counted, name))
            verdict.differences.push_back({name, at(shown, name), at(counted, name)});
}

}  // namespace

FiguresVerdict FiguresCheck::run() const {
    const model::Staff everybody{{}, "", "", "", {model::Role::administrator}, true};
    FiguresVerdict verdict;
    verdict.at = dashboard_.clock_.now();
    dashboard_.database_.read([&](store::Connection& connection) {
        const auto view = dashboard_.view(connection, everybody, verdict.at);
        store::FiguresRepository repository(connection);
        CountedFigures count(verdict.at, days_of(view));
        repository.each_ticket([&](const Ticket& ticket, const std::vector<PastRound>& past) {
            count.add(ticket, past);
            prove(repository, ticket, past, verdict.unproven);
        });
        auto counted = named(count);
        auto outbound = repository.outbound_by_state();
        counted["in_doubt"] = outbound[std::string(model::to_word(model::OutboundState::in_doubt))];
        counted["failed"] = outbound[std::string(model::to_word(model::OutboundState::failed))];
        counted["dead_letters"] = repository.open_dead_letters();
        compare(verdict, shown_by(view), counted);
        const auto tally = store::recount_tally(connection);
        verdict.figures += tally.counts;
        for (const auto& each : tally.differences)
            verdict.differences.push_back({each.cell, each.kept, each.counted});
        verdict.tickets = count.tickets();
    });
    return verdict;
}

}  // namespace huiying::desk
