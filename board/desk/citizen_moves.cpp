#include "board/desk/citizen_moves.hpp"

namespace huiying::desk {

model::Result<Moved> CitizenMoves::evaluate(
    const CitizenProof& proof, const EvaluationGiven& given
) {
    const auto number = status_.prove(proof);
    if (number.has_error())
        return number.error();
    return evaluations_.by_citizen(*number, {given.grade, given.reason, {}});
}

}  // namespace huiying::desk
