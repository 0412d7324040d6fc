#include "simulation.hpp"

#include <algorithm>

namespace huiying::year {
namespace {

using model::WorkflowRules;

struct Period {
    const char* from;
    const char* to;  ///< the first day that is out of it
    void (*set)(WorkflowRules&);
    void (*reset)(WorkflowRules&);
};

void extend(WorkflowRules& rules) {
    rules.max_extension_workdays = 10;
}

void extend_no_more(WorkflowRules& rules) {
    rules.max_extension_workdays = 0;
}

void sign(WorkflowRules& rules) {
    rules.signing = model::Signing::needed;
}

void sign_no_more(WorkflowRules& rules) {
    rules.signing = model::Signing::not_needed;
}

void accept(WorkflowRules& rules) {
    rules.acceptance = model::Acceptance::by_person;
}

void accept_no_more(WorkflowRules& rules) {
    rules.acceptance = model::Acceptance::automatic;
}

constexpr Period kPeriods[]{
    {"2026-03-01", "2026-07-01", &extend, &extend_no_more},
    {"2026-04-01", "2026-05-20", &sign, &sign_no_more},
    {"2026-09-14", "2026-09-26", &accept, &accept_no_more},
    {"2026-09-20", "2026-10-20", &extend, &extend_no_more},
    {"2026-10-12", "2026-10-20", &sign, &sign_no_more},
};

constexpr std::pair<const char*, const char*> kAbsences[]{
    {"2026-02-24", "2026-03-06"}, {"2026-09-21", "2026-09-30"}};

std::function<void()> changed(SimulatedTown& town, void (*change)(WorkflowRules&)) {
    return [&town, change] {
        auto rules = town.town->snapshot()->settings().workflow;
        change(rules);
        town.set_rules(rules);
    };
}

}  // namespace

std::deque<Change> changes_of_the_year(SimulatedTown& town, Day first) {
    std::deque<Change> changes;
    for (const auto& period : kPeriods) {
        if (day(period.to) <= first)
            continue;
        changes.push_back({at(day(period.from), 0), changed(town, period.set)});
        changes.push_back({at(day(period.to), 0), changed(town, period.reset)});
    }
    for (const auto& [from, to] : kAbsences)
        if (day(from) >= first)
            changes.push_back({at(day(from) - 1, 0), [&town, begin = day(from), end = day(to)] {
                                   town.send_away(std::string(kSmall) + "-1", "clerk", begin, end);
                               }});
    std::stable_sort(changes.begin(), changes.end(), [](const auto& left, const auto& right) {
        return left.at < right.at;
    });
    return changes;
}

}  // namespace huiying::year
