// The Transport over the outbound HTTP client. Made in main, used by the sender threads;
// thread-safe.
#pragma once

#include "bot/channel/transport.hpp"

namespace huiying::http {
class Client;
}

namespace huiying::channel {

class HttpTransport final : public Transport {
  public:
    /// Both clients must outlive this object. `platform` carries requests to platforms' APIs,
    /// `administrator` those to addresses that an administrator set (they may differ in which
    /// destinations they refuse).
    HttpTransport(http::Client& platform, http::Client& administrator);

    TransportAnswer post(const OutgoingRequest& request) override;

  private:
    http::Client& platform_;
    http::Client& administrator_;
};

}  // namespace huiying::channel
