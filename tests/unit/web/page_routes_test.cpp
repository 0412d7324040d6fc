// The public pages as a browser meets them, on a real record; only the queue is stood in for.
#include "board_ground.hpp"
#include "catch.hpp"

using namespace huiying;
using test::BoardGround;
using test::header_of;
using test::text_of;

namespace {

using Fields = std::vector<std::pair<std::string, std::string>>;

const Fields kQuestion{
    {"form", std::string(32, 'a')},
    {"subject", "井盖响"},
    {"text", "银春路的井盖夜里咣当响，睡不着。"}};

bool has(const http::Response& page, std::string_view part) {
    return page.body.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("home lists the subjects of the FAQ and says that nothing is published yet", "[web]") {
    BoardGround board;
    const auto home = board.get("/");
    CHECK(home.status == 200);
    CHECK(has(home, "您说的事"));
    CHECK(has(home, "道路与停车"));
    CHECK(has(home, "暂未发布留言与答复"));
    CHECK_FALSE(has(home, "演示数据"));
}

TEST_CASE("an answer is found by search, by subject and by its own address", "[web]") {
    BoardGround board;
    CHECK(has(
        board.get("/search?q=%E8%B7%AF%E7%81%AF%E4%B8%8D%E4%BA%AE"), "/published/faq-street-light"
    ));
    const auto topic = board.get("/topics/%E9%81%93%E8%B7%AF%E4%B8%8E%E5%81%9C%E8%BD%A6");
    CHECK(topic.status == 200);
    CHECK(has(topic, "养护人员会到现场检查"));
    const auto entry = board.get("/published/faq-street-light");
    CHECK(entry.status == 200);
    CHECK(has(entry, "《城市道路照明设施管理规定》"));
    CHECK(has(entry, "城市建设管理事务中心答复"));
}

TEST_CASE("what is not there answers with a page that helps", "[web]") {
    BoardGround board({.base_path = "/huiying"});
    for (const auto* target :
         {"/published/case-99", "/published/x", "/topics/none", "/assets/x.css"}) {
        const auto page = board.get(target);
        CAPTURE(target);
        CHECK(page.status == 404);
        CHECK(has(page, "没有找到这一页"));
        CHECK(has(page, "action=\"/huiying/search\""));
    }
}

TEST_CASE("a question gets number, code and dates, and can be looked up at once", "[web]") {
    BoardGround board;
    const auto receipt = board.ask(kQuestion);
    REQUIRE(receipt.status == 200);
    CHECK(header_of(receipt, "Cache-Control") == "no-store");
    REQUIRE(board.submitted.size() == 1);
    const auto& message = board.submitted[0];
    CHECK(message.subject == "井盖响");
    CHECK(message.number == text_of(receipt, "number"));
    CHECK(message.publish == model::PublishConsent::no);
    CHECK(message.passive_text.empty());
    CHECK(has(receipt, "今天，11月23日（周一）24:00前"));
    CHECK(has(receipt, "11月30日（周一）24:00前"));

    const auto status = board.post(
        "/q",
        "application/x-www-form-urlencoded",
        "number=" + text_of(receipt, "number") + "&code=" + text_of(receipt, "code")
    );
    CHECK(status.status == 200);
    CHECK(has(status, "已收到"));
    CHECK(header_of(status, "Cache-Control") == "no-store");
}

TEST_CASE("the same form sent twice shows the same receipt", "[web]") {
    BoardGround board;
    const auto first = board.ask(kQuestion);
    board.clock.time += std::chrono::hours{20};
    const auto second = board.ask(kQuestion);
    CHECK(text_of(first, "number") == text_of(second, "number"));
    CHECK(text_of(first, "code") == text_of(second, "code"));
    REQUIRE(board.submitted.size() == 2);
    CHECK(board.submitted[0].delivery_key == board.submitted[1].delivery_key);
}

TEST_CASE("a question that the FAQ answers for sure gets the answer with its source", "[web]") {
    BoardGround board;
    const auto receipt = board.ask({{"subject", "路灯"}, {"text", "路灯不亮怎么报修？"}});
    REQUIRE(receipt.status == 200);
    CHECK(has(receipt, "这个问题已有答案"));
    CHECK(has(receipt, "依据：《城市道路照明设施管理规定》"));
    CHECK_FALSE(has(receipt, "转人工"));
    REQUIRE(board.submitted.size() == 1);
    CHECK(board.submitted[0].passive_faq == "street-light");
    CHECK(board.submitted[0].passive_text.find("养护人员会到现场检查") != std::string::npos);
}

TEST_CASE("a form with faults comes back filled, and nothing is submitted", "[web]") {
    BoardGround board;
    const auto page = board.ask(
        {{"subject", "井盖"},
         {"text", ""},
         {"place", "银春路"},
         {"unit", "cjzx"},
         {"publish", "yes"}}
    );
    CHECK(page.status == 422);
    CHECK(board.submitted.empty());
    CHECK(has(page, "请写下您要说的事"));
    CHECK(has(page, "value=\"井盖\""));
    CHECK(has(page, "value=\"银春路\""));
    CHECK(has(page, "value=\"cjzx\" selected"));
    CHECK(has(page, "value=\"yes\" checked"));
}

TEST_CASE("a file that is no photo is refused beside its field", "[web]") {
    BoardGround board;
    auto fields = kQuestion;
    fields.emplace_back("files", "MZ\x90 not a photo");
    const auto page = board.ask(fields);
    CHECK(page.status == 422);
    CHECK(board.submitted.empty());
    CHECK(has(page, "“a.jpg”不是可以接收的文件"));
    CHECK(has(page, "请再选一次"));
    CHECK(has(page, "银春路的井盖夜里咣当响"));
}

TEST_CASE("when neither queue nor record takes the message the form comes back filled", "[web]") {
    BoardGround board;
    SECTION("refused") {
        board.answer = model::Errc::store_unavailable;
    }
    SECTION("broken") {
        board.submit_throws = true;
    }
    const auto page = board.ask(kQuestion);
    CHECK(page.status == 503);
    CHECK(header_of(page, "Retry-After") == "60");
    CHECK(has(page, "还没有提交成功"));
    CHECK(has(page, "银春路的井盖夜里咣当响"));
    CHECK(has(page, std::string(32, 'a')));  // the same form: sending it again is the same message
}

TEST_CASE("a form sent from another site is shown again instead of taken", "[web]") {
    BoardGround board;
    const auto page = board.post(
        "/ask",
        "application/x-www-form-urlencoded",
        "subject=a&text=b",
        {{"Sec-Fetch-Site", "cross-site"}}
    );
    CHECK(page.status == 403);
    CHECK(board.submitted.empty());
    CHECK(has(page, ">\nb</textarea>"));
}

TEST_CASE("a body that is no form is refused with a page", "[web]") {
    BoardGround board;
    CHECK(board.post("/ask", "application/json", "{}").status == 400);
}

TEST_CASE("wrong number or code says the same, and guessing ends", "[web]") {
    BoardGround board;
    const auto receipt = board.ask(kQuestion);
    const auto try_code = [&](const std::string& number, const std::string& code) {
        return board.post(
            "/q", "application/x-www-form-urlencoded", "number=" + number + "&code=" + code
        );
    };
    const auto number = text_of(receipt, "number");
    const auto wrong_code = try_code(number, "0000-00000");
    const auto wrong_number = try_code("0000-0000-0000", text_of(receipt, "code"));
    CHECK(wrong_code.status == 404);
    CHECK(wrong_number.status == 404);
    CHECK(has(wrong_code, "编号和查询码对不上"));
    CHECK(has(wrong_number, "编号和查询码对不上"));
    CHECK(has(wrong_code, "value=\"" + number + "\""));

    http::Response last;
    for (int i = 0; i < 12; ++i)
        last = try_code(number, "0000-00000");
    CHECK(last.status == 429);
    CHECK(header_of(last, "Retry-After") == "60");
    CHECK(has(last, "请过1分钟再查询"));
    CHECK(try_code(number, text_of(receipt, "code")).status == 429);
}

TEST_CASE("over its bound a network gets the form back as it was filled", "[web]") {
    BoardGround board;
    auto fields = kQuestion;
    const auto ask = [&](int form) {
        fields[0].second = std::string(30, 'a') + std::to_string(form);
        return board.ask(fields);
    };
    for (int i = 10; i < 30; ++i)
        CHECK(ask(i).status == 200);
    const auto page = ask(30);
    CHECK(page.status == 429);
    CHECK(header_of(page, "Retry-After") == "3600");
    CHECK(has(page, "您所在的网络1小时内最多提交20条留言，现在已经满了，请过60分钟再提交"));
    CHECK(has(page, "银春路的井盖夜里咣当响"));
    CHECK(ask(29).status == 200);
    CHECK(board.submitted.size() == 21);
    CHECK(board.submitted.back().delivery_key == board.submitted[19].delivery_key);
}

TEST_CASE("the number of an address fills the form, the code is never taken from one", "[web]") {
    BoardGround board;
    const auto with_code = board.get("/q?number=7K3M-9Q2X-RT4B&code=4F7K-9QX2M");
    CHECK(with_code.status == 303);
    CHECK(header_of(with_code, "Location") == "/q?number=7K3M-9Q2X-RT4B");
    const auto page = board.get("/q?number=7K3M-9Q2X-RT4B");
    CHECK(page.status == 200);
    CHECK(has(page, "value=\"7K3M-9Q2X-RT4B\""));
}

TEST_CASE("the cookie of large type changes the pages", "[web]") {
    BoardGround board;
    CHECK(has(board.get("/about", {{"Cookie", "hy_elder=1"}}), "class=\"elder\""));
    CHECK_FALSE(has(board.get("/about", {{"Cookie", "hy_elder=0"}}), "class=\"elder\""));
}

TEST_CASE("an empty form may be kept by the browser, so that the way back loses nothing", "[web]") {
    BoardGround board;
    CHECK(header_of(board.get("/ask"), "Cache-Control") == "private, no-cache");
}

TEST_CASE("to a message on its way nothing is added yet, and what was typed comes back", "[web]") {
    BoardGround board;
    const auto receipt = board.ask(kQuestion);
    const auto proof = "number=" + text_of(receipt, "number") + "&code=" + text_of(receipt, "code");
    const std::string form = "application/x-www-form-urlencoded";
    const auto early = board.post("/q/add", form, proof + "&text=abcde");
    CHECK(early.status == 409);
    CHECK(has(early, "正在登记，登记好以后就能在这里补充"));
    CHECK(has(early, "abcde</textarea>"));
    const auto foreign =
        board.post("/q/add", form, proof + "&text=abcde", {{"Sec-Fetch-Site", "cross-site"}});
    CHECK(foreign.status == 403);
    const auto wrong = board.post(
        "/q/add", form, "number=" + text_of(receipt, "number") + "&code=0000-00000&text=abcde"
    );
    CHECK(wrong.status == 404);
    CHECK(has(wrong, "abcde</textarea>"));
    CHECK(board.submitted.size() == 1);
}

TEST_CASE("an addition with files comes back with its text, and no file is kept for it", "[web]") {
    BoardGround board;
    const auto receipt = board.ask(kQuestion);
    const Fields fields{
        {"number", text_of(receipt, "number")},
        {"code", text_of(receipt, "code")},
        {"text", "abcde"},
        {"files", "MZ no photo"}};
    const auto early = board.send("/q/add", fields);
    CHECK(early.status == 409);
    CHECK(has(early, "abcde</textarea>"));
    CHECK_FALSE(has(early, "不是可以接收的文件"));
    auto wrong = fields;
    wrong[1].second = "0000-00000";
    CHECK(board.send("/q/add", wrong).status == 404);
    CHECK(board.post("/q/add", "application/json", "{}").status == 400);
    CHECK(board.submitted.size() == 1);
    CHECK(board.kept_files() == 0);
}

TEST_CASE("nobody can make an address that says that an addition was received", "[web]") {
    BoardGround board;
    for (const auto* target :
         {"/q/added",
          "/q/added?number=7K3M-9Q2X-RT4B&at=1&then=kept&seal=0000-00000",
          "/q/added?number=7K3M-9Q2X-RT4B&at=x&then=kept",
          "/q/added?number=&at=99999999999999999999&then=none&seal="}) {
        CAPTURE(target);
        const auto page = board.get(target);
        CHECK(page.status == 200);
        CHECK_FALSE(has(page, "已收到"));
        CHECK(has(page, "id=\"code\""));
    }
}
