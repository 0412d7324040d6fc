#include "house_plan.hpp"

#include <algorithm>
#include <array>
#include <sstream>
#include <stdexcept>
#include <utility>

namespace huiying::architecture {
namespace {

constexpr std::string_view kTableHead = "| room | may use | libraries of its own |";
constexpr std::string_view kNothing = "nothing of ours";
constexpr std::string_view kJson = "nlohmann";

/// Libraries that stay in their rooms, whatever the table comes to say.
const std::map<std::string, std::set<std::string>>& confined() {
    static const std::map<std::string, std::set<std::string>> kConfined{
        {"CLI", {"app"}},
        {"boost/asio", {"http", "queue"}},
        {"boost/beast", {"http"}},
        {"cjose", {"bot/openid"}},
        {"exiv2", {"board/desk"}},
        {"fmt", {"telemetry"}},
        {"hiredis", {"queue"}},
        {"httplib.h", {"http"}},
        {"kainjow", {"templates"}},
        {"libical", {"config"}},
        {"liboath", {"board/desk"}},
        {"magic.h", {"board/desk"}},
        {"opencc.h", {"text"}},
        {"openssl", {"bot/channel"}},
        {"prometheus", {"telemetry"}},
        {"pugixml.hpp", {"bot/channel", "sheets"}},
        {"qpdf", {"board/desk"}},
        {"simdjson.h", {"bot/channel", "text"}},
        {"spdlog", {"telemetry"}},
        {"sqlite3.h", {"board/store"}},
        {"toml++", {"config"}},
        {"unicode", {"text"}},
        {"xlsxwriter.h", {"sheets"}},
        {"zip.h", {"sheets"}},
    };
    return kConfined;
}

std::vector<std::string> cells_of(const std::string& row) {
    std::vector<std::string> cells;
    std::istringstream stream(row.substr(1));
    for (std::string cell; std::getline(stream, cell, '|');)
        cells.push_back(cell);
    return cells;
}

/// The folder that a room's short name means; "" when there is none.
std::string folder_named(const HousePlan& plan, const std::string& name) {
    for (const auto& [folder, room] : plan)
        if (folder == name || folder.ends_with("/" + name))
            return folder;
    return {};
}

bool lets_in(const Room& room, const std::string& folder) {
    return room.may_use_everything || room.uses.count(folder) > 0;
}

/// Of the C++ library or of the system.
bool comes_with_compiler(std::string_view header) {
    static constexpr std::array<std::string_view, 7> kSystem{
        "fcntl.h", "poll.h", "pthread.h", "signal.h", "spawn.h", "unistd.h", "netdb.h"};
    static constexpr std::array<std::string_view, 3> kSystemFolders{"sys/", "arpa/", "netinet/"};
    return header.find_first_of("./") == std::string_view::npos ||
           std::find(kSystem.begin(), kSystem.end(), header) != kSystem.end() ||
           std::any_of(kSystemFolders.begin(), kSystemFolders.end(), [&](std::string_view folder) {
               return header.starts_with(folder);
           });
}

bool is_of(std::string_view header, std::string_view library) {
    return header.starts_with(library) &&
           (header.size() == library.size() || header[library.size()] == '/');
}

/// "" when the include is allowed, else what is wrong with it.
std::string fault_of_own(
    const HousePlan& plan, const std::string& folder, const std::string& target
) {
    if (target.find("..") != std::string::npos)
        return "goes round the rooms by \"..\"";
    const auto from = folder_of(target);
    // Packed files: the header is generated for the one room that packs them.
    if (from.empty())
        return target.ends_with("_assets.hpp") ? "" : "is not named by its room's path";
    if (from == folder)
        return {};
    if (plan.count(from) == 0)
        return "is of no room";
    return lets_in(plan.at(folder), from) ? "" : "is not in the row of " + folder;
}

std::string fault_of_library(
    const Room& room, const std::string& folder, const std::string& header
) {
    if (comes_with_compiler(header))
        return {};
    for (const auto& library : room.libraries)
        if (is_of(header, library))
            return {};
    return "is not among the libraries of " + folder;
}

/// Arguments behind `keyword` in the call `huiying_module(<folder> ...)`; empty without the call.
std::vector<std::string> module_arguments(
    const std::string& cmake, const std::string& folder, const std::string& keyword
) {
    std::string text;
    std::istringstream lines(cmake);
    for (std::string line; std::getline(lines, line);)
        text += line.substr(0, line.find('#')) + "\n";
    const auto call = text.find("huiying_module(" + folder);
    if (call == std::string::npos)
        return {};
    std::vector<std::string> found;
    std::string current;
    for (const auto& word : words_of(text.substr(call, text.find(')', call) - call))) {
        if (word == "SOURCES" || word == "HEADERS" || word == "USES" || word == "LINKS")
            current = word;
        else if (current == keyword)
            found.push_back(word);
    }
    return found;
}

std::string joined(const std::set<std::string>& names) {
    std::string text;
    for (const auto& name : names)
        text += " " + name;
    return text.empty() ? " nothing" : text;
}

}  // namespace

HousePlan parse_plan(std::string_view document) {
    const auto head = document.find(kTableHead);
    if (head == std::string_view::npos)
        throw std::runtime_error("no table with the head " + std::string(kTableHead));
    HousePlan plan;
    std::map<std::string, std::vector<std::string>> uses;
    std::istringstream lines{std::string(document.substr(head))};
    std::string line;
    std::getline(lines, line);
    std::getline(lines, line);
    while (std::getline(lines, line) && line.starts_with('|')) {
        const auto cells = cells_of(line);
        if (cells.size() < 3 || words_of(cells[0]).size() != 1)
            throw std::runtime_error("not a row of rooms: " + line);
        const auto folder = words_of(cells[0]).front();
        const auto libraries = words_of(cells[2]);
        plan[folder].libraries = {libraries.begin(), libraries.end()};
        const auto names = words_of(cells[1]);
        uses[folder] = names == words_of(kNothing) ? std::vector<std::string>() : names;
    }
    for (const auto& [folder, names] : uses) {
        for (const auto& name : names) {
            auto& room = plan[folder];
            if (name == "everything") {
                room.may_use_everything = true;
                continue;
            }
            const auto used = folder_named(plan, name);
            if (used.empty())
                throw std::runtime_error("row of " + folder + ": no room is called " + name);
            room.uses.insert(used);
        }
    }
    return plan;
}

Violations check_folders(const HousePlan& plan, const SourceTree& tree) {
    Violations found;
    std::set<std::string> inhabited;
    for (const auto& [path, content] : tree) {
        if (!is_cpp(path) || is_test(path))
            continue;
        const auto folder = folder_of(path);
        inhabited.insert(folder);
        if (plan.count(folder) == 0)
            found.push_back(path + ": its folder is not in the table");
    }
    for (const auto& [folder, room] : plan)
        if (inhabited.count(folder) == 0)
            found.push_back(folder + ": in the table, but has no C++ file");
    return found;
}

Violations check_includes(const HousePlan& plan, const SourceTree& tree) {
    Violations found;
    for (const auto& [path, content] : tree) {
        const auto row = plan.find(folder_of(path));
        if (!is_cpp(path) || is_test(path) || row == plan.end())
            continue;
        for (const auto& include : includes_of(content)) {
            const auto fault = include.form == Include::Form::quoted
                                   ? fault_of_own(plan, row->first, include.target)
                                   : fault_of_library(row->second, row->first, include.target);
            if (!fault.empty())
                found.push_back(path + ": " + include.target + " " + fault);
        }
    }
    return found;
}

Violations check_json(const SourceTree& tree) {
    // Headers that bring JSON along, also by way of others; found until there are no more.
    std::set<std::string> heavy;
    for (std::size_t before = 1; before != heavy.size();) {
        before = heavy.size();
        for (const auto& [path, content] : tree)
            if (path.ends_with(".hpp"))
                for (const auto& include : includes_of(content))
                    if (is_of(include.target, kJson) || heavy.count(include.target) > 0)
                        heavy.insert(path);
    }
    Violations found;
    for (const auto& [path, content] : tree)
        for (const auto& include : includes_of(content))
            if (heavy.count(include.target) > 0 && folder_of(include.target) != folder_of(path))
                found.push_back(path + ": " + include.target + " brings JSON into another room");
    return found;
}

Violations check_cmake(const HousePlan& plan, const SourceTree& tree) {
    Violations found;
    for (const auto& [folder, room] : plan) {
        if (room.may_use_everything)
            continue;
        const auto path = folder + "/CMakeLists.txt";
        const auto file = tree.find(path);
        if (file == tree.end() || module_arguments(file->second, folder, "SOURCES").empty()) {
            found.push_back(path + ": no huiying_module(" + folder + " SOURCES ...)");
            continue;
        }
        std::set<std::string> used;
        for (const auto& name : module_arguments(file->second, folder, "USES"))
            used.insert(folder_named(plan, name));
        if (used != room.uses)
            found.push_back(
                path + ": uses" + joined(used) + "; the table says" + joined(room.uses)
            );
    }
    return found;
}

Violations check_confinement(const HousePlan& plan) {
    Violations found;
    for (const auto& [folder, room] : plan)
        for (const auto& [library, rooms] : confined())
            if (rooms.count(folder) == 0)
                for (const auto& named : room.libraries)
                    if (is_of(named, library) || is_of(library, named))
                        found.push_back(
                            "row of " + folder + ": " + named + " belongs to" + joined(rooms)
                        );
    return found;
}

Violations check_names(const SourceTree& tree) {
    static const std::set<std::string> kEmptyWords{
        "util",
        "utils",
        "common",
        "manager",
        "helper",
        "helpers",
        "service",
        "data",
        "info",
        "misc",
        "base",
        "processor"};
    // 客服消息: the platform's own name of its interface.
    static const std::set<std::string> kForeignNames{"wechat_customer_service"};
    Violations found;
    for (const auto& [path, content] : tree) {
        if (!is_cpp(path))
            continue;
        const auto stem = std::filesystem::path(path).stem().string();
        if (kForeignNames.count(stem) > 0)
            continue;
        std::istringstream words(stem);
        for (std::string word; std::getline(words, word, '_');)
            if (kEmptyWords.count(word) > 0)
                found.push_back(path + ": \"" + word + "\" says nothing");
    }
    return found;
}

Violations longer_than(const SourceTree& tree, std::size_t limit) {
    std::vector<std::pair<std::size_t, std::string>> long_files;
    for (const auto& [path, content] : tree)
        if (is_cpp(path) && !is_test(path) && line_count(content) > limit)
            long_files.emplace_back(line_count(content), path);
    std::sort(long_files.rbegin(), long_files.rend());
    Violations found;
    for (const auto& [lines, path] : long_files)
        found.push_back(path + ": " + std::to_string(lines) + " lines");
    return found;
}

}  // namespace huiying::architecture
