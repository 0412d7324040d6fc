// A ticket (工单): one matter of one citizen, from receipt to final reply, as the record holds it.
#pragma once

#include "board/model/calendar.hpp"
#include "board/model/ids.hpp"
#include "board/model/inbound_message.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace huiying::model {

/// States of a message, named as the field names them. `received` is never stored: a number that is
/// on its way from the queue to the record answers with it.
enum class TicketState {
    received,       ///< 已收到: accepted, not yet taken in
    to_dispatch,    ///< 待分派: a dispatcher decides on the unit
    handling,       ///< 办理中: with the responsible unit
    in_review,      ///< 待审核: a reply waits for the reviewer
    final_replied,  ///< 已回复: the final reply is on its way or delivered
    closed,         ///< 办结
};

std::string_view to_word(TicketState state);
std::optional<TicketState> parse_ticket_state(std::string_view word);
std::string_view chinese_name(TicketState state);

/// Whether a reply must be approved by a second person (先审后发), or the one who handles the
/// ticket may send it; a setting of the town.
enum class ReplyReview { needed, not_needed };

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
    std::optional<Instant> responded_at;  ///< first response by a person, or a sure answer sent
    std::optional<Instant> replied_at;    ///< final reply approved
    std::int64_t version = 1;             ///< optimistic lock: +1 with every move
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
};

}  // namespace huiying::model
