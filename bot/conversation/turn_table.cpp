#include "bot/conversation/turn_table.hpp"

#include <array>
#include <cstddef>

namespace huiying::conversation {
namespace {

using Mask = std::uint32_t;

constexpr Mask bit(Stage stage) {
    return Mask{1} << static_cast<unsigned>(stage);
}

constexpr Mask bit(TurnKind kind) {
    return Mask{1} << static_cast<unsigned>(kind);
}

template <class... Values>
constexpr Mask any_of(Values... values) {
    return (bit(values) | ...);
}

using enum Stage;
using Kind = TurnKind;

constexpr Mask kEveryStage = (Mask{1} << kStages) - 1;
constexpr Mask kEveryKind = (Mask{1} << kTurnKinds) - 1;

constexpr Mask kNoTicket = any_of(fresh, answered, to_rate, over);  // none that waits for the town
constexpr Mask kWaiting = any_of(open, offered, with_person);

struct Row {
    Mask stages;
    Mask kinds;
    Step step;
};

// The first row that fits decides.
constexpr std::array kRows{
    // What warns: the safe words at once, whoever has the talk, and a person sees it.
    Row{kWaiting, bit(Kind::emergency), {Say::emergency, Keep::add}},
    Row{kEveryStage, bit(Kind::emergency), {Say::emergency, Keep::new_ticket}},
    Row{kWaiting, bit(Kind::self_harm), {Say::self_harm, Keep::add}},
    Row{kEveryStage, bit(Kind::self_harm), {Say::self_harm, Keep::new_ticket}},
    Row{kWaiting, bit(Kind::wrongdoing), {Say::wrongdoing, Keep::add}},
    Row{kEveryStage, bit(Kind::wrongdoing), {Say::wrongdoing, Keep::new_ticket}},
    Row{kWaiting, bit(Kind::petition), {Say::petition, Keep::add}},
    Row{kEveryStage, bit(Kind::petition), {Say::petition, Keep::new_ticket}},

    // 转人工 always works.
    Row{any_of(fresh, over), bit(Kind::person), {Say::hand_over_blank, Keep::new_ticket}},
    Row{bit(answered), bit(Kind::person), {Say::reopened, Keep::reopen}},
    Row{kEveryStage, bit(Kind::person), {Say::hand_over, Keep::add}},

    // A person has the talk: the system keeps silent, and what is said reaches that person.
    Row{bit(with_person),
        any_of(Kind::greeting, Kind::thanks, Kind::noted, Kind::symbols, Kind::menu),
        {Say::nothing, Keep::line}},
    Row{bit(with_person), kEveryKind, {Say::nothing, Keep::add}},

    // Small talk makes no ticket.
    Row{any_of(open, offered), bit(Kind::greeting), {Say::greeting_open, Keep::line}},
    Row{kEveryStage, bit(Kind::greeting), {Say::greeting, Keep::line}},
    Row{kEveryStage, bit(Kind::thanks), {Say::thanks, Keep::line}},
    Row{kEveryStage, bit(Kind::noted), {Say::noted, Keep::line}},
    Row{kEveryStage, bit(Kind::symbols), {Say::symbols, Keep::line}},
    Row{kEveryStage, bit(Kind::menu), {Say::menu, Keep::line}},

    // 1, 2, 3, 0: of the choices where some were offered, else of the evaluation.
    Row{bit(offered), bit(Kind::choice), {Say::chosen, Keep::close}},
    Row{bit(offered), any_of(Kind::none_of_them, Kind::unsolved), {Say::hand_over, Keep::add}},
    Row{bit(to_rate), bit(Kind::choice), {Say::rated, Keep::rate}},
    Row{any_of(open), any_of(Kind::choice, Kind::none_of_them), {Say::added, Keep::add}},
    Row{bit(answered), bit(Kind::none_of_them), {Say::reopened, Keep::reopen}},
    Row{kEveryStage, any_of(Kind::choice, Kind::none_of_them), {Say::welcome_back, Keep::line}},

    // What an answer was worth.
    Row{bit(to_rate), any_of(Kind::content, Kind::discontent), {Say::rated, Keep::rate}},
    Row{bit(answered), any_of(Kind::discontent, Kind::unsolved), {Say::reopened, Keep::reopen}},
    Row{kEveryStage, bit(Kind::content), {Say::thanks, Keep::line}},
    Row{bit(fresh), any_of(Kind::unsolved, Kind::discontent), {Say::welcome_back, Keep::line}},
    Row{kEveryStage, any_of(Kind::unsolved, Kind::discontent), {Say::added, Keep::add}},

    // Questions and matters. While a ticket waits, all that belongs to it stays on it.
    Row{bit(offered), bit(Kind::sure), {Say::sure_answer, Keep::close}},
    Row{bit(open), bit(Kind::sure), {Say::sure_answer, Keep::add}},
    Row{kNoTicket, bit(Kind::sure), {Say::sure_answer, Keep::new_closed}},
    Row{kNoTicket, bit(Kind::vague), {Say::offer, Keep::new_ticket}},
    Row{kNoTicket, bit(Kind::photo), {Say::photo, Keep::new_ticket}},
    Row{bit(answered), bit(Kind::follow_up), {Say::reopened, Keep::reopen}},
    Row{any_of(to_rate, over), bit(Kind::follow_up), {Say::added, Keep::add}},
    Row{kNoTicket, kEveryKind, {Say::receipt, Keep::new_ticket}},
    Row{kEveryStage, bit(Kind::other), {Say::receipt, Keep::new_ticket}},
    Row{kEveryStage, kEveryKind, {Say::added, Keep::add}},
};

}  // namespace

Step step_for(Stage stage, TurnKind kind) {
    for (const auto& row : kRows)
        if ((row.stages & bit(stage)) != 0 && (row.kinds & bit(kind)) != 0)
            return row.step;
    return {};
}

}  // namespace huiying::conversation
