// Turns accepted messages into tickets: citizen's message, ticket, clocks, routing with reasons,
// draft, outbound rows; a transaction of some hundred, of which one that cannot be stored spoils no
// other. Used by the worker role.
// Thread rule: one thread an object.
#pragma once

#include "board/desk/sense.hpp"
#include "board/desk/ticket_event.hpp"
#include "board/model/inbound_message.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace huiying::store {
class Connection;
class Database;
}  // namespace huiying::store

namespace huiying::templates {
class Renderer;
}

namespace huiying::desk {

class Town;

// Reasons of dead letters whose bytes are a whole stream entry, not a platform's delivery.
inline constexpr std::string_view kUndecodable = "undecodable";
/// Its ticket number is another person's (2^-60 a pair): rather a dead letter than a second
/// person's message on the ticket.
inline constexpr std::string_view kNumberTaken = "number_taken";
/// It continues a ticket that is not its sender's.
inline constexpr std::string_view kUnknownTicket = "unknown_ticket";
/// The record cannot take it for another cause.
inline constexpr std::string_view kNotStorable = "not_storable";

/// The whole entry of a message, as a dead letter keeps it.
using EntryBytes = std::function<std::string(const model::InboundMessage&)>;

/// A delivery that is authentic but cannot be read, or an entry that cannot be decoded.
struct UnreadableDelivery {
    std::string channel;
    std::string account;
    std::string reason;
    std::string bytes;
};

/// One stream entry, with the partition it was read from and the lease's fencing token.
struct Arrival {
    int partition = 0;
    std::int64_t token = 0;
    std::variant<model::InboundMessage, UnreadableDelivery> delivery;
};

enum class TakenIn {
    created,      ///< a new ticket
    continued,    ///< added to the ticket that it continues
    duplicate,    ///< known already, nothing changed
    dead_letter,  ///< kept with its bytes and reason, an alarm raised
    small_talk,   ///< kept as a line of its talk, no ticket
};

struct TakeInOutcome {
    TakenIn result = TakenIn::created;
    std::string number;
    std::string unit;  ///< routed to; empty: to the dispatcher
};

/// A newer lease holder has written for one of the partitions: nothing of the transaction was
/// stored.
class LeaseLost : public std::runtime_error {
  public:
    LeaseLost(int partition, std::int64_t newest_token)
        : std::runtime_error(
              "partition " + std::to_string(partition) + " is at token " +
              std::to_string(newest_token)
          ),
          partition_(partition),
          newest_token_(newest_token) {}

    int partition() const { return partition_; }

    /// Highest token that has written.
    std::int64_t newest_token() const { return newest_token_; }

  private:
    int partition_;
    std::int64_t newest_token_;
};

class TakeIn {
  public:
    TakeIn(
        store::Database& database,
        const Town& town,
        const templates::Renderer& renderer,
        const model::Clock& clock,
        Announce announce,
        EntryBytes entry_bytes,
        AskSenses ask_senses = {}
    );

    /// Hears after every transaction, on the caller's thread, how many of the arrivals are stored:
    /// the first so many may be acknowledged, whatever happens to the rest.
    using OnStored = std::function<void(std::size_t)>;

    /// Stores a batch of any size, in order; at most `transaction` of them in one transaction, and
    /// while these go to disk the next are judged. Outcomes in the order of the arrivals; all may
    /// be acknowledged when this returns. Blocking. Throws LeaseLost, StoreUnavailable. REQUIRES:
    /// transaction > 0.
    std::vector<TakeInOutcome> take_in(
        const std::vector<Arrival>& arrivals,
        std::size_t transaction = kLargestTransaction,
        const OnStored& on_stored = {}
    );

    static constexpr std::size_t kLargestTransaction = 1000;

  private:
    struct Judged;
    struct Stored;

    [[nodiscard]] Judged judge(std::span<const Arrival> arrivals) const;
    [[nodiscard]] Stored store(const Judged& judged) const;
    [[nodiscard]] Stored store_within(
        store::Connection& connection, const Judged& judged, bool in_savepoints
    ) const;

    store::Database& database_;
    const Town& town_;
    const templates::Renderer& renderer_;
    const model::Clock& clock_;
    Announce announce_;
    EntryBytes entry_bytes_;
    AskSenses ask_senses_;
};

}  // namespace huiying::desk
