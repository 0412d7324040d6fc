// The board's counts, units, feeds, suggestions, readers' words and display settings, as a browser
// meets them.
#include "board/web/page_feed.hpp"
#include "board_ground.hpp"
#include "catch.hpp"

using namespace huiying;
using test::BoardGround;
using test::header_of;

namespace {

constexpr const char* kForm = "application/x-www-form-urlencoded";
constexpr const char* kLamp = "/published/faq-street-light/feedback";
// 路灯不亮怎么报修
constexpr const char* kLampWords =
    "%E8%B7%AF%E7%81%AF%E4%B8%8D%E4%BA%AE%E6%80%8E%E4%B9%88%E6%8A%A5%E4%BF%AE";

bool shows(const http::Response& page, std::string_view part) {
    return page.body.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("without messages the statistics say so, and the file has its heading", "[web]") {
    BoardGround board;
    const auto page = board.get("/statistics");
    CHECK(page.status == 200);
    CHECK(shows(page, "还没有收到留言"));
    CHECK(header_of(page, "Cache-Control") == "no-cache");
    CHECK(header_of(page, "Vary") == "Cookie");
    const auto file = board.get("/statistics.csv");
    CHECK(header_of(file, "Content-Type") == "text/csv; charset=utf-8");
    CHECK(shows(file, "统计项"));
}

TEST_CASE("units are listed, each has its page with its answers", "[web]") {
    BoardGround board;
    const auto list = board.get("/units");
    CHECK(shows(list, "href=\"/units/cjzx\""));
    const auto unit = board.get("/units/cjzx");
    CHECK(unit.status == 200);
    CHECK(shows(unit, "路灯不亮怎么报修？"));
    CHECK(shows(unit, "银春路"));
    CHECK(shows(unit, "/ask?unit=cjzx"));
    CHECK_FALSE(shows(board.get("/units/dzb"), "【待填】"));
    CHECK(board.get("/units/none").status == 404);
    CHECK(shows(board.get("/ask?unit=cjzx"), "value=\"cjzx\" selected"));
}

TEST_CASE("the feed, the list of pages and the rules for robots name whole addresses", "[web]") {
    BoardGround board({.base_path = "/huiying", .public_url = "https://www.a.cn"});
    const auto feed = board.get("/feed.xml");
    CHECK(header_of(feed, "Content-Type") == "application/atom+xml; charset=utf-8");
    CHECK(header_of(feed, "Cache-Control") == "public, max-age=300");
    CHECK(shows(feed, "<id>https://www.a.cn/huiying/published/faq-street-light</id>"));
    CHECK(shows(feed, "<updated>2026-01-01T00:00:00+08:00</updated>"));
    const auto map = board.get("/sitemap.xml");
    CHECK(shows(map, "<loc>https://www.a.cn/huiying/units/cjzx</loc>"));
    CHECK(shows(map, "<loc>https://www.a.cn/huiying/published/faq-street-light</loc>"));
    const auto robots = board.get("/robots.txt");
    CHECK(shows(robots, "Disallow: /huiying/q\n"));
    CHECK(shows(robots, "Sitemap: https://www.a.cn/huiying/sitemap.xml\n"));
}

TEST_CASE("an XML text holds no character that XML cannot", "[web]") {
    CHECK(web::xml_text("路\x01\x1F灯\n\t\x7F 不\xEF\xBF\xBF亮") == "路灯\n\t 不亮");
}

TEST_CASE("what is typed gets what fits it, from our own pages only", "[web]") {
    BoardGround board;
    const auto body = "subject=&text=" + std::string(kLampWords);
    const auto offers = board.post("/ask/suggest", kForm, body);
    CHECK(offers.status == 200);
    CHECK(shows(offers, "养护人员会到现场检查"));
    CHECK(header_of(offers, "Cache-Control") == "no-store");
    CHECK_FALSE(shows(offers, "<html"));
    CHECK(board.post("/ask/suggest", kForm, "text=zzzz").status == 204);
    CHECK(board.post("/ask/suggest", kForm, "").status == 204);
    const auto foreign =
        board.post("/ask/suggest", kForm, body, {{"Sec-Fetch-Site", "cross-site"}});
    CHECK(foreign.status == 403);
}

TEST_CASE("an address that asks for suggestions without end is told to wait", "[web]") {
    BoardGround board;
    for (int i = 0; i < 600; ++i)
        REQUIRE(board.post("/ask/suggest", kForm, "text=z" + std::to_string(i)).status == 204);
    const auto refused = board.post("/ask/suggest", kForm, "text=more");
    CHECK(refused.status == 429);
    CHECK_FALSE(header_of(refused, "Retry-After").empty());
}

TEST_CASE("before a form of ours is sent, what may answer it is shown once", "[web]") {
    BoardGround board;
    const std::vector<std::pair<std::string, std::string>> typed{
        {"form", std::string(32, 'a')},
        {"subject", "路灯"},
        {"text", "路灯不亮怎么报修？\n门口\"那盏\""},
        {"contact", "13912345678"}};
    const auto with = [&](const std::string& look) {
        auto fields = typed;
        fields.emplace_back("look", look);
        return fields;
    };
    const auto step = board.ask(with("first"));
    CHECK(step.status == 200);
    CHECK(shows(step, "这些回答能解决您的问题吗？"));
    CHECK(shows(step, "value=\"路灯不亮怎么报修？\n门口&quot;那盏&quot;\""));
    CHECK(shows(step, "value=\"13912345678\""));
    CHECK(header_of(step, "Cache-Control") == "no-store");
    CHECK(board.submitted.empty());

    const auto edit = board.ask(with("edit"));
    CHECK(shows(edit, "<textarea id=\"text\""));
    CHECK(shows(edit, "路灯不亮怎么报修？\n门口&quot;那盏&quot;</textarea>"));
    CHECK(board.submitted.empty());

    CHECK(shows(board.ask(with("seen")), "已收到您的留言"));
    CHECK(board.submitted.size() == 1);
}

TEST_CASE("nothing is shown before a form that brings files, or that nothing answers", "[web]") {
    BoardGround board;
    const auto none = board.ask(
        {{"form", std::string(32, 'a')}, {"subject", "zz"}, {"text", "zzzz"}, {"look", "first"}}
    );
    CHECK(shows(none, "已收到您的留言"));
    const auto files = board.ask(
        {{"form", std::string(32, 'b')},
         {"subject", "路灯"},
         {"text", "路灯不亮怎么报修？"},
         {"look", "first"},
         {"files", "not a picture"}}
    );
    CHECK_FALSE(shows(files, "这些回答能解决您的问题吗？"));
}

TEST_CASE("a reader's word is taken once a day from one browser at one address", "[web]") {
    BoardGround board;
    const auto first = board.post(kLamp, kForm, "useful=no&remark=x", {{"User-Agent", "one"}});
    CHECK(first.status == 303);
    CHECK(header_of(first, "Location") == "/published/faq-street-light?said=kept#feedback");
    const auto second = board.post(kLamp, kForm, "useful=yes", {{"User-Agent", "one"}});
    CHECK(header_of(second, "Location") == "/published/faq-street-light?said=today#feedback");
    const auto other = board.post(kLamp, kForm, "useful=yes", {{"User-Agent", "two"}});
    CHECK(header_of(other, "Location") == "/published/faq-street-light?said=kept#feedback");
    CHECK(shows(board.get("/published/faq-street-light?said=kept"), "谢谢"));
    CHECK(board.post("/published/faq-none/feedback", kForm, "useful=yes").status == 404);
}

TEST_CASE("a reader's word that is not taken comes back as it was written", "[web]") {
    BoardGround board;
    const auto neither = board.post(kLamp, kForm, "remark=%3Cb%3Ehi");
    CHECK(neither.status == 422);
    CHECK(shows(neither, "&lt;b&gt;hi</textarea>"));
    const auto longer = board.post(kLamp, kForm, "useful=no&remark=" + std::string(501, 'x'));
    CHECK(longer.status == 422);
    CHECK(shows(longer, std::string(501, 'x')));
    const auto foreign =
        board.post(kLamp, kForm, "useful=no&remark=x", {{"Sec-Fetch-Site", "cross-site"}});
    CHECK(foreign.status == 403);
}

TEST_CASE("size of text and contrast are kept in a cookie and lead back", "[web]") {
    BoardGround board({.base_path = "/huiying"});
    const auto set = board.get("/display/set?size=2&contrast=1&back=%2Fask");
    CHECK(set.status == 303);
    CHECK(header_of(set, "Location") == "/huiying/ask");
    CHECK(
        header_of(set, "Set-Cookie").starts_with("hy_display=21; Max-Age=31536000; Path=/huiying/")
    );
    CHECK(header_of(board.get("/display/set?back=//evil.cn"), "Location") == "/huiying/");
    CHECK(header_of(board.get("/display/set?size=9"), "Set-Cookie")
              .starts_with("hy_display=00; Max-Age=0"));
    CHECK(shows(board.get("/", {{"Cookie", "hy_display=21"}}), "class=\"text-2 contrast\""));
    CHECK(
        shows(board.get("/", {{"Cookie", "hy_elder=1; hy_display=01"}}), "class=\"elder contrast\"")
    );
    CHECK(shows(board.get("/", {{"Cookie", "hy_display=x<"}}), "<html lang=\"zh-CN\">"));
}
