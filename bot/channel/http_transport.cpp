#include "bot/channel/http_transport.hpp"

#include "http/client.hpp"

#include <utility>

namespace huiying::channel {
namespace {

Reach reach_of(http::ClientResult::Outcome outcome) {
    switch (outcome) {
        case http::ClientResult::Outcome::answered:
            return Reach::answered;
        case http::ClientResult::Outcome::not_sent:
            return Reach::not_sent;
        case http::ClientResult::Outcome::unknown:
            break;
    }
    return Reach::unknown;
}

}  // namespace

HttpTransport::HttpTransport(http::Client& platform, http::Client& administrator)
    : platform_(platform), administrator_(administrator) {}

TransportAnswer HttpTransport::post(const OutgoingRequest& request) {
    http::Client& client =
        request.host_chosen_by == HostChosenBy::platform ? platform_ : administrator_;
    http::ClientResult result =
        request.method == OutgoingMethod::get
            ? client.get(request.url, request.headers)
            : client.post(request.url, request.headers, request.body, request.content_type);
    return {reach_of(result.outcome), result.status, std::move(result.body)};
}

}  // namespace huiying::channel
