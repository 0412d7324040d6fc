// The administrator's use cases: units, settings, channel accounts, the guided first start,
// dead letters, filling a new record from the town's files. Every change is audited. Thread rule:
// safe from any thread; blocking.
#pragma once

#include "board/desk/town.hpp"
#include "board/model/errc.hpp"

#include <array>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace huiying::desk {

/// A new town's contents, from its files.
struct TownContents {
    TownSettings settings;
    std::vector<model::Unit> units;
    std::vector<model::FaqEntry> faq;
};

struct DeadLetterView {
    std::int64_t id = 0;
    model::Instant at{};
    std::string channel;
    std::string account;
    std::string reason;
    std::string bytes;
    std::string state;
};

class Administration {
  public:
    static constexpr std::array<std::string_view, 5> kSteps{
        "units", "people", "hours", "channels", "test_message"};

    Administration(store::Database& database, Town& town, const model::Clock& clock);

    /// Fills an empty record; false when it has units already.
    static bool fill(
        store::Database& database, const TownContents& contents, const model::Clock& clock
    );

    /// Names the calendar that holds from now on: running processes read it within a second, and
    /// due times are counted anew. False when it held already.
    static bool adopt_calendar(
        store::Database& database,
        const std::string& version,
        const std::string& by,
        const model::Clock& clock
    );

    /// Errors: bad_request (code, empty name, a second lead office, the last one taken away).
    [[nodiscard]] model::Result<void> put(const model::Unit& unit, const std::string& by);
    /// Errors: bad_request (empty names, hours that are no spans, final_workdays outside 1..60,
    /// numbers of the ladder that do not go together). The ladder of every open ticket is planned
    /// anew where it changed.
    [[nodiscard]] model::Result<void> put(const TownSettings& settings, const std::string& by);
    /// Adds or replaces; live in this process at once, in others within a second. Errors:
    /// bad_request (name).
    [[nodiscard]] model::Result<void> put(
        const model::ChannelAccount& account, const std::string& by
    );

    /// Steps of the guided first start and whether each is done.
    [[nodiscard]] std::vector<std::pair<std::string, bool>> steps() const;
    /// Errors: not_found.
    [[nodiscard]] model::Result<void> finish_step(const std::string& step, const std::string& by);

    /// At most 200: open ones first, then the newest.
    [[nodiscard]] std::vector<DeadLetterView> dead_letters() const;
    /// Errors: not_found.
    [[nodiscard]] model::Result<DeadLetterView> dead_letter(std::int64_t id) const;
    /// Ends an open one: "replayed" or "dropped" (a person has dealt with it). Errors: not_found,
    /// move_not_allowed (not open any more).
    [[nodiscard]] model::Result<void> settle_dead_letter(
        std::int64_t id, const std::string& state, const std::string& by
    );

    // The spool: messages taken while Redis is down, as encoded entries, until they are in the
    // stream.
    void spool(const std::string& delivery_key, const std::string& entry);

    struct Spooled {
        std::int64_t id = 0;
        std::string entry;
    };

    [[nodiscard]] std::vector<Spooled> spooled(int limit) const;
    void remove_spooled(std::int64_t id);

  private:
    void audit_and_refresh(
        const std::string& by, const std::string& action, const std::string& object
    );

    store::Database& database_;
    Town& town_;
    const model::Clock& clock_;
};

}  // namespace huiying::desk
