// A ticket (工单): one matter of one citizen, from receipt to final reply, as the record holds it.
#pragma once

#include "board/model/calendar.hpp"
#include "board/model/ids.hpp"
#include "board/model/inbound_message.hpp"
#include "board/model/ticket_state.hpp"

#include <optional>
#include <string>
#include <vector>

namespace huiying::model {

/// Whether a reply must be approved by a second person (先审后发), by two after each other (审核,
/// 签发), or the one who handles the ticket may send it; a setting of the town and of the kind.
enum class ReplyReview { needed, not_needed, needed_twice };

struct Ticket {
    TicketId id;
    std::string number;
    TicketState state = TicketState::to_dispatch;
    Kind kind = Kind::question;
    std::string channel;
    std::string account;
    std::string sender;       ///< platform's user id; empty when anonymous
    std::string sender_name;  ///< masked where the caller may not see it
    std::string contact;      ///< masked where the caller may not see it
    std::string subject;
    std::string text;  ///< first message
    std::string place;
    std::string unit;         ///< responsible unit's code, empty until routed
    bool restricted = false;  ///< accuses a unit or staff: the office only
    PublishConsent publish = PublishConsent::no;
    Instant received_at{};
    Instant arrived_at{};
    DueTimes due;
    /// Until when the body that passed it on wants it answered; see passed_on.hpp.
    std::optional<Instant> upstream_due;
    std::optional<Instant> responded_at;  ///< first response of the grade that the town promises
    std::optional<Instant> replied_at;    ///< final reply approved, in the present round
    std::optional<Instant> accepted_at;   ///< 受理告知
    std::optional<Instant> contact_at;    ///< 人工联系, or a sure answer sent
    std::optional<Instant> human_at;      ///< 先行联系: first spoken or written to by a person
    /// Since when nobody owes an answer to this one itself: not accepted, withdrawn, merged, ended
    /// without a result; closed without a reply, because the system answered it at once. Absent in
    /// all other states.
    std::optional<Instant> ended_at;
    int round = 1;             ///< +1 with every rework and reopening: clocks start anew
    std::int64_t version = 1;  ///< optimistic lock: +1 with every move
};

/// One line of a ticket's history; never changed, never deleted.
struct HistoryEntry {
    Instant at{};
    std::string actor;   ///< "system", "citizen" or the staff member's login name
    std::string event;   ///< stable word: taken_in, routed, assigned, draft_saved, submitted,
                         ///< sent_back, replied, ...
    std::string detail;  ///< Chinese sentence
};

/// A reply as the citizen sees it.
struct Reply {
    Instant at{};
    std::string by;  ///< the unit's name, never a person's
    std::string text;
    std::vector<Attachment> files{};  ///< that go with it
};

}  // namespace huiying::model
