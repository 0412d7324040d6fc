#include "app/import_commands.hpp"

#include "app/record.hpp"
#include "app/whole_file.hpp"
#include "board/desk/town_import.hpp"

#include <CLI/CLI.hpp>
#include <array>
#include <iostream>
#include <memory>
#include <stdexcept>

namespace huiying::app {
namespace {

constexpr const char* kImporter = "command";

using desk::count_of;
using Result = desk::ImportLine::Result;

struct TownImportSaid {
    desk::ImportOf kind = desk::ImportOf::units;
    std::string file;
    std::vector<std::string> columns;  ///< "heading=field"
    bool dry_run = false;
    bool replace = false;
    bool all_or_none = false;
};

desk::HeadingMap headings_of(const std::vector<std::string>& columns) {
    desk::HeadingMap headings;
    for (const auto& column : columns) {
        const auto equals = column.rfind('=');
        if (equals == std::string::npos)
            throw std::runtime_error("--column \"" + column + "\"：应为 列名=字段");
        headings.insert_or_assign(column.substr(0, equals), column.substr(equals + 1));
    }
    return headings;
}

desk::ImportFile file_said(const TownImportSaid& said) {
    auto read = desk::read_import_file(said.kind, whole_file(said.file), headings_of(said.columns));
    if (auto* const file = std::get_if<desk::ImportFile>(&read))
        return std::move(*file);
    throw std::runtime_error(said.file + "：" + std::get<desk::FileTrouble>(read).words);
}

void tell_lines(const std::vector<desk::ImportLine>& lines) {
    for (const auto& line : lines) {
        if (line.result == Result::refused)
            std::cout << "第 " << line.line << " 行：" << line.words << "\n";
        if (line.result == Result::there)
            std::cout << "第 " << line.line << " 行：" << line.words << "；要覆盖请加 --replace\n";
        if (!line.password.empty())
            std::cout << "login=" << line.key << " password=" << line.password << "\n";
    }
}

int import_town(const config::Settings& settings, const TownImportSaid& said) {
    const auto file = file_said(said);
    Record record(settings, desk::Demo::no);
    desk::TownImport import(record.database, *record.town, record.clock);
    const auto [is_written, lines] = import.take(
        said.kind,
        file,
        {.is_trial = said.dry_run, .replace = said.replace, .all_or_none = said.all_or_none},
        kImporter
    );
    const auto refused = count_of(lines, Result::refused) + count_of(lines, Result::there);
    for (const auto& heading : file.ignored)
        std::cout << "没有用到的列：" << heading << "\n";
    tell_lines(lines);
    std::cout << lines.size() << " 条，" << (is_written ? "已导入 " : "可导入 ")
              << count_of(lines, Result::added) + count_of(lines, Result::changed)
              << " 条，没有变化 " << count_of(lines, Result::unchanged) << " 条，拒绝 " << refused
              << " 条\n";
    if (said.all_or_none && !said.dry_run && !is_written)
        std::cout << "有拒绝的行，按 --all-or-none 一条也没有导入\n";
    return refused == 0 ? 0 : 1;
}

struct TownImportRow {
    desk::ImportOf kind;
    const char* name;
    const char* meaning;
};

constexpr std::array kTownImports{
    TownImportRow{desk::ImportOf::units, "units", "units: code, name, duties, keywords ..."},
    TownImportRow{
        desk::ImportOf::people,
        "people",
        "people: login, name, unit, roles; prints each new one's password once"},
    TownImportRow{
        desk::ImportOf::tickets,
        "tickets",
        "past matters with the unit that dealt with them: routing learns from them, nothing else "
        "ever sees them"}};

}  // namespace

void add_town_imports(
    CLI::App& command, const std::function<config::Settings()>& settings, std::function<int()>& run
) {
    auto* const import = command.get_subcommand("import");
    for (const auto& row : kTownImports) {
        auto said = std::make_shared<TownImportSaid>();
        said->kind = row.kind;
        auto* const one = import->add_subcommand(row.name, row.meaning);
        one->add_option("file", said->file, "XLSX, CSV or JSON: " + desk::columns_of(row.kind))
            ->required();
        one->add_option(
            "--column", said->columns, "a heading of the file is that field: 诉求描述=text"
        );
        one->add_flag("--dry-run", said->dry_run, "only say what would be taken and refused");
        if (row.kind != desk::ImportOf::people)
            one->add_flag("--replace", said->replace, "write over what is there already");
        one->add_flag("--all-or-none", said->all_or_none, "nothing where a line is refused");
        one->callback([said, settings, &run] {
            run = [said, settings] { return import_town(settings(), *said); };
        });
    }
}

}  // namespace huiying::app
