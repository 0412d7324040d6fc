#include "board/desk/hidden_numbers.hpp"

#include "board/desk/ticket_access.hpp"
#include "board/model/ticket_number.hpp"

namespace huiying::desk {
namespace {

constexpr std::size_t kNumberLength = 14;  ///< "7K3M-9Q2X-RT4B"
constexpr std::string_view kAnother = "另一件来信";

bool is_number(const std::string& part) {
    return part.size() == kNumberLength && part[4] == '-' && part[9] == '-' &&
           model::canonical_number(part) == part;
}

}  // namespace

std::string without_hidden_numbers(
    store::Connection& connection,
    const TownSnapshot& town,
    const model::Staff& staff,
    const std::string& own,
    const std::string& text
) {
    std::string shown;
    for (std::size_t at = 0; at < text.size();) {
        const auto part = text.substr(at, kNumberLength);
        if (!is_number(part)) {
            shown += text[at++];
            continue;
        }
        const auto other = store::TicketRepository(connection).find(part);
        const bool is_hidden = part != own && other && !is_visible(connection, *other, town, staff);
        shown += is_hidden ? std::string(kAnother) : part;
        at += kNumberLength;
    }
    return shown;
}

}  // namespace huiying::desk
