#include "board/desk/faq_uses.hpp"

#include "board/knowledge/faq_index.hpp"
#include "board/knowledge/standing.hpp"
#include "board/model/ticket_state.hpp"
#include "board/store/database.hpp"
#include "board/store/faq_use_repository.hpp"
#include "board/store/talk_repository.hpp"
#include "board/store/ticket_repository.hpp"
#include "text/encoding.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <sstream>

namespace huiying::desk {
namespace {

using store::FaqOutcome;
using store::FaqUseRepository;
using store::FaqUseWay;

constexpr int kKeptAtLeast = 30;
constexpr std::size_t kShortestSentence = 4;

/// Lines "1 question", as an offer is written (templates/replies/talk.mustache).
std::set<std::string> numbered_lines(const std::string& text) {
    std::set<std::string> found;
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);)
        if (line.size() > 2 && line[0] >= '1' && line[0] <= '3' && line[1] == ' ')
            found.emplace(text::trim(line.substr(2)));
    return found;
}

std::vector<std::string> sentences_of(const std::string& text) {
    constexpr std::array<std::string_view, 7> ends{"。", "！", "？", "；", "\n", "!", "?"};
    std::vector<std::string> sentences;
    std::string_view left = text;
    while (!left.empty()) {
        std::size_t at = left.size();
        std::size_t length = 0;
        for (const auto end : ends)
            if (const auto found = left.find(end); found < at) {
                at = found;
                length = end.size();
            }
        sentences.push_back(text::normalise(text::trim(left.substr(0, at))));
        left.remove_prefix(at + length);
    }
    return sentences;
}

bool says_solved(const std::string& text) {
    const auto words = text::normalise(text);
    for (const std::string_view not_yet : {"没", "未", "不", "吗", "?", "？"})
        if (words.find(not_yet) != std::string::npos)
            return false;
    for (const std::string_view solved : {"解决了", "已解决", "满意"})
        if (words.find(solved) != std::string::npos)
            return true;
    return false;
}

std::string review_at(const model::FaqEntry& entry, model::Instant now) {
    if (knowledge::standing_at(entry, now) == knowledge::Standing::expired)
        return "expired";
    return entry.in_doubt ? "in_doubt" : std::string(model::to_word(entry.review));
}

}  // namespace

void note_said_at_once(
    store::Connection& connection,
    const TownSnapshot& town,
    model::TicketId ticket,
    const model::InboundMessage& message
) {
    FaqUseRepository uses(connection);
    if (!message.passive_faq.empty()) {
        uses.add({message.passive_faq, ticket, FaqUseWay::answered, message.arrived_at});
        return;
    }
    const auto offered = numbered_lines(message.passive_text);
    if (offered.empty())
        return;
    for (const auto& entry : town.faq_entries())
        if (offered.contains(std::string(text::trim(entry.question))))
            uses.add({entry.id, ticket, FaqUseWay::offered, message.arrived_at});
}

void note_thanks(store::Connection& connection, const model::InboundMessage& message) {
    if (!says_solved(message.text))
        return;
    const auto found = store::TalkRepository(connection)
                           .ticket_of({message.channel, message.account, message.sender}, "");
    const bool is_answered =
        found && !found->is_replied && found->state == model::to_word(model::TicketState::closed);
    if (!is_answered)
        return;
    if (const auto record = store::TicketRepository(connection).find(found->number))
        FaqUseRepository(connection).settle(record->ticket.id, FaqOutcome::solved);
}

void note_reply(
    store::Connection& connection,
    const TownSnapshot& town,
    model::TicketId ticket,
    const std::vector<model::DraftSource>& sources,
    const std::string& text,
    model::Instant now
) {
    FaqUseRepository uses(connection);
    for (const auto& source : sources) {
        const auto* entry = town.faq().find(source.faq);
        const int kept = entry == nullptr ? 0 : kept_of(entry->answer, text);
        // The draft rests on the first.
        if (&source == &sources.front())
            uses.add({source.faq, ticket, FaqUseWay::drafted, now, kept});
        if (kept >= kKeptAtLeast)
            uses.add({source.faq, ticket, FaqUseWay::replied, now, kept});
    }
}

void note_grade(store::Connection& connection, model::TicketId ticket, model::Satisfaction grade) {
    FaqUseRepository(connection)
        .settle(
            ticket,
            grade == model::Satisfaction::dissatisfied ? FaqOutcome::unsolved : FaqOutcome::solved
        );
}

void note_unsolved(store::Connection& connection, model::TicketId ticket) {
    FaqUseRepository(connection).settle(ticket, FaqOutcome::unsolved);
}

void tell_standing(
    std::vector<model::DraftSource>& sources, const TownSnapshot& town, model::Instant now
) {
    for (auto& source : sources) {
        if (const auto* document = town.document(source.document))
            source.review = model::to_word(document->state.status);
        else if (const auto* entry = town.faq().find(source.faq))
            source.review = review_at(*entry, now);
    }
}

int kept_of(const std::string& answer, const std::string& text) {
    const auto sent = text::normalise(text);
    std::size_t all = 0;
    std::size_t kept = 0;
    for (const auto& sentence : sentences_of(answer)) {
        const auto symbols = text::code_point_count(sentence);
        if (symbols < kShortestSentence)
            continue;
        all += symbols;
        if (sent.find(sentence) != std::string::npos)
            kept += symbols;
    }
    return all == 0 ? 0 : static_cast<int>(kept * 100 / all);
}

std::vector<std::string> outdated_behind(
    const std::vector<std::string>& entries, const TownSnapshot& town, model::Instant now
) {
    std::vector<std::string> outdated;
    for (const auto& id : entries) {
        const auto* entry = town.faq().find(id);
        if (entry != nullptr && (entry->in_doubt || knowledge::is_out_at(*entry, now)))
            outdated.push_back(entry->question);
    }
    return outdated;
}

}  // namespace huiying::desk
