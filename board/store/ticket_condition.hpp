// A TicketFilter as SQL: the conditions that lists, counts and searches share. Private to this
// room.
#pragma once

#include "board/store/database.hpp"
#include "board/store/ticket_repository.hpp"

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

namespace huiying::store {

/// A piece of SQL with its arguments, in the order of its placeholders.
struct Sql {
    std::string code;
    std::vector<std::variant<std::int64_t, std::string>> arguments;

    Sql& add(const std::string& more) {
        code += more;
        return *this;
    }

    template <class Value>
    Sql& add(const std::string& more, const Value& value) {
        arguments.emplace_back(value);
        return add(more);
    }

    Sql& add(const Sql& other) {
        arguments.insert(arguments.end(), other.arguments.begin(), other.arguments.end());
        return add(other.code);
    }

    Sql& one_of(const std::string& column, const std::vector<std::string>& values);
};

Cursor query(Connection& connection, const Sql& sql);

/// FTS5's expression for some words: every bigram must be there. "" when they hold none.
std::string match_of(const std::string& words);

/// "t.id in (...)": what the filter's unit assists in, in the states that it may see of it.
Sql assisted_of(const TicketFilter& filter);
/// With neither states nor units the list holds every ticket, those that the unit assists in too.
bool has_assisted(const TicketFilter& filter);
bool is_latest_first(const TicketFilter& filter);

/// "select id ...": the tickets of the narrowing's days.
Sql received_of(const model::Narrowing& narrowing);
/// The conditions beside states, units and words; each begins with " and ".
Sql rest_of(const TicketFilter& filter);
/// All but the words.
Sql condition_of(const TicketFilter& filter);

/// "due_key-id" of the last row of a page; nullopt when it is not one.
std::optional<std::pair<std::int64_t, std::int64_t>> parse_key(const std::string& after);

/// The newest tickets that hold all the words, in what was written to the citizen or by them, or
/// in a note. A page may be short of its limit, or empty, and have a next one: a search looks at a
/// bounded number of candidates at a time.
TicketPage search_page(Connection& connection, const TicketFilter& filter);
/// How many of the newest candidates the filter matches, at most `bound`.
BoundedCount count_found(Connection& connection, const TicketFilter& filter, int bound);

}  // namespace huiying::store
