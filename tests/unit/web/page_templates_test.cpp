// The templates of the public pages, with what people write at its worst.
#include "catch.hpp"
#include "sample_pages.hpp"

using namespace huiying;
using test::sample_frame;
using test::sample_pages;
using test::WrittenTexts;

namespace {

WrittenTexts all_of(const std::string& text) {
    return {text, text, text, text, text, text, text, text, text, text};
}

std::size_t count(const std::string& page, std::string_view part) {
    std::size_t found = 0;
    for (auto at = page.find(part); at != std::string::npos; at = page.find(part, at + part.size()))
        ++found;
    return found;
}

}  // namespace

TEST_CASE(
    "every page is one document with one heading, one main part and its links below the base",
    "[web]"
) {
    auto frame = sample_frame();
    frame.base = "/huiying";
    for (const auto& [name, page] : sample_pages(frame, {})) {
        CAPTURE(name);
        CHECK(count(page, "</html>") == 1);
        CHECK(count(page, "<h1") == 1);
        CHECK(count(page, "<main id=\"main\"") == 1);
        CHECK(count(page, "href=\"#main\"") == 1);
        CHECK(count(page, "href=\"/") == count(page, "href=\"/huiying/"));
        CHECK(count(page, "src=\"/") == count(page, "src=\"/huiying/"));
        CHECK(count(page, "action=\"/") == count(page, "action=\"/huiying/"));
        CHECK(page.find("{{") == std::string::npos);
        CHECK(page.find(" style=") == std::string::npos);  // the policy forbids it
        // No address of elsewhere but what the town itself has written.
        CHECK(
            count(page, "http") ==
            count(page, "http://www.w3.org") + count(page, "https://www.a.cn/")
        );
    }
}

TEST_CASE("markup and template syntax in what people write stay text", "[web]") {
    const auto pages = sample_pages(
        sample_frame(),
        all_of("<script>alert(1)</script>{{town}}{{{base}}}{{#demo}}\"'&{{> pages/head}}")
    );
    for (const auto& [name, page] : pages) {
        CAPTURE(name);
        CHECK(page.find("<script>alert") == std::string::npos);
        CHECK(count(page, "</html>") == 1);
        CHECK(count(page, "<!doctype") == 1);
        CHECK(page.find("\"'&{") == std::string::npos);
    }
    const auto& status = pages.at("status_answered");
    CHECK(
        status.find("&lt;script&gt;alert(1)&lt;/script&gt;{{town}}{{{base}}}{{#demo}}") !=
        std::string::npos
    );
    CHECK(status.find("{{&gt; pages/head}}") != std::string::npos);
}

TEST_CASE("what was typed comes back in the form, closing tags and line breaks included", "[web]") {
    auto texts = all_of("甲");
    texts.message = "\n第一行\n</textarea><b>第二行";
    texts.place = "\"><img src=x>";
    const auto page = sample_pages(sample_frame(), texts).at("ask_with_faults");
    CHECK(
        page.find(">\n\n第一行\n&lt;/textarea&gt;&lt;b&gt;第二行</textarea>") != std::string::npos
    );
    CHECK(count(page, "</textarea>") == 1);
    CHECK(page.find("value=\"&quot;&gt;&lt;img src=x&gt;\"") != std::string::npos);
}

TEST_CASE("rare Han, emoji and ten thousand characters are shown whole", "[web]") {
    std::string text;
    for (int i = 0; i < 10'000; ++i)
        text += i % 2 == 0 ? "𠮷" : "😀";
    const auto pages = sample_pages(sample_frame(), all_of(text));
    CHECK(pages.at("status").find(text) != std::string::npos);
    CHECK(pages.at("ask_with_faults").find(text) != std::string::npos);
    CHECK(pages.at("home").find(text.substr(0, 80 * 4) + "…") != std::string::npos);
}

TEST_CASE("large type is a class of the page, and the switch leads back", "[web]") {
    auto frame = sample_frame();
    frame.here = "/search?q=a&b";
    const auto standard = sample_pages(frame, {}).at("search");
    CHECK(standard.find("<html lang=\"zh-CN\">") != std::string::npos);
    CHECK(standard.find("/elder?on=1&amp;back=%2Fsearch%3Fq%3Da%26b") != std::string::npos);
    frame.size = web::TypeSize::large;
    const auto large = sample_pages(frame, {}).at("search");
    CHECK(large.find("<html lang=\"zh-CN\" class=\"elder\">") != std::string::npos);
    CHECK(large.find("/elder?on=0&amp;back=") != std::string::npos);
    frame.here.clear();
    CHECK(sample_pages(frame, {}).at("search").find("/elder?") == std::string::npos);
}

TEST_CASE("a demonstration says so on every page", "[web]") {
    auto frame = sample_frame();
    for (const auto& [name, page] : sample_pages(frame, {}))
        CHECK(page.find("演示数据") == std::string::npos);
    frame.is_demo = true;
    for (const auto& [name, page] : sample_pages(frame, {}))
        CHECK(page.find("演示数据") != std::string::npos);
}

TEST_CASE("empty lists are said, not hidden", "[web]") {
    const auto pages = sample_pages(sample_frame(), {});
    CHECK(pages.at("home_empty").find("暂未发布常见问题") != std::string::npos);
    CHECK(pages.at("home_empty").find("暂未发布留言与答复") != std::string::npos);
    CHECK(pages.at("search_empty").find("没有找到和“路灯”有关的内容") != std::string::npos);
}

TEST_CASE("a fault stands beside its field and is linked from the top", "[web]") {
    const auto page = sample_pages(sample_frame(), {}).at("ask_with_faults");
    CHECK(page.find("<a href=\"#subject\">标题</a>：标题太长了") != std::string::npos);
    CHECK(page.find("id=\"subject-error\">标题太长了") != std::string::npos);
    CHECK(
        page.find("aria-describedby=\"subject-hint subject-error\" aria-invalid=\"true\"") !=
        std::string::npos
    );
    CHECK(page.find("请再选一次") != std::string::npos);
}

TEST_CASE("the receipt shows number, code and both promised dates", "[web]") {
    const auto page = sample_pages(sample_frame(), {}).at("receipt");
    for (const auto* part :
         {">7K3M-9Q2X-RT4B<",
          ">4F7K-9QX2M<",
          "今天，11月23日（周一）24:00前",
          "11月30日（周一）24:00前",
          "/q?number=7K3M-9Q2X-RT4B"})
        CHECK(page.find(part) != std::string::npos);
    CHECK(page.find("?code=") == std::string::npos);
    CHECK(page.find("&amp;code=") == std::string::npos);
}

TEST_CASE("the status page marks the present stage and says when it is late", "[web]") {
    const auto pages = sample_pages(sample_frame(), {});
    CHECK(
        pages.at("status").find("is-current\" aria-current=\"step\"><span class=\"stage-dot\" "
                                "aria-hidden=\"true\"></span><span>办理</span>"
        ) != std::string::npos
    );
    CHECK(pages.at("status").find("向您致歉") == std::string::npos);
    auto late = sample_frame();
    late.now += std::chrono::days{30};
    CHECK(sample_pages(late, {}).at("status").find("向您致歉") != std::string::npos);
    CHECK(sample_pages(late, {}).at("status_answered").find("向您致歉") == std::string::npos);
}

TEST_CASE("the days of a promise say what they rest on, and what nobody knows yet", "[web]") {
    const auto page = sample_pages(sample_frame(), {}).at("when");
    CHECK(
        page.find("暂定：自收到次日起5个工作日内，2028年放假安排公布后确定具体日期") !=
        std::string::npos
    );
    CHECK(
        page.find("<td>休息日</td><td></td><td>路灯（暂定）<sup>[1]</sup></td>") !=
        std::string::npos
    );
    CHECK(
        page.find("<td>工作日</td><td>第1天</td><td>工作日<sup>[1]</sup></td>") != std::string::npos
    );
    CHECK(page.find("<td>未公布</td>") != std::string::npos);
    CHECK(page.find("<th scope=\"row\">11月23日 周一</th>") != std::string::npos);
    CHECK(page.find("2026-11-23</th>") == std::string::npos);
    auto next_year = sample_frame();
    next_year.now += std::chrono::days{60};
    CHECK(
        sample_pages(next_year, {}).at("when").find("<th scope=\"row\">2026年11月23日 周一</th>") !=
        std::string::npos
    );
    CHECK(count(page, "《城市道路照明设施管理规定》") == 1);
    CHECK(page.find("role=\"alert\"") != std::string::npos);
}

TEST_CASE("what was to be added comes back with its fault, or to be copied", "[web]") {
    auto texts = all_of("甲");
    texts.message = "\n第一行\n</textarea><b>第二行";
    const auto pages = sample_pages(sample_frame(), texts);
    const std::string typed = ">\n\n第一行\n&lt;/textarea&gt;&lt;b&gt;第二行</textarea>";
    const auto& refused = pages.at("status_addition_refused");
    CHECK(refused.find(typed) != std::string::npos);
    CHECK(refused.find("id=\"add-text-error\"") != std::string::npos);
    CHECK(refused.find("aria-invalid=\"true\" autofocus") != std::string::npos);
    CHECK(count(refused, "name=\"form\" value=\"" + std::string(32, 'a')) == 1);
    for (const auto* name : {"status_nothing_to_add", "status_locked"}) {
        CAPTURE(name);
        CHECK(pages.at(name).find(typed) != std::string::npos);
        CHECK(pages.at(name).find("readonly") != std::string::npos);
        CHECK(pages.at(name).find("action=\"/q/add\"") == std::string::npos);
    }
    CHECK(pages.at("status_nothing_to_add").find("href=\"/ask\">重新提问") != std::string::npos);
}

TEST_CASE("files that were not taken with an addition are named beside their field", "[web]") {
    auto texts = all_of("甲");
    texts.name = "<b>.jpg";
    const auto page = sample_pages(sample_frame(), texts).at("status_files_refused");
    CHECK(
        page.find("id=\"add-files-error\">“&lt;b&gt;.jpg”不是可以接收的文件") != std::string::npos
    );
    CHECK(page.find("add-files-error\" aria-invalid=\"true\" autofocus") != std::string::npos);
    CHECK(page.find("id=\"add-text-error\"") == std::string::npos);
    CHECK(count(page, "请再选一次") == 1);
    CHECK(page.find(">\n甲</textarea>") != std::string::npos);
    CHECK(page.find("data-max-files=\"6\" data-max-mb=\"10\"") != std::string::npos);
}

TEST_CASE("what was added stands on the status page with its time and its files", "[web]") {
    auto texts = all_of("甲");
    texts.message = "又坏了一盏";
    texts.name = "<灯>.jpg";
    const auto page = sample_pages(sample_frame(), texts).at("status_answered");
    CHECK(count(page, "<article class=\"more-word\">") == 2);
    CHECK(page.find("<p>又坏了一盏</p>") != std::string::npos);
    CHECK(count(page, "<ul class=\"reply-files\" aria-label=\"附件\">") == 2);
    for (const auto* sha256 : {"ab", "cd"})
        CHECK(count(page, "name=\"file\" value=\"" + std::string(sha256) + "\"") == 1);
    CHECK(count(page, "&lt;灯&gt;.jpg<span class=\"soft\">图片，2 KB</span>") == 2);
    CHECK(count(page, "<li>&lt;灯&gt;.jpg</li>") == 1);
}
