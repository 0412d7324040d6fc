// Live views: open event streams of staff, and who may hear of which ticket. Fed by the live feed
// (any thread); streams are opened by the API. Thread-safe.
#pragma once

#include "board/desk/ticket_event.hpp"
#include "board/model/staff.hpp"
#include "http/event_stream.hpp"

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

    explicit EventHub(MaySee may_see);

    void open(const model::Staff& staff, const http::EventStream& stream);
    /// Sends the event to everybody who may see the ticket.
    void tell(const desk::TicketEvent& event);
    std::size_t open_streams() const;

  private:
    struct Listener {
        model::Staff staff;
        http::EventStream stream;
    };

    const MaySee may_see_;
    mutable std::mutex mutex_;  // guards listeners_
    std::vector<Listener> listeners_;
};

}  // namespace huiying::web
