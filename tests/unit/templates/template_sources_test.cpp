#include "templates/template_sources.hpp"

#include "catch.hpp"
#include "templates/renderer.hpp"

using namespace huiying::templates;

TEST_CASE("partials are found in full or beside their template, nested too", "[templates]") {
    const Sources sources{
        {"pages/page", "<{{> head}}|{{>pages/foot}}|{{> replies/sign }}>"},
        {"pages/head", "H"},
        {"pages/foot", "F{{> head}}"},
        {"replies/sign", "S"},
    };
    CHECK(with_partials("pages/page", sources) == "<H|FH|S>");
}

TEST_CASE("a partial alone on its line leaves no empty line", "[templates]") {
    const Sources sources{{"a", "1\n{{> b}}\n2\nx {{> b}}\n"}, {"b", "B\n"}};
    CHECK(with_partials("a", sources) == "1\nB\n2\nx B\n\n");
}

TEST_CASE("circles and unclosed tags are refused", "[templates]") {
    CHECK_THROWS_AS(with_partials("a", {{"a", "{{> a}}"}}), TemplateError);
    CHECK_THROWS_AS(with_partials("a", {{"a", "{{> b}}"}, {"b", "{{> a}}"}}), TemplateError);
    CHECK_THROWS_AS(with_partials("a", {{"a", "{{> b"}}), TemplateError);
}

TEST_CASE("tags alone on their line take the line with them", "[templates]") {
    CHECK(without_standalone_lines("1\n  {{#a}}\n2\n{{/a}}\n3") == "1\n{{#a}}2\n{{/a}}3");
    CHECK(without_standalone_lines("{{! note }}\nx\n") == "{{! note }}x\n");
    CHECK(without_standalone_lines("{{a}}\n\n{{#b}}{{/b}}\n") == "{{a}}\n\n{{#b}}{{/b}}\n");
    CHECK(without_standalone_lines("") == "");
}
