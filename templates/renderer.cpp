#include "templates/renderer.hpp"

#include "templates/template_sources.hpp"

#include <algorithm>
#include <kainjow/mustache.hpp>
#include <map>
#include <utility>

namespace huiying::templates {

namespace {

namespace mustache = kainjow::mustache;

/// Templates are parsed once for each way of escaping. Rendering without lambdas and partials (we
/// join partials in ourselves) only reads the parsed tree, so that threads may share it although
/// the library's render() is not const.
struct Parsed {
    std::unique_ptr<mustache::mustache> html;
    std::unique_ptr<mustache::mustache> text;
};

/// Stands for a line end inside parsed templates: the library then sees one line only and drops
/// none of ours (see without_standalone_lines).
constexpr char kLineEnd = '\x01';

std::unique_ptr<mustache::mustache> parse(const std::string& name, std::string source) {
    std::replace(source.begin(), source.end(), '\n', kLineEnd);
    auto parsed = std::make_unique<mustache::mustache>(source);
    if (!parsed->is_valid())
        throw TemplateError("template " + name + ": " + parsed->error_message());
    return parsed;
}

std::string render(mustache::mustache& parsed, const mustache::data& data) {
    auto text = parsed.render(data);
    std::replace(text.begin(), text.end(), kLineEnd, '\n');
    return text;
}

mustache::data to_data(const Value& value);

struct ToData {
    mustache::data operator()(const Value::Object& fields) const {
        mustache::data object;
        for (const auto& [name, field] : fields)
            object[name] = to_data(field);
        return object;
    }

    mustache::data operator()(const Value::List& list) const {
        mustache::list items;
        items.reserve(list.size());
        for (const auto& item : list)
            items.push_back(to_data(item));
        return {items};
    }

    mustache::data operator()(const std::string& text) const {
        // The library takes empty text for true; "is there a source" is what templates ask.
        return text.empty() ? mustache::data(false) : mustache::data(text);
    }

    mustache::data operator()(bool yes) const { return {yes}; }
};

mustache::data to_data(const Value& value) {
    return std::visit(ToData{}, value.held());
}

}  // namespace

struct Renderer::Compiled {
    std::map<std::string, Parsed, std::less<>> templates;

    explicit Compiled(const Sources& sources) {
        for (const auto& [name, source] : sources) {
            const auto joined = without_standalone_lines(with_partials(name, sources));
            auto& parsed = templates[name];
            parsed.html = parse(name, joined);
            parsed.text = parse(name, joined);
            parsed.text->set_custom_escape([](const std::string& raw) { return raw; });
        }
    }

    [[nodiscard]] const Parsed& get(std::string_view name) const {
        const auto found = templates.find(name);
        if (found == templates.end())
            throw TemplateError("no template " + std::string(name));
        return found->second;
    }
};

Renderer::Renderer() : compiled_(std::make_unique<Compiled>(packed_sources())) {}

Renderer::Renderer(const std::filesystem::path& overrides) {
    auto sources = packed_sources();
    for (auto& [name, source] : sources_in(overrides))
        sources.insert_or_assign(name, std::move(source));
    compiled_ = std::make_unique<Compiled>(sources);
}

Renderer::~Renderer() = default;
Renderer::Renderer(Renderer&&) noexcept = default;
Renderer& Renderer::operator=(Renderer&&) noexcept = default;

std::string Renderer::render_html(std::string_view name, const Value& value) const {
    return render(*compiled_->get(name).html, to_data(value));
}

std::string Renderer::render_text(std::string_view name, const Value& value) const {
    auto text = render(*compiled_->get(name).text, to_data(value));
    if (!text.empty() && text.back() == '\n')
        text.pop_back();
    return text;
}

bool Renderer::has(std::string_view name) const {
    return compiled_->templates.contains(name);
}

std::vector<std::string> Renderer::names() const {
    std::vector<std::string> names;
    names.reserve(compiled_->templates.size());
    for (const auto& [name, parsed] : compiled_->templates)
        names.push_back(name);
    return names;
}

}  // namespace huiying::templates
