#include "board/draft/rewrite_check.hpp"

#include "board/draft/facts.hpp"
#include "board/draft/sentences.hpp"
#include "board/draft/turns.hpp"
#include "text/encoding.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <utility>

namespace huiying::draft {
namespace {

using namespace std::string_view_literals;

/// Of a clause's telling pairs the share that one source sentence must have.
constexpr double kSupport = 0.55;
/// Of a clause that states a fact: that very source clause must be about the same.
constexpr double kFactSupport = 0.6;
/// Of the best source clause; those as near are asked too whether they turn the same way.
constexpr double kAsNear = 0.8;

constexpr std::size_t kShownSymbols = 40;
constexpr auto kCutUnits = std::to_array<std::pair<std::string_view, std::string_view>>(
    {{"个工"sv, "作日"sv}, {"个自"sv, "然日"sv}, {"个小"sv, "时"sv}, {"个星"sv, "期"sv}}
);

/// Said in every letter, states nothing.
constexpr auto kCourtesy = std::to_array({"尊敬的"sv,         "市民朋友"sv,
                                          "市民"sv,           "您好"sv,
                                          "你好"sv,           "感谢您的来信"sv,
                                          "感谢您的来电"sv,   "感谢您的留言"sv,
                                          "感谢您的反映"sv,   "感谢您的关注"sv,
                                          "感谢您的支持"sv,   "感谢您的理解"sv,
                                          "感谢您"sv,         "感谢"sv,
                                          "谢谢您"sv,         "谢谢"sv,
                                          "您的来信收悉"sv,   "来信收悉"sv,
                                          "现答复如下"sv,     "现回复如下"sv,
                                          "答复如下"sv,       "回复如下"sv,
                                          "特此答复"sv,       "此复"sv,
                                          "祝您生活愉快"sv,   "祝您"sv,
                                          "生活愉快"sv,       "的关心和支持"sv,
                                          "的理解与支持"sv,   "的关心"sv,
                                          "的支持"sv,         "的理解"sv,
                                          "如有疑问"sv,       "如有其他疑问"sv,
                                          "如有其他问题"sv,   "如您还有疑问"sv,
                                          "欢迎继续留言"sv,   "希望以上答复对您有帮助"sv,
                                          "希望对您有帮助"sv, "关于您"sv,
                                          "针对您"sv,         "经了解"sv,
                                          "具体如下"sv,       "如下"sv});

/// Joins words and states nothing; pairs with them tell nothing.
constexpr auto kJoining =
    std::to_array({"的"sv, "了"sv, "是"sv, "在"sv, "和"sv, "与"sv, "及"sv, "将"sv, "请"sv,
                   "您"sv, "你"sv, "我"sv, "们"sv, "为"sv, "已"sv, "由"sv, "向"sv, "按"sv,
                   "等"sv, "之"sv, "其"sv, "这"sv, "该"sv, "本"sv, "并"sv, "也"sv, "就"sv,
                   "都"sv, "而"sv, "但"sv, "如"sv, "若"sv, "对"sv, "于"sv, "把"sv, "被"sv,
                   "给"sv, "后"sv, "时"sv, "需"sv, "要"sv, "可"sv, "以"sv, "会"sv, "能"sv,
                   "来"sv, "去"sv, "到"sv, "至"sv, "从"sv, "即"sv, "还"sv, "再"sv, "则"sv,
                   "者"sv, "或"sv, "且"sv, "有"sv, "内"sv, "中"sv, "上"sv, "下"sv, "前"sv});

bool is_telling(std::string_view symbol) {
    return symbol.size() >= 3 && symbol >= "\u3400"sv && symbol < "\uF900"sv &&
           std::find(kJoining.begin(), kJoining.end(), symbol) == kJoining.end();
}

std::set<std::string> pairs_of(std::string_view normalised) {
    std::set<std::string> pairs;
    const auto symbols = symbols_of(normalised);
    for (std::size_t at = 0; at + 1 < symbols.size(); ++at)
        if (is_telling(symbols[at]) && is_telling(symbols[at + 1]))
            pairs.insert(std::string(symbols[at]) + std::string(symbols[at + 1]));
    return pairs;
}

double share_in(const std::set<std::string>& pairs, const std::set<std::string>& others) {
    if (pairs.empty())
        return 1;
    std::size_t common = 0;
    for (const auto& pair : pairs)
        common += others.count(pair);
    return static_cast<double>(common) / static_cast<double>(pairs.size());
}

std::string without_courtesy(std::string_view clause) {
    std::string rest(text::trim(clause));
    for (const auto words : kCourtesy)
        for (auto at = rest.find(words); at != std::string::npos; at = rest.find(words))
            rest.erase(at, words.size());
    return std::string(text::trim(rest));
}

struct SourceClause {
    std::string text;
    std::set<std::string> pairs;
};

struct SourceSentence {
    std::string text;
    std::set<std::string> pairs;
    std::vector<SourceClause> clauses;
};

std::vector<SourceSentence> read_sources(
    std::string_view draft, const std::vector<std::string>& sources
) {
    std::vector<SourceSentence> read;
    const auto add = [&](std::string_view text) {
        const auto normalised = text::normalise(text);
        for (const auto sentence : sentences_of(normalised)) {
            SourceSentence one{std::string(sentence), pairs_of(sentence), {}};
            for (const auto clause : clauses_of(sentence))
                one.clauses.push_back({std::string(clause), pairs_of(clause)});
            read.push_back(std::move(one));
        }
    };
    add(draft);
    for (const auto& source : sources)
        add(source);
    return read;
}

bool states_all(std::string_view text, const std::vector<std::string>& facts) {
    return std::all_of(facts.begin(), facts.end(), [&](const auto& fact) {
        return states(text, fact);
    });
}

/// One clause of what was written, ready to be compared.
struct Clause {
    std::string text;
    std::vector<std::string> facts;
    Turns turns;
    std::set<std::string> pairs;
};

/// Whether a source clause that is as near to it as any turns the same way.
bool turns_alike(const Clause& clause, const SourceSentence& source) {
    double best = 0;
    for (const auto& other : source.clauses)
        best = std::max(best, share_in(clause.pairs, other.pairs));
    return std::any_of(source.clauses.begin(), source.clauses.end(), [&](const auto& other) {
        return share_in(clause.pairs, other.pairs) >= kAsNear * best &&
               turns_like(clause.turns, turns_of(other.text));
    });
}

/// A fact is said of something: the source clause that states it must be about the same.
bool says_of_the_same(const Clause& clause, const SourceSentence& source) {
    return clause.facts.empty() ||
           std::any_of(source.clauses.begin(), source.clauses.end(), [&](const auto& other) {
               return states_all(other.text, clause.facts) &&
                      share_in(clause.pairs, other.pairs) >= kFactSupport;
           });
}

bool is_supported_by(const Clause& clause, const SourceSentence& source) {
    return share_in(clause.pairs, source.pairs) >= kSupport && says_of_the_same(clause, source) &&
           turns_alike(clause, source);
}

std::string shown(const std::string& words) {
    return "“" + text::shorten(words, kShownSymbols) + "”";
}

/// A unit is compared by its first two symbols, and read whole.
std::string shown_fact(const std::string& fact) {
    for (const auto& [cut, rest] : kCutUnits)
        if (fact.ends_with(cut))
            return shown(fact + std::string(rest));
    return shown(fact);
}

/// "" where the clause is supported.
std::string fault_of(const Clause& clause, const std::vector<SourceSentence>& sources) {
    for (const auto& fact : clause.facts)
        if (std::none_of(sources.begin(), sources.end(), [&](const auto& source) {
                return states(source.text, fact);
            }))
            return "依据里没有" + shown_fact(fact);
    const bool is_supported = std::any_of(sources.begin(), sources.end(), [&](const auto& source) {
        return is_supported_by(clause, source);
    });
    if (is_supported)
        return {};
    return clause.facts.empty() && clause.turns.words.empty()
               ? "依据里找不到这样的说法：" + shown(clause.text)
               : "与依据的说法不一致：" + shown(clause.text);
}

std::string fault_of_sentence(
    std::string_view sentence, const std::vector<SourceSentence>& sources
) {
    const auto normalised = text::normalise(sentence);
    for (const auto part : clauses_of(normalised)) {
        Clause clause;
        clause.text = without_courtesy(part);
        if (clause.text.empty())
            continue;
        clause.facts = facts_of(clause.text);
        clause.turns = turns_of(clause.text);
        clause.pairs = pairs_of(clause.text);
        if (clause.facts.empty() && clause.turns.words.empty() && clause.pairs.empty())
            continue;
        if (auto fault = fault_of(clause, sources); !fault.empty())
            return fault;
    }
    return {};
}

/// A greeting taken over as it stands, a line of the draft kept: a whole sentence of it.
bool is_kept_whole(std::string_view sentence, std::string_view draft) {
    const auto words = text::trim(sentence);
    const auto all = sentences_of(draft);
    return std::any_of(all.begin(), all.end(), [&](std::string_view one) {
        return text::trim(one) == words;
    });
}

/// At most one empty line where sentences went.
std::string tidied(const std::string& text) {
    std::string tidy;
    for (const char symbol : text::trim(text))
        if (symbol != '\n' || !tidy.ends_with("\n\n"))
            tidy += symbol;
    return tidy;
}

std::vector<std::string> missing_in(std::string_view text, std::string_view draft) {
    const auto written = text::normalise(text);
    std::vector<std::string> missing;
    for (const auto sentence : sentences_of(draft))
        for (const auto clause : clauses_of(sentence))
            if (!states_all(written, facts_of(text::normalise(clause))))
                missing.push_back(text::shorten(text::trim(clause), kShownSymbols));
    return missing;
}

}  // namespace

std::size_t CheckedRewrite::supported() const {
    return static_cast<std::size_t>(std::count_if(
        sentences.begin(), sentences.end(), [](const auto& sentence) { return sentence.supported; }
    ));
}

CheckedRewrite check_rewrite(
    std::string_view rewritten, std::string_view draft, const std::vector<std::string>& sources
) {
    const auto read = read_sources(draft, sources);
    CheckedRewrite checked;
    std::string kept;
    for (const auto sentence : sentences_of(rewritten)) {
        auto why =
            is_kept_whole(sentence, draft) ? std::string() : fault_of_sentence(sentence, read);
        const bool is_supported = why.empty();
        if (is_supported)
            kept += sentence;
        else if (sentence.ends_with('\n'))
            kept += '\n';
        checked.sentences.push_back({std::string(sentence), is_supported, std::move(why)});
    }
    checked.text = tidied(kept);
    checked.left_out = missing_in(checked.text, draft);
    return checked;
}

}  // namespace huiying::draft
