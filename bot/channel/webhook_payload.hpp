// The JSON body of the generic webhook, read and checked field by field. The only simdjson of this
// room; one parser a thread. Grammar: docs/channels/webhook.md.
#pragma once

#include "board/model/errc.hpp"
#include "board/model/inbound_message.hpp"

#include <boost/system/result.hpp>
#include <optional>
#include <string>
#include <string_view>

namespace huiying::channel {

/// What is wrong with a body, and in which field ("from.id", "attachments[2].url"; "body" for the
/// JSON itself). Reason is bad_request (missing, wrong type, not allowed), bad_encoding,
/// empty_text, text_too_long or too_many_files.
struct PayloadFault {
    model::Errc reason = model::Errc::bad_request;
    std::string field;
};

struct WebhookPayload {
    std::string id;                         ///< the sender's id of the message
    std::optional<model::Instant> sent_at;  ///< as the sender says
    /// sender, sender_name, subject, text, kind, unit_hint, contact, place, publish, attachments.
    /// Never a ticket number: the answer holds the number's query code, so whoever could name a
    /// number could read that ticket.
    model::InboundMessage message;
};

/// Reads a body. Text is valid UTF-8 without NUL, at most 10,000 characters; a message without text
/// but with attachments gets "[附件]".
[[nodiscard]] boost::system::result<WebhookPayload, PayloadFault> read_webhook_payload(
    std::string_view body
);

}  // namespace huiying::channel
