// The FAQ knowledge base as staff keep it: changed one by one, brought as a file and taken out as
// one. Every change is audited and live in this process at once, in others within a second. Used by
// web and app. Thread rule: safe from any thread; blocking.
#pragma once

#include "board/desk/faq_import.hpp"
#include "board/desk/town.hpp"
#include "board/model/errc.hpp"
#include "board/model/faq_use.hpp"
#include "board/model/instant.hpp"
#include "board/model/policy_uses.hpp"

#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace huiying::desk {

/// An entry with what staff want to know of it.
struct FaqItem {
    model::FaqEntry entry;
    std::int64_t version = 0;
    std::string standing;  ///< undated, not_yet, current, ending (within 30 days), expired
    model::FaqCounts uses;
    std::vector<model::FaqDependent> dependents;  ///< newest first
    std::vector<model::FaqDoubt> doubts;          ///< why nobody may be answered from it now
};

/// A version that an entry has had.
struct FaqPast {
    std::int64_t version = 0;
    model::Instant at{};
    std::string by;    ///< login, or what wrote it without a person
    std::string note;  ///< Chinese: how it came, where not by hand
    model::FaqEntry entry;
    std::vector<std::string> changed;  ///< fields that read otherwise than in the version before
};

/// Why a change is not kept.
struct FaqRefused {
    model::Errc errc = model::Errc::bad_request;
    FaqTrouble trouble;
};

/// The version that was kept; the same as before where nothing reads otherwise.
using FaqKept = std::variant<std::int64_t, FaqRefused>;

class FaqKeeping {
  public:
    FaqKeeping(store::Database& database, Town& town, const model::Clock& clock)
        : database_(database), town_(town), clock_(clock) {}

    /// Adds or replaces, without white space around texts. `seen`: the version that was changed, 0
    /// for a new one; nullopt writes over whatever is there. Refused: bad_request (a wrong field),
    /// version_conflict (somebody else was first, and who).
    [[nodiscard]] FaqKept put(
        const model::FaqEntry& entry, const std::string& by, std::optional<std::int64_t> seen
    );

    /// Newest first; empty when there is no such entry.
    [[nodiscard]] std::vector<FaqPast> versions(const std::string& id) const;

    /// An old version once more, as the newest one. Refused: not_found, and as put().
    [[nodiscard]] FaqKept restore(
        const std::string& id, std::int64_t version, std::int64_t seen, const std::string& by
    );

    /// What becomes of each line; all that is taken, in one transaction.
    FaqImportReport import(
        const FaqFile& file, const FaqImportWanted& wanted, const std::string& by
    );

    /// All entries, in their order, as things stand now.
    [[nodiscard]] std::vector<FaqItem> items() const;

    /// All entries as a file that import() takes again: xlsx or csv.
    [[nodiscard]] std::string exported(SheetForm form) const;
    /// Leaves a row in the audit: somebody took the entries along, in whatever form.
    void note_export(const std::string& by);

  private:
    [[nodiscard]] FaqKept keep(
        const model::FaqEntry& entry,
        const std::string& by,
        std::optional<std::int64_t> seen,
        const std::string& note
    );

    store::Database& database_;
    Town& town_;
    const model::Clock& clock_;
};

}  // namespace huiying::desk
