// What becomes of each line of a file of FAQ entries: new, changed, as it was, or refused with the
// reason. Used by faq_keeping, and by app for what it prints. Pure.
#pragma once

#include "board/desk/import_result.hpp"
#include "board/desk/sheet_file.hpp"
#include "board/desk/town.hpp"
#include "board/model/faq_entry.hpp"

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace huiying::desk {

/// Which field is wrong, and in words what would be right.
struct FaqTrouble {
    std::string field;
    std::string words;
};

struct FaqImportWanted {
    bool is_trial = false;     ///< only say what would be done
    bool replace = false;      ///< entries that are there already are written over
    bool keep_review = false;  ///< as the file says; else what is new or reads otherwise is a draft
    bool all_or_none = false;  ///< one refused line leaves everything as it was
};

struct FaqImportLine {
    using Result = ImportResult;

    std::size_t line = 0;
    Result result = Result::refused;
    std::string id;
    std::string question;
    std::string words;  ///< why it is refused, or what to know
};

struct FaqImportReport {
    bool is_written = false;
    std::vector<FaqImportLine> lines;
    std::vector<std::string> ignored;  ///< headings that name no field

    [[nodiscard]] bool has_trouble() const;

    [[nodiscard]] std::size_t count(ImportResult result) const { return count_of(lines, result); }
};

/// Lines as the file has them; `trouble`: why one cannot be read at all.
struct FaqFile {
    struct Line {
        FileItem item;
        std::string trouble;
    };

    std::vector<Line> lines;
    std::vector<std::string> ignored;
};

/// A CSV (UTF-8 or GB 18030), XLSX or JSON file.
[[nodiscard]] std::variant<FaqFile, FileTrouble> read_faq_file(std::string_view bytes);

/// What the lines would do to the entries that are there, in the file's order. An entry that has
/// expired does not hold its question: a line without a number takes its place, one with a number
/// of its own stands beside it.
class FaqPlan {
  public:
    FaqPlan(
        const std::vector<model::FaqEntry>& present,
        const TownSnapshot& town,
        const FaqImportWanted& wanted,
        model::Instant now
    );
    ~FaqPlan();
    FaqPlan(const FaqPlan&) = delete;
    FaqPlan& operator=(const FaqPlan&) = delete;

    FaqImportLine take(const FaqFile::Line& line);

    /// New and changed ones of all lines taken so far.
    [[nodiscard]] const std::vector<model::FaqEntry>& to_write() const { return to_write_; }

  private:
    struct Seen;

    /// Whether no other entry may ask the same: neither retired nor expired.
    [[nodiscard]] bool holds_question(const model::FaqEntry& entry) const;
    /// Which expired entry the line is instead of, or stands beside; "" where none asked the same.
    [[nodiscard]] std::string expired_words(
        const model::FaqEntry& entry, const model::FaqEntry* before
    ) const;
    /// of_expired: a line without a number comes in the place of an entry that has expired.
    enum class Place { asked_for, of_expired };
    void admit(
        FaqImportLine& judged,
        const model::FaqEntry& entry,
        const model::FaqEntry* before,
        Place place
    );
    void note_question(
        const model::FaqEntry& entry, const model::FaqEntry* before, std::size_t line
    );
    [[nodiscard]] std::string id_of(const ItemFields& fields) const;
    [[nodiscard]] std::string double_of(const model::FaqEntry& entry, const model::FaqEntry* before)
        const;

    const TownSnapshot& town_;
    const FaqImportWanted wanted_;
    const std::string today_;  ///< ISO
    std::unique_ptr<Seen> seen_;
    std::vector<model::FaqEntry> to_write_;
};

}  // namespace huiying::desk
