#include "board/web/event_hub.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace huiying::web {

std::string to_feed(const desk::TicketEvent& event) {
    return nlohmann::json{
        {"number", event.number},
        {"event", event.event},
        {"unit", event.unit},
        {"state", model::to_word(event.state)},
        {"restricted", event.restricted},
        {"accused", event.accused_units},
    }
        .dump();
}

std::optional<desk::TicketEvent> from_feed(std::string_view json) {
    const auto parsed = nlohmann::json::parse(json, nullptr, false);
    try {
        return desk::TicketEvent{
            parsed.at("number").get<std::string>(),
            parsed.at("event").get<std::string>(),
            parsed.at("unit").get<std::string>(),
            model::parse_ticket_state(parsed.at("state").get<std::string>())
                .value_or(model::TicketState::handling),
            parsed.at("restricted").get<bool>(),
            parsed.at("accused").get<std::vector<std::string>>(),
        };
    } catch (const nlohmann::json::exception&) {
        return std::nullopt;
    }
}

EventHub::EventHub(MaySee may_see) : may_see_(std::move(may_see)) {}

void EventHub::open(const model::Staff& staff, const http::EventStream& stream) {
    stream.send("hello", "{}");
    const std::lock_guard lock(mutex_);
    listeners_.push_back({staff, stream});
}

void EventHub::tell(const desk::TicketEvent& event) {
    const std::string data = nlohmann::json{
        {"number", event.number},
        {"event", event.event},
        {"unit", event.unit},
        {"state",
         model::to_word(event.state
         )}}.dump();
    const std::lock_guard lock(mutex_);
    listeners_.erase(
        std::remove_if(
            listeners_.begin(),
            listeners_.end(),
            [](const Listener& listener) { return listener.stream.closed(); }
        ),
        listeners_.end()
    );
    for (const auto& listener : listeners_)
        if (may_see_(listener.staff, event))
            listener.stream.send("ticket", data);
}

std::size_t EventHub::open_streams() const {
    const std::lock_guard lock(mutex_);
    return listeners_.size();
}

}  // namespace huiying::web
