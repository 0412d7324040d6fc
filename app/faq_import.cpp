#include "app/faq_import.hpp"

#include "app/record.hpp"
#include "app/whole_file.hpp"
#include "board/desk/faq_keeping.hpp"
#include "text/encoding.hpp"

#include <CLI/CLI.hpp>
#include <iostream>
#include <memory>
#include <nlohmann/json.hpp>
#include <sstream>
#include <stdexcept>

namespace huiying::app {
namespace {

constexpr const char* kBy = "command";
constexpr const char* kColumns =
    "id, topic, question, variants（每行一种，或以 | 分隔）, answer, unit, source, valid_from, "
    "valid_to, review, auto_answer；或导出文件里的中文列名";

using Result = desk::FaqImportLine::Result;

/// A list of texts as a cell has it: a line each.
std::string lines_of(const nlohmann::json& list) {
    std::string lines;
    for (const auto& text : list)
        if (text.is_string())
            lines += text.get<std::string>() + "\n";
    return lines;
}

desk::FaqFile::Line json_line(const std::string& text, std::size_t number) {
    desk::FaqFile::Line line{{number, {}}, {}};
    const auto value = nlohmann::json::parse(text, nullptr, false);
    if (!value.is_object()) {
        line.trouble = "不是 JSON 对象";
        return line;
    }
    for (const auto& [key, field] : value.items()) {
        if (field.is_string())
            line.item.fields[key] = field.get<std::string>();
        else if (field.is_boolean())
            line.item.fields[key] = field.dump();
        else if (field.is_array())
            line.item.fields[key] = lines_of(field);
        else if (!field.is_null())
            line.trouble = key + " 应为字符串";
    }
    return line;
}

desk::FaqFile json_lines(const std::string& bytes) {
    desk::FaqFile file;
    std::istringstream lines(bytes);
    std::string line;
    for (std::size_t number = 1; std::getline(lines, line); ++number)
        if (!text::trim(line).empty())
            file.lines.push_back(json_line(line, number));
    return file;
}

desk::FaqFile read_file(const std::string& name) {
    const auto bytes = whole_file(name);
    auto read = desk::read_faq_file(bytes);
    if (auto* const file = std::get_if<desk::FaqFile>(&read))
        return std::move(*file);
    auto lines = text::trim(bytes).starts_with('{') ? json_lines(bytes) : desk::FaqFile{};
    if (lines.lines.empty())
        throw std::runtime_error(
            name + "：" + std::get<desk::FileTrouble>(read).words + "。列：" + kColumns
        );
    return lines;
}

void tell(const desk::FaqImportLine& line) {
    if (line.words.empty())
        return;
    std::cout << "第 " << line.line << " 行：" << line.words
              << (line.result == Result::there ? "；要覆盖请加 --replace" : "") << "\n";
}

void tell_sum(const desk::FaqImportReport& report, const FaqImport& wanted) {
    const auto taken = report.count(Result::added) + report.count(Result::changed);
    const auto same = report.count(Result::unchanged);
    std::cout << report.lines.size() << " 条，" << (report.is_written ? "已导入 " : "可导入 ")
              << taken << " 条（"
              << (wanted.keep_review ? "审核状态照文件" : "均为草稿，审核后才会答复") << "），";
    if (same > 0)
        std::cout << "没有变化 " << same << " 条，";
    std::cout << "拒绝 " << report.count(Result::refused) + report.count(Result::there) << " 条\n";
    if (wanted.all_or_none && !wanted.dry_run && !report.is_written)
        std::cout << "有拒绝的行，按 --all-or-none 一条也没有导入\n";
}

}  // namespace

int import_faq(const config::Settings& settings, const FaqImport& wanted) {
    const auto file = read_file(wanted.file);
    Record record(settings, desk::Demo::no);
    desk::FaqKeeping knowledge(record.database, *record.town, record.clock);
    const auto report = knowledge.import(
        file,
        {.is_trial = wanted.dry_run,
         .replace = wanted.replace,
         .keep_review = wanted.keep_review,
         .all_or_none = wanted.all_or_none},
        kBy
    );
    for (const auto& heading : report.ignored)
        std::cout << "没有用到的列：" << heading << "\n";
    for (const auto& line : report.lines)
        tell(line);
    tell_sum(report, wanted);
    return report.has_trouble() ? 1 : 0;
}

void add_faq_import(
    CLI::App& command, const std::function<config::Settings()>& settings, std::function<int()>& run
) {
    auto* import = command.add_subcommand("import", "bring what the town has already");
    import->require_subcommand(1);
    auto wanted = std::make_shared<FaqImport>();
    auto* faq = import->add_subcommand(
        "faq", "entries of the knowledge base: huiying import faq entries.xlsx --dry-run"
    );
    faq->add_option(
           "file",
           wanted->file,
           "XLSX, CSV or JSON with a head line, or JSON Lines: id, topic, question, variants, "
           "answer, unit, source, valid_from, valid_to, review, auto_answer"
    )
        ->required();
    faq->add_flag("--dry-run", wanted->dry_run, "only say what would be taken and refused");
    faq->add_flag("--replace", wanted->replace, "write over entries that are there already");
    faq->add_flag(
        "--keep-review",
        wanted->keep_review,
        "review states as the file says; else what is new or changed is a draft"
    );
    faq->add_flag("--all-or-none", wanted->all_or_none, "nothing where a line is refused");
    faq->callback([wanted, settings, &run] {
        run = [wanted, settings] { return import_faq(settings(), *wanted); };
    });
}

}  // namespace huiying::app
