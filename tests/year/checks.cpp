#include "checks.hpp"

#include "board/desk/figures_check.hpp"

#include <set>

namespace huiying::year {
namespace {

constexpr std::array kMeasureNames{
    "response", "receipt", "acceptance", "human_contact", "final_reply", "later_reply"};

std::optional<Ms> ms_at(const store::Cursor& row, int column) {
    return row.is_null(column) ? std::nullopt : std::optional(row.integer(column));
}

std::string words(const std::optional<Ms>& at) {
    return at ? text_of(*at) : "none";
}

void compare(
    Faults& faults,
    const std::string& what,
    const std::optional<Ms>& recorded,
    const std::optional<Ms>& replayed
) {
    if (recorded != replayed)
        faults.push_back(what + ": recorded " + words(recorded) + ", replayed " + words(replayed));
}

std::string word(const std::pair<int, int>& rate) {
    return std::to_string(rate.first) + "/" + std::to_string(rate.second);
}

}  // namespace

Faults check_endings(store::Connection& connection) {
    Faults faults;
    auto row = connection.query(
        "select t.number, t.state, s.state from ticket t left join course c on c.ticket = t.id "
        "left "
        "join ticket s on s.id = c.survivor"
    );
    const std::set<std::string> answered{"final_replied", "to_evaluate", "closed", "archived"};
    const std::set<std::string> ended{"not_accepted", "withdrawn"};
    while (row.next()) {
        const auto state = row.text(1);
        const bool carried = state == "merged" && answered.contains(row.text(2));
        if (!answered.contains(state) && !ended.contains(state) && !carried)
            faults.push_back(row.text(0) + " ended the year as " + state + " " + row.text(2));
    }
    return faults;
}

Faults check_dates(store::Connection& connection, const Replay& replay) {
    Faults faults;
    auto row = connection.query(
        "select id, number, response_due, contact_due, final_due, accepted_at, human_at, "
        "replied_at, "
        "ended_at, round, responded_at, unit from ticket"
    );
    while (row.next()) {
        const auto& ticket = replay.tickets().at(row.integer(0));
        const auto number = row.text(1);
        compare(faults, number + " response_due", ms_at(row, 2), ticket.response_due);
        compare(faults, number + " contact_due", ms_at(row, 3), ticket.contact_due);
        compare(faults, number + " final_due", ms_at(row, 4), ticket.final_due);
        compare(faults, number + " accepted_at", ms_at(row, 5), ticket.accepted);
        compare(faults, number + " responded_at", ms_at(row, 10), ticket.accepted);
        compare(faults, number + " human_at", ms_at(row, 6), ticket.human);
        compare(faults, number + " ended_at", ms_at(row, 8), ticket.ended);
        // What ended without an answer, or with another's, has a stamp that no rate counts.
        if (!ticket.ended)
            compare(faults, number + " replied_at", ms_at(row, 7), ticket.replied);
        if (row.integer(9) != static_cast<std::int64_t>(ticket.rounds.size()) + 1)
            faults.push_back(number + " has another number of rounds");
        if (row.text(11) != ticket.unit)
            faults.push_back(number + " is of " + row.text(11) + ", by its history " + ticket.unit);
    }
    return faults;
}

Faults check_figures(SimulatedTown& town, const Replay& replay) {
    Faults faults;
    const model::Staff everybody{{}, "", "", "", {model::Role::administrator}, true};
    const auto view = desk::Dashboard(town.database, *town.town, town.clock).view(everybody);
    const auto plain = replay.rates(town.clock.ms());
    PlainRates total{};
    std::map<std::string, PlainRates> shown;
    for (const auto& unit : view.units)
        for (std::size_t i = 0; i < kMeasureNames.size(); ++i)
            shown[unit.code].at(i) = {
                unit.figures.rates.at(i).met, unit.figures.rates.at(i).counted};
    for (const auto& [unit, rates] : plain)
        for (std::size_t i = 0; i < rates.size(); ++i) {
            total.at(i).first += rates.at(i).first;
            total.at(i).second += rates.at(i).second;
            if (shown[unit].at(i) != rates.at(i))
                faults.push_back(
                    "rate " + unit + " " + kMeasureNames.at(i) + ": shown " +
                    word(shown[unit].at(i)) + ", replayed " + word(rates.at(i))
                );
        }
    for (std::size_t i = 0; i < total.size(); ++i) {
        const auto& rate = view.total.rates.at(i);
        if (std::pair(rate.met, rate.counted) != total.at(i))
            faults.push_back(std::string("total rate ") + kMeasureNames.at(i));
    }
    return faults;
}

Faults check_report(SimulatedTown& town) {
    Faults faults;
    const auto verdict = desk::FiguresCheck(town.database, *town.town, town.clock).run();
    for (const auto& difference : verdict.differences)
        faults.push_back(
            difference.figure + ": shown " + std::to_string(difference.shown) + ", counted " +
            std::to_string(difference.counted)
        );
    for (const auto& time : verdict.unproven)
        faults.push_back(time.number + ": " + time.time + " is not in the history");
    return faults;
}

}  // namespace huiying::year
