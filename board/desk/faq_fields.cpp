#include "board/desk/faq_fields.hpp"

#include "board/desk/passed_on_items.hpp"
#include "text/encoding.hpp"

#include <algorithm>
#include <array>

namespace huiying::desk {
namespace {

using model::FaqEntry;
using model::FaqReview;

constexpr std::size_t kMaxId = 60;
constexpr std::size_t kMaxQuestion = 500;
constexpr std::size_t kMaxAnswer = 10'000;
constexpr std::size_t kMaxHeading = 100;
constexpr std::size_t kMaxVariants = 200;

struct TextField {
    std::string_view name;
    std::string FaqEntry::*text;
    std::size_t most;
};

constexpr std::array kTexts{
    TextField{"topic", &FaqEntry::topic, kMaxHeading},
    TextField{"question", &FaqEntry::question, kMaxQuestion},
    TextField{"answer", &FaqEntry::answer, kMaxAnswer},
    TextField{"source", &FaqEntry::source, kMaxQuestion}};

constexpr std::array kDays{
    TextField{"valid_from", &FaqEntry::valid_from, 0},
    TextField{"valid_to", &FaqEntry::valid_to, 0}};

struct ReviewWord {
    FaqReview review;
    std::string_view words;
};

constexpr std::array kReviews{
    ReviewWord{FaqReview::sample, "样例"},
    ReviewWord{FaqReview::draft, "草稿"},
    ReviewWord{FaqReview::reviewed, "已审核"},
    ReviewWord{FaqReview::retired, "已停用"}};

std::string trimmed(std::string_view text) {
    return std::string(text::trim(text));
}

/// One line, whatever line ends it had.
std::string one_line(std::string_view text) {
    auto line = trimmed(text);
    std::replace_if(
        line.begin(), line.end(), [](char symbol) { return symbol == '\n' || symbol == '\r'; }, ' '
    );
    return line;
}

std::string with_plain_line_ends(std::string_view text) {
    auto plain = trimmed(text);
    std::erase(plain, '\r');
    return plain;
}

std::string title_of(std::string_view name) {
    for (const auto& column : faq_columns())
        if (column.name == name)
            return std::string(column.title);
    return std::string(name);
}

bool is_slug(const std::string& id) {
    return id.size() >= 2 && id.size() <= kMaxId &&
           id.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-") == std::string::npos;
}

bool is_day(const std::string& day) {
    return day.empty() || model::parse_iso_date(day);
}

std::optional<FaqTrouble> unreadable_day(std::string_view name, const std::string& day) {
    if (is_day(day))
        return std::nullopt;
    return FaqTrouble{
        std::string(name), "日期应为 2026-01-31 的形式（" + title_of(name) + "“" + day + "”）"};
}

std::optional<FaqTrouble> wrong_length(const FaqEntry& entry) {
    for (const auto& field : kTexts)
        if (text::code_point_count(entry.*field.text) > field.most)
            return FaqTrouble{
                std::string(field.name),
                title_of(field.name) + "太长：最多" + std::to_string(field.most) + "个字"};
    std::size_t sum = 0;
    for (const auto& variant : entry.variants)
        sum += text::code_point_count(variant);
    if (sum > kMaxAnswer || entry.variants.size() > kMaxVariants)
        return FaqTrouble{
            "variants",
            title_of("variants") + "太多：最多" + std::to_string(kMaxVariants) + "种，共" +
                std::to_string(kMaxAnswer) + "个字"};
    return std::nullopt;
}

std::optional<FaqTrouble> wrong_days(const FaqEntry& entry) {
    for (const auto& day : kDays)
        if (auto wrong = unreadable_day(day.name, entry.*day.text))
            return wrong;
    if (!entry.valid_from.empty() && !entry.valid_to.empty() && entry.valid_to < entry.valid_from)
        return FaqTrouble{
            "valid_to", "失效日期“" + entry.valid_to + "”早于生效日期“" + entry.valid_from + "”"};
    return std::nullopt;
}

/// The code of a unit that is named by code, name or short name; as written where none is.
std::string unit_code(const std::string& written, const TownSnapshot& town) {
    if (written.empty() || town.unit(written) != nullptr)
        return written;
    const auto& units = town.units();
    const auto found = std::find_if(units.begin(), units.end(), [&](const auto& unit) {
        return unit.name == written || unit.short_name == written;
    });
    return found == units.end() ? written : found->code;
}

/// The name where it says which unit is meant.
std::string unit_words(const std::string& code, const TownSnapshot& town) {
    const auto* unit = town.unit(code);
    return unit != nullptr && unit_code(unit->name, town) == code ? unit->name : code;
}

std::string iso_day(const std::string& written) {
    const auto at = parse_written_time(written, std::chrono::seconds{0});
    return at ? model::to_iso(model::local_date(*at)) : written;
}

/// A line each; where the cell is one line, '|' stands between them.
std::vector<std::string> variants_in(std::string_view cell) {
    const char between = cell.find('\n') == std::string_view::npos ? '|' : '\n';
    std::vector<std::string> variants;
    while (!cell.empty()) {
        const auto end = std::min(cell.find(between), cell.size());
        if (auto variant = trimmed(cell.substr(0, end)); !variant.empty())
            variants.push_back(std::move(variant));
        cell.remove_prefix(std::min(end + 1, cell.size()));
    }
    return variants;
}

std::string cell_of(const std::vector<std::string>& variants) {
    std::string cell;
    for (const auto& variant : variants)
        cell += (cell.empty() ? "" : "\n") + variant;
    // A line end says that '|' is of the text.
    return variants.size() == 1 && cell.find('|') != std::string::npos ? cell + "\n" : cell;
}

std::optional<bool> yes_or_no(const std::string& written) {
    for (const std::string_view yes : {"是", "true", "TRUE", "1", "yes", "可以"})
        if (written == yes)
            return true;
    for (const std::string_view no : {"", "否", "false", "FALSE", "0", "no", "不可以"})
        if (written == no)
            return false;
    return std::nullopt;
}

std::optional<FaqReview> review_in(const std::string& written) {
    for (const auto& [review, words] : kReviews)
        if (written == words)
            return review;
    return written.empty() ? FaqReview::draft : model::parse_faq_review(written);
}

std::string words_of(FaqReview review) {
    const auto* const found = std::find_if(kReviews.begin(), kReviews.end(), [&](const auto& each) {
        return each.review == review;
    });
    return std::string(found->words);
}

std::optional<FaqTrouble> put_days(FaqEntry& entry, const ItemFields& fields) {
    for (const auto& day : kDays) {
        const auto found = fields.find(day.name);
        if (found == fields.end())
            continue;
        entry.*day.text = iso_day(trimmed(found->second));
        if (auto wrong = unreadable_day(day.name, entry.*day.text))
            return wrong;
    }
    return std::nullopt;
}

/// What is not a plain text.
std::optional<FaqTrouble> put_standing(FaqEntry& entry, const ItemFields& fields) {
    if (const auto found = fields.find("review"); found != fields.end()) {
        const auto review = review_in(trimmed(found->second));
        if (!review)
            return FaqTrouble{
                "review", "审核状态“" + found->second + "”看不懂：样例、草稿、已审核、已停用之一"};
        entry.review = *review;
    }
    if (const auto found = fields.find("auto_answer"); found != fields.end()) {
        const auto is_automatic = yes_or_no(trimmed(found->second));
        if (!is_automatic)
            return FaqTrouble{"auto_answer", "可自动答复“" + found->second + "”看不懂：是或否"};
        entry.auto_answer = *is_automatic;
    }
    return std::nullopt;
}

}  // namespace

const std::vector<SheetColumn>& faq_columns() {
    static const std::vector<SheetColumn> kColumns{
        {"id", "编号", {"条目编号", "ID"}},
        {"topic", "主题", {"分类", "类别", "栏目", "事项类别"}},
        {"question", "问题", {"标准问题", "常见问题", "标准问", "问"}},
        {"variants", "其他问法", {"相似问法", "相似问", "问法"}},
        {"answer", "答案", {"解答", "回答", "答复", "标准答案", "答"}},
        {"unit", "负责单位", {"单位", "责任单位", "承办单位", "责任部门"}},
        {"source", "依据", {"政策依据", "来源", "法规依据"}},
        {"valid_from", "生效日期", {"开始日期", "有效期自"}},
        {"valid_to", "失效日期", {"截止日期", "有效期至", "到期日期"}},
        {"review", "审核状态", {"状态"}},
        {"auto_answer", "可自动答复", {"自动答复"}}};
    return kColumns;
}

FaqEntry tidy(FaqEntry entry) {
    for (const auto& field : kTexts)
        entry.*field.text = with_plain_line_ends(entry.*field.text);
    std::vector<std::string> variants;
    for (const auto& variant : entry.variants)
        if (auto line = one_line(variant); !line.empty())
            variants.push_back(std::move(line));
    entry.variants = std::move(variants);
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
    return wrong_length(entry);
}

std::optional<FaqTrouble> put_fields(
    FaqEntry& entry, const ItemFields& fields, const TownSnapshot& town
) {
    for (const auto& [name, written] : fields)
        if (!text::is_valid_text(written))
            return FaqTrouble{name, title_of(name) + "不是有效的文字"};
    for (const auto& field : kTexts)
        if (const auto found = fields.find(field.name); found != fields.end())
            entry.*field.text = found->second;
    if (const auto found = fields.find("id"); found != fields.end())
        entry.id = trimmed(found->second);
    if (const auto found = fields.find("variants"); found != fields.end())
        entry.variants = variants_in(found->second);
    if (const auto found = fields.find("unit"); found != fields.end())
        entry.unit = unit_code(trimmed(found->second), town);
    auto wrong = put_days(entry, fields);
    if (!wrong)
        wrong = put_standing(entry, fields);
    entry = tidy(std::move(entry));
    return wrong;
}

sheets::Rows faq_rows(const std::vector<FaqEntry>& entries, const TownSnapshot& town) {
    sheets::Rows rows{{0, {}}};
    for (const auto& column : faq_columns())
        rows.front().cells.emplace_back(column.title);
    for (const auto& entry : entries)
        rows.push_back(
            {0,
             {entry.id,
              entry.topic,
              entry.question,
              cell_of(entry.variants),
              entry.answer,
              unit_words(entry.unit, town),
              entry.source,
              entry.valid_from,
              entry.valid_to,
              words_of(entry.review),
              entry.auto_answer ? "是" : "否"}}
        );
    return rows;
}

}  // namespace huiying::desk
