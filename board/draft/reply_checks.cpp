#include "board/draft/reply_checks.hpp"

#include "board/draft/questions.hpp"
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
    if (reply.reply.find("【待填】") != std::string::npos)
        found.push_back({Check::blank, "还有【待填】没有填写"});
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
    const auto symbols = static_cast<double>(text::code_point_count(reply));
    const double substance = 0.5 * reached(symbols, 160) +
                             0.2 * reached(static_cast<double>(numbers(reply)), 4) +
                             0.15 * reached(static_cast<double>(occurrences(reply, kDone)), 3) +
                             0.15 * reached(covered(message, reply), 0.3);
    return 1 - substance;
}

std::vector<Finding> check_reply(const ReplyToCheck& reply, const WordingList& wording) {
    std::vector<Finding> found;
    find_unanswered(reply, found);
    find_evasion(reply, found);
    find_missing_basis(reply, found);
    find_personal(reply, found);
    find_outdated(reply, found);
    find_words(reply, wording, found);
    const auto symbols = text::code_point_count(reply.reply);
    if (reply.max_symbols > 0 && symbols > reply.max_symbols)
        found.push_back(
            {Check::too_long,
             "共 " + std::to_string(symbols) + " 字，超过此渠道的 " +
                 std::to_string(reply.max_symbols) + " 字"}
        );
    return found;
}

}  // namespace huiying::draft
