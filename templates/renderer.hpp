// Fills mustache templates: replies/*.mustache (plain text to citizens) and pages/*.mustache
// (HTML). Used by web, desk, draft and bot. Templates are packed into the binary; a town's folder
// may replace single files. Built once; immutable, safe from any thread. mustache(5), without
// lambdas; partials are joined in when the templates are read.
#pragma once

#include "templates/value.hpp"

#include <filesystem>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace huiying::templates {

/// A template is missing, cannot be parsed, or includes itself; what() names it.
class TemplateError : public std::runtime_error {
  public:
    using std::runtime_error::runtime_error;
};

class Renderer {
  public:
    /// The packed templates.
    Renderer();
    /// The packed templates, those in `overrides` (replies/x.mustache, pages/y.mustache) taking
    /// their place or added. Throws TemplateError when the folder is missing or a file is bad.
    explicit Renderer(const std::filesystem::path& overrides);
    ~Renderer();
    Renderer(Renderer&&) noexcept;
    Renderer& operator=(Renderer&&) noexcept;

    /// Renders with HTML escaping: & < > " ' in values become entities ({{{raw}}} is for markup
    /// that we made). Names as "pages/ask". Empty text, empty lists and missing fields are false in
    /// sections. A value is never read as a template. Throws TemplateError for an unknown name.
    [[nodiscard]] std::string render_html(std::string_view name, const Value& value) const;
    /// The same without escaping; for "replies/...". One newline at the end is dropped.
    [[nodiscard]] std::string render_text(std::string_view name, const Value& value) const;

    [[nodiscard]] bool has(std::string_view name) const;
    /// Sorted, without ".mustache".
    [[nodiscard]] std::vector<std::string> names() const;

  private:
    struct Compiled;
    std::unique_ptr<Compiled> compiled_;
};

}  // namespace huiying::templates
