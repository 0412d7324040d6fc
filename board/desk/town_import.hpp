// What a town has already, brought from files line by line: units, people, and past matters that
// routing learns from. Used by app and web. Thread rule: safe from any thread; blocking.
#pragma once

#include "board/desk/import_file.hpp"
#include "board/desk/import_result.hpp"
#include "board/desk/people.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace huiying::desk {

struct ImportWanted {
    bool is_trial = false;     ///< only say what would be done
    bool replace = false;      ///< what is there already is written over; never a person
    bool all_or_none = false;  ///< one refused line leaves everything as it was
};

struct ImportLine {
    using Result = ImportResult;

    std::size_t line = 0;
    Result result = Result::refused;
    std::string key;       ///< code, login, number
    std::string words;     ///< why it is refused
    std::string password;  ///< of a person who was added: told once
};

struct ImportTaken {
    bool is_written = false;
    std::vector<ImportLine> lines;
};

class TownImport {
  public:
    TownImport(store::Database& database, Town& town, const model::Clock& clock)
        : database_(database), town_(town), clock_(clock), people_(database, town, clock) {}

    /// What becomes of each line; all that is taken, in one transaction with the judging. Past
    /// matters are kept without personal details; one that accuses somebody is never kept. Source:
    /// 信访工作条例 article 30.
    [[nodiscard]] ImportTaken take(
        ImportOf kind, const ImportFile& file, const ImportWanted& wanted, const std::string& by
    );

  private:
    store::Database& database_;
    Town& town_;
    const model::Clock& clock_;
    People people_;
};

}  // namespace huiying::desk
