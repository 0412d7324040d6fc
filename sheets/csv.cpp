#include "sheets/csv.hpp"

#include <utility>

namespace huiying::sheets {
namespace {

constexpr std::string_view kMark = "\xEF\xBB\xBF";

/// A telephone number is none, whatever it begins with.
bool looks_like_formula(std::string_view cell) {
    if (cell.empty() || std::string_view("=+-@\t\r").find(cell.front()) == std::string_view::npos)
        return false;
    return cell.find_first_not_of("+-0123456789 .") != std::string_view::npos;
}

/// A formula behind apostrophes is guarded by one more, so that reading takes off what writing put
/// on.
bool is_to_guard(std::string_view cell) {
    const auto start = cell.find_first_not_of('\'');
    return start != std::string_view::npos && looks_like_formula(cell.substr(start));
}

void take_off_guard(std::string& cell) {
    if (cell.starts_with('\'') && is_to_guard(cell))
        cell.erase(0, 1);
}

class CsvReader {
  public:
    void take(char symbol) {
        if (symbol == '\n')
            ++line_;
        if (symbol == '"')
            meet_quote();
        else if (!quoted_ && symbol == ',')
            end_field();
        else if (!quoted_ && symbol == '\n')
            end_row();
        else if (quoted_ || symbol != '\r')
            field_ += symbol;
        last_ = symbol;
    }

    [[nodiscard]] bool is_too_big() const {
        return rows_.size() > kMaxRows || row_.cells.size() >= kMaxColumns;
    }

    [[nodiscard]] Rows finish() {
        end_row();
        return std::move(rows_);
    }

  private:
    /// Two quotes inside a quoted field are one of its text.
    void meet_quote() {
        if (std::exchange(quoted_, !quoted_))
            return;
        if (last_ == '"' && was_quoted_)
            field_ += '"';
        was_quoted_ = true;
    }

    void end_field() {
        take_off_guard(field_);
        row_.cells.push_back(std::move(field_));
        field_.clear();
        was_quoted_ = false;
    }

    void end_row() {
        end_field();
        if (row_.cells.size() > 1 || !row_.cells.front().empty())
            rows_.push_back(std::move(row_));
        row_ = {line_, {}};
    }

    Rows rows_;
    Row row_{1, {}};
    std::string field_;
    std::size_t line_ = 1;
    char last_ = 0;
    bool quoted_ = false;
    bool was_quoted_ = false;
};

void append_cell(std::string& text, const std::string& cell) {
    const bool is_guarded = is_to_guard(cell);
    if (!is_guarded && cell.find_first_of(",\"\r\n") == std::string::npos) {
        text += cell;
        return;
    }
    text += is_guarded ? "\"'" : "\"";
    for (const char symbol : cell) {
        if (symbol == '"')
            text += '"';
        text += symbol;
    }
    text += '"';
}

}  // namespace

std::variant<Rows, Fault> csv_rows(std::string_view text) {
    if (text.starts_with(kMark))
        text.remove_prefix(kMark.size());
    CsvReader reader;
    for (const char symbol : text) {
        reader.take(symbol);
        if (reader.is_too_big())
            return Fault::too_big;
    }
    return reader.finish();
}

std::string to_csv(const Rows& rows) {
    std::string text(kMark);
    for (const auto& row : rows) {
        for (std::size_t i = 0; i < row.cells.size(); ++i) {
            if (i > 0)
                text += ',';
            append_cell(text, row.cells[i]);
        }
        text += "\r\n";
    }
    return text;
}

}  // namespace huiying::sheets
