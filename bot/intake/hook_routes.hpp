// The callback addresses of all platforms, /hooks/{platform}/{account}: verify, decide what is said
// at once, append, and say it only when the message is on disk. Runs on the io thread; never
// blocks. References must outlive the router.
#pragma once

#include "bot/channel/channel.hpp"
#include "bot/intake/turn_taking.hpp"
#include "http/request.hpp"
#include "http/response.hpp"

#include <cstddef>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace huiying::channel {
class OpenChannels;
}

namespace huiying::http {
class Router;
}

namespace huiying::telemetry {
class Metrics;
}

namespace huiying::intake {

struct HookUses {
    const channel::OpenChannels& channels;
    const TurnUses& turns;
    telemetry::Metrics& metrics;
    /// A platform's bell, for the accounts that pull from there.
    std::function<void(std::string_view platform, const channel::Doorbell& bell)> ring;
    /// Keeps what a platform reports of sent messages, and says whether it is on disk. Not on the
    /// io thread, which `done` runs on.
    std::function<void(
        const model::ChannelAccount& account,
        std::vector<model::DeliveryReport> reports,
        std::function<void(bool)> done
    )>
        report;
    std::size_t body_limit = 65'536;
};

class HookRoutes {
  public:
    explicit HookRoutes(HookUses uses);
    ~HookRoutes();

    /// Adds the two routes (GET: the platform's check of the address; POST: deliveries).
    void add_to(http::Router& router);

  private:
    class Delivery;
    struct Counts;

    void verify(const http::Request& request, http::Responder respond);
    void receive(const http::Request& request, http::Responder respond);

    const HookUses uses_;
    std::unique_ptr<Counts> counts_;
};

}  // namespace huiying::intake
