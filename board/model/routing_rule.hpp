// A rule by which a town says itself where certain messages go: a plain value, kept in the record,
// tried by board/routing in the order of the list.
#pragma once

#include "board/model/inbound_message.hpp"
#include "board/model/instant.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace huiying::model {

/// All its conditions must hold; of the words in one condition, any. An empty condition always
/// holds.
struct RoutingRule {
    std::string name;                  ///< told as the reason, at most 40 characters
    std::vector<std::string> words;    ///< in subject or text
    std::vector<std::string> without;  ///< not in subject or text
    std::vector<std::string> places;   ///< in the place given, subject or text
    std::vector<std::string> channels;
    std::vector<Kind> kinds;
    std::string unit;  ///< code; empty: a person dispatches
    bool active = true;

    friend bool operator==(const RoutingRule&, const RoutingRule&) = default;
};

struct RoutingRulesVersion {
    std::int64_t version = 0;  ///< 0: none was ever saved
    Instant at{};
    std::string by;
    std::string note;
    std::vector<RoutingRule> rules;
};

inline constexpr std::size_t kMostRules = 200;
inline constexpr std::size_t kMostRuleWords = 100;  ///< in one condition

/// What is wrong with a rule of a list, or should give pause.
struct RuleFinding {
    std::size_t rule = 0;    ///< index in the list
    std::string_view field;  ///< name, words, without, places, channels, unit; a constant
    std::string words;       ///< Chinese
    bool refused = false;    ///< the list may not be saved with it
};

/// A unit that a person gave a message to, where routing had said another or nothing.
struct CorrectedRoute {
    std::string text;   ///< subject, line end, first message
    std::string wrong;  ///< code; empty: routing had left it to a person
    std::string right;  ///< code

    friend bool operator==(const CorrectedRoute&, const CorrectedRoute&) = default;
};

}  // namespace huiying::model
