// What a ticket that carries others owes them. Private to this room: merging, replies and every
// move that ends a ticket use it inside their transaction.
#pragma once

#include "board/desk/letters.hpp"
#include "board/desk/ticket_move.hpp"
#include "board/store/pause_repository.hpp"

#include <string>
#include <vector>

namespace huiying::desk {

/// Links `context`'s ticket to the survivor, which takes over the earlier due times.
void carry(MoveContext& context, store::TicketRecord& survivor);

/// Lets `context`'s ticket go on by itself; its state is the move's. The survivor gets back what
/// due times are its own.
void let_go(MoveContext& context);

struct CarriedAnswer {
    const std::string& text;  ///< the reply as it was written to the survivor's writer
    std::string promised;     ///< stands below it; "": nothing
    std::string closing;      ///< on the channel alone
};

/// The reply of `context`'s ticket, told to each citizen whose ticket it carries, in a letter of
/// its own: nobody reads another's name, subject or number.
void answer_carried(MoveContext& context, const CarriedAnswer& answer);

/// A pause of `context`'s ticket, told to each citizen whose ticket it carries; what one citizen is
/// asked for is nothing for the others.
void tell_carried_of_pause(MoveContext& context, const store::PauseRow& pause);

/// That a ticket goes on, and its date now, told to each citizen whose ticket it carries; returns
/// these.
std::vector<store::TicketRecord> tell_carried_of_going_on(
    const Teller& teller, const std::string& login, const model::Ticket& survivor
);

/// Where `context`'s ticket ended without a reply, those that it carries go on by themselves.
void release_carried(MoveContext& context);

struct Releasing {
    store::Connection& connection;
    const TownSnapshot& town;
    std::string login;
    model::Instant now{};
};

/// A survivor that the ticket of that number has left: its own due times again, or the earliest of
/// those that it still carries, never earlier than they were; both dates are in its history. What
/// is answered keeps its dates. nullopt: there is none. REQUIRES: the link is undone.
std::optional<store::TicketRecord> give_dates_back(
    const Releasing& by, model::TicketId survivor, const std::string& number
);

/// Of a ticket that leaves the one that carried it: where that one's reply has answered it, another
/// round begins now, with its own date; else its own clocks run on. True: it begins.
bool begin_own_round(const Releasing& by, store::TicketRecord& record, store::Course& course);

/// All that a ticket carries go on by themselves, with this sentence in their histories; returns
/// them. Also where it turned out to accuse somebody: none of the others may be told of it.
std::vector<store::TicketRecord> release_all_carried(
    const Releasing& by, model::TicketId survivor, const std::string& why
);

}  // namespace huiying::desk
