// The words of a turn: templates/replies/talk.mustache and the receipts. Private to this room.
#pragma once

#include "board/desk/receipts.hpp"
#include "bot/conversation/third_band.hpp"
#include "bot/conversation/turn_table.hpp"

#include <string>
#include <vector>

namespace huiying::conversation {

struct Words {
    const desk::TownSnapshot& town;
    const templates::Renderer& renderer;
    model::Instant now;
    desk::Receipt receipt;  ///< without a code where others hear it
    std::vector<Choice> choices;
    std::string answer;  ///< of sure_answer and chosen
    std::string
        opt_in_url;  ///< where to opt in to a notice of the reply, "" where that is not asked
    enum class Phone { not_asked, asked } phone = Phone::not_asked;  ///< for a short message
    enum class Grade { good, bad } grade = Grade::good;
    enum class Place { known, wanted } place = Place::known;
    enum class Ticket { waits, closed } ticket = Ticket::closed;  ///< that an answer leaves
};

[[nodiscard]] std::string words_of(Say say, const Words& words);

}  // namespace huiying::conversation
