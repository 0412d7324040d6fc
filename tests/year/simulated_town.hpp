// A town with people over the real record and use cases, and a clock that is set: what the year
// runs in. Used by the simulated year. One thread.
#pragma once

#include "board/desk/administration.hpp"
#include "board/desk/casework.hpp"
#include "board/desk/citizen_moves.hpp"
#include "board/desk/dashboard.hpp"
#include "board/desk/escalation.hpp"
#include "board/desk/people.hpp"
#include "board/desk/take_in.hpp"
#include "board/desk/tickets.hpp"
#include "board/store/database.hpp"
#include "board/store/ticket_repository.hpp"
#include "plain_count.hpp"
#include "templates/renderer.hpp"

#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace huiying::year {

class SetClock final : public model::Clock {
  public:
    model::Instant now() const override { return now_; }

    void set(Ms at) { now_ = model::from_unix_ms(at); }

    [[nodiscard]] Ms ms() const { return model::to_unix_ms(now_); }

  private:
    model::Instant now_ = model::from_unix_ms(0);
};

/// A folder that goes with it, in memory where the machine has such a place.
class YearFolder {
  public:
    YearFolder();
    ~YearFolder();
    YearFolder(const YearFolder&) = delete;
    YearFolder& operator=(const YearFolder&) = delete;

    [[nodiscard]] std::string file(const std::string& name) const {
        return (path_ / name).string();
    }

  private:
    std::filesystem::path path_;
};

inline constexpr const char* kOffice = "dzb";
/// The unit whose people never log in.
inline constexpr const char* kSilent = "swz";
/// The unit with one handler, who is away twice; a colleague of the unit stands in.
inline constexpr const char* kSmall = "sqz";

class SimulatedTown {
  public:
    SimulatedTown();

    /// A person by login name.
    [[nodiscard]] const model::Staff& person(const std::string& login) const;
    /// Who works on a unit's tickets today: the deputy while the handler is away.
    [[nodiscard]] model::Staff handler_of(const std::string& unit);

    [[nodiscard]] const std::vector<model::Staff>& staff() const { return staff_; }

    /// Changes the town's rules from now on.
    void set_rules(const model::WorkflowRules& rules);
    /// From day to day; the deputy has the roles by a session of the real product.
    void send_away(const std::string& login, const std::string& deputy, Day from, Day to);

    /// What changes of the record; nullopt: no such ticket.
    [[nodiscard]] std::optional<store::TicketRecord> find(const std::string& number);

    desk::DeskUses uses() {
        return {database, *town, clock, [](const desk::TicketEvent&) {}};
    }

    const PlainCalendar calendar{2025, 2027};
    const model::TownSecret secret{42};
    SetClock clock;
    YearFolder folder;
    store::Database database{
        {.path = folder.file("huiying.db"), .batch_wait = std::chrono::milliseconds{0}}};
    const templates::Renderer renderer;
    std::unique_ptr<desk::Town> town;

  private:
    struct Away {
        std::string deputy;
        Day from = 0;
        Day to = 0;
        std::string token;  ///< of the deputy's session
    };

    void add_people();

    std::vector<model::Staff> staff_;
    std::map<std::string, Away> away_;  ///< by login of who is away
};

}  // namespace huiying::year
