// Figures over a period for managers, from the tally: totals beside those of another period, by
// unit, channel, kind and day, the hours of arrival, where the tickets stand, what comes back; who
// has how much in hand, who returns what to whom; what is open now and what will be late. Each
// figure is of tickets that the person who asks may see, and the tickets behind it can be listed.
// Thread rule: safe from any thread; blocking.
#pragma once

#include "board/desk/pace.hpp"
#include "board/desk/tickets.hpp"
#include "board/model/errc.hpp"
#include "board/model/tally.hpp"

#include <array>
#include <string>
#include <vector>

namespace huiying::store {
class Database;
}  // namespace huiying::store

namespace huiying::desk {

class Town;

/// Longest period, in days: a leap year.
inline constexpr int kLongestPeriod = 366;

enum class Comparison { none, before, year_ago };

struct PeriodAsked {
    model::DaySpan span;
    Comparison comparison = Comparison::none;
    std::string unit;  ///< these three: "" all
    std::string channel;
    std::string kind;

    enum class Restricted { if_seen, never };

    /// Whether restricted tickets count for who may see them, or for nobody.
    Restricted restricted = Restricted::if_seen;
};

/// What the period is compared with. Before a whole month lies the month before, before anything
/// else as many days; a year ago the same dates.
[[nodiscard]] model::DaySpan compared_span(const model::DaySpan& span, Comparison comparison);

/// Figures of one unit, channel or kind; `before` of the compared period.
struct PeriodPart {
    std::string code;
    std::string name;
    model::TallyCounts counts;
    model::TallyCounts before;
};

struct PeriodDay {
    std::string date;
    model::TallyCounts counts;
};

/// What a unit gets of one kind, which grows.
struct GrowingTopic {
    std::string unit;
    std::string unit_name;
    std::string kind;
    int received = 0;
    int before = 0;
};

/// Counts hold among those missed what still runs past its due time.
struct PeriodView {
    model::Instant at{};
    model::DaySpan span;
    std::optional<model::DaySpan> compared;
    model::TallyCounts total;
    model::TallyCounts before;
    std::vector<PeriodPart> units;  ///< most received first
    std::vector<PeriodPart> channels;
    std::vector<PeriodPart> kinds;
    std::vector<PeriodDay> days;                 ///< every day, also without a ticket
    std::array<std::array<int, 24>, 7> hours{};  ///< received, from Monday 0:00
    std::vector<GrowingTopic> topics;            ///< against the period before; most growth first
};

struct OpenView {
    model::Instant at{};
    model::TallyCounts stages;  ///< the at_... counts of all that is open

    /// By days since receipt: 0-1, 2-5, 6-10, 11-30, more.
    struct Band {
        std::optional<std::chrono::sys_days> from;  ///< received in; nullopt: since ever
        std::chrono::sys_days to;
        int count = 0;
    };

    std::vector<Band> ages;

    struct Unit {
        std::string code;
        std::string name;
        int overdue = 0;
        Forecast forecast;
    };

    std::vector<Unit> units;  ///< most overdue, then most that will be late first
};

struct PeopleView {
    struct Person {
        std::int64_t id = 0;
        std::string name;
        std::string unit_name;
        int open = 0;
        int replied = 0;
    };

    std::vector<Person> people;  ///< most in hand first

    struct Flow {
        std::string unit;
        std::string unit_name;
        std::string ruling;  ///< word, or "" while the office has not decided
        std::string right_unit;
        std::string right_unit_name;
        int count = 0;
    };

    std::vector<Flow> returns;
    int returned_again = 0;  ///< tickets returned twice or more in the period
};

struct SelectionAsked {
    model::Selection what = model::Selection::received;
    std::string value;
    std::string after;
    int limit = 50;
};

struct SelectedTickets {
    TicketList list;
    int total = 0;  ///< at most kSelectedBound
};

inline constexpr int kSelectedBound = 10'000;

class PeriodFigures {
  public:
    PeriodFigures(store::Database& database, const Town& town, const model::Clock& clock)
        : database_(database), town_(town), clock_(clock) {}

    // Errors of all: forbidden (another unit than the own one, for who sees only that).

    [[nodiscard]] model::Result<PeriodView> period(
        const model::Staff& staff, const PeriodAsked& asked
    ) const;
    /// The period is not looked at.
    [[nodiscard]] model::Result<OpenView> open(const model::Staff& staff, const PeriodAsked& asked)
        const;
    [[nodiscard]] model::Result<PeopleView> people(
        const model::Staff& staff, const PeriodAsked& asked
    ) const;
    [[nodiscard]] model::Result<SelectedTickets> tickets(
        const model::Staff& staff, const PeriodAsked& asked, const SelectionAsked& selection
    ) const;
    /// Whether the figures of all units are this person's to see.
    [[nodiscard]] bool sees_all(const model::Staff& staff) const;

  private:
    store::Database& database_;
    const Town& town_;
    const model::Clock& clock_;
};

}  // namespace huiying::desk
