// All routes of a process on one server: callback addresses, public board, JSON API, console,
// operations; and the separate listener for metrics where one is set. Owned by serve.
#pragma once

#include "app/gauges.hpp"
#include "app/record.hpp"
#include "app/turn_parts.hpp"
#include "config/settings.hpp"

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace huiying::channel {
class OpenChannels;
}

namespace huiying::desk {
class Administration;
class Delivery;
class Digests;
class Escalation;
class People;
class Robots;
class Tickets;
struct Casework;
}  // namespace huiying::desk

namespace huiying::http {
class IoThread;
}

namespace huiying::queue {
class Appender;
}

namespace huiying::telemetry {
class Metrics;
}

namespace huiying::web {
class Submission;
}

namespace huiying::app {

struct WebUses {
    Record& record;
    const config::Settings& settings;
    http::IoThread& io;
    queue::Appender& appender;
    telemetry::Metrics& metrics;
    desk::Tickets& tickets;
    desk::Escalation& escalation;
    desk::Digests& digests;
    desk::Robots& robots;
    desk::Casework& casework;
    desk::People& people;
    desk::Delivery& outbox;
    desk::Administration& administration;
    web::Submission& submission;
    const channel::OpenChannels& channels;
    const Gauges& gauges;
    TurnParts& turns;
    LanguageModels& models;
};

class WebServer {
  public:
    WebServer(WebUses uses, Hooks hooks);
    ~WebServer();
    WebServer(const WebServer&) = delete;
    WebServer& operator=(const WebServer&) = delete;

    /// Returns the port. Throws std::system_error where it is taken.
    std::uint16_t listen();
    void stop();
    /// An event of the live feed, for the open views. Any thread.
    void tell(std::string_view event);

  private:
    struct Parts;
    std::unique_ptr<Parts> parts_;
};

}  // namespace huiying::app
