// Tickets that say much the same as some text: candidates by its most telling words. Within a
// transaction of its connection; used by desk.
#pragma once

#include "board/store/ticket_repository.hpp"

#include <string>
#include <vector>

namespace huiying::store {

/// A token of a text and how telling it is: the logarithm of how seldom tickets have it.
struct TellingWord {
    std::string token;
    double weight = 0;
};

/// At most `limit`, the most telling first; what hardly any or nearly every ticket has is left
/// out. Single characters are none.
std::vector<TellingWord> telling_words(
    Connection& connection, const std::string& text, std::size_t limit
);

/// Of the newest tickets that have one of the words, those that the filter allows; at most
/// `filter.limit`.
std::vector<TicketRecord> tickets_with_some(
    Connection& connection, const std::vector<TellingWord>& words, const TicketFilter& filter
);

}  // namespace huiying::store
