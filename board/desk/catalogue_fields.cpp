#include "board/desk/catalogue_fields.hpp"

#include "board/desk/catalogue_period.hpp"
#include "text/encoding.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace huiying::desk {
namespace {

using model::CatalogueItem;

constexpr std::size_t kMaxId = 50;
constexpr int kMostRemindBefore = 30;

struct TextField {
    std::string_view name;
    std::string CatalogueItem::*text;
    std::size_t most;  ///< characters
};

constexpr std::array kTexts{
    TextField{"category", &CatalogueItem::category, 60},
    TextField{"subcategory", &CatalogueItem::subcategory, 60},
    TextField{"name", &CatalogueItem::name, 100},
    TextField{"content", &CatalogueItem::content, 2'000},
    TextField{"basis", &CatalogueItem::basis, 500},
    TextField{"channel", &CatalogueItem::channel, 200}};

std::string trimmed(std::string_view text) {
    std::string kept(text::trim(text));
    std::erase(kept, '\r');
    return kept;
}

bool is_slug(const std::string& id) {
    return id.size() >= 2 && id.size() <= kMaxId &&
           id.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-") == std::string::npos;
}

/// The code of a unit that is named by code, name or short name; as written where none is.
std::string code_of(const std::string& written, const TownSnapshot& town) {
    if (written.empty() || town.unit(written) != nullptr)
        return written;
    const auto& units = town.units();
    const auto found = std::find_if(units.begin(), units.end(), [&](const auto& unit) {
        return unit.name == written || unit.short_name == written;
    });
    return found == units.end() ? written : found->code;
}

/// The login of a person who is named by login or name; as written where none is, or two are.
std::string login_of(
    const std::string& written, const std::string& unit, const std::vector<model::Staff>& people
) {
    std::string login = written;
    int found = 0;
    for (const auto& person : people) {
        if (person.login == written)
            return written;
        if (person.name == written && person.active && person.unit == unit) {
            login = person.login;
            ++found;
        }
    }
    return found == 1 ? login : written;
}

std::optional<bool> yes_or_no(const std::string& written) {
    for (const std::string_view yes : {"", "是", "true", "TRUE", "1", "启用", "有效"})
        if (written == yes)
            return true;
    for (const std::string_view no : {"否", "false", "FALSE", "0", "停用"})
        if (written == no)
            return false;
    return std::nullopt;
}

std::string value_in(const ItemFields& fields, std::string_view name) {
    const auto found = fields.find(name);
    return found == fields.end() ? std::string() : trimmed(found->second);
}

/// What is not a plain text.
std::optional<CatalogueTrouble> put_standing(CatalogueItem& item, const ItemFields& fields) {
    if (fields.contains("period")) {
        const auto written = value_in(fields, "period");
        const auto period = period_in(written);
        if (!period)
            return CatalogueTrouble{
                "period",
                "公开时限“" + written +
                    "”看不懂：20个工作日内、每月10日前、每季度第1个月10日前、每年3月31日前，或 "
                    "2026-12-31前（一次）"};
        item.period = *period;
    }
    if (const auto before = value_in(fields, "remind_before"); !before.empty()) {
        const auto* end = before.data() + before.size();
        const auto read = std::from_chars(before.data(), end, item.remind_before);
        if (read.ec != std::errc{} || read.ptr != end)
            return CatalogueTrouble{"remind_before", "提前提醒“" + before + "”看不懂：几个工作日"};
    }
    if (fields.contains("active")) {
        const auto active = yes_or_no(value_in(fields, "active"));
        if (!active)
            return CatalogueTrouble{
                "active", "启用“" + value_in(fields, "active") + "”看不懂：是或否"};
        item.active = *active;
    }
    return std::nullopt;
}

std::optional<CatalogueTrouble> wrong_texts(const CatalogueItem& item) {
    for (const auto& field : kTexts) {
        const auto& text = item.*field.text;
        if (!text::is_valid_text(text))
            return CatalogueTrouble{
                std::string(field.name), title_of_catalogue(field.name) + "不是有效的文字"};
        if (text::code_point_count(text) > field.most)
            return CatalogueTrouble{
                std::string(field.name),
                title_of_catalogue(field.name) + "太长：最多" + std::to_string(field.most) +
                    "个字"};
    }
    return std::nullopt;
}

}  // namespace

const std::vector<SheetColumn>& catalogue_columns() {
    static const std::vector<SheetColumn> kColumns{
        {"id", "编号", {"事项编号", "ID"}},
        {"category", "一级事项", {"事项类别", "类别", "公开类别"}},
        {"subcategory", "二级事项", {"子类", "公开子类"}},
        {"name", "公开事项", {"事项名称", "名称", "事项"}},
        {"content", "公开内容", {"内容", "公开内容（要素）", "公开内容要素"}},
        {"basis", "公开依据", {"依据", "法律依据"}},
        {"unit", "责任单位", {"公开主体", "单位", "责任主体"}},
        {"channel", "公开渠道", {"公开渠道和载体", "公开渠道与载体", "渠道", "公开载体"}},
        {"period", "公开时限", {"时限", "公开期限"}},
        {"remind_before", "提前提醒（工作日）", {"提前提醒"}},
        {"person", "责任人", {"联系人", "经办人"}},
        {"active", "启用", {"是否启用", "状态"}}};
    return kColumns;
}

std::string title_of_catalogue(std::string_view name) {
    for (const auto& column : catalogue_columns())
        if (column.name == name)
            return std::string(column.title);
    return std::string(name);
}

CatalogueItem tidy(CatalogueItem item) {
    for (const auto& field : kTexts)
        item.*field.text = trimmed(item.*field.text);
    // What does not belong to its kind is as it always is, so that equal periods are equal.
    model::DuePeriod period{.kind = item.period.kind};
    using model::DueKind;
    if (period.kind == DueKind::event)
        period.workdays = item.period.workdays;
    else if (period.kind == DueKind::once)
        period.date = item.period.date;
    else
        period.day = item.period.day;
    if (period.kind == DueKind::quarterly || period.kind == DueKind::yearly)
        period.month = item.period.month;
    item.period = period;
    return item;
}

std::optional<CatalogueTrouble> wrong_in(
    const CatalogueItem& item, const TownSnapshot& town, const std::vector<model::Staff>& people
) {
    if (!is_slug(item.id))
        return CatalogueTrouble{
            "id", "编号“" + item.id + "”不合要求：小写字母、数字和连字符，2 至 50 个"};
    if (item.category.empty())
        return CatalogueTrouble{"category", "没有一级事项"};
    if (item.name.empty())
        return CatalogueTrouble{"name", "没有公开事项的名称"};
    if (item.unit.empty())
        return CatalogueTrouble{"unit", "没有责任单位"};
    if (town.unit(item.unit) == nullptr)
        return CatalogueTrouble{"unit", "没有单位“" + item.unit + "”"};
    if (auto wrong = wrong_texts(item))
        return wrong;
    if (auto wrong = wrong_period(item.period))
        return CatalogueTrouble{"period", *wrong};
    if (item.remind_before < 0 || item.remind_before > kMostRemindBefore)
        return CatalogueTrouble{"remind_before", "提前提醒须在 0 到 30 个工作日之间"};
    const bool is_here =
        item.person.empty() || std::any_of(people.begin(), people.end(), [&](const auto& person) {
            return person.login == item.person && person.active;
        });
    return is_here ? std::nullopt
                   : std::optional(CatalogueTrouble{
                         "person", "工作台上没有责任人“" + item.person + "”，或同名的不止一个"});
}

std::optional<CatalogueTrouble> put_fields(
    CatalogueItem& item,
    const ItemFields& fields,
    const TownSnapshot& town,
    const std::vector<model::Staff>& people
) {
    for (const auto& [name, written] : fields)
        if (!text::is_valid_text(written))
            return CatalogueTrouble{name, title_of_catalogue(name) + "不是有效的文字"};
    for (const auto& field : kTexts)
        if (fields.contains(field.name))
            item.*field.text = value_in(fields, field.name);
    if (fields.contains("unit"))
        item.unit = code_of(value_in(fields, "unit"), town);
    if (fields.contains("person"))
        item.person = login_of(value_in(fields, "person"), item.unit, people);
    auto wrong = put_standing(item, fields);
    item = tidy(std::move(item));
    return wrong;
}

sheets::Rows catalogue_rows(const std::vector<model::KeptItem>& items, const TownSnapshot& town) {
    sheets::Rows rows{{0, {}}};
    for (const auto& column : catalogue_columns())
        rows.front().cells.emplace_back(column.title);
    rows.reserve(items.size() + 1);
    for (const auto& [item, version, since] : items) {
        const auto* unit = town.unit(item.unit);
        rows.push_back(
            {0,
             {item.id,
              item.category,
              item.subcategory,
              item.name,
              item.content,
              item.basis,
              unit != nullptr && code_of(unit->name, town) == item.unit ? unit->name : item.unit,
              item.channel,
              period_words(item.period),
              std::to_string(item.remind_before),
              item.person,
              item.active ? "是" : "否"}}
        );
    }
    return rows;
}

std::vector<std::string> changed_fields(const CatalogueItem& one, const CatalogueItem& other) {
    std::vector<std::string> changed;
    for (const auto& field : kTexts)
        if (one.*field.text != other.*field.text)
            changed.emplace_back(field.name);
    if (one.unit != other.unit)
        changed.emplace_back("unit");
    if (!(one.period == other.period))
        changed.emplace_back("period");
    if (one.remind_before != other.remind_before)
        changed.emplace_back("remind_before");
    if (one.person != other.person)
        changed.emplace_back("person");
    if (one.active != other.active)
        changed.emplace_back("active");
    return changed;
}

}  // namespace huiying::desk
