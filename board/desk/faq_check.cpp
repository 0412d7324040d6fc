#include "board/desk/faq_check.hpp"

#include "board/desk/faq_bases.hpp"
#include "board/desk/faq_fields.hpp"
#include "text/encoding.hpp"

#include <algorithm>
#include <tuple>

namespace huiying::desk {
namespace {

using model::FaqEntry;

constexpr std::size_t kMaxId = 60;
constexpr std::size_t kMaxVariants = 200;
constexpr std::size_t kMaxVariantSymbols = 10'000;

/// One line, whatever line ends it had.
std::string one_line(std::string_view text) {
    std::string line(text::trim(text));
    std::replace_if(
        line.begin(), line.end(), [](char symbol) { return symbol == '\n' || symbol == '\r'; }, ' '
    );
    return line;
}

std::string with_plain_line_ends(std::string_view text) {
    std::string plain(text::trim(text));
    std::erase(plain, '\r');
    return plain;
}

bool is_slug(const std::string& id) {
    return id.size() >= 2 && id.size() <= kMaxId &&
           id.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-") == std::string::npos;
}

bool is_day(const std::string& day) {
    return day.empty() || model::parse_iso_date(day);
}

std::optional<FaqTrouble> wrong_length(const FaqEntry& entry) {
    for (const auto& field : kFaqTexts)
        if (text::code_point_count(entry.*field.text) > field.most)
            return FaqTrouble{
                std::string(field.name),
                title_of_faq(field.name) + "太长：最多" + std::to_string(field.most) + "个字"};
    std::size_t sum = 0;
    for (const auto& variant : entry.variants)
        sum += text::code_point_count(variant);
    if (sum > kMaxVariantSymbols || entry.variants.size() > kMaxVariants)
        return FaqTrouble{
            "variants",
            title_of_faq("variants") + "太多：最多" + std::to_string(kMaxVariants) + "种，共" +
                std::to_string(kMaxVariantSymbols) + "个字"};
    return std::nullopt;
}

std::optional<FaqTrouble> wrong_days(const FaqEntry& entry) {
    for (const auto& day : kFaqDays)
        if (auto wrong = unreadable_day(day.name, entry.*day.text))
            return wrong;
    if (!entry.valid_from.empty() && !entry.valid_to.empty() && entry.valid_to < entry.valid_from)
        return FaqTrouble{
            "valid_to", "失效日期“" + entry.valid_to + "”早于生效日期“" + entry.valid_from + "”"};
    return std::nullopt;
}

}  // namespace

std::string title_of_faq(std::string_view name) {
    for (const auto& column : faq_columns())
        if (column.name == name)
            return std::string(column.title);
    return std::string(name);
}

std::optional<FaqTrouble> unreadable_day(std::string_view name, const std::string& day) {
    if (is_day(day))
        return std::nullopt;
    return FaqTrouble{
        std::string(name), "日期应为 2026-01-31 的形式（" + title_of_faq(name) + "“" + day + "”）"};
}

FaqEntry tidy(FaqEntry entry) {
    for (const auto& field : kFaqTexts)
        entry.*field.text = with_plain_line_ends(entry.*field.text);
    std::vector<std::string> variants;
    for (const auto& variant : entry.variants)
        if (auto line = one_line(variant); !line.empty())
            variants.push_back(std::move(line));
    entry.variants = std::move(variants);
    // As the record gives them back: another order is no change.
    const auto by_name = [](const model::FaqBasis& one, const model::FaqBasis& other) {
        return std::tie(one.document, one.article) < std::tie(other.document, other.article);
    };
    std::sort(entry.documents.begin(), entry.documents.end(), by_name);
    const auto doubles = std::unique(entry.documents.begin(), entry.documents.end());
    entry.documents.erase(doubles, entry.documents.end());
    return entry;
}

std::optional<FaqTrouble> wrong_in(const FaqEntry& entry, const TownSnapshot& town) {
    if (!is_slug(entry.id))
        return FaqTrouble{
            "id", "编号 “" + entry.id + "” 不合要求：小写字母、数字和连字符，2 至 60 个"};
    if (text::trim(entry.question).empty())
        return FaqTrouble{"question", "没有问题（question）"};
    if (text::trim(entry.answer).empty())
        return FaqTrouble{"answer", "没有答案（answer）"};
    if (!entry.unit.empty() && town.unit(entry.unit) == nullptr)
        return FaqTrouble{"unit", "没有单位 “" + entry.unit + "”"};
    if (auto wrong = wrong_days(entry))
        return wrong;
    if (auto wrong = wrong_in(entry.documents, town))
        return wrong;
    return wrong_length(entry);
}

std::vector<std::string> changed_fields(const FaqEntry& one, const FaqEntry& other) {
    std::vector<std::string> changed;
    for (const auto& field : kFaqTexts)
        if (one.*field.text != other.*field.text)
            changed.emplace_back(field.name);
    for (const auto& day : kFaqDays)
        if (one.*day.text != other.*day.text)
            changed.emplace_back(day.name);
    if (one.variants != other.variants)
        changed.emplace_back("variants");
    if (one.unit != other.unit)
        changed.emplace_back("unit");
    if (one.review != other.review)
        changed.emplace_back("review");
    if (one.auto_answer != other.auto_answer)
        changed.emplace_back("auto_answer");
    if (one.documents != other.documents)
        changed.emplace_back("documents");
    return changed;
}

}  // namespace huiying::desk
