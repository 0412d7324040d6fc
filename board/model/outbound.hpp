// A message to a citizen, as a row of the transactional outbox, and what became of it.
#pragma once

#include "board/model/ids.hpp"
#include "board/model/instant.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace huiying::model {

/// waiting: nobody has it; sending: claimed and maybe on the wire; sent: the platform accepted it;
/// in_doubt: sent without an answer over a channel without idempotency keys, a person decides;
/// failed: the platform refused it for good, or was tried often and long enough: a person decides;
/// pick_up: the citizen reads it by number and code, nothing is sent; told: a person told the
/// citizen by telephone instead; delivered: it was sent, and the platform reports, or a person
/// knows, that it arrived.
enum class OutboundState { waiting, sending, sent, in_doubt, failed, pick_up, told, delivered };

std::string_view to_word(OutboundState state);
std::optional<OutboundState> parse_outbound_state(std::string_view word);

struct OutboundMessage {
    OutboundId id;
    std::string idempotency_key;  ///< unique, stable over retries: "hy_<number>_<n>"
    std::string number;           ///< ticket number
    std::string channel;
    std::string account;
    std::string recipient;  ///< platform's user id
    std::string way_back;   ///< `InboundMessage::way_back` of the ticket's latest message
    std::string text;
    bool is_reply = false;  ///< a letter that stays; else a word in between
    std::string by;         ///< unit name
    Instant at{};           ///< approved at
    Instant tries_since{};  ///< approved at, or when a person last decided to send it again
    int attempt = 0;        ///< since then; 1 for the first try
    int parts_done = 0;     ///< parts of a split text that the platform has taken already
    std::optional<Instant> unsure_since;  ///< since then a try without an answer may have arrived
    OutboundState state = OutboundState::waiting;
};

/// What one try to send came to (classes of docs/channels: platforms' body codes decide, not the
/// HTTP status).
enum class SendClass {
    ok,            ///< accepted
    duplicate_ok,  ///< the platform already has it
    retry,         ///< try again later
    quota,         ///< daily quota used up: try after the reset
    window,        ///< the platform's reply window is shut: another way or a person
    permanent,     ///< never for this message
    config,        ///< the account is wrong: stop it, alarm once
    refresh,       ///< token expired: refresh and try again (never leaves the channel)
    unknown,  ///< no answer after sending: retried only where an idempotency key makes that safe
};

std::string_view to_word(SendClass send_class);

struct SendOutcome {
    SendClass result = SendClass::retry;
    std::string detail;  ///< for the log and the desk: platform code and message, no secrets
    int parts_done = 0;  ///< `OutboundMessage::parts_done` for the next try
    /// The platform's ids of what it took in this try, by which it reports what became of it.
    std::vector<std::string> ids = {};
};

/// What a platform reports of a message that it had taken.
enum class Fate { delivered, undelivered };

struct DeliveryReport {
    std::string id;  ///< the platform's, or our own where it repeats that
    Fate fate = Fate::undelivered;
    std::string reason;  ///< for people, Chinese or the platform's code
};

}  // namespace huiying::model
