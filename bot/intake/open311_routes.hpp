// Open311 GeoReport v2: /open311/{account}/v2/... - services, posting a request, its token, its
// status. Runs on the io thread, but for what reads the record. References must outlive the router.
#pragma once

#include "bot/channel/open311.hpp"
#include "bot/channel/open311_query.hpp"
#include "bot/intake/turn_taking.hpp"
#include "http/request.hpp"
#include "http/response.hpp"

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace huiying::channel {
class OpenChannels;
}

namespace huiying::http {
class Router;
}

namespace huiying::intake {

struct Open311Uses {
    const channel::OpenChannels& channels;
    const TurnUses& turns;
    /// A request of that account, in the record or posted just now; nullopt: it has none of that
    /// number. Blocking.
    std::function<std::optional<channel::Open311Status>(
        const std::string& account, const std::string& number
    )>
        status;
    /// Those of an account that are in the record, latest first. Blocking.
    std::function<std::vector<channel::Open311Status>(
        const std::string& account, const channel::Open311Filter& filter
    )>
        list;
    std::string public_url;  ///< of this server, base path included
};

class Open311Routes {
  public:
    explicit Open311Routes(Open311Uses uses) : uses_(std::move(uses)) {}

    void add_to(http::Router& router);

  private:
    struct Asked;

    void post(const http::Request& request, http::Responder respond);
    http::Response get_list(const http::Request& request) const;
    http::Response get_one(const http::Request& request) const;
    http::Response requests(const Asked& asked, const std::string& list) const;
    http::Response listed(const Asked& asked, const http::Request& request) const;
    void answer_posted(
        channel::Open311Format format,
        const channel::Message& message,
        const model::Result<conversation::AtOnce>& answer,
        http::Responder respond
    ) const;

    const Open311Uses uses_;
};

}  // namespace huiying::intake
