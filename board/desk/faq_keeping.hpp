// The FAQ knowledge base as staff keep it: changed one by one, brought as a file and taken out as
// one. Every change is audited and live in this process at once, in others within a second. Used by
// web and app. Thread rule: safe from any thread; blocking.
#pragma once

#include "board/desk/faq_import.hpp"
#include "board/desk/town.hpp"
#include "board/model/errc.hpp"
#include "board/model/faq_use.hpp"

#include <optional>
#include <string>
#include <vector>

namespace huiying::desk {

/// An entry with what staff want to know of it.
struct FaqItem {
    model::FaqEntry entry;
    std::string standing;  ///< undated, not_yet, current, ending (within 30 days), expired
    model::FaqCounts uses;
    std::vector<model::FaqDependent> dependents;  ///< newest first
};

class FaqKeeping {
  public:
    FaqKeeping(store::Database& database, Town& town, const model::Clock& clock)
        : database_(database), town_(town), clock_(clock) {}

    /// Which field is wrong, and what would be right; nullopt: put() takes it.
    [[nodiscard]] std::optional<FaqTrouble> wrong_field(const model::FaqEntry& entry) const;

    /// Adds or replaces, without white space around texts. Errors: bad_request (a wrong field).
    [[nodiscard]] model::Result<void> put(const model::FaqEntry& entry, const std::string& by);

    /// What becomes of each line; all that is taken, in one transaction.
    FaqImportReport import(
        const FaqFile& file, const FaqImportWanted& wanted, const std::string& by
    );

    /// All entries, in their order, as things stand now.
    [[nodiscard]] std::vector<FaqItem> items() const;

    /// All entries as a file that import() takes again: xlsx or csv.
    [[nodiscard]] std::string exported(SheetForm form) const;

  private:
    store::Database& database_;
    Town& town_;
    const model::Clock& clock_;
};

}  // namespace huiying::desk
