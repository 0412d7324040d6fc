// The catalogue of what must be published (主动公开事项目录; of committees: 居（村）务公开): its
// items as the office keeps them, the events that start a clock, what is due when and why, and what
// the board shows of it. Used by web. Thread rule: safe from any thread; blocking.
#pragma once

#include "board/desk/sheet_file.hpp"
#include "board/desk/town.hpp"
#include "board/model/catalogue_item.hpp"
#include "board/model/errc.hpp"
#include "board/model/staff.hpp"

#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace huiying::desk {

/// Which field is wrong, and in words what would be right.
struct CatalogueTrouble {
    std::string field;
    std::string words;
};

struct CatalogueRefused {
    model::Errc errc = model::Errc::bad_request;
    CatalogueTrouble trouble;
};

/// One time that an item must still be published.
struct OpenCycle {
    std::string key;  ///< a publication that is for it says this
    std::string name;
    std::string due;  ///< ISO; empty: needs a calendar that is not published yet
    bool provisional = false;
    std::string reason;    ///< why that day
    std::string standing;  ///< overdue, today, soon, later, unknown
};

/// What was published last.
struct LastPublished {
    std::int64_t id = 0;
    std::string title;
    std::string link;
    model::Instant at{};
};

struct CatalogueRow {
    model::CatalogueItem item;
    std::int64_t version = 0;
    std::string unit_name;
    std::string person_name;
    std::string period;           ///< in words
    std::vector<OpenCycle> open;  ///< earliest first
    std::string standing;         ///< of the first; "none" where nothing is open
    std::optional<LastPublished> last;
    int waiting = 0;  ///< texts that wait for their review
    bool may_work = false;
    bool may_review = false;
};

struct CatalogueHistoryLine {
    model::Instant at{};
    std::string by;  ///< name, or login of who is not here any more
    std::string event;
    std::string detail;
};

/// A public text of an item.
struct ShownPublication {
    std::string title;
    std::string link;
    std::string text;
    model::Instant at{};
};

class Catalogue {
  public:
    Catalogue(store::Database& database, const Town& town, const model::Clock& clock)
        : database_(database), town_(town), clock_(clock) {}

    /// All items, in their order, as things stand now for this person.
    [[nodiscard]] std::vector<CatalogueRow> rows(const model::Staff& staff) const;

    /// Adds or replaces; the version that was kept, the same as before where nothing differs.
    /// `seen`: the version that was changed, 0 for a new one. Refused: bad_request (a wrong
    /// field), version_conflict, forbidden (not of the office).
    [[nodiscard]] std::variant<std::int64_t, CatalogueRefused> put(
        const model::CatalogueItem& item, const model::Staff& staff, std::int64_t seen
    );

    /// Something happened on that day that the item says must be published. Refused: not_found,
    /// forbidden, bad_request.
    [[nodiscard]] std::variant<std::int64_t, CatalogueRefused> start(
        const model::CatalogueEvent& event, const model::Staff& staff
    );
    /// It need not be published, with the reason. Refused: not_found, forbidden, move_not_allowed
    /// (something is published for it, or it is dropped), bad_request.
    [[nodiscard]] std::optional<CatalogueRefused> drop(
        std::int64_t event, const std::string& reason, const model::Staff& staff
    );

    /// Newest first.
    [[nodiscard]] std::vector<CatalogueHistoryLine> history(const std::string& item) const;

    /// What citizens see: items in force; of one unit where `unit` is not empty.
    [[nodiscard]] std::vector<CatalogueRow> shown(const std::string& unit) const;
    /// nullopt: no such item, or not in force.
    [[nodiscard]] std::optional<CatalogueRow> shown_item(const std::string& id) const;
    /// Newest first.
    [[nodiscard]] std::vector<ShownPublication> shown_publications(const std::string& item) const;
    /// What citizens see, comma-separated.
    [[nodiscard]] std::string shown_as_csv() const;

  private:
    [[nodiscard]] std::vector<CatalogueRow> all_rows(const model::Staff* staff) const;

    store::Database& database_;
    const Town& town_;
    const model::Clock& clock_;
};

}  // namespace huiying::desk
