// Where templates come from: packed into the binary, or a folder; and how partials are joined in.
// Private to this room. Pure but for sources_in.
#pragma once

#include <filesystem>
#include <functional>
#include <map>
#include <string>
#include <string_view>

namespace huiying::templates {

/// Name ("pages/ask") -> mustache source.
using Sources = std::map<std::string, std::string, std::less<>>;

[[nodiscard]] Sources packed_sources();

/// Every *.mustache below the folder. Throws TemplateError when it is no folder.
[[nodiscard]] Sources sources_in(const std::filesystem::path& folder);

/// The source of `name` with each {{> partial}} replaced by the partial's own, in place, before any
/// value is known: a value can never be taken for a partial. A partial is named in full
/// ("pages/head") or from the folder of the template that includes it ("head"). A tag alone on its
/// line takes the line with it. Throws TemplateError for an unknown partial or a circle.
[[nodiscard]] std::string with_partials(std::string_view name, const Sources& sources);

/// A section, end or comment tag alone on its line loses the line, as mustache(5) says. (The
/// library keeps an empty line where the section is skipped.)
[[nodiscard]] std::string without_standalone_lines(std::string_view source);

}  // namespace huiying::templates
