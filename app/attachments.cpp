#include "app/attachments.hpp"

#include "app/settings_of.hpp"

namespace huiying::app {
namespace {

http::ClientSettings settings_for(
    const config::Settings& settings, http::Destinations destinations
) {
    auto client = client_settings_of(settings);
    // One byte more tells a file that is too large from one that just fits.
    client.response_limit = desk::Files::kMaxBytes + 1;
    client.total_timeout = std::chrono::seconds{60};
    client.destinations = destinations;
    return client;
}

http::Destinations destinations_of(const config::Settings& settings) {
    return settings.text("attachments.private_addresses") == "allow"
               ? http::Destinations::any
               : http::Destinations::public_only;
}

}  // namespace

Attachments::Attachments(const config::Settings& settings, const AttachmentUses& uses)
    : guarded_(settings_for(settings, destinations_of(settings))),
      open_(settings_for(settings, http::Destinations::any)),
      downloads_(guarded_, open_, desk::Files::kMaxBytes),
      fetched_(uses.database, uses.files, uses.clock),
      fetcher_({fetched_, uses.channels, uses.transport, uses.tokens, downloads_, uses.clock}) {}

}  // namespace huiying::app
