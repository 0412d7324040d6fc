// The catalogue as a file: taken out as XLSX, CSV or JSON, and brought in line by line, tried
// first. Used by web. Thread rule: safe from any thread; blocking.
#pragma once

#include "board/desk/catalogue.hpp"
#include "board/desk/import_result.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace huiying::desk {

struct CatalogueImportWanted {
    bool is_trial = false;     ///< only say what would be done
    bool replace = false;      ///< items that are there already are written over
    bool all_or_none = false;  ///< one refused line leaves everything as it was
};

struct CatalogueImportLine {
    using Result = ImportResult;

    std::size_t line = 0;
    Result result = Result::refused;
    std::string id;
    std::string name;
    std::string words;  ///< why it is refused, or what is changed and when it falls due
};

struct CatalogueImportReport {
    bool is_written = false;
    std::vector<CatalogueImportLine> lines;
    std::vector<std::string> ignored;  ///< headings that name no field

    [[nodiscard]] std::size_t count(ImportResult result) const { return count_of(lines, result); }
};

class CatalogueFile {
  public:
    CatalogueFile(store::Database& database, const Town& town, const model::Clock& clock)
        : database_(database), town_(town), clock_(clock) {}

    /// What becomes of each line; all that is taken, in one transaction. A line without a number
    /// is the item of the same category, name and unit. A file that cannot be read at all: why.
    [[nodiscard]] std::variant<CatalogueImportReport, FileTrouble> import(
        std::string_view bytes, const CatalogueImportWanted& wanted, const std::string& by
    );

    /// All items, as a file that import() takes again.
    [[nodiscard]] std::string exported(SheetForm form) const;

  private:
    store::Database& database_;
    const Town& town_;
    const model::Clock& clock_;
};

}  // namespace huiying::desk
