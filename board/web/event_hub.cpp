#include "board/web/event_hub.hpp"

#include "board/desk/presences.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace huiying::web {
namespace {

/// How long a session that another process ended may still hear.
constexpr std::chrono::seconds kRecheckEvery{1};

std::string_view word_of(desk::Presence::Doing doing) {
    switch (doing) {
        case desk::Presence::Doing::writing:
            return "writing";
        case desk::Presence::Doing::left:
            return "left";
        case desk::Presence::Doing::reading:
            break;
    }
    return "reading";
}

std::optional<desk::Presence> presence_in(const nlohmann::json& json) {
    const auto found = json.find("presence");
    if (found == json.end())
        return std::nullopt;
    const auto doing = desk::parse_doing(found->at("doing").get<std::string>());
    return desk::Presence{
        found->at("login").get<std::string>(),
        found->at("name").get<std::string>(),
        doing.value_or(desk::Presence::Doing::reading)};
}

std::string presence_data(const std::string& number, const desk::Presence& presence) {
    return nlohmann::json{
        {"number", number},
        {"login", presence.login},
        {"name", presence.name},
        {"doing", word_of(presence.doing)}}
        .dump();
}

std::string change_data(const desk::TicketEvent& event) {
    return nlohmann::json{
        {"number", event.number},
        {"event", event.event},
        {"unit", event.unit},
        {"state", model::to_word(event.state)}}
        .dump();
}

}  // namespace

std::string to_feed(const desk::TicketEvent& event) {
    nlohmann::json json{
        {"number", event.number},
        {"event", event.event},
        {"unit", event.unit},
        {"state", model::to_word(event.state)},
        {"restricted", event.restricted},
        {"accused", event.accused_units},
        {"assisting", event.assisting_units},
    };
    if (event.presence)
        json["presence"] = {
            {"login", event.presence->login},
            {"name", event.presence->name},
            {"doing", word_of(event.presence->doing)}};
    return json.dump();
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
            // Another process may be of the release before.
            parsed.value("assisting", std::vector<std::string>{}),
            presence_in(parsed),
        };
    } catch (const nlohmann::json::exception&) {
        return std::nullopt;
    }
}

EventHub::EventHub(MaySee may_see, WhoHas who_has)
    : may_see_(std::move(may_see)), who_has_(std::move(who_has)) {}

void EventHub::open(const std::string& token, const http::EventStream& stream) {
    stream.send("hello", "{}");
    const std::lock_guard lock(mutex_);
    // Looked up under the lock: a session that ends from here on is met by the next recheck.
    if (auto staff = who_has_(token))
        listeners_.push_back({token, *std::move(staff), stream});
    else
        stream.close();
}

void EventHub::tell(const desk::TicketEvent& event) {
    const std::string data =
        event.presence ? presence_data(event.number, *event.presence) : change_data(event);
    const std::lock_guard lock(mutex_);
    if (std::chrono::steady_clock::now() - checked_at_ > kRecheckEvery)
        recheck_locked();
    for (const auto& listener : listeners_)
        if (may_see_(listener.staff, event))
            listener.stream.send(event.presence ? "presence" : "ticket", data);
}

void EventHub::recheck() {
    const std::lock_guard lock(mutex_);
    recheck_locked();
}

void EventHub::recheck_locked() {
    checked_at_ = std::chrono::steady_clock::now();
    const auto has_ended = [this](Listener& listener) {
        if (listener.stream.closed())
            return true;
        auto staff = who_has_(listener.token);
        if (!staff) {
            listener.stream.close();
            return true;
        }
        listener.staff = *std::move(staff);
        return false;
    };
    listeners_.erase(
        std::remove_if(listeners_.begin(), listeners_.end(), has_ended), listeners_.end()
    );
}

std::size_t EventHub::open_streams() const {
    const std::lock_guard lock(mutex_);
    return listeners_.size();
}

}  // namespace huiying::web
