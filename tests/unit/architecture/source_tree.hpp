// The project's own C++ and CMake files as text, for the checks of house_plan.hpp.
#pragma once

#include <cstddef>
#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace huiying::architecture {

/// Contents by path relative to the project, with '/'.
using SourceTree = std::map<std::string, std::string>;

/// All C++ files and CMakeLists.txt, without what builds, packages and data folders hold.
SourceTree read_tree(const std::filesystem::path& root);
std::string read_text(const std::filesystem::path& path);

struct Include {
    enum class Form { quoted, angled };

    Form form = Form::quoted;
    std::string target;
};

/// The #include lines of a file.
std::vector<Include> includes_of(std::string_view content);

bool is_cpp(std::string_view path);
bool is_test(std::string_view path);
/// "board/desk" of "board/desk/town.hpp"; "" at the top.
std::string folder_of(std::string_view path);
std::size_t line_count(std::string_view content);
/// Longest runs of letters, digits and _ . / + -
std::vector<std::string> words_of(std::string_view text);

}  // namespace huiying::architecture
