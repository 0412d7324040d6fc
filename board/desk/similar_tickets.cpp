#include "board/desk/similar_tickets.hpp"

#include "board/desk/ticket_access.hpp"
#include "board/store/database.hpp"
#include "board/store/likely_tickets.hpp"
#include "text/encoding.hpp"
#include "text/masking.hpp"
#include "text/tokens.hpp"

#include <algorithm>
#include <set>
#include <unordered_set>

namespace huiying::desk {
namespace {

constexpr std::size_t kShown = 5;
constexpr std::size_t kWords = 60;  ///< that are weighed
constexpr std::size_t kLookedFor =
    12;  ///< of those the most telling, by which others are found first
constexpr int kLookedAt = 60;
constexpr std::size_t kExcerptCharacters = 80;
/// Less in common is chance.
constexpr double kAlike = 0.3;

std::string words_of_ticket(const model::Ticket& ticket) {
    return ticket.subject + " " + ticket.text;
}

double likeness(const std::vector<store::TellingWord>& words, const model::Ticket& other) {
    std::unordered_set<std::string> theirs;
    for (auto& token : text::tokens(words_of_ticket(other)))
        theirs.insert(std::move(token));
    double all = 0;
    double common = 0;
    for (const auto& word : words) {
        all += word.weight;
        common += theirs.count(word.token) > 0 ? word.weight : 0;
    }
    return all > 0 ? common / all : 0;
}

std::string shown(const std::string& text) {
    return text::mask_personal(text).text;
}

SimilarTicket similar_of(const model::Ticket& ticket, const model::Reply& reply, double alike) {
    return {
        .number = ticket.number,
        .subject = shown(ticket.subject),
        .excerpt = shown(std::string(text::truncate(ticket.text, kExcerptCharacters))),
        .unit = ticket.unit,
        .replied_at = reply.at,
        .reply = shown(reply.text),
        .likeness = alike};
}

/// What the system answered by itself is no row of replies.
void add_if_alike(
    std::vector<SimilarTicket>& found,
    store::TicketRepository& tickets,
    const model::Ticket& other,
    double alike
) {
    if (alike < kAlike)
        return;
    if (const auto replies = tickets.replies(other.id); !replies.empty())
        found.push_back(similar_of(other, replies.back(), alike));
}

}  // namespace

model::Result<std::vector<SimilarTicket>> SimilarTickets::of(
    const model::Staff& staff, const std::string& number
) const {
    using Found = std::vector<SimilarTicket>;
    const auto town = uses_.town.snapshot();
    auto filter = filter_of(staff, town->lead_unit(), Queue::answered, uses_.clock.now());
    filter.include_restricted = false;
    filter.limit = kLookedAt;
    return uses_.database.read([&](store::Connection& connection) -> model::Result<Found> {
        store::TicketRepository tickets(connection);
        const auto record = tickets.find(number);
        if (!record || !is_visible(connection, *record, *town, staff))
            return model::Errc::not_found;
        Found found;
        if (record->ticket.restricted)
            return found;
        const auto words =
            store::telling_words(connection, words_of_ticket(record->ticket), kWords);
        std::set<model::TicketId> seen{record->ticket.id};
        // The most telling words may be of tickets that nobody has answered yet: then the next.
        for (std::size_t begin = 0; begin < words.size() && found.size() < kShown;
             begin += kLookedFor) {
            const auto from = words.begin() + static_cast<std::ptrdiff_t>(begin);
            const auto count = std::min(words.size() - begin, kLookedFor);
            const std::vector some(from, from + static_cast<std::ptrdiff_t>(count));
            for (const auto& other : store::tickets_with_some(connection, some, filter))
                if (seen.insert(other.ticket.id).second)
                    add_if_alike(found, tickets, other.ticket, likeness(words, other.ticket));
        }
        std::stable_sort(found.begin(), found.end(), [](const auto& a, const auto& b) {
            return a.likeness > b.likeness;
        });
        if (found.size() > kShown)
            found.resize(kShown);
        return found;
    });
}

}  // namespace huiying::desk
