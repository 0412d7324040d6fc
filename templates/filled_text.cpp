#include "templates/filled_text.hpp"

#include <algorithm>
#include <kainjow/mustache.hpp>

namespace huiying::templates {
namespace {

namespace mustache = kainjow::mustache;

/// The names as they are asked for; what has no value is told, and marked.
class Asked : public mustache::basic_context<std::string> {
  public:
    explicit Asked(const std::map<std::string, std::string>& values) : values_(values) {}

    void push(const mustache::data* /*data*/) override {}

    void pop() override {}

    const mustache::data* get(const std::string& name) const override {
        const auto known = filled_.find(name);
        if (known != filled_.end())
            return &known->second;
        const auto value = values_.find(name);
        const bool is_there = value != values_.end() && !value->second.empty();
        if (!is_there)
            open_.push_back(name);
        return &filled_.emplace(name, is_there ? value->second : "【待填：" + name + "】")
                    .first->second;
    }

    const mustache::data* get_partial(const std::string& /*name*/) const override {
        return nullptr;
    }

    const std::vector<std::string>& open() const { return open_; }

  private:
    const std::map<std::string, std::string>& values_;
    // The library asks a const context.
    mutable std::map<std::string, mustache::data> filled_;
    mutable std::vector<std::string> open_;
};

}  // namespace

FilledText fill_text(const std::string& wording, const std::map<std::string, std::string>& values) {
    mustache::mustache parsed(wording);
    if (!parsed.is_valid())
        throw TemplateError("wording: " + parsed.error_message());
    parsed.set_custom_escape([](const std::string& text) { return text; });
    Asked asked(values);
    auto text = parsed.render(asked);
    return {std::move(text), asked.open()};
}

}  // namespace huiying::templates
