#include "board/routing/hand_rules.hpp"

#include "text/disguise.hpp"

#include <algorithm>
#include <utility>

namespace huiying::routing {
namespace {

std::string quoted(const std::string& words) {
    return "“" + words + "”";
}

bool is_active(const std::vector<model::Unit>& units, const std::string& code) {
    return std::any_of(units.begin(), units.end(), [&](const model::Unit& unit) {
        return unit.active && unit.code == code;
    });
}

template <class Value>
bool is_among(const std::vector<Value>& allowed, const auto& value) {
    return allowed.empty() || std::find(allowed.begin(), allowed.end(), value) != allowed.end();
}

}  // namespace

/// Of each rule, the word of a condition that was found first; empty where none was.
struct HandRules::Seen {
    std::vector<std::string> words;
    std::vector<std::string> without;
    std::vector<std::string> places;
};

HandRules::HandRules(std::vector<model::RoutingRule> rules, std::int64_t version)
    : rules_(std::move(rules)), version_(version) {
    for (std::size_t i = 0; i < rules_.size(); ++i) {
        add_words(i, Condition::words, rules_[i].words);
        add_words(i, Condition::without, rules_[i].without);
        add_words(i, Condition::places, rules_[i].places);
    }
    phrases_.emplace(words_);
}

void HandRules::add_words(
    std::size_t rule, Condition condition, const std::vector<std::string>& words
) {
    for (const auto& word : words) {
        words_.push_back(text::plain_form(word));
        owners_.push_back({rule, condition});
    }
}

HandRules::Seen HandRules::seen_in(std::string_view text) const {
    Seen seen;
    for (auto* each : {&seen.words, &seen.without, &seen.places})
        each->resize(rules_.size());
    for (const auto& match : phrases_->find(text)) {
        const auto& [rule, condition] = owners_[match.phrase];
        auto& found = condition == Condition::words     ? seen.words
                      : condition == Condition::without ? seen.without
                                                        : seen.places;
        if (found[rule].empty())
            found[rule] = words_[match.phrase];
    }
    return seen;
}

bool HandRules::holds(
    std::size_t index, const Seen& text, const Seen& place, const Written& message
) const {
    const auto& rule = rules_[index];
    return rule.active && (rule.words.empty() || !text.words[index].empty()) &&
           text.without[index].empty() &&
           (rule.places.empty() || !text.places[index].empty() || !place.places[index].empty()) &&
           is_among(rule.channels, message.channel) && is_among(rule.kinds, message.kind);
}

std::optional<HandRules::Match> HandRules::first(
    const Written& message, const std::vector<model::Unit>& units
) const {
    if (rules_.empty())
        return std::nullopt;
    const auto text = seen_in(message.text);
    const auto place = seen_in(message.place);
    for (std::size_t i = 0; i < rules_.size(); ++i) {
        const auto& rule = rules_[i];
        if (!holds(i, text, place, message) || (!rule.unit.empty() && !is_active(units, rule.unit)))
            continue;
        auto reason = "符合本镇规则" + quoted(rule.name);
        for (const auto* word : {&text.words[i], &text.places[i], &place.places[i]})
            if (!word->empty()) {
                reason += "，提到" + quoted(*word);
                break;
            }
        return Match{i, rule.unit, std::move(reason)};
    }
    return std::nullopt;
}

}  // namespace huiying::routing
