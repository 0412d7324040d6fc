// Open311 GeoReport v2 as a channel: an account is whoever may post requests with a key, and for
// which services. The routes are bot/intake/open311_routes. Source: docs/channels/open311.md;
// https://wiki.open311.org/GeoReport_v2/ (read 2026-11-25).
#pragma once

#include "bot/channel/channel_table.hpp"
#include "bot/channel/open311_request.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace huiying::channel {

const ChannelRow& open311_row();

/// What the routes need of an account besides the channel. A channel of open311_row() is one.
class Open311Account {
  public:
    virtual ~Open311Account() = default;
    virtual const std::vector<Open311Service>& services() const = 0;
    virtual const std::vector<std::string>& api_keys() const = 0;
    /// A posted request as a message. `key` is the sender's own for it (a repetition has the same),
    /// empty: a fresh one is made.
    virtual Message message_of(
        const Open311Request& request, const std::string& key, model::Instant now
    ) const = 0;
};

enum class Open311Format { json, xml };

/// What a caller may know of a request.
struct Open311Status {
    std::string number;
    bool is_closed = false;
    std::string service_code;
    std::string description;  ///< of the published copy; empty where there is none
    std::string notes;        ///< Chinese: the state, and the published answer
    std::string agency;       ///< name of the unit, empty until there is one
    std::string address;
    model::Instant requested{};
    model::Instant updated{};
    std::optional<model::Instant> expected;
};

Answer open311_problem(Open311Format format, const Open311Problem& problem);
Answer open311_services(Open311Format format, const std::vector<Open311Service>& services);
Answer open311_definition(Open311Format format, const Open311Service& service);
Answer open311_receipt(Open311Format format, const Receipt& receipt);
Answer open311_token(Open311Format format, const std::string& number);
/// Names services by the account's list.
Answer open311_requests(
    Open311Format format,
    const std::vector<Open311Status>& requests,
    const std::vector<Open311Service>& services
);
/// `base` is the address of the account's endpoint.
Answer open311_discovery(Open311Format format, const std::string& base);

}  // namespace huiying::channel
