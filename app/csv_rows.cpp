#include "app/csv_rows.hpp"

#include <utility>

namespace huiying::app {
namespace {

class Reader {
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

    [[nodiscard]] std::vector<CsvRow> finish() {
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
        row_.fields.push_back(std::move(field_));
        field_.clear();
        was_quoted_ = false;
    }

    void end_row() {
        end_field();
        if (row_.fields.size() > 1 || !row_.fields.front().empty())
            rows_.push_back(std::move(row_));
        row_ = {line_, {}};
    }

    std::vector<CsvRow> rows_;
    CsvRow row_{1, {}};
    std::string field_;
    std::size_t line_ = 1;
    char last_ = 0;
    bool quoted_ = false;
    bool was_quoted_ = false;
};

}  // namespace

std::vector<CsvRow> csv_rows(std::string_view text) {
    constexpr std::string_view mark = "\xEF\xBB\xBF";
    if (text.starts_with(mark))
        text.remove_prefix(mark.size());
    Reader reader;
    for (const char symbol : text)
        reader.take(symbol);
    return reader.finish();
}

}  // namespace huiying::app
