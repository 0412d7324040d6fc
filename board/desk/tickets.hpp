// What staff do with tickets: lists, one ticket, draft, assign, review, reply, close. Each move is
// checked by board/workflow, is one transaction with its history and audit rows, and is announced
// after the commit. Thread rule: safe from any thread; blocking.
#pragma once

#include "board/desk/assist_wanted.hpp"
#include "board/desk/desk_uses.hpp"
#include "board/desk/proceedings.hpp"
#include "board/desk/reply_with.hpp"
#include "board/model/draft.hpp"
#include "board/model/errc.hpp"
#include "board/model/narrowing.hpp"
#include "board/model/outbound.hpp"
#include "board/model/routing_decision.hpp"
#include "board/model/staff.hpp"
#include "board/model/ticket.hpp"

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace huiying::desk {

enum class Queue { mine, unit, to_dispatch, to_review, overdue, answered, commitments, all };

std::optional<Queue> parse_queue(std::string_view word);

/// A page of a queue, or of what was found in it.
struct ListAsked {
    enum class Whose { anybody, own };  ///< own: which the person has in hand
    enum class Late { any, overdue };

    Queue queue = Queue::mine;
    std::string words;
    model::Narrowing narrowing;
    Whose whose = Whose::anybody;
    Late late = Late::any;
    std::string after;  ///< `next` of the page before
    int limit = 50;     ///< 1 to 100
};

struct TicketRow {
    model::Ticket ticket;  ///< sender's name and contact masked for a restricted one
    bool urgent = false;
    bool overdue = false;
    std::optional<model::Date> commitment_due;  ///< of the promise that is open
};

struct TicketList {
    std::vector<TicketRow> items;
    std::string next;
};

struct TicketCounts {
    int mine = 0;
    int to_dispatch = 0;
    int to_review = 0;
    int overdue = 0;
    int commitments = 0;  ///< open ones
    int in_doubt = 0;
    int failed = 0;  ///< replies that were not delivered
    int dead_letters = 0;
};

/// What tells the citizen that there is a reply, where that has no way of its own.
struct ReplyNotice {
    std::string channel;
    model::OutboundState state = model::OutboundState::waiting;
    std::string detail;  ///< why it was not delivered
};

struct TalkLine {
    model::Instant at{};
    enum class From { citizen, staff, system } from = From::citizen;
    std::string by;  ///< of a citizen's message: who wrote it, if not as the ticket says
    std::string text;
    std::string subject;  ///< this and place: of a citizen's later message alone
    std::string place;
    std::optional<model::OutboundState> state;  ///< of a reply
    std::string detail;                         ///< why it was not delivered, or how it was told
    std::optional<ReplyNotice> notice;
    std::vector<model::Attachment> attachments;
};

struct TicketView {
    TicketRow row;
    std::vector<TalkLine> talk;
    std::vector<model::HistoryEntry> history;
    model::RoutingDecision routing;
    model::Draft draft;
    std::string draft_saved_by;
    std::optional<model::Instant> draft_saved_at;
    std::vector<model::Attachment> draft_files;  ///< that would go with the reply
    std::optional<std::string> own_copy;  ///< of who looks: written, but not saved as the draft
    std::optional<model::Instant> own_copy_at;
    Proceedings proceedings;
    std::vector<std::string> allowed_moves;
};

/// A move that somebody may make now, in words: the API's and the people's.
struct PossibleMove {
    std::string word;
    std::string name;
    std::vector<std::pair<std::string, std::string>> by;  ///< party's word and name
};

/// After a move: what the ticket is now.
struct Moved {
    std::string number;
    model::TicketState state = model::TicketState::handling;
    std::int64_t version = 0;
};

/// A move on a ticket as its caller saw it.
struct TicketRef {
    std::string number;
    /// Of the ticket as shown; version_conflict when it is another now. nullopt: whatever it is.
    std::optional<std::int64_t> version;
};

struct ListCount {
    int count = 0;
    bool more = false;  ///< there may be more than were looked at
};

class Tickets {
  public:
    explicit Tickets(DeskUses uses) : uses_(std::move(uses)) {}

    [[nodiscard]] TicketList list(const model::Staff& staff, const ListAsked& asked) const;
    /// How many the list has, of the newest rows that it could hold, counted up to a bound.
    [[nodiscard]] ListCount count(const model::Staff& staff, const ListAsked& asked) const;
    [[nodiscard]] TicketCounts counts(const model::Staff& staff) const;
    /// Errors: not_found (also when it is not for this person).
    [[nodiscard]] model::Result<TicketView> view(
        const model::Staff& staff, const std::string& number
    ) const;

    // Errors of all moves: not_found, forbidden, move_not_allowed, second_person_needed,
    // version_conflict: the text that was not taken is then kept as the person's own copy.
    [[nodiscard]] model::Result<Moved> save_draft(
        const model::Staff& staff, const TicketRef& ref, const std::string& text
    );
    /// With the opinions of other units, where they are asked for at once. Errors besides:
    /// bad_request (no such unit, or one that the ticket accuses), already_asked, reason_needed.
    [[nodiscard]] model::Result<Moved> assign(
        const model::Staff& staff,
        const TicketRef& ref,
        const std::string& unit,
        const std::string& reason,
        const std::vector<AssistWanted>& assists = {}
    );
    /// Back to where it waits for a unit, as long as nobody in the unit has begun.
    [[nodiscard]] model::Result<Moved> recall(const model::Staff& staff, const TicketRef& ref);
    /// Errors besides: empty_text, text_too_long, placeholder_left.
    [[nodiscard]] model::Result<Moved> submit(
        const model::Staff& staff, const TicketRef& ref, const std::string& text
    );
    [[nodiscard]] model::Result<Moved> send_back(
        const model::Staff& staff, const TicketRef& ref, const std::string& reason
    );
    /// Approves the final reply: reply row and outbound row in one transaction; the sender takes it
    /// from there. `with`: told by phone, a promise for later. Errors besides: not_reached,
    /// summary_needed, review_needed, bad_request (the call).
    [[nodiscard]] model::Result<Moved> reply(
        const model::Staff& staff,
        const TicketRef& ref,
        const std::string& text,
        const ReplyWith& with = {}
    );
    [[nodiscard]] model::Result<Moved> close(const model::Staff& staff, const TicketRef& ref);

    /// What a ticket that the person may see allows to anybody; for a refusal.
    [[nodiscard]] std::vector<PossibleMove> possible_moves(
        const model::Staff& staff, const std::string& number
    ) const;

    /// Whether the person may see events of this ticket.
    [[nodiscard]] bool may_see(const model::Staff& staff, const TicketEvent& event) const;
    /// Whether there is a ticket of that number that the person may see.
    [[nodiscard]] bool is_visible(const model::Staff& staff, const std::string& number) const;

  private:
    /// The move's result; a text that lost against another's is kept.
    model::Result<Moved> with_text(
        const model::Staff& staff,
        const TicketRef& ref,
        const std::string& text,
        model::Result<Moved> moved
    );

    const DeskUses uses_;
};

}  // namespace huiying::desk
