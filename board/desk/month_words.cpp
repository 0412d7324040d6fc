#include "board/desk/month_words.hpp"

#include "board/model/inbound_message.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <functional>
#include <utility>

namespace huiying::desk {
namespace {

using model::Measure;
using model::Tally;
using model::TallyCounts;

/// Fewer than these are not put in order: one ticket would decide.
constexpr int kRankedFrom = 5;
constexpr std::size_t kNamed = 3;

struct Share {
    int part = 0;
    int whole = 0;
};

int evaluated(const TallyCounts& counts) {
    return counts[Tally::satisfied] + counts[Tally::mostly_satisfied] + counts[Tally::dissatisfied];
}

Share met(const TallyCounts& counts, Measure measure) {
    return {counts.met(measure), counts.met(measure) + counts.missed(measure)};
}

struct NamedShare {
    const char* name;
    Share (*of)(const TallyCounts&);
};

constexpr std::array<NamedShare, 7> kShares{{
    {"当天回应率", [](const TallyCounts& c) { return met(c, Measure::response); }},
    {"五日答复率", [](const TallyCounts& c) { return met(c, Measure::final_reply); }},
    {"空泛答复率",
     [](const TallyCounts& c) {
         return Share{c[Tally::evasive], c[Tally::checked]};
     }},
    {"响应率", [](const TallyCounts& c) { return met(c, Measure::human_contact); }},
    {"解决率",
     [](const TallyCounts& c) {
         return Share{c[Tally::resolved], evaluated(c)};
     }},
    {"满意率",
     [](const TallyCounts& c) {
         return Share{c[Tally::satisfied] + c[Tally::mostly_satisfied], evaluated(c)};
     }},
    {"重复率",
     [](const TallyCounts& c) {
         return Share{c[Tally::came_back], c[Tally::answered]};
     }},
}};

/// One decimal, rounded down: 100% means all.
std::string percent(const Share& share) {
    if (share.whole == 0)
        return "—";
    const int tenths = static_cast<int>(static_cast<long long>(share.part) * 1000 / share.whole);
    const auto whole = std::to_string(tenths / 10);
    return (tenths % 10 == 0 ? whole : whole + "." + std::to_string(tenths % 10)) + "%";
}

std::string in_words(const NamedShare& named, const TallyCounts& counts) {
    const auto share = named.of(counts);
    if (share.whole == 0)
        return std::string(named.name) + "本月无可统计的件";
    return named.name + percent(share) + "（" + std::to_string(share.part) + "/" +
           std::to_string(share.whole) + "）";
}

std::string pieces(int count) {
    return std::to_string(count) + "件";
}

std::string change_words(int now, int before) {
    if (now == before)
        return "与上月持平";
    const auto more = pieces(std::abs(now - before));
    const std::string way = now > before ? "增加" : "减少";
    const auto share = before == 0 ? "" : "（" + percent({std::abs(now - before), before}) + "）";
    return "比上月" + way + more + share;
}

std::string kind_name(const std::string& word) {
    const auto kind = model::parse_kind(word);
    return kind ? std::string(model::chinese_name(*kind)) : word;
}

std::string joined(const std::vector<std::string>& parts, const std::string& between) {
    std::string text;
    for (const auto& part : parts)
        text += (text.empty() ? "" : between) + part;
    return text;
}

std::string overall(const PeriodView& view) {
    std::vector<std::string> kinds;
    for (const auto& kind : view.kinds)
        if (kind.counts[Tally::received] > 0)
            kinds.push_back(kind_name(kind.code) + pieces(kind.counts[Tally::received]));
    std::vector<std::string> rates;
    rates.reserve(std::size(kShares));
    for (const auto& share : kShares)
        rates.push_back(in_words(share, view.total));
    const auto& total = view.total;
    std::string text = "本月共收到市民来信" + pieces(total[Tally::received]) + "，" +
                       change_words(total[Tally::received], view.before[Tally::received]);
    if (!kinds.empty())
        text += "。其中" + joined(kinds, "、");
    return text + "。收到的来信已答复" + pieces(total[Tally::answered]) + "；本月签发答复" +
           pieces(total[Tally::replied]) + "。\n" + joined(rates, "，") + "。\n";
}

std::vector<PeriodPart> ranked(const PeriodView& view) {
    std::vector<PeriodPart> units;
    for (const auto& unit : view.units)
        if (!unit.code.empty() && met(unit.counts, Measure::final_reply).whole >= kRankedFrom)
            units.push_back(unit);
    std::stable_sort(units.begin(), units.end(), [](const auto& left, const auto& right) {
        const auto a = met(left.counts, Measure::final_reply);
        const auto b = met(right.counts, Measure::final_reply);
        return static_cast<long long>(a.part) * b.whole > static_cast<long long>(b.part) * a.whole;
    });
    return units;
}

std::string unit_line(const PeriodPart& unit) {
    std::string line = unit.name + "：收到" + pieces(unit.counts[Tally::received]);
    for (const auto& share : kShares)
        if (const auto of = share.of(unit.counts); of.whole > 0)
            line += "，" + std::string(share.name) + percent(of);
    return line;
}

std::string by_unit(const PeriodView& view) {
    std::string text =
        "按五日答复率排列，应答复不足" + std::to_string(kRankedFrom) + "件的单位不排名次。\n";
    int place = 0;
    for (const auto& unit : ranked(view))
        text += std::to_string(++place) + ". " + unit_line(unit) + "。\n";
    for (const auto& unit : view.units)
        if (!unit.code.empty() && unit.counts[Tally::received] > 0 &&
            met(unit.counts, Measure::final_reply).whole < kRankedFrom)
            text += unit_line(unit) + "（不排名次）。\n";
    return text;
}

/// The units with most of something, "甲3件、乙2件"; "" where nobody has any.
std::string most_of(const PeriodView& view, const std::function<int(const TallyCounts&)>& count) {
    std::vector<std::pair<int, std::string>> units;
    for (const auto& unit : view.units)
        if (!unit.code.empty() && count(unit.counts) > 0)
            units.emplace_back(count(unit.counts), unit.name);
    std::stable_sort(units.begin(), units.end(), [](const auto& a, const auto& b) {
        return a.first > b.first;
    });
    units.resize(std::min(units.size(), kNamed));
    std::vector<std::string> words;
    words.reserve(units.size());
    for (const auto& [number, name] : units)
        words.push_back(name + pieces(number));
    return joined(words, "、");
}

std::string prominent(const PeriodView& view) {
    std::string text;
    std::vector<std::string> topics;
    for (std::size_t i = 0; i < std::min(view.topics.size(), kNamed); ++i) {
        const auto& topic = view.topics[i];
        topics.push_back(
            topic.unit_name + "的" + kind_name(topic.kind) + pieces(topic.received) + "（上月" +
            pieces(topic.before) + "）"
        );
    }
    if (!topics.empty())
        text += "来信增长较多的是：" + joined(topics, "、") + "。\n";
    const auto add = [&](const std::string& words, const std::string& units) {
        if (!units.empty())
            text += words + units + "。\n";
    };
    add("没有按期答复的：",
        most_of(view, [](const auto& c) { return c.missed(Measure::final_reply); }));
    add("答复内容空泛的（没有写明谁做了什么、何时、为什么）：",
        most_of(view, [](const auto& c) { return c[Tally::evasive]; }));
    add("答复后又来的较多：", most_of(view, [](const auto& c) { return c[Tally::came_back]; }));
    add("来信人不满意的较多：",
        most_of(view, [](const auto& c) { return c[Tally::dissatisfied]; }));
    return text.empty() ? "本月没有突出的问题。\n" : text;
}

std::string returned(const PeopleView& people) {
    int count = 0;
    std::vector<std::string> flows;
    for (const auto& flow : people.returns) {
        count += flow.count;
        if (flows.size() < kNamed)
            flows.push_back(
                flow.unit_name +
                (flow.right_unit.empty() ? "退回" : "退回后改派" + flow.right_unit_name) +
                std::to_string(flow.count) + "件次"
            );
    }
    if (count == 0)
        return "本月没有退办。\n";
    auto text = "本月退办" + std::to_string(count) + "件次，其中" + joined(flows, "、") + "。\n";
    if (people.returned_again > 0)
        text += "来回退办两次以上的" + pieces(people.returned_again) + "，请有关单位说明情况。\n";
    return text;
}

std::string month_name(const PeriodView& view) {
    const model::Date first{view.span.from};
    return std::to_string(static_cast<int>(first.year())) + "年" +
           std::to_string(static_cast<unsigned>(first.month())) + "月";
}

void add_row(sheets::Rows& rows, std::vector<std::string> cells) {
    rows.push_back({rows.size() + 1, std::move(cells)});
}

void add_counts(
    sheets::Rows& rows, const std::string& group, const std::string& name, const TallyCounts& counts
) {
    std::vector<std::string> cells{group, name};
    for (const auto what : {Tally::received, Tally::answered, Tally::replied})
        cells.push_back(std::to_string(counts[what]));
    for (const auto& share : kShares) {
        const auto of = share.of(counts);
        cells.push_back(percent(of));
        cells.push_back(std::to_string(of.part) + "/" + std::to_string(of.whole));
    }
    cells.push_back(std::to_string(counts[Tally::dissatisfied]));
    add_row(rows, std::move(cells));
}

}  // namespace

std::string month_text(const MonthFigures& figures, const std::string& town) {
    const auto& view = figures.period;
    const auto month = month_name(view);
    return town + month + "市民来信办理情况通报\n\n各承办单位：\n现将" + month +
           "市民来信的办理情况通报如下，反映单位或工作人员的来信不在其中。\n\n一、总体情况\n" +
           overall(view) + "\n二、各单位办理情况\n" + by_unit(view) + "\n三、突出问题\n" +
           prominent(view) + "\n四、退办情况\n" + returned(figures.people) +
           "\n五、下一步要求\n【待填：对有关单位的要求】\n";
}

sheets::Rows month_rows(const MonthFigures& figures) {
    sheets::Rows rows;
    std::vector<std::string> head{"分组", "名称", "收到", "其中已答复", "本月答复"};
    for (const auto& share : kShares) {
        head.emplace_back(share.name);
        head.push_back(std::string(share.name) + "（件）");
    }
    head.emplace_back("不满意");
    add_row(rows, std::move(head));
    const auto& view = figures.period;
    add_counts(rows, "合计", month_name(view), view.total);
    add_counts(rows, "合计", "上月", view.before);
    for (const auto& unit : view.units)
        add_counts(rows, "单位", unit.name, unit.counts);
    for (const auto& channel : view.channels)
        add_counts(rows, "渠道", channel.name, channel.counts);
    for (const auto& kind : view.kinds)
        add_counts(rows, "类别", kind_name(kind.code), kind.counts);
    for (const auto& flow : figures.people.returns)
        add_row(
            rows,
            {"退办",
             flow.unit_name + (flow.right_unit.empty() ? "" : " → " + flow.right_unit_name),
             std::to_string(flow.count)}
        );
    return rows;
}

}  // namespace huiying::desk
