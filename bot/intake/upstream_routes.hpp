// POST /hooks/upstream/{account}: signed calls of a body that passes matters on (转办): new
// matters, one or many, and its answers about those that it passed on before. Runs on the blocking
// pool; a matter is on disk before the call hears of it. Formats: docs/channels/upstream.md.
#pragma once

#include "board/desk/upstreams.hpp"
#include "board/model/errc.hpp"

#include <functional>
#include <memory>

namespace huiying::channel {
class OpenChannels;
}

namespace huiying::http {
class Router;
struct Request;
struct Response;
}  // namespace huiying::http

namespace huiying::telemetry {
class Metrics;
}

namespace huiying::intake {

struct UpstreamUses {
    const channel::OpenChannels& channels;
    desk::Upstreams& upstreams;
    const model::Clock& clock;
    telemetry::Metrics& metrics;
    /// Returns when the message is on disk. Blocking.
    std::function<model::Result<void>(const model::InboundMessage&)> submit;
};

class UpstreamRoutes {
  public:
    explicit UpstreamRoutes(UpstreamUses uses);
    ~UpstreamRoutes();

    void add_to(http::Router& router);

  private:
    class Call;
    struct Counts;

    http::Response receive(const http::Request& request);

    const UpstreamUses uses_;
    std::unique_ptr<Counts> counts_;
};

}  // namespace huiying::intake
