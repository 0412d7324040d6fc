#include "board/desk/arrival_senses.hpp"

#include "board/desk/town.hpp"
#include "board/routing/router.hpp"

#include <algorithm>
#include <cstddef>
#include <string>
#include <utility>

namespace huiying::desk {
namespace {

bool may_be_asked(const model::InboundMessage& message, const TownSnapshot& town) {
    // What is added to a ticket gets no draft, and may belong to one that accuses.
    if (message.turn != model::Turn::matter || message.continues || message.text.empty())
        return false;
    const auto decision = town.router().route(message);
    return !decision.restricted && !routing::is_emergency(decision);
}

}  // namespace

std::vector<SensePtr> senses_of(
    std::span<const Arrival> arrivals, const TownSnapshot& town, const AskSenses& ask
) {
    std::vector<SensePtr> senses(arrivals.size());
    if (!ask)
        return senses;
    std::vector<std::size_t> places;
    std::vector<std::string> texts;
    for (std::size_t at = 0; at < arrivals.size(); ++at) {
        const auto* message = std::get_if<model::InboundMessage>(&arrivals[at].delivery);
        if (message == nullptr || !may_be_asked(*message, town))
            continue;
        places.push_back(at);
        texts.push_back(message->subject + "\n" + message->text);
    }
    if (texts.empty())
        return senses;
    auto found = ask(texts);
    for (std::size_t at = 0; at < std::min(found.size(), places.size()); ++at)
        senses[places[at]] = std::move(found[at]);
    return senses;
}

}  // namespace huiying::desk
