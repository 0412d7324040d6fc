#include "board/desk/import_file.hpp"

#include "board/desk/sheet_rows.hpp"
#include "text/encoding.hpp"

#include <algorithm>
#include <optional>

namespace huiying::desk {
namespace {

const std::vector<SheetColumn>& import_columns(ImportOf kind) {
    static const std::vector<SheetColumn> kUnits{
        {"code", "代码", {"单位代码", "编码"}},
        {"name", "名称", {"单位名称", "单位", "全称"}},
        {"short_name", "简称", {"单位简称"}},
        {"aliases", "别名", {"别称", "俗称"}},
        {"kind", "类别", {"单位类别", "性质"}},
        {"duties", "职责", {"主要职责", "工作职责"}},
        {"keywords", "关键词", {"职责关键词"}},
        {"places", "管辖地点", {"地点", "辖区"}},
        {"contact", "联系方式", {"电话", "联系电话"}},
        {"active", "启用", {"是否启用"}}};
    static const std::vector<SheetColumn> kPeople{
        {"login", "登录名", {"账号", "用户名"}},
        {"name", "姓名", {"人员姓名"}},
        {"unit", "单位", {"所属单位", "单位代码"}},
        {"roles", "角色", {"岗位"}}};
    static const std::vector<SheetColumn> kTickets{
        {"number", "编号", {"工单编号", "留言编号", "受理编号", "工单号", "信件编号"}},
        {"subject", "标题", {"主题", "留言标题", "诉求标题", "工单标题"}},
        {"text", "内容", {"留言内容", "诉求内容", "来信内容", "正文", "工单内容", "问题描述"}},
        {"unit", "承办单位", {"责任单位", "办理单位", "单位"}},
        {"received_at", "来信时间", {"提交时间", "留言时间", "登记时间", "受理时间"}}};
    if (kind == ImportOf::units)
        return kUnits;
    return kind == ImportOf::people ? kPeople : kTickets;
}

std::vector<std::string_view> needed_by(ImportOf kind) {
    if (kind == ImportOf::units)
        return {"code", "name"};
    if (kind == ImportOf::people)
        return {"login", "name", "roles"};
    return {"text", "unit"};
}

std::string import_title(ImportOf kind, std::string_view name) {
    for (const auto& column : import_columns(kind))
        if (column.name == name)
            return std::string(column.title);
    return {};
}

/// nullopt: nothing stands in the row.
std::optional<FileItem> item_of(const sheets::Row& row, const std::vector<std::string>& names) {
    FileItem item{row.line, {}};
    bool is_blank = true;
    for (std::size_t i = 0; i < row.cells.size() && i < names.size(); ++i) {
        const std::string value(text::trim(row.cells[i]));
        is_blank = is_blank && value.empty();
        if (!names[i].empty() && row.has(i))
            item.fields[names[i]] = value;
    }
    return is_blank ? std::nullopt : std::optional(std::move(item));
}

/// The rows of a file and what its columns are.
struct ImportTable {
    sheets::Rows rows;
    std::vector<std::string> headings;
    std::vector<std::string> names;  ///< by column; empty: not used
};

std::variant<ImportTable, FileTrouble> read_table(
    ImportOf kind, std::string_view bytes, const HeadingMap& own
) {
    for (const auto& [heading, name] : own)
        if (!name.empty() && import_title(kind, name).empty())
            return FileTrouble{"没有字段“" + name + "”；可以是" + columns_of(kind)};
    auto read = rows_of_file(bytes);
    if (auto* const trouble = std::get_if<FileTrouble>(&read))
        return std::move(*trouble);
    ImportTable table{std::move(std::get<SheetFile>(read).rows), {}, {}};
    if (table.rows.size() < 2)
        return FileTrouble{"没有内容：第一行是表头，以下每行一条"};
    for (const auto& cell : table.rows.front().cells) {
        table.headings.emplace_back(text::trim(cell));
        table.names.push_back(column_of(import_columns(kind), table.headings.back(), own));
    }
    return table;
}

/// A field that no column is; "" when there is none.
std::string missing_in(ImportOf kind, const std::vector<std::string>& names) {
    for (const auto needed : needed_by(kind))
        if (std::find(names.begin(), names.end(), needed) == names.end())
            return import_title(kind, needed);
    return {};
}

/// A field that two columns are; "" when there is none.
std::string doubled_in(ImportOf kind, const std::vector<std::string>& names) {
    for (const auto& name : names)
        if (!name.empty() && std::count(names.begin(), names.end(), name) > 1)
            return import_title(kind, name);
    return {};
}

}  // namespace

std::vector<ImportField> import_fields(ImportOf kind) {
    const auto needed = needed_by(kind);
    std::vector<ImportField> fields;
    for (const auto& column : import_columns(kind))
        fields.push_back(
            {std::string(column.name),
             std::string(column.title),
             std::find(needed.begin(), needed.end(), column.name) != needed.end()}
        );
    return fields;
}

std::variant<ImportLayout, FileTrouble> read_import_layout(
    ImportOf kind, std::string_view bytes, const HeadingMap& own
) {
    auto read = read_table(kind, bytes, own);
    if (auto* const trouble = std::get_if<FileTrouble>(&read))
        return std::move(*trouble);
    const auto& [rows, headings, names] = std::get<ImportTable>(read);
    ImportLayout layout;
    const auto& first = rows[1].cells;
    for (std::size_t i = 0; i < headings.size(); ++i)
        if (!headings[i].empty())
            layout.columns.push_back(
                {headings[i], names[i], i < first.size() ? first[i] : std::string()}
            );
    if (const auto twice = doubled_in(kind, names); !twice.empty())
        layout.trouble = "有两列都是“" + twice + "”：只留一列";
    else if (const auto missing = missing_in(kind, names); !missing.empty())
        layout.trouble = "还没有一列是“" + missing + "”：请选哪一列是它";
    return layout;
}

std::variant<ImportFile, FileTrouble> read_import_file(
    ImportOf kind, std::string_view bytes, const HeadingMap& own
) {
    auto read = read_table(kind, bytes, own);
    if (auto* const trouble = std::get_if<FileTrouble>(&read))
        return std::move(*trouble);
    const auto& [rows, headings, names] = std::get<ImportTable>(read);
    if (const auto twice = doubled_in(kind, names); !twice.empty())
        return FileTrouble{"表头里有两列都是“" + twice + "”：只留一列"};
    if (const auto missing = missing_in(kind, names); !missing.empty())
        return FileTrouble{
            "表头里找不到“" + missing + "”一列；列名不同的用 --column 列名=字段 对应，字段可以是" +
            columns_of(kind)};
    ImportFile file;
    for (std::size_t i = 0; i < headings.size(); ++i)
        if (names[i].empty() && !headings[i].empty())
            file.ignored.push_back(headings[i]);
    for (std::size_t at = 1; at < rows.size(); ++at)
        if (auto item = item_of(rows[at], names))
            file.lines.push_back(std::move(*item));
    return file;
}

std::string columns_of(ImportOf kind) {
    std::string words;
    for (const auto& column : import_columns(kind))
        words += (words.empty() ? "" : "、") + std::string(column.name) + "（" +
                 std::string(column.title) + "）";
    return words;
}

}  // namespace huiying::desk
