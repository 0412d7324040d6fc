// Every ticket's times again, from its receipt and its history alone: all rows in the order they
// were written, days counted one by one. Shares no rule with the product: what it says is held
// against the record and the dashboard. One thread.
#pragma once

#include "board/store/database.hpp"
#include "plain_count.hpp"

#include <array>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace huiying::year {

/// A promise as it stood when its round ended.
struct ReplayedRound {
    std::string unit;
    Ms due = 0;
    std::optional<Ms> replied;
    std::optional<Ms> ended;
};

/// From when on a ticket owed its reply to which date; `owed` false: it owed none.
struct Stretch {
    Ms from = 0;
    bool owed = true;
    Ms due = 0;
    std::string unit;
};

/// What another unit was asked, with the dates that held one after the other.
struct ReplayedPart {
    Ms asked = 0;
    int days = 0;  ///< working days that were given
    std::vector<std::pair<Ms, Ms>> dues;
    std::optional<Ms> over;
};

/// What a reply promised for later.
struct ReplayedPromise {
    Ms made = 0;
    Ms due = 0;
    std::optional<Ms> kept;
};

struct ReplayedTicket {
    std::int64_t id = 0;
    std::string number;
    Ms received = 0;
    Ms response_due = 0;
    Ms contact_due = 0;
    Ms final_due = 0;
    Ms own_final_due = 0;
    std::string unit;
    std::optional<Ms> accepted;
    std::optional<Ms> human;
    std::optional<Ms> replied;
    std::optional<Ms> ended;
    bool paused = false;
    bool carried = false;
    int asked_days = 0;  ///< of an extension that waits
    // What the final date of the round follows from.
    Day counted_from = 0;
    int counted_days = 0;
    std::vector<Stop> stops;                   ///< the last one without an end while paused
    std::vector<std::pair<Ms, int>> extended;  ///< when, by how many days
    std::optional<Ms> carried_since;
    std::optional<Ms> carried_reply;  ///< of the one that carries it
    std::vector<ReplayedPart> parts;
    std::vector<ReplayedPromise> promises;
    std::vector<ReplayedRound> rounds;
    std::vector<Stretch> stretches;
};

/// met, counted of response, receipt, acceptance, human contact, first and later replies.
using PlainRates = std::array<std::pair<int, int>, 6>;

class Replay {
  public:
    Replay(store::Connection& connection, const PlainCalendar& calendar);

    [[nodiscard]] const std::map<std::int64_t, ReplayedTicket>& tickets() const { return tickets_; }

    /// By unit, at a moment.
    [[nodiscard]] std::map<std::string, PlainRates> rates(Ms now) const;

  private:
    struct Row {
        std::int64_t ticket = 0;
        Ms at = 0;
        std::string actor;
        std::string event;
        std::string detail;
    };

    void take(const Row& row);
    void take_ending(ReplayedTicket& ticket, const Row& row);
    void take_dates(ReplayedTicket& ticket, const Row& row);
    void take_unit(ReplayedTicket& ticket, const Row& row);
    void take_contacts(store::Connection& connection);
    void take_beside(ReplayedTicket& ticket, const Row& row);
    void take_part(ReplayedTicket& ticket, const Row& row);
    void end_pause(ReplayedTicket& ticket, Ms at);
    /// The final date by the pauses; nothing where the round has none.
    void count_anew(ReplayedTicket& ticket);
    [[nodiscard]] Ms carried_due(const ReplayedTicket& carried, const ReplayedTicket& by) const;
    void move_parts(ReplayedTicket& ticket, Ms at);
    void begin_round(ReplayedTicket& ticket, Ms at, int days);
    void carry(ReplayedTicket& survivor, const std::string& number);
    void give_back(ReplayedTicket& survivor, const std::string& number);
    void note(ReplayedTicket& ticket, Ms at);
    [[nodiscard]] std::string unit_named(const std::string& name) const;

    const PlainCalendar& calendar_;
    std::map<std::int64_t, ReplayedTicket> tickets_;
    std::map<std::string, std::int64_t> by_number_;
    std::map<std::string, std::string> units_;  ///< code by name
    std::map<std::int64_t, std::vector<std::int64_t>> carries_;
    /// Working days that a unit was given and when its part was over, by ticket and time of asking.
    std::map<std::pair<std::int64_t, Ms>, std::pair<int, std::optional<Ms>>> asked_;
};

}  // namespace huiying::year
