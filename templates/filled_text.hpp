// A town's own wording with places to fill in: mustache names and nothing else ("{{编号}}"). Used
// by desk for reply templates. Pure, safe from any thread.
#pragma once

#include "templates/renderer.hpp"

#include <map>
#include <string>
#include <vector>

namespace huiying::templates {

struct FilledText {
    std::string text;
    std::vector<std::string> open;  ///< names that have no value here, each once, as they come
};

/// A name without a value, or with an empty one, becomes `【待填：name】`, which no reply is sent
/// with. Values are taken as they are. Throws TemplateError where the wording cannot be read.
[[nodiscard]] FilledText fill_text(
    const std::string& wording, const std::map<std::string, std::string>& values
);

}  // namespace huiying::templates
