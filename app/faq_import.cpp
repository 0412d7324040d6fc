#include "app/faq_import.hpp"

#include "app/record.hpp"
#include "board/desk/administration.hpp"
#include "sheets/csv.hpp"
#include "text/encoding.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <array>
#include <fstream>
#include <iostream>
#include <memory>
#include <nlohmann/json.hpp>
#include <set>
#include <sstream>
#include <stdexcept>

namespace huiying::app {
namespace {

constexpr const char* kBy = "command";
constexpr std::string_view kColumns =
    "id, topic, question, variants（以 | 分隔）, answer, unit, source, valid_from, valid_to";

/// One entry of the file, or why it cannot be read.
struct Row {
    std::size_t line = 0;
    model::FaqEntry entry;
    std::string trouble;
};

std::string* text_field(model::FaqEntry& entry, std::string_view column) {
    const std::array<std::pair<std::string_view, std::string*>, 8> fields{
        {{"id", &entry.id},
         {"topic", &entry.topic},
         {"question", &entry.question},
         {"answer", &entry.answer},
         {"unit", &entry.unit},
         {"source", &entry.source},
         {"valid_from", &entry.valid_from},
         {"valid_to", &entry.valid_to}}};
    const auto found = std::find_if(fields.begin(), fields.end(), [&](const auto& field) {
        return field.first == column;
    });
    return found == fields.end() ? nullptr : found->second;
}

void set_field(Row& row, const std::string& column, const std::string& value) {
    if (!text::is_valid_text(value))
        row.trouble = column + " 不是有效的 UTF-8 文本";
    if (auto* const field = text_field(row.entry, column)) {
        *field = std::string(text::trim(value));
    } else if (column == "variants") {
        std::istringstream parts(value);
        for (std::string part; std::getline(parts, part, '|');)
            if (!text::trim(part).empty())
                row.entry.variants.emplace_back(text::trim(part));
    }
}

std::vector<Row> csv_entries(const std::string& bytes) {
    const auto read = sheets::csv_rows(bytes);
    const auto* const found = std::get_if<sheets::Rows>(&read);
    if (found == nullptr)
        throw std::runtime_error("文件过大：最多" + std::to_string(sheets::kMaxRows) + "行、200列");
    const auto& rows = *found;
    if (rows.empty())
        return {};
    const auto& columns = rows.front().cells;
    std::vector<Row> entries;
    for (std::size_t at = 1; at < rows.size(); ++at) {
        Row row{rows[at].line, {}, {}};
        for (std::size_t column = 0; column < columns.size(); ++column)
            if (column < rows[at].cells.size())
                set_field(row, std::string(text::trim(columns[column])), rows[at].cells[column]);
        if (rows[at].cells.size() != columns.size())
            row.trouble = "有 " + std::to_string(rows[at].cells.size()) + " 列，表头有 " +
                          std::to_string(columns.size()) + " 列";
        entries.push_back(std::move(row));
    }
    return entries;
}

Row json_entry(const std::string& line, std::size_t number) {
    Row row{number, {}, {}};
    const auto value = nlohmann::json::parse(line, nullptr, false);
    if (!value.is_object()) {
        row.trouble = "不是 JSON 对象";
        return row;
    }
    for (const auto& [key, field] : value.items()) {
        if (key == "variants" && field.is_array()) {
            for (const auto& variant : field)
                if (variant.is_string())
                    row.entry.variants.push_back(variant.get<std::string>());
        } else if (field.is_string()) {
            set_field(row, key, field.get<std::string>());
        } else if (text_field(row.entry, key) != nullptr) {
            row.trouble = key + " 应为字符串";
        }
    }
    return row;
}

std::vector<Row> json_entries(const std::string& bytes) {
    std::vector<Row> entries;
    std::istringstream lines(bytes);
    std::string line;
    for (std::size_t number = 1; std::getline(lines, line); ++number)
        if (!text::trim(line).empty())
            entries.push_back(json_entry(line, number));
    return entries;
}

std::vector<Row> read_rows(const std::string& file) {
    std::ifstream input(file, std::ios::binary);
    if (!input)
        throw std::runtime_error(file + "：无法打开");
    std::ostringstream bytes;
    bytes << input.rdbuf();
    const auto text = bytes.str();
    return file.ends_with(".csv") ? csv_entries(text) : json_entries(text);
}

bool is_slug(const std::string& id) {
    return !id.empty() && id.size() <= 60 &&
           id.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-") == std::string::npos;
}

bool is_date(const std::string& date) {
    return date.empty() || model::parse_iso_date(date).has_value();
}

/// "" when the entry may come in.
std::string trouble_with(const Row& row, const desk::TownSnapshot& town, const FaqImport& wanted) {
    const auto& entry = row.entry;
    if (!row.trouble.empty())
        return row.trouble;
    if (!is_slug(entry.id))
        return "编号 “" + entry.id + "” 不合要求：小写字母、数字和连字符，1 至 60 个";
    if (entry.question.empty() || entry.answer.empty())
        return entry.question.empty() ? "没有问题（question）" : "没有答案（answer）";
    if (!entry.unit.empty() && town.unit(entry.unit) == nullptr)
        return "没有单位 “" + entry.unit + "”";
    if (!is_date(entry.valid_from) || !is_date(entry.valid_to))
        return "日期应为 2026-01-31 的形式";
    const auto& all = town.faq_entries();
    const bool is_there = std::any_of(all.begin(), all.end(), [&](const model::FaqEntry& other) {
        return other.id == entry.id;
    });
    if (is_there && !wanted.replace)
        return "编号 “" + entry.id + "” 已有条目；要覆盖请加 --replace";
    return {};
}

}  // namespace

int import_faq(const config::Settings& settings, const FaqImport& wanted) {
    const auto rows = read_rows(wanted.file);
    if (rows.empty())
        throw std::runtime_error(wanted.file + "：没有条目。列：" + std::string(kColumns));
    Record record(settings, desk::Demo::no);
    desk::Administration administration(record.database, *record.town, record.clock);
    const auto town = record.town->snapshot();
    std::set<std::string> seen;
    std::size_t taken = 0;
    for (const auto& row : rows) {
        auto trouble = trouble_with(row, *town, wanted);
        if (trouble.empty() && !seen.insert(row.entry.id).second)
            trouble = "编号 “" + row.entry.id + "” 在文件中重复";
        if (trouble.empty() && !wanted.dry_run && administration.put(row.entry, kBy).has_error())
            trouble = "未能写入";
        if (trouble.empty())
            ++taken;
        else
            std::cout << "第 " << row.line << " 行：" << trouble << "\n";
    }
    std::cout << rows.size() << " 条，" << (wanted.dry_run ? "可导入 " : "已导入 ") << taken
              << " 条（均为草稿，审核后才会答复），拒绝 " << rows.size() - taken << " 条\n";
    return taken == rows.size() ? 0 : 1;
}

void add_faq_import(
    CLI::App& command, const std::function<config::Settings()>& settings, std::function<int()>& run
) {
    auto* import = command.add_subcommand("import", "bring what the town has already");
    import->require_subcommand(1);
    auto wanted = std::make_shared<FaqImport>();
    auto* faq = import->add_subcommand(
        "faq", "entries of the knowledge base, as drafts: huiying import faq entries.csv --dry-run"
    );
    faq->add_option(
           "file",
           wanted->file,
           "CSV with a head line, or JSON Lines: id, topic, "
           "question, variants, answer, unit, source, valid_from, "
           "valid_to"
    )
        ->required();
    faq->add_flag("--dry-run", wanted->dry_run, "only say what would be taken and refused");
    faq->add_flag("--replace", wanted->replace, "write over entries that are there already");
    faq->callback([wanted, settings, &run] {
        run = [wanted, settings] { return import_faq(settings(), *wanted); };
    });
}

}  // namespace huiying::app
