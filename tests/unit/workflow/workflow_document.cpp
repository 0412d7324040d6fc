#include "workflow_document.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <sstream>
#include <stdexcept>

namespace huiying::test {
namespace {

using Cells = std::vector<std::string>;

/// Columns of a table of moves between the move and its targets.
constexpr std::array kPartyWords{
    "dispatcher",
    "handler",
    "assistant",
    "reviewer",
    "unit_manager",
    "office_manager",
    "administrator",
    "citizen",
    "system"};
constexpr std::string_view kMoveHead =
    "| move | D | H | A | R | U | O | S | C | Y | leads to | when; source |";
constexpr std::string_view kStateHead = "| state | |";
constexpr std::string_view kEventHead = "| event | by |";
constexpr std::string_view kRungHead = "| rung | |";

std::string trimmed(std::string text) {
    const auto begin = text.find_first_not_of(' ');
    if (begin == std::string::npos)
        return "";
    return text.substr(begin, text.find_last_not_of(' ') - begin + 1);
}

Cells cells_of(const std::string& line) {
    Cells cells;
    std::stringstream stream(line.substr(1));
    for (std::string cell; std::getline(stream, cell, '|');)
        cells.push_back(trimmed(cell));
    return cells;
}

/// Words in backquotes.
std::vector<std::string> quoted(const std::string& text) {
    std::vector<std::string> words;
    std::size_t begin = 0;
    while ((begin = text.find('`', begin)) != std::string::npos) {
        const auto end = text.find('`', begin + 1);
        if (end == std::string::npos)
            break;
        words.push_back(text.substr(begin + 1, end - begin - 1));
        begin = end + 1;
    }
    return words;
}

std::string without_quotes(std::string text) {
    text.erase(std::remove(text.begin(), text.end(), '`'), text.end());
    return text;
}

/// "`word` 名称"
std::pair<std::string, std::string> word_and_name(const std::string& cell) {
    const auto words = quoted(cell);
    if (words.size() != 1)
        throw std::runtime_error("no word in: " + cell);
    return {words[0], trimmed(cell.substr(cell.rfind('`') + 1))};
}

MoveCell cell_of(const Cells& cells, const std::string& name) {
    MoveCell cell{name, {}, {}};
    for (std::size_t i = 0; i < kPartyWords.size(); ++i)
        if (!cells.at(i + 1).empty())
            cell.marks.emplace(kPartyWords[i], cells.at(i + 1));
    const auto& leads = cells.at(kPartyWords.size() + 1);
    for (const auto& word : quoted(leads))
        cell.targets.insert(word);
    if (leads.starts_with("= ") || leads == "=" || leads.ends_with(" ="))
        cell.targets.insert("=");
    return cell;
}

/// A move to the state where the ticket lies already stays.
MoveCell seen_from(const std::string& state, MoveCell cell) {
    if (cell.targets.erase(state) > 0)
        cell.targets.insert("=");
    return cell;
}

class Reader {
  public:
    void line(const std::string& text) {
        if (text.starts_with("### ")) {
            states_ = quoted(text);
            return;
        }
        if (!text.starts_with("|")) {
            table_ = Table::none;
            return;
        }
        if (table_ == Table::none)
            table_ = table_of(text);
        else if (!text.starts_with("|---"))
            row(cells_of(text));
    }

    WorkflowDocument take() { return std::move(document_); }

  private:
    enum class Table { none, other, moves, states, events, rungs };

    static Table table_of(const std::string& head) {
        if (head == kMoveHead)
            return Table::moves;
        if (head.starts_with(kStateHead))
            return Table::states;
        if (head.starts_with(kEventHead))
            return Table::events;
        return head.starts_with(kRungHead) ? Table::rungs : Table::other;
    }

    void row(const Cells& cells) {
        if (table_ == Table::moves)
            move(cells);
        else if (table_ == Table::states)
            plain(document_.states, cells, 1);
        else if (table_ == Table::events)
            plain(document_.events, cells, 8);
        else if (table_ == Table::rungs)
            plain(document_.rungs, cells, 5);
    }

    void move(const Cells& cells) {
        const auto [word, name] = word_and_name(cells.at(0));
        for (const auto& state : states_)
            if (!document_.moves
                     .emplace(std::pair{state, word}, seen_from(state, cell_of(cells, name)))
                     .second)
                throw std::runtime_error(word + " stands twice for " + state);
    }

    static void plain(Rows& rows, const Cells& cells, std::size_t kept) {
        Cells rest;
        for (std::size_t i = 1; i <= kept; ++i)
            rest.push_back(without_quotes(cells.at(i)));
        if (!rows.emplace(word_and_name(cells.at(0)).first, rest).second)
            throw std::runtime_error(cells.at(0) + " stands twice");
    }

    Table table_ = Table::none;
    std::vector<std::string> states_;
    WorkflowDocument document_;
};

std::string joined(const MoveCell& cell) {
    std::string text = cell.name + " [";
    for (const auto& [party, mark] : cell.marks)
        text += " " + party + mark;
    text += " ] ->";
    for (const auto& target : cell.targets)
        text += " " + target;
    return text;
}

std::string joined(const Cells& cells) {
    std::string text;
    for (const auto& cell : cells)
        text += "| " + cell + " ";
    return text;
}

std::string joined(const std::pair<std::string, std::string>& key) {
    return key.first + ", " + key.second;
}

std::string joined(const std::string& key) {
    return key;
}

template <class Table>
std::vector<std::string> compared(const Table& document, const Table& code) {
    std::vector<std::string> lines;
    for (const auto& [key, value] : document) {
        const auto found = code.find(key);
        if (found == code.end())
            lines.push_back(joined(key) + ": only in the document: " + joined(value));
        else if (joined(found->second) != joined(value))
            lines.push_back(
                joined(key) + ": document " + joined(value) + ", code " + joined(found->second)
            );
    }
    for (const auto& [key, value] : code)
        if (!document.contains(key))
            lines.push_back(joined(key) + ": only in the code: " + joined(value));
    return lines;
}

}  // namespace

WorkflowDocument parse_workflow(std::string_view markdown) {
    Reader reader;
    std::stringstream stream{std::string(markdown)};
    for (std::string line; std::getline(stream, line);)
        reader.line(line);
    return reader.take();
}

std::vector<std::string> differences(const MoveCells& document, const MoveCells& code) {
    return compared(document, code);
}

std::vector<std::string> differences(const Rows& document, const Rows& code) {
    return compared(document, code);
}

}  // namespace huiying::test
