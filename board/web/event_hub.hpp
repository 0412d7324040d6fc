// Live views: open event streams of staff, and who may hear of which ticket. Fed by the live feed
// (any thread); streams are opened by the API. Thread-safe.
#pragma once

#include "board/desk/ticket_event.hpp"
#include "board/model/staff.hpp"
#include "http/event_stream.hpp"

#include <chrono>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace huiying::web {

/// An event as it travels through the live feed: JSON without a citizen's text.
std::string to_feed(const desk::TicketEvent& event);
/// nullopt when it is not one (another version wrote it).
std::optional<desk::TicketEvent> from_feed(std::string_view json);

class EventHub {
  public:
    using MaySee = std::function<bool(const model::Staff&, const desk::TicketEvent&)>;
    /// Whose session the token is; nullopt once it has ended. Does not prolong it.
    using WhoHas = std::function<std::optional<model::Staff>(const std::string& token)>;

    EventHub(MaySee may_see, WhoHas who_has);

    void open(const std::string& token, const http::EventStream& stream);
    /// Sends the event to everybody who may see the ticket.
    void tell(const desk::TicketEvent& event);
    /// Ends the streams of sessions that have ended and takes over what has changed of their
    /// people. Called at once where this process changed them; `tell` looks once a second for
    /// others.
    void recheck();
    std::size_t open_streams() const;

  private:
    struct Listener {
        std::string token;
        model::Staff staff;
        http::EventStream stream;
    };

    void recheck_locked();

    const MaySee may_see_;
    const WhoHas who_has_;
    mutable std::mutex mutex_;  // guards listeners_ and checked_at_
    std::vector<Listener> listeners_;
    std::chrono::steady_clock::time_point checked_at_{};
};

}  // namespace huiying::web
