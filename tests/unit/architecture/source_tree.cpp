#include "source_tree.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <fstream>
#include <set>
#include <sstream>
#include <stdexcept>

namespace huiying::architecture {
namespace {

namespace fs = std::filesystem;

/// What `root` holds besides the sources: what builds, packages and the service leave behind.
bool is_ours(const fs::path& root, const fs::path& folder) {
    static const std::set<std::string> kLeftovers{"build", "data", "data-demo"};
    const auto name = folder.filename().string();
    return !name.starts_with('.') && name != "node_modules" &&
           !(folder.parent_path() == root && kLeftovers.count(name) > 0);
}

}  // namespace

std::string read_text(const fs::path& path) {
    std::ifstream stream(path, std::ios::binary);
    if (!stream)
        throw std::runtime_error(path.string() + ": cannot be read");
    std::ostringstream text;
    text << stream.rdbuf();
    return text.str();
}

SourceTree read_tree(const fs::path& root) {
    SourceTree tree;
    for (auto at = fs::recursive_directory_iterator(root); at != fs::end(at); ++at) {
        if (at->is_directory()) {
            if (!is_ours(root, at->path()))
                at.disable_recursion_pending();
            continue;
        }
        const auto path = at->path().lexically_relative(root).generic_string();
        if (is_cpp(path) || at->path().filename() == "CMakeLists.txt")
            tree.emplace(path, read_text(at->path()));
    }
    return tree;
}

std::vector<Include> includes_of(std::string_view content) {
    std::vector<Include> includes;
    std::istringstream lines{std::string(content)};
    for (std::string line; std::getline(lines, line);) {
        const auto hash = line.find_first_not_of(" \t");
        if (hash == std::string::npos || line[hash] != '#')
            continue;
        const auto word = line.find_first_not_of(" \t", hash + 1);
        if (word == std::string::npos || line.compare(word, 7, "include") != 0)
            continue;
        const auto open = line.find_first_of("\"<", word + 7);
        if (open == std::string::npos)
            continue;
        const auto close = line.find(line[open] == '<' ? '>' : '"', open + 1);
        if (close == std::string::npos)
            continue;
        includes.push_back(
            {line[open] == '<' ? Include::Form::angled : Include::Form::quoted,
             line.substr(open + 1, close - open - 1)}
        );
    }
    return includes;
}

bool is_cpp(std::string_view path) {
    static constexpr std::array<std::string_view, 4> kEndings{".cpp", ".hpp", ".h", ".cc"};
    return std::any_of(kEndings.begin(), kEndings.end(), [&](std::string_view ending) {
        return path.ends_with(ending);
    });
}

bool is_test(std::string_view path) {
    return path.starts_with("tests/");
}

std::string folder_of(std::string_view path) {
    const auto slash = path.rfind('/');
    return std::string(path.substr(0, slash == std::string_view::npos ? 0 : slash));
}

std::size_t line_count(std::string_view content) {
    return static_cast<std::size_t>(std::count(content.begin(), content.end(), '\n'));
}

std::vector<std::string> words_of(std::string_view text) {
    std::vector<std::string> words(1);
    for (const char letter : text) {
        if (std::isalnum(static_cast<unsigned char>(letter)) != 0 ||
            std::string_view("_./+-").find(letter) != std::string_view::npos)
            words.back() += letter;
        else if (!words.back().empty())
            words.emplace_back();
    }
    if (words.back().empty())
        words.pop_back();
    return words;
}

}  // namespace huiying::architecture
