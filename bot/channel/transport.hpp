// How a channel reaches its platform: one request, one answer. bot/delivery implements it over the
// outbound HTTP client (time limits, certificate check, no redirects, address guard); tests script
// it. Implementations must be safe for use by several threads at once.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace huiying::channel {

/// Who chose the host: a platform's own API, or an administrator of the town (a reply address may
/// lie in the town's own network).
enum class HostChosenBy { platform, administrator };

enum class OutgoingMethod { post, get };

struct OutgoingRequest {
    OutgoingMethod method = OutgoingMethod::post;  ///< get: `content_type` and `body` are not sent
    std::string url;                               ///< may hold an access token: never logged
    std::vector<std::pair<std::string, std::string>> headers;
    std::string content_type = "application/json; charset=utf-8";
    std::string body;
    HostChosenBy host_chosen_by = HostChosenBy::platform;
};

/// answered: `status` and `body` are the platform's; not_sent: the request never left (no
/// connection, refused by the address guard), so trying again is safe; unknown: it left, and no
/// whole answer came back.
enum class Reach { answered, not_sent, unknown };

struct TransportAnswer {
    Reach reach = Reach::unknown;
    int status = 0;
    std::string body;
};

class Transport {
  public:
    virtual ~Transport() = default;
    /// Sends the request. Blocking, bounded by the implementation's time limits; does not throw for
    /// what the network does.
    virtual TransportAnswer post(const OutgoingRequest& request) = 0;
};

}  // namespace huiying::channel
