// What is wrong with a list of rules: conditions that cannot hold, units that are not there, rules
// that another before them always forestalls.
#include "board/routing/hand_rules.hpp"
#include "board/routing/ngrams.hpp"
#include "text/disguise.hpp"
#include "text/encoding.hpp"

#include <algorithm>
#include <set>

namespace huiying::routing {
namespace {

using model::RoutingRule;
using model::RuleFinding;

constexpr std::size_t kLongestName = 40;
constexpr std::size_t kLongestWord = 40;

using Words = std::vector<std::string>;

/// Without a letter, a digit, a Han character.
bool says_nothing(std::string_view plain) {
    std::vector<std::uint64_t> grams;
    collect_ngrams(plain, 1, grams);
    return grams.empty();
}

class RuleReader {
  public:
    RuleReader(const Words& channels, const std::vector<model::Unit>& units)
        : channels_(channels), units_(units) {}

    void check(const RoutingRule& rule, std::size_t index) {
        at_ = index;
        check_name(rule);
        check_words("words", rule.words);
        check_words("without", rule.without);
        check_words("places", rule.places);
        check_reach(rule);
        check_unit(rule);
    }

    void doubt(std::size_t index, std::string_view field, std::string words) {
        found_.push_back({index, field, std::move(words), false});
    }

    std::vector<RuleFinding> take() { return std::move(found_); }

  private:
    void refuse(std::string_view field, std::string words) {
        found_.push_back({at_, field, std::move(words), true});
    }

    void check_name(const RoutingRule& rule) {
        if (rule.name.empty())
            refuse("name", "请写规则的名称，分派理由里会写出来");
        else if (text::code_point_count(rule.name) > kLongestName)
            refuse("name", "名称最多 40 字");
        else if (!names_.insert(rule.name).second)
            refuse("name", "已有同名的规则");
    }

    void check_words(std::string_view field, const Words& words) {
        if (words.size() > model::kMostRuleWords)
            refuse(field, "最多 100 个词");
        for (const auto& word : words) {
            const auto plain = text::plain_form(word);
            if (says_nothing(plain))
                refuse(field, "“" + word + "”里没有可以比对的文字");
            else if (text::code_point_count(plain) > kLongestWord)
                refuse(field, "每个词最多 40 字");
            else if (text::code_point_count(plain) == 1 && field != "without")
                doubt(at_, field, "“" + word + "”只有一个字，很容易误中");
        }
    }

    void check_reach(const RoutingRule& rule) {
        if (rule.words.empty() && rule.places.empty() && rule.channels.empty() &&
            rule.kinds.empty())
            refuse("words", "至少写一个条件，否则所有来信都会按这一条分派");
        for (const auto& channel : rule.channels)
            if (std::find(channels_.begin(), channels_.end(), channel) == channels_.end())
                doubt(at_, "channels", "渠道“" + channel + "”现在没有来信");
        for (const auto& word : rule.words)
            if (holds_any(text::plain_form(word), rule.without))
                doubt(at_, "without", "“" + word + "”含有要排除的词，这个词永远不会起作用");
    }

    void check_unit(const RoutingRule& rule) {
        const auto unit = std::find_if(units_.begin(), units_.end(), [&](const auto& one) {
            return one.code == rule.unit;
        });
        if (!rule.unit.empty() && unit == units_.end())
            refuse("unit", "没有这个单位");
        else if (!rule.unit.empty() && !unit->active && rule.active)
            refuse("unit", "这个单位已经停用");
    }

    static bool holds_any(const std::string& plain, const Words& words) {
        return std::any_of(words.begin(), words.end(), [&](const auto& word) {
            return plain.find(text::plain_form(word)) != std::string::npos;
        });
    }

    const Words& channels_;
    const std::vector<model::Unit>& units_;
    std::set<std::string> names_;
    std::vector<RuleFinding> found_;
    std::size_t at_ = 0;
};

/// Whether a text with any of the `narrow` words always has one of the `wide` ones.
bool covers(const Words& wide, const Words& narrow) {
    if (wide.empty())
        return true;
    return !narrow.empty() && std::all_of(narrow.begin(), narrow.end(), [&](const auto& word) {
        return std::any_of(wide.begin(), wide.end(), [&](const auto& other) {
            return text::plain_form(word).find(text::plain_form(other)) != std::string::npos;
        });
    });
}

template <class Value>
bool includes(const std::vector<Value>& wide, const std::vector<Value>& narrow) {
    if (wide.empty())
        return true;
    return !narrow.empty() && std::all_of(narrow.begin(), narrow.end(), [&](const auto& one) {
        return std::find(wide.begin(), wide.end(), one) != wide.end();
    });
}

/// Whether whatever `later` takes, `earlier` has taken before.
bool forestalls(const RoutingRule& earlier, const RoutingRule& later) {
    return covers(earlier.words, later.words) && covers(earlier.places, later.places) &&
           includes(earlier.channels, later.channels) && includes(earlier.kinds, later.kinds) &&
           std::all_of(earlier.without.begin(), earlier.without.end(), [&](const auto& word) {
               return !later.without.empty() && covers(later.without, {word});
           });
}

}  // namespace

std::vector<model::RuleFinding> findings(
    const std::vector<RoutingRule>& rules,
    const std::vector<model::Unit>& units,
    const std::vector<std::string>& channels
) {
    RuleReader found(channels, units);
    for (std::size_t i = 0; i < rules.size(); ++i) {
        found.check(rules[i], i);
        if (!rules[i].active)
            continue;
        for (std::size_t j = 0; j < i; ++j)
            if (rules[j].active && forestalls(rules[j], rules[i])) {
                found.doubt(i, "name", "轮不到这一条：前面的“" + rules[j].name + "”总是先符合");
                break;
            }
    }
    return found.take();
}

}  // namespace huiying::routing
