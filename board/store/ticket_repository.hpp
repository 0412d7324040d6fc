// Tickets with their messages, history, routing, draft and replies: every row that one matter of a
// citizen makes. Used by desk, inside Database::write or ::read. Figures by day and the search
// index are kept in the same statements.
#pragma once

#include "board/model/draft.hpp"
#include "board/model/narrowing.hpp"
#include "board/model/routing_decision.hpp"
#include "board/model/ticket.hpp"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace huiying::store {

class Connection;
struct KeptOfNew;

/// A ticket's row with what only the desk needs.
struct TicketRecord {
    model::Ticket ticket;
    std::vector<std::string> accused_units;
    bool urgent = false;
    std::optional<model::StaffId> submitted_by;  ///< who sent the reply for review
};

struct MessageRecord {
    model::Instant received_at{};
    std::string text;
    std::string passive_text;
    std::vector<model::Attachment> attachments;
    std::string subject;  ///< these three as the message itself had them
    std::string sender_name;
    std::string place;
};

/// A person's own text of a reply, whatever others saved.
struct DraftCopy {
    std::string text;
    model::Instant saved_at{};
};

struct SavedDraft {
    model::Draft draft;
    std::string saved_by;
    model::Instant saved_at{};
};

enum class Opinions { open, any };

/// Tickets that a unit assists in (协办); with "" none.
struct AssistedTickets {
    std::string unit;
    Opinions opinions = Opinions::open;
};

/// By final due time, then by arrival.
enum class ListOrder { soonest_first, latest_first };

/// Which tickets a list shows. Empty vectors and strings do not filter.
struct TicketFilter {
    std::vector<model::TicketState> states;
    std::vector<std::string> units;   ///< responsible units' codes; "" = not routed yet
    AssistedTickets assisted;         ///< of other units, shown beside those of `units`
    bool include_restricted = false;  ///< false: restricted tickets are left out
    std::string never_accused;        ///< leaves out tickets that accuse this unit
    /// Searched in number and all messages (subject, place, sender, text), replies and notes. With
    /// words the order is another: the latest ticket first.
    std::string words;
    std::optional<model::Instant>
        due_before;               ///< final due earlier than this, and not when it came
    bool only_committed = false;  ///< with a promise that is not kept yet
    model::Narrowing narrowing;
    ListOrder order = ListOrder::soonest_first;
    std::string after;  ///< key of the last row of the page before
    int limit = 50;
};

struct TicketPage {
    std::vector<TicketRecord> items;
    std::string next;  ///< "" at the end
};

struct BoundedCount {
    int count = 0;
    bool more = false;  ///< there may be more: not every row was looked at, or counted
};

class TicketRepository {
  public:
    explicit TicketRepository(Connection& connection) : connection_(connection) {}

    /// Stores the delivery; false when the delivery key is known already (nothing is changed).
    bool add_message(model::TicketId ticket, const model::InboundMessage& message);
    bool has_delivery(const std::string& delivery_key);
    // The search row of a stored ticket follows its messages: unindex, add them or restrict the
    // ticket, index.
    void unindex(const TicketRecord& record);
    void index(const TicketRecord& record);
    /// Stores a new ticket, its search row and the day's count. Throws ConstraintViolated when the
    /// number is taken.
    model::TicketId add(const TicketRecord& record);
    /// From here on what add() tells the search and the tally is kept, until written: the tickets
    /// of one transaction share most cells, and the search takes them better together. REQUIRES
    /// write_kept() before the transaction ends, and before such a ticket is indexed anew.
    void keep_for_all();
    void write_kept();
    void add_history(model::TicketId ticket, const model::HistoryEntry& entry);
    void set_routing(model::TicketId ticket, const model::RoutingDecision& decision);
    void set_draft(model::TicketId ticket, const SavedDraft& draft);
    void set_copy(model::TicketId ticket, model::StaffId staff, const DraftCopy& copy);
    void drop_copy(model::TicketId ticket, model::StaffId staff);
    std::optional<DraftCopy> copy(model::TicketId ticket, model::StaffId staff);
    std::int64_t add_reply(
        model::TicketId ticket, const model::Reply& reply, const std::string& approved_by
    );

    std::optional<TicketRecord> find(const std::string& number);
    std::optional<TicketRecord> find(model::TicketId id);
    std::vector<MessageRecord> messages(model::TicketId ticket);
    std::vector<model::HistoryEntry> history(model::TicketId ticket);
    std::optional<model::RoutingDecision> routing(model::TicketId ticket);
    std::optional<SavedDraft> draft(model::TicketId ticket);
    std::vector<model::Reply> replies(model::TicketId ticket);

    TicketPage list(const TicketFilter& filter);
    /// Rows that the filter matches, at most `bound` are counted.
    int count(const TicketFilter& filter, int bound);
    /// The same of whatever a person asks for: looks at a bounded number of rows, the newest first,
    /// so that a filter that few meet costs no look at the whole record.
    BoundedCount count_newest(const TicketFilter& filter, int bound);

    /// Writes state, unit, restriction, the times of responses and replies, both due times,
    /// round and submitted_by; the version goes up by one. False when the version in the record is
    /// not `record.ticket.version` any more (someone else was first). Keeps the day's figures; a
    /// round that ends is put away as it was.
    bool update(const TicketRecord& record);
    /// How the writer can be reached besides, where that was not known.
    void set_contact(model::TicketId ticket, const std::string& contact);

  private:
    Connection& connection_;
    std::shared_ptr<KeptOfNew> kept_;  ///< none: written at once
};

}  // namespace huiying::store
