#include "templates/renderer.hpp"

#include "catch.hpp"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <thread>
#include <vector>

using huiying::templates::Renderer;
using huiying::templates::TemplateError;
using huiying::templates::Value;

namespace {

/// A folder of templates that goes with the test.
class TemplateFolder {
  public:
    TemplateFolder() {
        std::string pattern = (std::filesystem::temp_directory_path() / "templatesXXXXXX").string();
        path_ = mkdtemp(pattern.data());
    }

    ~TemplateFolder() { std::filesystem::remove_all(path_); }

    TemplateFolder(const TemplateFolder&) = delete;
    TemplateFolder& operator=(const TemplateFolder&) = delete;

    TemplateFolder& with(const std::string& name, const std::string& source) {
        const auto file = path_ / (name + ".mustache");
        std::filesystem::create_directories(file.parent_path());
        std::ofstream(file) << source;
        return *this;
    }

    [[nodiscard]] const std::filesystem::path& path() const { return path_; }

  private:
    std::filesystem::path path_;
};

std::string html(const std::string& source, const Value& value) {
    TemplateFolder folder;
    folder.with("pages/one", source);
    return Renderer(folder.path()).render_html("pages/one", value);
}

}  // namespace

TEST_CASE("values are escaped in pages and not in replies", "[templates]") {
    const Value value{{"text", "<script>alert('1')</script> & \"x\""}};
    TemplateFolder folder;
    folder.with("pages/one", "<p>{{text}}</p>").with("replies/one", "{{text}}");
    const Renderer renderer(folder.path());
    const auto page = renderer.render_html("pages/one", value);
    CHECK(page.find("<script>") == std::string::npos);
    CHECK(page.find('\'') == std::string::npos);
    CHECK(page.find('"') == std::string::npos);
    CHECK(page.find("&lt;script&gt;") != std::string::npos);
    CHECK(page.find("&amp;") != std::string::npos);
    CHECK(renderer.render_text("replies/one", value) == "<script>alert('1')</script> & \"x\"");
}

TEST_CASE("markup that we made is passed on with three braces", "[templates]") {
    CHECK(html("{{{raw}}}{{&raw}}", {{"raw", "<b>"}}) == "<b><b>");
}

TEST_CASE("a citizen's text is never read as a template", "[templates]") {
    const Value value{
        {"text", "{{secret}} {{{secret}}} {{#secret}}x{{/secret}} {{> pages/two}} {{=<% %>=}}"},
        {"secret", "S"}};
    TemplateFolder folder;
    folder.with("pages/one", "{{text}}|{{{text}}}").with("pages/two", "LEAK");
    const Renderer renderer(folder.path());
    for (const auto& page :
         {renderer.render_html("pages/one", value), renderer.render_text("pages/one", value)}) {
        CAPTURE(page);
        CHECK(page.find("LEAK") == std::string::npos);
        CHECK(page.find("{{secret}} {{{secret}}}") != std::string::npos);
    }
}

TEST_CASE("a value named like a partial is no partial", "[templates]") {
    TemplateFolder folder;
    folder.with("pages/one", "{{> pages/two}}").with("pages/two", "two");
    const Renderer renderer(folder.path());
    CHECK(renderer.render_html("pages/one", {{"pages/two", "{{evil}}"}, {"evil", "E"}}) == "two");
}

TEST_CASE("sections follow truth, lists and objects", "[templates]") {
    CHECK(html("{{#a}}yes{{/a}}{{^a}}no{{/a}}", {{"a", true}}) == "yes");
    CHECK(html("{{#a}}yes{{/a}}{{^a}}no{{/a}}", {{"a", false}}) == "no");
    CHECK(html("{{#a}}yes{{/a}}{{^a}}no{{/a}}", {{"a", ""}}) == "no");
    CHECK(html("{{#a}}yes{{/a}}{{^a}}no{{/a}}", {{"a", "x"}}) == "yes");
    CHECK(html("{{#a}}yes{{/a}}{{^a}}no{{/a}}", {{"a", Value::List{}}}) == "no");
    CHECK(html("{{#a}}yes{{/a}}{{^a}}no{{/a}}", Value()) == "no");
    const Value people{
        {"people", Value::List{{{"name", "王"}, {"n", 1}}, {{"name", "李"}, {"n", 2}}}}};
    CHECK(html("{{#people}}{{n}}{{name}};{{/people}}", people) == "1王;2李;");
    CHECK(html("{{#words}}[{{.}}]{{/words}}", {{"words", Value::List{"a", "<"}}}) == "[a][&lt;]");
    CHECK(html("{{unit.name}}", {{"unit", Value{{"name", "城建"}}}}) == "城建");
    CHECK(html("{{n}}", {{"n", 0}}) == "0");
    CHECK(html("{{none}}", Value()).empty());
}

TEST_CASE("line ends of templates and values survive, shown sections or not", "[templates]") {
    const std::string source = "a\n{{#x}}\n\nb\n{{/x}}\n{{^x}}\nc\n{{/x}}\n\nd {{y}}\n";
    CHECK(html(source, {{"x", true}, {"y", "1\n2"}}) == "a\n\nb\n\nd 1\n2\n");
    CHECK(html(source, {{"x", false}, {"y", ""}}) == "a\nc\n\nd \n");
}

TEST_CASE("fields can be set and elements added one by one", "[templates]") {
    Value list{Value::List{}};
    list.add("a").add("b");
    Value value;
    value.set("list", list).set("title", "old").set("title", "new");
    CHECK(html("{{title}}{{#list}}{{.}}{{/list}}", value) == "newab");
    CHECK_THROWS_AS(value.add("x"), std::bad_variant_access);
    CHECK_THROWS_AS(list.set("x", "y"), std::bad_variant_access);
}

TEST_CASE("a town's folder replaces single templates and adds others", "[templates]") {
    TemplateFolder folder;
    folder.with("replies/welcome", "本镇欢迎您").with("replies/extra", "另加");
    const Renderer own(folder.path());
    CHECK(own.render_text("replies/welcome", Value()) == "本镇欢迎您");
    CHECK(own.has("replies/extra"));
    CHECK(own.has("replies/receipt_chat"));
    const Renderer packed;
    CHECK_FALSE(packed.has("replies/extra"));
    CHECK(packed.render_text("replies/welcome", Value()) != "本镇欢迎您");
}

TEST_CASE("a missing template, partial or folder is named", "[templates]") {
    const Renderer renderer;
    CHECK_THROWS_WITH(
        renderer.render_html("pages/nowhere", Value()), Catch::Contains("pages/nowhere")
    );
    CHECK_THROWS_AS(renderer.render_text("replies/none", Value()), TemplateError);
    TemplateFolder folder;
    folder.with("pages/one", "{{> gone}}");
    CHECK_THROWS_WITH(Renderer(folder.path()), Catch::Contains("gone"));
    CHECK_THROWS_AS(Renderer(folder.path() / "no_such_folder"), TemplateError);
}

TEST_CASE("a template that cannot be parsed is refused at the start", "[templates]") {
    TemplateFolder folder;
    folder.with("pages/broken", "{{#open}}never closed");
    CHECK_THROWS_WITH(Renderer(folder.path()), Catch::Contains("pages/broken"));
}

TEST_CASE("threads share one renderer", "[templates]") {
    const Renderer renderer;
    std::vector<std::thread> threads;
    std::vector<int> wrong(4, 0);
    for (std::size_t i = 0; i < wrong.size(); ++i) {
        threads.emplace_back([&renderer, &wrong, i] {
            const auto number = "N" + std::to_string(i);
            for (int round = 0; round < 200; ++round) {
                const auto text =
                    renderer.render_text("replies/receipt_chat", {{"number", number}});
                wrong[i] += text.find(number) == std::string::npos ? 1 : 0;
            }
        });
    }
    for (auto& thread : threads)
        thread.join();
    CHECK(wrong == std::vector<int>(4, 0));
}
