// The table of rooms in docs/architecture.md, and what the code does against it. Each check answers
// one line a violation, and none when all is well.
#pragma once

#include "source_tree.hpp"

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace huiying::architecture {

struct Room {
    bool may_use_everything = false;
    std::set<std::string> uses;  ///< folders
    std::set<std::string>
        libraries;  ///< as their headers begin: "hiredis", "boost/asio", "sodium.h"
};

/// Rooms by folder.
using HousePlan = std::map<std::string, Room>;
using Violations = std::vector<std::string>;

/// The table with the head `| room | may use | libraries of its own |`. Throws std::runtime_error
/// when there is none or it names a room that has no row.
HousePlan parse_plan(std::string_view document);

/// Every C++ file lies in a room of the plan, and every room has one.
Violations check_folders(const HousePlan& plan, const SourceTree& tree);
/// Rooms include only rooms and libraries of their row; no way round by "../".
Violations check_includes(const HousePlan& plan, const SourceTree& tree);
/// The JSON library, slow to compile, is in sources and at most in headers private to a room.
Violations check_json(const SourceTree& tree);
/// USES in a room's CMakeLists.txt is its row.
Violations check_cmake(const HousePlan& plan, const SourceTree& tree);
/// No row lets a confined library into another room.
Violations check_confinement(const HousePlan& plan);
/// No file name that says nothing.
Violations check_names(const SourceTree& tree);
/// Production files longer than `limit` lines, the longest first.
Violations longer_than(const SourceTree& tree, std::size_t limit);

}  // namespace huiying::architecture
