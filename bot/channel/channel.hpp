// What a message platform is to the product: one `Channel` an account, made by its row of
// channel_table.hpp. Intake hands it raw requests and writes back its answers; delivery hands it
// replies. A Channel is constant after construction and safe from any thread.
#pragma once

#include "board/model/channel_account.hpp"
#include "board/model/errc.hpp"
#include "board/model/inbound_message.hpp"
#include "board/model/instant.hpp"
#include "board/model/outbound.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace huiying::http {
struct Request;
}

namespace huiying::channel {

class Mailbox;
class Transport;
class TokenCache;

/// What the platform hears.
struct Answer {
    int status = 200;
    std::string content_type = "text/plain; charset=utf-8";
    std::string body;
};

/// What a reply on the platform's own connection needs, all of it taken from the delivery, so that
/// a repeated delivery gets the same bytes.
struct ReplyAddress {
    std::string to;
    std::string from;
    model::Instant at{};
};

/// Who hears what is answered to a message.
enum class HeardBy { sender, group };

/// Whether a citizen can be answered at once: on the platform's own connection, by a message of its
/// own once the record has the question, or (no) only by whoever passed it on.
enum class Passive { no, yes, by_message };

/// A citizen's message. `inbound` has channel, account, sender, text and so on, `delivery_key`,
/// `received_at` and `arrived_at`; number (unless it continues a ticket) and passive answer are the
/// caller's.
struct Message {
    model::InboundMessage inbound;
    ReplyAddress reply_to;
    HeardBy heard_by = HeardBy::sender;  ///< group: no query code may be said there
    /// The platform's name of the group's talk, where `reply_to.from` is another thing.
    std::string talk = {};
    /// Where this message's way is another than its platform's row says.
    std::optional<Passive> passive = std::nullopt;
};

/// Authentic and not a message (a menu click, a subscription): answer it, append nothing.
struct Ignored {
    std::string word;  ///< what it was, for metrics: "subscribe", "unsubscribe", "event", "blank"
    Answer answer;
};

/// Authentic, but not readable: acknowledge, keep `raw` as a dead letter with `word`, alarm.
/// `Channel::reread(raw)` tries again after an upgrade.
struct Unreadable {
    std::string raw;   ///< the message's own bytes, decrypted
    std::string word;  ///< "unknown_type", "bad_xml" ...
    Answer answer;
};

/// Not accepted. `word` says what was wrong: a fault's word, or the field's name for
/// `bad_request`, `bad_encoding`, `text_too_long`, `empty_text`, `too_many_files`.
struct Refused {
    model::Errc reason = model::Errc::bad_signature;
    std::string word;
};

/// The platform checks the address.
struct Handshake {
    Answer answer;
};

/// The platform has messages that it does not send: whoever pulls them (puller.hpp) must come.
struct Doorbell {
    std::string inbox;  ///< whose messages: `Puller::inbox()` of the accounts that must come
    std::string token;  ///< what the platform wants to see again
    Answer answer;
};

/// What became of messages that the platform had taken. `answer` is said when it is on disk.
struct DeliveryReports {
    std::vector<model::DeliveryReport> reports;
    Answer answer;
};

using Received =
    std::variant<Message, Ignored, Unreadable, Refused, Handshake, Doorbell, DeliveryReports>;

/// What a citizen is given for a message that is on disk.
struct Receipt {
    std::string_view number;
    std::string_view code;
    std::string_view passive_text;  ///< said on the platform's own connection; empty: nothing
};

/// What a send needs besides the message.
struct SendContext {
    Transport& transport;
    TokenCache& tokens;
    model::Instant now{};
    Mailbox* mailbox = nullptr;  ///< of channels without a platform
};

/// How much an account may send, as whoever pays for it says; 0: no bound.
struct SendQuota {
    int to_one_a_day = 0;  ///< messages to one person
    int a_day = 0;         ///< this and the month: parts
    int a_month = 0;
};

class Channel {
  public:
    virtual ~Channel() = default;

    const model::ChannelAccount& account() const { return account_; }

    /// A GET on the callback address. Handshake, or Refused where the platform has no such check.
    virtual Received verify_url(const http::Request& request, model::Instant now) const;

    /// A POST on the callback address that arrived at `now`: checks it over the raw bytes, decrypts
    /// it, reads it. Never blocks.
    virtual Received receive(const http::Request& request, model::Instant now) const = 0;

    /// A dead letter of this account again: what `Unreadable::raw` held. Not checked again.
    virtual Received reread(std::string_view raw, model::Instant now) const = 0;

    /// The answer to a message that is on disk.
    virtual Answer accepted(const Message& message, const Receipt& receipt) const = 0;

    /// Whether replies can be sent at all (else they wait at number and code).
    virtual bool can_send() const = 0;

    /// Whose access token it sends with, in the token cache: changes with the credentials. Empty:
    /// it needs none.
    virtual std::string token_key() const { return {}; }

    /// Messages of the platform that are still to be sent of this one: its rates count those. Also
    /// what an account's quota is used up by.
    virtual int parts_left(const model::OutboundMessage& message) const;

    /// What may go out by the day and the month; nullopt: no bound.
    virtual std::optional<SendQuota> quota() const { return std::nullopt; }

    /// Sends one reply, from part `message.parts_done` on. Blocking. The outcome's `parts_done`
    /// counts the parts that the platform has; hand it in again with the next try. Never
    /// `SendClass::refresh`.
    virtual model::SendOutcome send(
        const model::OutboundMessage& message, const SendContext& context
    ) const = 0;

  protected:
    explicit Channel(model::ChannelAccount account) : account_(std::move(account)) {}

  private:
    model::ChannelAccount account_;
};

}  // namespace huiying::channel
