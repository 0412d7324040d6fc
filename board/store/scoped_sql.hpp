// A statement with its arguments by number, and the conditions that a reader's scope puts on
// tickets and on cells of the tally. Private to this room.
#pragma once

#include "board/store/database.hpp"
#include "board/store/tally_repository.hpp"

#include <string>
#include <variant>
#include <vector>

namespace huiying::store {

struct ScopedSql {
    std::string code;
    std::vector<std::variant<std::int64_t, std::string>> arguments;

    ScopedSql& add(const std::string& more) {
        code += more;
        return *this;
    }

    /// `more` has one placeholder.
    template <class Value>
    ScopedSql& add(const std::string& more, const Value& value) {
        arguments.emplace_back(value);
        return add(more);
    }

    /// " and ..." for what the scope leaves; `alias` is "t." or "".
    ScopedSql& within(const TallyScope& scope, const std::string& alias);

    [[nodiscard]] Cursor query(Connection& connection) const;
};

}  // namespace huiying::store
