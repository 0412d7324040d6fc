#include "templates/template_sources.hpp"

#include "templates/renderer.hpp"
#include "templates_assets.hpp"

#include <fstream>
#include <iterator>
#include <optional>

namespace huiying::templates {

namespace {

constexpr std::string_view kSuffix = ".mustache";
constexpr std::string_view kOpen = "{{>";
constexpr std::string_view kClose = "}}";
constexpr int kMaxDepth = 8;

std::optional<std::string> name_of(std::string_view path) {
    if (!path.ends_with(kSuffix))
        return std::nullopt;
    return std::string(path.substr(0, path.size() - kSuffix.size()));
}

std::string_view without_spaces(std::string_view tag) {
    const auto first = tag.find_first_not_of(" \t");
    const auto last = tag.find_last_not_of(" \t");
    return first == std::string_view::npos ? std::string_view()
                                           : tag.substr(first, last - first + 1);
}

const std::string& find_partial(
    std::string_view partial, std::string_view from, const Sources& sources, std::string& name
) {
    const auto folder = from.substr(0, from.rfind('/') + 1);
    for (const auto& candidate :
         {std::string(partial), std::string(folder) + std::string(partial)}) {
        const auto found = sources.find(candidate);
        if (found == sources.end())
            continue;
        name = candidate;
        return found->second;
    }
    throw TemplateError("template " + std::string(from) + ": no partial " + std::string(partial));
}

bool is_alone_on_line(std::string_view source, std::size_t begin, std::size_t end) {
    const auto line = source.rfind('\n', begin == 0 ? 0 : begin - 1);
    const auto start = line == std::string_view::npos || begin == 0 ? 0 : line + 1;
    return without_spaces(source.substr(start, begin - start)).empty() && end < source.size() &&
           source[end] == '\n';
}

std::string join(std::string_view name, const Sources& sources, int depth) {
    if (depth > kMaxDepth)
        throw TemplateError("template " + std::string(name) + ": includes itself");
    const std::string& source = sources.find(name)->second;
    std::string joined;
    std::size_t copied = 0;
    for (auto at = source.find(kOpen); at != std::string::npos; at = source.find(kOpen, copied)) {
        const auto close = source.find(kClose, at);
        if (close == std::string::npos)
            throw TemplateError("template " + std::string(name) + ": unclosed partial tag");
        const auto tag =
            std::string_view(source).substr(at + kOpen.size(), close - at - kOpen.size());
        std::string partial;
        find_partial(without_spaces(tag), name, sources, partial);
        const auto text = join(partial, sources, depth + 1);
        const auto end = close + kClose.size();
        joined.append(source, copied, at - copied).append(text);
        const bool has_line_end = !text.empty() && text.back() == '\n';
        copied = end + (has_line_end && is_alone_on_line(source, at, end) ? 1 : 0);
    }
    return joined.append(source, copied);
}

bool is_standalone_tag(std::string_view line) {
    const auto tag = without_spaces(line);
    return tag.size() > 5 && tag.starts_with("{{") && tag.ends_with("}}") &&
           std::string_view("#^/!").find(tag[2]) != std::string_view::npos &&
           tag.find(kClose) == tag.size() - kClose.size();
}

}  // namespace

Sources packed_sources() {
    Sources sources;
    for (const auto path : packed_paths()) {
        if (auto name = name_of(path))
            sources.emplace(std::move(*name), packed(path).value());
    }
    return sources;
}

Sources sources_in(const std::filesystem::path& folder) {
    if (!std::filesystem::is_directory(folder))
        throw TemplateError("no template folder " + folder.string());
    Sources sources;
    for (const auto& file : std::filesystem::recursive_directory_iterator(folder)) {
        const auto path = std::filesystem::relative(file.path(), folder).generic_string();
        auto name = name_of(path);
        if (!name || !file.is_regular_file())
            continue;
        std::ifstream stream(file.path(), std::ios::binary);
        std::string source{std::istreambuf_iterator<char>(stream), {}};
        if (!stream)
            throw TemplateError("cannot read template " + file.path().string());
        sources.emplace(std::move(*name), std::move(source));
    }
    return sources;
}

std::string with_partials(std::string_view name, const Sources& sources) {
    return join(name, sources, 0);
}

std::string without_standalone_lines(std::string_view source) {
    std::string kept;
    kept.reserve(source.size());
    while (!source.empty()) {
        const auto end = source.find('\n');
        const auto line = source.substr(0, end);
        const auto next = end == std::string_view::npos ? source.size() : end + 1;
        if (is_standalone_tag(line))
            kept.append(without_spaces(line));
        else
            kept.append(source.substr(0, next));
        source.remove_prefix(next);
    }
    return kept;
}

}  // namespace huiying::templates
