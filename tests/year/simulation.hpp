// The year as it happens: messages come, people work in their hours, citizens go on, the ladder
// warns. Everything by the product's own use cases, at the times that an injected clock says. More
// happenings are further rows of Happening. One thread.
#pragma once

#include "board/desk/digests.hpp"
#include "board/store/assist_repository.hpp"
#include "matters.hpp"
#include "simulated_town.hpp"

#include <deque>
#include <functional>
#include <map>
#include <queue>
#include <set>
#include <string>
#include <tuple>
#include <vector>

namespace huiying::year {

/// A change of the town's rules, somebody's absence.
struct Change {
    Ms at = 0;
    std::function<void()> make;
};

/// Extensions, signing, acceptance by hand in parts of the year; absences with a deputy. What was
/// over before the first day is left out.
[[nodiscard]] std::deque<Change> changes_of_the_year(SimulatedTown& town, Day first);

/// How often each thing was done, and what the product refused.
using Tally = std::map<std::string, int>;

/// What the office's manager read of a morning: final replies, opinions, promises by number, clock
/// and date.
struct MorningSeen {
    using Lines = std::set<std::tuple<std::string, std::string, Ms>>;

    Ms at = 0;
    Lines overdue;
    Lines today;
    Lines next;
};

class Simulation {
  public:
    Simulation(SimulatedTown& town, std::vector<Matter> matters);

    /// Until nothing is left to do.
    void run();

    [[nodiscard]] const Tally& tally() const { return tally_; }

    /// Failures of the year itself, in words.
    [[nodiscard]] const std::vector<std::string>& faults() const { return faults_; }

    [[nodiscard]] const std::vector<MorningSeen>& mornings() const { return mornings_; }

    /// The number of the emergency's ticket.
    [[nodiscard]] const std::string& emergency_number() const { return emergency_; }

  private:
    enum class Happening {
        written,
        step,
        granted,
        withdrawn,
        evaluated,
        closed,
        added,
        unmerged,
        resumed,
        opinion,
        kept,
        digest,
        office,
        night
    };

    struct Event {
        Ms at = 0;
        std::int64_t order = 0;
        Happening what = Happening::step;
        std::size_t matter = 0;

        bool operator>(const Event& other) const {
            return std::pair(at, order) > std::pair(other.at, other.order);
        }
    };

    /// What has happened to a matter.
    struct Progress {
        Ms taken_up_at = 0;
        int steps = 0;
        bool contacted = false;
        bool saved = false;
        bool sent_back = false;
        bool asked_return = false;
        bool asked_extension = false;
        bool added = false;
        bool merged = false;
        bool paused = false;
        bool asked_opinion = false;
        bool promised = false;
        int evaluations = 0;
    };

    void plan(Ms at, Happening what, std::size_t matter);
    /// In working hours, not before then.
    void plan_work(Ms at, Happening what, std::size_t matter);
    [[nodiscard]] Ms work_time(Ms at) const;

    void handle(const Event& event);
    void write(std::size_t index);
    void add(std::size_t index);
    /// The next step of whoever has the ticket.
    void step(std::size_t index);
    [[nodiscard]] model::Staff worker_of(const store::TicketRecord& record);
    void at_office(std::size_t index, const store::TicketRecord& record);
    void at_unit(std::size_t index, const store::TicketRecord& record);
    void reply(std::size_t index, const store::TicketRecord& record);
    bool before_reply(std::size_t index, const store::TicketRecord& record);
    void review(std::size_t index, const store::TicketRecord& record);
    void rule(std::size_t index, const store::TicketRecord& record);
    bool merge(std::size_t index, const store::TicketRecord& record);
    void grant(std::size_t index);
    void withdraw(std::size_t index);
    void evaluate(std::size_t index);
    void close(std::size_t index);
    void unmerge(std::size_t index);
    void after_reply(std::size_t index, const desk::ReplyWith& with);
    /// Stops the clock, asks another unit, waits for it; true when one of them comes first.
    bool beside(std::size_t index, const store::TicketRecord& record);
    bool ask_opinion(std::size_t index, const store::TicketRecord& record);
    bool pause(std::size_t index, const store::TicketRecord& record);
    [[nodiscard]] std::optional<store::AssistRow> open_opinion(const std::string& number);
    void resume(std::size_t index);
    void give_opinion(std::size_t index);
    [[nodiscard]] desk::ReplyWith promise(std::size_t index) const;
    void keep(std::size_t index);
    void tell_digest();
    /// What was carried by a ticket that ended otherwise goes on.
    void go_on_with_carried(std::size_t index);
    /// The office reads its notices and takes over what the silent unit left.
    void read_notices(Happening when);
    void take_over(const std::string& number);

    /// Counts what was done; true when it was.
    template <class Result>
    bool done(const char* what, const Result& result);

    void climb_until(Ms at);
    void climb();

    SimulatedTown& town_;
    std::vector<Matter> matters_;
    std::vector<Progress> progress_;
    desk::Casework casework_;
    desk::Tickets tickets_;
    desk::TakeIn take_in_;
    desk::Escalation escalation_;
    desk::CitizenStatus status_;
    desk::CitizenMoves citizens_;
    desk::Digests digests_;
    std::priority_queue<Event, std::vector<Event>, std::greater<>> events_;
    std::int64_t order_ = 0;
    std::deque<Change> changes_;
    Ms next_climb_ = 0;
    std::map<std::string, std::size_t> by_number_;
    std::map<std::size_t, std::vector<std::size_t>> carried_;
    std::size_t last_open_ = 0;
    std::string emergency_;
    std::vector<MorningSeen> mornings_;
    Tally tally_;
    std::vector<std::string> faults_;
};

}  // namespace huiying::year
