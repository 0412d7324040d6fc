// The table of a talk: in which state of the talk which kind of turn is answered by what, and what
// becomes of it. Used by at_once. Pure; constant.
#pragma once

#include <cstdint>
#include <span>

namespace huiying::conversation {

/// Where a talk stands when a turn comes.
enum class Stage : std::uint8_t {
    fresh,        ///< no matter yet
    open,         ///< its ticket waits for the town
    offered,      ///< as open, and the citizen was asked "您想问的是不是"
    answered,     ///< answered at once; its ticket is closed
    with_person,  ///< a person has the talk in hand
    to_rate,      ///< finally answered, not evaluated yet
    over,         ///< its ticket is closed
};

inline constexpr std::size_t kStages = 7;

/// What a citizen's turn is.
enum class TurnKind : std::uint8_t {
    emergency,     ///< danger to life or property
    self_harm,     ///< the writer may harm themselves
    wrongdoing,    ///< accuses a unit, an official or staff
    petition,      ///< 信访 and its neighbours
    person,        ///< 转人工
    unsolved,      ///< 没解决
    choice,        ///< 1, 2 or 3
    none_of_them,  ///< 0
    content,       ///< 满意, 基本满意
    discontent,    ///< 不满意
    greeting,
    thanks,
    noted,  ///< 好的, 知道了
    symbols,
    menu,
    photo,      ///< a picture or another file without a word
    sure,       ///< the FAQ answers it for sure
    vague,      ///< the FAQ has two or three candidates
    follow_up,  ///< about what was written before
    other,      ///< another matter than the one before
    matter,
};

inline constexpr std::size_t kTurnKinds = 21;

/// What is said at once.
enum class Say : std::uint8_t {
    nothing,
    greeting,
    greeting_open,
    welcome_back,  ///< a turn that asks for nothing where no matter is
    thanks,
    noted,
    symbols,
    menu,
    sure_answer,
    offer,
    chosen,
    receipt,
    added,
    photo,
    hand_over,
    hand_over_blank,  ///< handed over before anything was asked
    reopened,
    rated,
    emergency,
    self_harm,
    wrongdoing,
    petition,
};

/// What becomes of the turn in the record.
enum class Keep : std::uint8_t {
    line,        ///< kept, no ticket
    new_ticket,  ///< with the full clock
    new_closed,  ///< a ticket closed as answered by the system
    add,         ///< to the talk's ticket
    close,       ///< the talk's ticket, answered by the system now
    reopen,      ///< the talk's ticket, with the clock of the first question
    rate,        ///< the talk's ticket
};

struct Step {
    Say say = Say::nothing;
    Keep keep = Keep::line;

    friend bool operator==(const Step&, const Step&) = default;
};

/// The step of the first row that fits; there is one for every pair.
[[nodiscard]] Step step_for(Stage stage, TurnKind kind);

}  // namespace huiying::conversation
