#include "board/draft/reply_checks.hpp"

#include "board/draft/letter_frame.hpp"
#include "board/draft/number_check.hpp"
#include "board/draft/questions.hpp"
#include "board/draft/reply_room.hpp"
#include "text/encoding.hpp"
#include "text/masking.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <utility>

namespace huiying::draft {

namespace {

using namespace std::string_view_literals;

constexpr std::size_t kQuoteSymbols = 40;
constexpr std::size_t kHanBytes = 3;
constexpr double kAnswered = 0.2;  // of a question's telling pairs, the share a reply must have

constexpr auto kForwarding = std::to_array(
    {"已转"sv, "转交"sv, "转办"sv, "转至"sv, "转给"sv, "转达"sv, "移交"sv, "交由"sv, "交办"sv}
);
constexpr auto kDone =
    std::to_array({"经核实"sv, "经调查"sv, "经了解"sv, "经查"sv,   "核查"sv, "现场"sv,
                   "已于"sv,   "已经"sv,   "根据"sv,   "依据"sv,   "按照"sv, "由于"sv,
                   "因为"sv,   "因此"sv,   "目前"sv,   "下一步"sv, "计划"sv, "预计"sv,
                   "完成"sv,   "整改"sv,   "维修"sv,   "负责人"sv, "安排"sv});
constexpr auto kBasis = std::to_array(
    {"《"sv, "根据"sv, "依据"sv, "按照"sv, "依照"sv, "规定"sv, "办法"sv, "条例"sv, "政策"sv}
);

template <class Words>
std::size_t occurrences(std::string_view text, const Words& words) {
    std::size_t sum = 0;
    for (const auto word : words)
        for (auto at = text.find(word); at != std::string_view::npos; at = text.find(word, at + 1))
            ++sum;
    return sum;
}

/// Runs of digits: dates, times, amounts, places.
std::size_t numbers(std::string_view text) {
    std::size_t sum = 0;
    bool inside = false;
    for (const char symbol : text) {
        const bool digit = symbol >= '0' && symbol <= '9';
        sum += digit && !inside ? 1 : 0;
        inside = digit;
    }
    return sum;
}

double reached(double value, double enough) {
    return std::min(1.0, value / enough);
}

std::string quoted(std::string_view text) {
    return "「" + text::shorten(text::trim(text), kQuoteSymbols) + "」";
}

void find_unanswered(const ReplyToCheck& reply, std::vector<Finding>& found) {
    for (const auto& question : questions_of(reply.message))
        if (covered(question, reply.reply) < kAnswered)
            found.push_back(
                {Check::unanswered, "来信的这个问题，答复里似乎没有回应：" + quoted(question)}
            );
}

void find_evasion(const ReplyToCheck& reply, std::vector<Finding>& found) {
    if (evasiveness(reply.message, reply.reply) < kEvasive)
        return;
    if (occurrences(reply.reply, kForwarding) > 0)
        found.push_back({Check::forwarded, "只说已转有关单位，没有写明转给谁、何时办、结果如何"});
    else
        found.push_back({Check::evasive, "内容空泛：请写明谁、做了什么、什么时间、为什么"});
}

void find_missing_basis(const ReplyToCheck& reply, std::vector<Finding>& found) {
    if (reply.kind == model::Kind::question && occurrences(reply.reply, kBasis) == 0)
        found.push_back({Check::no_basis, "没有写明依据的法规、文件或规定"});
}

/// A unit's landline may stand in a reply, anybody's mobile number not.
bool is_private(const text::Masked& masked, std::string_view reply) {
    if (masked.kind == text::Personal::name || masked.kind == text::Personal::door)
        return false;
    if (masked.kind != text::Personal::phone)
        return true;
    const auto number = text::normalise(reply.substr(masked.begin, masked.length));
    const auto digits = std::count_if(number.begin(), number.end(), [](unsigned char symbol) {
        return std::isdigit(symbol) != 0;
    });
    return digits == 11 && number.find('1') == number.find_first_of("0123456789");
}

void find_personal(const ReplyToCheck& reply, std::vector<Finding>& found) {
    for (const auto& masked : text::mask_personal(reply.reply).masked)
        if (is_private(masked, reply.reply))
            found.push_back(
                {Check::personal,
                 "含有个人信息（" + std::string(text::chinese_name(masked.kind)) + "）：「" +
                     masked.replacement + "」"}
            );
}

void find_words(
    const ReplyToCheck& reply, const WordingList& wording, std::vector<Finding>& found
) {
    for (const auto& title : reply.expired)
        if (!title.empty() && reply.reply.find(title) != std::string::npos)
            found.push_back({Check::expired, "引用了已失效的文件或条目：" + quoted(title)});
    for (const auto& word : wording)
        if (!word.empty() && reply.reply.find(word) != std::string::npos)
            found.push_back({Check::wording, "措辞不当：" + quoted(word)});
    if (reply.reply.find("【待填") != std::string::npos)
        found.push_back({Check::blank, "还有【待填】没有填写"});
}

/// What a promise without a day and a unit without a name are written with.
constexpr auto kSoon =
    std::to_array({"尽快"sv, "近期"sv, "适时"sv, "择日"sv, "抓紧"sv, "早日"sv, "待条件成熟"sv});
constexpr auto kSomebody =
    std::to_array({"有关部门"sv, "相关部门"sv, "有关单位"sv, "相关单位"sv, "职能部门"sv});
/// Behind a number these are a day or a span of days.
constexpr auto kDays = std::to_array(
    {"日"sv, "天"sv, "周"sv, "月"sv, "个月"sv, "小时"sv, "个工作日"sv, "工作日"sv, "季度"sv}
);
constexpr auto kNumerals = std::to_array(
    {"一"sv, "二"sv, "两"sv, "三"sv, "四"sv, "五"sv, "六"sv, "七"sv, "八"sv, "九"sv, "十"sv, "半"sv}
);
constexpr auto kNamedDays = std::to_array(
    {"年底"sv, "月底"sv, "月初"sv, "本周"sv, "下周"sv, "本月"sv, "下月"sv, "今天"sv, "明天"sv}
);
constexpr auto kNamed = std::to_array(
    {"中心"sv,
     "办公室"sv,
     "局"sv,
     "委员会"sv,
     "居委"sv,
     "村委"sv,
     "执法队"sv,
     "公司"sv,
     "街道"sv,
     "镇政府"sv,
     "人民政府"sv,
     "科"sv,
     "站"sv,
     "所"sv,
     "物业"sv}
);
/// Words with the same symbols that name no unit.
constexpr auto kNoUnits =
    std::to_array({"所以"sv,   "所有"sv,   "所在"sv, "所反映"sv, "所述"sv,   "所需"sv, "所提"sv,
                   "所谓"sv,   "所说"sv,   "所称"sv, "所涉"sv,   "所属"sv,   "所做"sv, "所诉"sv,
                   "所指"sv,   "所致"sv,   "厕所"sv, "场所"sv,   "住所"sv,   "网站"sv, "车站"sv,
                   "站点"sv,   "站台"sv,   "科学"sv, "科技"sv,   "科室"sv,   "学科"sv, "本科"sv,
                   "局部"sv,   "局面"sv,   "布局"sv, "格局"sv,   "市中心"sv, "结局"sv, "站立"sv,
                   "中心城"sv, "中心区"sv, "所能"sv, "所造"sv,   "所要"sv});
constexpr auto kOfInformation = std::to_array(
    {"不予公开"sv, "予以公开"sv, "部分公开"sv, "该政府信息不存在"sv, "政府信息公开申请答复"sv}
);

constexpr std::size_t kLeastSymbols = 30;
/// The question what it was worth, and the note where the whole is, go along.
constexpr std::size_t kAlongBytes = 300;

template <class Words>
std::string_view first_of(std::string_view text, const Words& words) {
    const auto found = std::find_if(words.begin(), words.end(), [&](std::string_view word) {
        return text.find(word) != std::string_view::npos;
    });
    return found == words.end() ? std::string_view() : *found;
}

bool ends_in_number(std::string_view text) {
    text = text::trim(text);
    return (!text.empty() && text.back() >= '0' && text.back() <= '9') ||
           std::any_of(kNumerals.begin(), kNumerals.end(), [&](std::string_view numeral) {
               return text.ends_with(numeral);
           });
}

/// "11月27日", "三个工作日", "24小时", "下周"; no number of a house or a telephone.
bool has_day(std::string_view text) {
    if (occurrences(text, kNamedDays) > 0)
        return true;
    for (const auto unit : kDays)
        for (auto at = text.find(unit); at != std::string_view::npos; at = text.find(unit, at + 1))
            if (ends_in_number(text.substr(0, at)))
                return true;
    return false;
}

/// Whether the word at `at` is part of one that names no unit.
bool is_in_other_word(std::string_view text, std::size_t at, std::string_view word) {
    return std::any_of(kNoUnits.begin(), kNoUnits.end(), [&](std::string_view other) {
        const auto within = other.find(word);
        return within != std::string_view::npos && at >= within &&
               text.substr(at - within).starts_with(other);
    });
}

bool names_unit(std::string_view text) {
    for (const auto word : kNamed)
        for (auto at = text.find(word); at != std::string_view::npos; at = text.find(word, at + 1))
            if (!is_in_other_word(text, at, word))
                return true;
    return false;
}

void find_vagueness(const ReplyToCheck& reply, std::vector<Finding>& found) {
    if (const auto somebody = first_of(reply.reply, kSomebody);
        !somebody.empty() && !names_unit(reply.reply))
        found.push_back({Check::no_name, "写了“" + std::string(somebody) + "”，没有写明是哪个单位"}
        );
    if (const auto soon = first_of(reply.reply, kSoon); !soon.empty() && !has_day(reply.reply))
        found.push_back({Check::no_date, "写了“" + std::string(soon) + "”，没有写明什么时间"});
}

void find_missing_remedy(const ReplyToCheck& reply, std::vector<Finding>& found) {
    const bool is_decision = !first_of(reply.reply, kOfInformation).empty();
    const bool has_review = reply.reply.find("行政复议") != std::string::npos;
    const bool has_suit = reply.reply.find("诉讼") != std::string::npos;
    if (is_decision && (!has_review || !has_suit))
        found.push_back(
            {Check::no_remedy,
             "涉及政府信息公开的决定，须写明申请行政复议、提起行政诉讼的机关和期限"}
        );
}

void find_other_numbers(const ReplyToCheck& reply, std::vector<Finding>& found) {
    for (const auto& difference : differing_numbers(reply.reply, reply.sources, reply.message))
        found.push_back(
            {Check::number,
             "“" + difference.number + "”与来源不一致，来源写的是：" + quoted(difference.source)}
        );
}

void find_too_long(const ReplyToCheck& reply, std::vector<Finding>& found) {
    const auto symbols = text::code_point_count(text::trim(reply.reply));
    const auto room = room_of(reply.channel);
    const auto most = room ? room->part_bytes * room->parts - kAlongBytes : 0;
    if (room && reply.reply.size() > most)
        found.push_back(
            {Check::too_long,
             "共 " + std::to_string(symbols) + " 字，" + std::string(room->title) + "一次最多发 " +
                 std::to_string(room->parts) + " 条，约 " + std::to_string(most / kHanBytes) +
                 " 字；超出的部分市民要凭编号和查询码才能看到"}
        );
}

void find_too_short(
    const ReplyToCheck& reply, std::string_view answer, std::vector<Finding>& found
) {
    const auto symbols = text::code_point_count(answer);
    if (!text::trim(reply.reply).empty() && symbols < kLeastSymbols)
        found.push_back(
            {Check::too_short,
             "答复内容只有 " + std::to_string(symbols) + " 字，请写清办理情况和结果"}
        );
}

/// "〔2026〕", "[2026]" and "(2026)" are written for one another.
std::string as_cited(std::string_view text) {
    auto plain = text::normalise(text);
    for (const auto& [written, meant] : std::to_array<std::pair<std::string_view, char>>(
             {{"〔", '('}, {"〕", ')'}, {"[", '('}, {"]", ')'}, {"【", '('}, {"】", ')'}}
         ))
        for (auto at = plain.find(written); at != std::string::npos; at = plain.find(written, at))
            plain.replace(at, written.size(), 1, meant);
    std::erase(plain, ' ');
    return plain;
}

/// Without the titles of what is in force that hold this one: "《办法》" is not cited where
/// "《办法实施细则》" is.
std::string without_longer(
    std::string text, const std::string& title, const std::vector<std::string>& in_force
) {
    for (const auto& longer : in_force) {
        const auto cited = as_cited(longer);
        if (title.empty() || cited.find(title) == std::string::npos)
            continue;
        for (auto at = text.find(cited); at != std::string::npos; at = text.find(cited))
            text.erase(at, cited.size());
    }
    return text;
}

bool is_cited(
    const OutdatedDocument& document,
    const std::string& reply,
    const std::vector<std::string>& in_force
) {
    const auto number = as_cited(document.number);
    if (!number.empty() && reply.find(number) != std::string::npos)
        return true;
    const auto title = as_cited(document.title);
    return !title.empty() &&
           without_longer(reply, title, in_force).find(title) != std::string::npos;
}

void find_outdated(const ReplyToCheck& reply, std::vector<Finding>& found) {
    const auto cited = as_cited(reply.reply);
    for (const auto& document : reply.documents.outdated)
        if (is_cited(document, cited, reply.documents.in_force))
            found.push_back(
                {Check::expired,
                 "引用的文件" + document.words + "：《" + document.title + "》" +
                     (document.number.empty() ? "" : "（" + document.number + "）")}
            );
}

}  // namespace

const WordingList& unwelcome_words() {
    static const WordingList kWords{
        "无可奉告",
        "不归我们管",
        "不是我们的事",
        "爱莫能助",
        "无能为力",
        "自行解决",
        "自己想办法",
        "无理取闹",
        "胡搅蛮缠",
        "刁民",
        "说了多少遍",
        "去告吧"};
    return kWords;
}

double evasiveness(std::string_view message, std::string_view reply) {
    const auto answer = answer_in(reply);
    const auto symbols = static_cast<double>(text::code_point_count(answer));
    const double substance = 0.5 * reached(symbols, 160) +
                             0.2 * reached(static_cast<double>(numbers(answer)), 4) +
                             0.15 * reached(static_cast<double>(occurrences(answer, kDone)), 3) +
                             0.15 * reached(covered(message, answer), 0.3);
    return 1 - substance;
}

std::vector<Finding> check_reply(const ReplyToCheck& reply, const WordingList& wording) {
    auto answer = reply;
    answer.reply = answer_in(reply.reply, reply.frame);
    std::vector<Finding> found;
    find_unanswered(answer, found);
    find_evasion(answer, found);
    find_vagueness(answer, found);
    find_missing_basis(answer, found);
    find_missing_remedy(reply, found);
    find_other_numbers(reply, found);
    find_personal(reply, found);
    find_outdated(reply, found);
    find_words(reply, wording, found);
    find_too_long(reply, found);
    find_too_short(reply, answer.reply, found);
    return found;
}

}  // namespace huiying::draft
