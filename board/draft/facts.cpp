#include "board/draft/facts.hpp"

#include "board/draft/sentences.hpp"

#include <algorithm>
#include <array>
#include <cstddef>

namespace huiying::draft {
namespace {

using namespace std::string_view_literals;
using Symbols = std::vector<std::string_view>;

/// Between the digits of one date, time, range, telephone or document number.
constexpr auto kInside =
    std::to_array({"."sv,  ","sv,  ":"sv,  "-"sv,  "/"sv,  "~"sv,  "—"sv,  "–"sv,
                   "至"sv, "到"sv, "年"sv, "月"sv, "日"sv, "号"sv, "时"sv, "点"sv,
                   "〔"sv, "〕"sv, "["sv,  "]"sv,  "("sv,  ")"sv,  " "sv,  "第"sv});
constexpr auto kNumerals = std::to_array(
    {"〇"sv,
     "零"sv,
     "一"sv,
     "二"sv,
     "两"sv,
     "三"sv,
     "四"sv,
     "五"sv,
     "六"sv,
     "七"sv,
     "八"sv,
     "九"sv,
     "十"sv,
     "百"sv,
     "千"sv,
     "万"sv,
     "亿"sv,
     "半"sv}
);
/// After a numeral in characters: only then it counts something.
constexpr auto kMeasures =
    std::to_array({"个"sv, "天"sv, "日"sv, "月"sv, "年"sv, "元"sv, "块"sv, "次"sv, "份"sv,
                   "张"sv, "名"sv, "人"sv, "周"sv, "小"sv, "时"sv, "分"sv, "项"sv, "条"sv,
                   "倍"sv, "成"sv, "折"sv, "岁"sv, "户"sv, "套"sv, "米"sv, "季"sv, "期"sv,
                   "级"sv, "层"sv, "楼"sv, "号"sv, "路"sv, "周"sv});
/// "一个", "一次", "一份": said without counting.
constexpr auto kLoose = std::to_array(
    {"个"sv,
     "次"sv,
     "份"sv,
     "项"sv,
     "张"sv,
     "条"sv,
     "成"sv,
     "时"sv,
     "分"sv,
     "级"sv,
     "号"sv,
     "路"sv,
     "期"sv,
     "人"sv}
);
/// But "一个月", "一个工作日", "一个小时".
constexpr auto kCounted =
    std::to_array({"月"sv, "工"sv, "自"sv, "星"sv, "小"sv, "季"sv, "年"sv, "学"sv});
/// A unit of which the next symbol tells what it counts: "5个工作日", "3万元".
constexpr auto kOpenUnits = std::to_array({"个"sv, "万"sv, "亿"sv, "百"sv, "千"sv, "多"sv, "小"sv});

struct Ending {
    std::string_view word;
    std::size_t before;  ///< symbols before it that belong to the name
};

constexpr auto kNames = std::to_array<Ending>(
    {{"局"sv, 2},     {"委员会"sv, 2}, {"办公室"sv, 2}, {"中心"sv, 2}, {"派出所"sv, 2},
     {"法院"sv, 2},   {"检察院"sv, 2}, {"公司"sv, 2},   {"街道"sv, 2}, {"居委会"sv, 2},
     {"村委会"sv, 2}, {"服务站"sv, 2}, {"医院"sv, 2},   {"银行"sv, 2}, {"政府"sv, 2},
     {"仲裁院"sv, 2}, {"镇"sv, 1},     {"村"sv, 1},     {"路"sv, 1},   {"弄"sv, 1},
     {"先生"sv, 1},   {"女士"sv, 1},   {"主任"sv, 1},   {"书记"sv, 1}, {"局长"sv, 1},
     {"科长"sv, 1},   {"镇长"sv, 1},   {"医生"sv, 1},   {"经理"sv, 1}, {"队长"sv, 1},
     {"所长"sv, 1},   {"站长"sv, 1},   {"同志"sv, 1},   {"条例"sv, 2}, {"细则"sv, 2},
     {"补贴"sv, 1},   {"津贴"sv, 1},   {"补助"sv, 1},   {"罚款"sv, 1}}
);

/// Dates that move, amounts without a number, promises, threats: never a matter of style.
constexpr auto kBinding = std::to_array(
    {"今天"sv, "明天"sv, "后天"sv,   "昨天"sv,   "今日"sv,   "明日"sv,   "次日"sv,   "当天"sv,
     "当日"sv, "本周"sv, "下周"sv,   "本月"sv,   "下月"sv,   "月底"sv,   "年底"sv,   "今年"sv,
     "明年"sv, "去年"sv, "上午"sv,   "下午"sv,   "周末"sv,   "节假日"sv, "立即"sv,   "马上"sv,
     "立刻"sv, "随时"sv, "永久"sv,   "长期"sv,   "免费"sv,   "全额"sv,   "减免"sv,   "优惠"sv,
     "退款"sv, "退还"sv, "赔偿"sv,   "补偿"sv,   "奖励"sv,   "罚款"sv,   "处罚"sv,   "拘留"sv,
     "起诉"sv, "违法"sv, "犯罪"sv,   "保证"sv,   "承诺"sv,   "确保"sv,   "一定"sv,   "必定"sv,
     "绝对"sv, "一律"sv, "全部"sv,   "所有"sv,   "任何"sv,   "优先"sv,   "微信"sv,   "支付宝"sv,
     "转账"sv, "汇款"sv, "验证码"sv, "密码"sv,   "点击"sv,   "下载"sv,   "扫码"sv,   "二维码"sv,
     "链接"sv, "网址"sv, "加急"sv,   "已完成"sv, "已办结"sv, "已解决"sv, "已维修"sv, "已修复"sv}
);

/// Does not belong to the name after it: "到镇政府" is about 镇政府.
constexpr auto kBeforeNames =
    std::to_array({"的"sv, "到"sv, "向"sv, "在"sv, "由"sv, "与"sv, "和"sv, "及"sv,
                   "请"sv, "您"sv, "为"sv, "是"sv, "去"sv, "可"sv, "往"sv, "至"sv,
                   "从"sv, "经"sv, "对"sv, "将"sv, "或"sv, "找"sv});

template <class Words>
bool is_one_of(std::string_view symbol, const Words& words) {
    return std::find(words.begin(), words.end(), symbol) != words.end();
}

bool is_digit(std::string_view symbol) {
    return symbol.size() == 1 && symbol[0] >= '0' && symbol[0] <= '9';
}

bool is_latin(std::string_view symbol) {
    return symbol.size() == 1 &&
           ((symbol[0] >= 'a' && symbol[0] <= 'z') || (symbol[0] >= 'A' && symbol[0] <= 'Z'));
}

/// Han, as far as a name or a unit is concerned: three bytes, none of the usual marks.
bool is_han(std::string_view symbol) {
    return symbol.size() >= 3 && symbol >= "\u3400"sv && symbol < "\uF900"sv;
}

std::string joined(const Symbols& symbols, std::size_t begin, std::size_t end) {
    std::string text;
    for (auto at = begin; at < std::min(end, symbols.size()); ++at)
        text += symbols[at];
    return text;
}

void add(std::vector<std::string>& facts, std::string fact) {
    if (!fact.empty() && std::find(facts.begin(), facts.end(), fact) == facts.end())
        facts.push_back(std::move(fact));
}

/// Where the number that begins at `at` ends: digits, and what stands between digits of one number.
std::size_t number_end(const Symbols& symbols, std::size_t at) {
    constexpr std::size_t most_between = 2;
    auto end = at;
    for (auto next = at; next < symbols.size();) {
        if (is_digit(symbols[next])) {
            end = ++next;
            continue;
        }
        auto further = next;
        while (further < symbols.size() && further - next < most_between &&
               is_one_of(symbols[further], kInside))
            ++further;
        if (further == next || further >= symbols.size() || !is_digit(symbols[further]))
            break;
        next = further;
    }
    return end;
}

/// The unit behind a number: one symbol, two where the first says little; "%" and the like too.
std::size_t unit_end(const Symbols& symbols, std::size_t end) {
    if (end >= symbols.size())
        return end;
    const auto first = symbols[end];
    if (first == "%"sv || first == "℃"sv)
        return end + 1;
    if (!is_han(first))
        return end;
    const bool is_open = is_one_of(first, kOpenUnits);
    return is_open && end + 1 < symbols.size() && is_han(symbols[end + 1]) ? end + 2 : end + 1;
}

/// "沪府办〔2024〕1号": the office's word before the year belongs to it.
std::size_t number_begin(const Symbols& symbols, std::size_t at) {
    constexpr std::size_t most_before = 2;
    if (at == 0 || (symbols[at - 1] != "〔"sv && symbols[at - 1] != "["sv))
        return at;
    auto begin = at - 1;
    while (begin > 0 && at - 1 - begin < most_before && is_han(symbols[begin - 1]))
        --begin;
    return begin;
}

void add_numbers(const Symbols& symbols, std::vector<std::string>& facts) {
    for (std::size_t at = 0; at < symbols.size(); ++at) {
        if (!is_digit(symbols[at]))
            continue;
        const auto end = number_end(symbols, at);
        add(facts, joined(symbols, number_begin(symbols, at), unit_end(symbols, end)));
        at = end;
    }
}

bool is_said_without_counting(const Symbols& symbols, std::size_t measure) {
    const bool is_counted = symbols[measure] == "个"sv && measure + 1 < symbols.size() &&
                            is_one_of(symbols[measure + 1], kCounted);
    return !is_counted && is_one_of(symbols[measure], kLoose);
}

void add_numerals(const Symbols& symbols, std::vector<std::string>& facts) {
    for (std::size_t at = 0; at < symbols.size(); ++at) {
        if (!is_one_of(symbols[at], kNumerals))
            continue;
        auto end = at + 1;
        while (end < symbols.size() && is_one_of(symbols[end], kNumerals))
            ++end;
        const bool counts = end < symbols.size() && is_one_of(symbols[end], kMeasures);
        const bool is_loose = end == at + 1 && symbols[at] == "一"sv && counts &&
                              is_said_without_counting(symbols, end);
        const bool is_part = at > 0 && (symbols[at - 1] == "第"sv || symbols[at - 1] == "之"sv);
        if ((counts && !is_loose) || is_part)
            add(facts, joined(symbols, at - (is_part ? 1 : 0), unit_end(symbols, end)));
        at = end;
    }
}

/// Addresses of pages and mail, codes, brand names.
void add_latin(const Symbols& symbols, std::vector<std::string>& facts) {
    constexpr auto marks = std::to_array({"."sv, "@"sv, "/"sv, ":"sv, "-"sv, "_"sv, "?"sv, "="sv});
    const auto belongs = [&](std::string_view symbol) {
        return is_latin(symbol) || is_digit(symbol) || is_one_of(symbol, marks);
    };
    for (std::size_t at = 0; at < symbols.size(); ++at) {
        if (!is_latin(symbols[at]))
            continue;
        auto end = at;
        while (end < symbols.size() && belongs(symbols[end]))
            ++end;
        add(facts, joined(symbols, at, end));
        at = end;
    }
}

void add_enclosed(std::string_view text, std::vector<std::string>& facts) {
    constexpr auto pairs = std::to_array<std::pair<std::string_view, std::string_view>>(
        {{"《"sv, "》"sv}, {"“"sv, "”"sv}, {"「"sv, "」"sv}, {"【"sv, "】"sv}, {"⟦"sv, "⟧"sv}}
    );
    for (const auto& [open, close] : pairs)
        for (auto at = text.find(open); at != std::string_view::npos;
             at = text.find(open, at + open.size())) {
            const auto end = text.find(close, at);
            if (end == std::string_view::npos)
                break;
            const bool is_hidden = open == "⟦"sv;
            const auto from = is_hidden ? at : at + open.size();
            const auto to = is_hidden ? end + close.size() : end;
            add(facts, std::string(text.substr(from, to - from)));
        }
}

/// How many symbols a word has that is made of Han only.
std::size_t han_count(std::string_view word) {
    return word.size() / "局"sv.size();
}

bool stands_at(const Symbols& symbols, std::size_t at, std::string_view word) {
    return joined(symbols, at, at + han_count(word)) == word;
}

void add_names(const Symbols& symbols, std::vector<std::string>& facts) {
    for (std::size_t at = 0; at < symbols.size(); ++at)
        for (const auto& [word, before] : kNames) {
            if (!stands_at(symbols, at, word))
                continue;
            auto begin = at;
            while (begin > 0 && at - begin < before && is_han(symbols[begin - 1]) &&
                   !is_one_of(symbols[begin - 1], kBeforeNames))
                --begin;
            if (begin < at || han_count(word) > 1)
                add(facts, joined(symbols, begin, at + han_count(word)));
        }
}

void add_binding(std::string_view text, std::vector<std::string>& facts) {
    for (const auto word : kBinding)
        if (text.find(word) != std::string_view::npos)
            add(facts, std::string(word));
}

bool is_digit_at(std::string_view text, std::size_t at) {
    return at < text.size() && text[at] >= '0' && text[at] <= '9';
}

/// "5天" is not said by "15天", nor "1.5元" by "5元", nor "0号" by "10号".
bool is_whole(std::string_view text, std::size_t at, std::string_view fact) {
    const auto end = at + fact.size();
    if (is_digit_at(fact, 0) && at > 0) {
        if (is_digit_at(text, at - 1))
            return false;
        if ((text[at - 1] == '.' || text[at - 1] == ',') && at > 1 && is_digit_at(text, at - 2))
            return false;
    }
    return !(is_digit_at(fact, fact.size() - 1) && is_digit_at(text, end));
}

bool is_numeral_before(std::string_view text, std::size_t at) {
    constexpr std::size_t han_bytes = 3;
    return at >= han_bytes && is_one_of(text.substr(at - han_bytes, han_bytes), kNumerals);
}

}  // namespace

std::vector<std::string> facts_of(std::string_view normalised) {
    const auto symbols = symbols_of(normalised);
    std::vector<std::string> facts;
    add_numbers(symbols, facts);
    add_numerals(symbols, facts);
    add_latin(symbols, facts);
    add_enclosed(normalised, facts);
    add_names(symbols, facts);
    add_binding(normalised, facts);
    return facts;
}

bool states(std::string_view normalised, std::string_view fact) {
    const auto first = symbols_of(fact.substr(0, 3));
    const bool begins_numeral = !first.empty() && is_one_of(first.front(), kNumerals);
    for (auto at = normalised.find(fact); at != std::string_view::npos;
         at = normalised.find(fact, at + 1))
        if (is_whole(normalised, at, fact) &&
            !(begins_numeral && is_numeral_before(normalised, at)))
            return true;
    return false;
}

}  // namespace huiying::draft
