#include "board/desk/faq_fields.hpp"

#include "board/desk/faq_bases.hpp"
#include "board/desk/faq_check.hpp"
#include "board/desk/passed_on_items.hpp"
#include "text/encoding.hpp"

#include <algorithm>
#include <array>

namespace huiying::desk {
namespace {

using model::FaqEntry;
using model::FaqReview;

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
    for (const auto& day : kFaqDays) {
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

std::optional<FaqTrouble> put_documents(
    FaqEntry& entry, const ItemFields& fields, const TownSnapshot& town
) {
    const auto found = fields.find("documents");
    if (found == fields.end())
        return std::nullopt;
    auto read = bases_in(found->second, town);
    if (auto* const wrong = std::get_if<FaqTrouble>(&read))
        return std::move(*wrong);
    entry.documents = std::move(std::get<std::vector<model::FaqBasis>>(read));
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
        {"auto_answer", "可自动答复", {"自动答复"}},
        {"documents", "政策文件", {"依据文件", "所依据文件"}}};
    return kColumns;
}

std::optional<FaqTrouble> put_fields(
    FaqEntry& entry, const ItemFields& fields, const TownSnapshot& town
) {
    for (const auto& [name, written] : fields)
        if (!text::is_valid_text(written))
            return FaqTrouble{name, title_of_faq(name) + "不是有效的文字"};
    for (const auto& field : kFaqTexts)
        if (const auto found = fields.find(field.name); found != fields.end())
            entry.*field.text = found->second;
    if (const auto found = fields.find("id"); found != fields.end())
        entry.id = trimmed(found->second);
    if (const auto found = fields.find("variants"); found != fields.end())
        entry.variants = variants_in(found->second);
    if (const auto found = fields.find("unit"); found != fields.end())
        entry.unit = unit_code(trimmed(found->second), town);
    auto wrong = put_documents(entry, fields, town);
    if (!wrong)
        wrong = put_days(entry, fields);
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
              entry.auto_answer ? "是" : "否",
              cell_of(entry.documents, town)}}
        );
    return rows;
}

}  // namespace huiying::desk
