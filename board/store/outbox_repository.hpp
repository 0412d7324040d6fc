// The transactional outbox: replies on their way to platforms. A row is claimed, and the claim
// committed, before anything is sent, so that after a crash it is known which rows may have been on
// the wire. Used by desk and the sender through it.
#pragma once

#include "board/model/outbound.hpp"
#include "board/model/ticket.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace huiying::store {

class Connection;

struct OutboxRow {
    model::OutboundMessage message;
    model::TicketId ticket;  ///< 0: none, it only answers small talk
    std::string detail;
    /// The system's own word, which nobody hears while a person has the talk in hand.
    bool by_system = false;
    /// The reply that it only tells of, where that has no way of its own; 0: it is none such.
    std::int64_t announces = 0;
    std::int64_t reply = 0;  ///< read: the reply that it is; 0: it is none
};

/// What a ticket's reply came to: by its own way, and by the notice that tells of it.
struct ReplyStates {
    model::Instant at{};
    model::OutboundState state = model::OutboundState::in_doubt;
    std::string detail;
    std::string notice_channel;  ///< "": nothing tells of it
    model::OutboundState notice_state = model::OutboundState::in_doubt;
    std::string notice_detail;
};

class OutboxRepository {
  public:
    explicit OutboxRepository(Connection& connection) : connection_(connection) {}

    model::OutboundId add(
        const OutboxRow& row, std::optional<std::int64_t> reply, model::Instant now
    );

    bool has(const std::string& idempotency_key);
    /// Whether any waiting row's time has come.
    bool has_due(model::Instant now);
    /// Rows that wait for that account are due now. Returns how many.
    int make_due(const std::string& channel, const std::string& account, model::Instant now);
    /// Takes up to `limit` waiting rows whose time has come: state sending, attempt + 1, owned
    /// until `claimed_until`. A word of the system in a talk that a person has is left out, for
    /// good.
    std::vector<model::OutboundMessage> claim(
        const std::string& owner, model::Instant now, model::Instant claimed_until, int limit
    );

    /// Rows claimed by a sender that let its claim run out (it died, or was stopped): they may have
    /// been on the wire.
    std::vector<model::OutboundMessage> abandoned(model::Instant now);

    /// Ends a claim of `owner` (or an abandoned one, `owner` empty). False when the row is not
    /// claimed like that any more.
    bool settle(
        model::OutboundId id,
        const std::string& owner,
        model::OutboundState state,
        model::Instant next_at,
        const std::string& detail
    );
    /// Ends a claim of `owner` that came to no try: waits until then, its tries as before.
    bool put_off(model::OutboundId id, const std::string& owner, model::Instant until);
    /// Remembers since when a try without an answer may have arrived.
    void set_unsure_since(model::OutboundId id, std::optional<model::Instant> since);
    /// Remembers how many parts of a split text the platform has taken.
    void set_parts_done(model::OutboundId id, int parts_done);

    std::vector<OutboxRow> in_state(model::OutboundState state, int limit);
    std::optional<OutboxRow> find(model::OutboundId id);
    /// A person's decision about a row in doubt or failed. False when the row is in another state.
    bool decide(
        model::OutboundId id,
        model::OutboundState from,
        model::OutboundState to,
        model::Instant now,
        const std::string& detail
    );
    /// A person's decision that such a row is sent again: its tries begin anew. False as above.
    bool send_again(
        model::OutboundId id,
        model::OutboundState from,
        model::Instant now,
        const std::string& detail
    );
    /// Whether something tells already that there is that reply.
    bool is_announced(std::int64_t reply);
    /// How often a text with these words went out, or is going out, about the ticket since then.
    int times_said(model::TicketId ticket, std::string_view words, model::Instant since);
    int count(model::OutboundState state);
    /// A report, or its way being shut, changes the state of a row, whatever it is. Its tries begin
    /// anew, with its first part, should a person have it sent again.
    void set_state(model::OutboundId id, model::OutboundState to, const std::string& detail);
    /// The row goes out under another key: the platform must not take it for a repetition.
    void renew_key(model::OutboundId id, model::Instant now);
    /// Outbound states of a ticket's replies, in their order.
    std::vector<ReplyStates> states_of(model::TicketId ticket);

  private:
    /// Whether a person has the talk by now, so that this word of the system is not sent.
    bool keep_silent(const model::OutboundMessage& message, model::Instant now);

    Connection& connection_;
};

}  // namespace huiying::store
