// The town's workflow rules as rows of the record.
#include "board/desk/setting_keys.hpp"

#include <array>
#include <charconv>

namespace huiying::desk {
namespace {

using model::WorkflowRules;

/// Both words of a switch, in the order of its enumeration.
struct Switch {
    std::string_view key;
    std::array<std::string_view, 2> words;
};

constexpr Switch kAcceptance{"workflow.acceptance", {"automatic", "by_person"}};
constexpr Switch kSigning{"workflow.signing", {"not_needed", "needed"}};
constexpr Switch kPhoneReview{"workflow.phone_review", {"needed", "not_needed"}};
constexpr Switch kPausing{"workflow.pausing", {"not_allowed", "allowed"}};

constexpr std::string_view kResponse = "workflow.response";
constexpr std::array<std::string_view, 3> kGrades{"receipt", "acceptance", "contact"};
constexpr std::array<std::string_view, 3> kReviews{"needed", "not_needed", "needed_twice"};

/// A limit with the values that are taken.
struct Limit {
    std::string_view key;
    int WorkflowRules::*member;
    int least;
    int most;
};

constexpr std::array kLimits{
    Limit{"workflow.max_returns", &WorkflowRules::max_returns, 0, 10},
    Limit{"workflow.max_extension_workdays", &WorkflowRules::max_extension_workdays, 0, 60},
    Limit{"workflow.max_reworks", &WorkflowRules::max_reworks, 0, 10},
    Limit{"workflow.rework_workdays", &WorkflowRules::rework_workdays, 1, 60},
    Limit{"workflow.close_after_days", &WorkflowRules::close_after_days, 0, 365},
};

using Rows = std::map<std::string, std::string>;

std::string_view at(const Rows& rows, std::string_view key) {
    const auto found = rows.find(std::string(key));
    return found == rows.end() ? std::string_view() : std::string_view(found->second);
}

template <class Enum>
void read(const Rows& rows, const Switch& entry, Enum& value) {
    for (std::size_t i = 0; i < entry.words.size(); ++i)
        if (at(rows, entry.key) == entry.words[i])
            value = static_cast<Enum>(i);
}

template <class Enum>
void write(Rows& rows, const Switch& entry, Enum value) {
    rows.emplace(entry.key, entry.words.at(static_cast<std::size_t>(value)));
}

std::optional<int> number_of(std::string_view text) {
    int value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    const bool whole = error == std::errc() && end == text.data() + text.size();
    return whole ? std::optional(value) : std::nullopt;
}

}  // namespace

WorkflowRules workflow_rules_from(const Rows& rows) {
    WorkflowRules rules;
    read(rows, kAcceptance, rules.acceptance);
    read(rows, kSigning, rules.signing);
    read(rows, kPhoneReview, rules.phone_review);
    read(rows, kPausing, rules.pausing);
    for (std::size_t i = 0; i < kGrades.size(); ++i)
        if (at(rows, kResponse) == kGrades[i])
            rules.response = static_cast<model::ResponseGrade>(i);
    for (const auto& limit : kLimits)
        if (const auto value = number_of(at(rows, limit.key));
            value && *value >= limit.least && *value <= limit.most)
            rules.*limit.member = *value;
    return rules;
}

Rows rows_of(const WorkflowRules& rules) {
    Rows rows;
    write(rows, kAcceptance, rules.acceptance);
    write(rows, kSigning, rules.signing);
    write(rows, kPhoneReview, rules.phone_review);
    write(rows, kPausing, rules.pausing);
    rows.emplace(kResponse, kGrades.at(static_cast<std::size_t>(rules.response)));
    for (const auto& limit : kLimits)
        rows.emplace(limit.key, std::to_string(rules.*limit.member));
    return rows;
}

std::string review_word(ReplyReview review) {
    return std::string(kReviews.at(static_cast<std::size_t>(review)));
}

std::optional<ReplyReview> parse_review(std::string_view word) {
    for (std::size_t i = 0; i < kReviews.size(); ++i)
        if (word == kReviews[i])
            return static_cast<ReplyReview>(i);
    return std::nullopt;
}

}  // namespace huiying::desk
