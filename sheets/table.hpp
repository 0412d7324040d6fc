// A table as people exchange it in files: rows of texts. Used by desk and app. Plain values.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace huiying::sheets {

struct Row {
    std::size_t line = 0;  ///< where it begins in the file, from 1
    std::vector<std::string> cells;
    /// By column, where it may say nothing of one (JSON: no such key, or null); empty: nowhere.
    std::vector<bool> absent{};

    /// Whether it has a cell there, be it an empty one.
    [[nodiscard]] bool has(std::size_t column) const {
        return column < cells.size() && (column >= absent.size() || !absent[column]);
    }

    friend bool operator==(const Row&, const Row&) = default;
};

using Rows = std::vector<Row>;

/// Why a file is not read.
enum class Fault {
    not_readable,  ///< not of its kind, or damaged
    too_big,       ///< beyond the limits below, or made to grow beyond them
};

// What is read at most; a file of a day's matters has some hundred rows.
inline constexpr std::size_t kMaxRows = 20'000;
inline constexpr std::size_t kMaxColumns = 200;

}  // namespace huiying::sheets
