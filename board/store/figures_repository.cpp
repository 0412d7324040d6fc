#include "board/store/figures_repository.hpp"

#include "board/model/ticket_state.hpp"
#include "board/store/database.hpp"

namespace huiying::store {
namespace {

/// Words of the states that somebody still owes work in, quoted.
const std::string& open_states() {
    static const std::string kWords = [] {
        std::string words;
        for (const auto state : model::all_ticket_states())
            if (model::is_open(state))
                words += (words.empty() ? "'" : ", '") + std::string(model::to_word(state)) + "'";
        return words;
    }();
    return kWords;
}

}  // namespace

std::map<std::string, UnitFigures> FiguresRepository::by_unit(model::Instant now) {
    std::map<std::string, UnitFigures> units;
    const auto end_of_today = model::at_local(model::local_date(now), std::chrono::hours{24});
    {
        auto row = connection_.query(
            "select unit, count(*), sum(due_key >= ? and due_key < ? and state <> 'paused'), "
            "sum(due_key < ? and state <> 'paused') from ticket"
            " where state in (" +
                open_states() + ") group by unit",
            model::to_unix_ms(now),
            model::to_unix_ms(end_of_today),
            model::to_unix_ms(now)
        );
        while (row.next()) {
            auto& figures = units[row.text(0)];
            figures.open = static_cast<int>(row.integer(1));
            figures.due_today = static_cast<int>(row.integer(2));
            figures.overdue = static_cast<int>(row.integer(3));
        }
    }
    auto row = connection_.query(
        "select unit, sum(received), sum(responded), sum(responded_in_time), sum(answered), "
        "sum(answered_in_time) from daily group by unit"
    );
    while (row.next()) {
        auto& figures = units[row.text(0)];
        figures.received = static_cast<int>(row.integer(1));
        figures.responded = static_cast<int>(row.integer(2));
        figures.responded_in_time = static_cast<int>(row.integer(3));
        figures.answered = static_cast<int>(row.integer(4));
        figures.answered_in_time = static_cast<int>(row.integer(5));
    }
    return units;
}

std::vector<DayFigures> FiguresRepository::by_day(model::Instant now, int days) {
    std::vector<DayFigures> figures;
    const auto first = model::to_iso(model::local_date(now - std::chrono::hours{24} * (days - 1)));
    auto row = connection_.query(
        "select day, sum(received), sum(answered) from daily where day >= ? group by day order by "
        "day",
        first
    );
    while (row.next())
        figures.push_back(
            {row.text(0), static_cast<int>(row.integer(1)), static_cast<int>(row.integer(2))}
        );
    return figures;
}

}  // namespace huiying::store
