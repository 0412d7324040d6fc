// What a town has already, brought from files line by line: units, people, and past matters that
// routing learns from. Used by app and web. Thread rule: safe from any thread; blocking.
#pragma once

#include "board/desk/administration.hpp"
#include "board/desk/import_file.hpp"
#include "board/desk/people.hpp"
#include "board/store/past_repository.hpp"

#include <cstddef>
#include <set>
#include <string>
#include <vector>

namespace huiying::desk {

struct ImportWanted {
    bool is_trial = false;  ///< only say what would be done
    bool replace = false;   ///< what is there already is written over; never a person
};

struct ImportLine {
    /// there: it is kept already, and nobody asked to write over it.
    enum class Result { added, changed, unchanged, there, refused };

    std::size_t line = 0;
    Result result = Result::refused;
    std::string key;       ///< code, login, number
    std::string words;     ///< why it is refused
    std::string password;  ///< of a person who was added: told once
};

class TownImport {
  public:
    TownImport(store::Database& database, Town& town, const model::Clock& clock)
        : database_(database),
          town_(town),
          clock_(clock),
          administration_(database, town, clock),
          people_(database, town, clock) {}

    /// What becomes of each line. Past matters are kept without personal details; one that accuses
    /// somebody is never kept. Source: 信访工作条例 article 30.
    [[nodiscard]] std::vector<ImportLine> take(
        ImportOf kind, const ImportFile& file, const ImportWanted& wanted, const std::string& by
    );

  private:
    using Fields = ItemFields;

    ImportLine unit(const Fields& fields, const ImportWanted& wanted, const std::string& by);
    ImportLine person(const Fields& fields, const ImportWanted& wanted, const std::string& by);
    /// What is to be kept waits: thousands of past matters take seconds, not minutes.
    ImportLine ticket(
        const Fields& fields, const ImportWanted& wanted, std::vector<store::PastTicket>& waiting
    );
    /// In one transaction; empties it.
    void write_all(std::vector<store::PastTicket>& waiting, const std::string& by);

    store::Database& database_;
    Town& town_;
    const model::Clock& clock_;
    Administration administration_;
    People people_;
};

}  // namespace huiying::desk
