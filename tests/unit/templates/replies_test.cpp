#include "catch.hpp"
#include "templates/renderer.hpp"

#include <string>

using huiying::templates::Renderer;
using huiying::templates::Value;

namespace {

const Renderer& renderer() {
    static const Renderer made;
    return made;
}

bool has(const std::string& text, const std::string& words) {
    return text.find(words) != std::string::npos;
}

Value receipt() {
    return {
        {"number", "261123-7K3M9-Q2XRT"},
        {"code", "4F7K-9QX2M"},
        {"response_due", "11月23日（周一）23:59"},
        {"final_due", "11月30日（周一）23:59"},
        {"provisional", false},
        {"service_name", "马桥镇回应平台"},
    };
}

}  // namespace

TEST_CASE("the receipt names number, code and both promised times", "[templates]") {
    const auto text = renderer().render_text("replies/receipt_chat", receipt());
    CHECK(has(text, "受理编号：261123-7K3M9-Q2XRT"));
    CHECK(has(text, "查询码：4F7K-9QX2M"));
    CHECK(has(text, "首次回应：最迟11月23日（周一）23:59"));
    CHECK(has(text, "最终答复：最迟11月30日（周一）23:59"));
    CHECK_FALSE(has(text, "暂定"));
    CHECK_FALSE(has(text, "{{"));
    CHECK_FALSE(has(text, "\n\n\n"));
}

TEST_CASE("the chat receipt reads as a whole", "[templates]") {
    CHECK(
        renderer().render_text("replies/receipt_chat", receipt()) ==
        "您的留言已收到。\n"
        "受理编号：261123-7K3M9-Q2XRT\n"
        "查询码：4F7K-9QX2M\n"
        "首次回应：最迟11月23日（周一）23:59\n"
        "最终答复：最迟11月30日（周一）23:59\n"
        "请保存好编号和查询码，凭此可随时查询办理进度和答复。情况紧急的，请直接拨打110、119或120。"
        "\n"
        "——马桥镇回应平台"
    );
}

TEST_CASE("a receipt before others names no query code", "[templates]") {
    auto value = receipt();
    value.set("code", "").set("in_group", true);
    const auto text = renderer().render_text("replies/receipt_chat", value);
    CHECK(has(text, "受理编号：261123-7K3M9-Q2XRT\n首次回应"));
    CHECK_FALSE(has(text, "查询码："));
    CHECK_FALSE(has(text, "请保存好"));
    CHECK(has(text, "不便给出查询码"));
}

TEST_CASE("a promise that is not known yet is said so", "[templates]") {
    auto value = receipt();
    value.set("final_due", "").set("provisional", true);
    const auto text = renderer().render_text("replies/receipt_chat", value);
    CHECK(has(text, "待年度放假安排公布后确定"));
    value.set("final_due", "2027年1月8日（周五）23:59");
    CHECK(has(renderer().render_text("replies/receipt_chat", value), "（暂定"));
    CHECK(has(renderer().render_text("replies/receipt_continued", value), "（暂定"));
}

TEST_CASE("a sure answer names its source, its unit and the way to a person", "[templates]") {
    const Value value{
        {"question", "居住证怎么办"},
        {"answer", "带身份证"},
        {"source", "《居住证暂行条例》第九条"},
        {"unit", "社区事务受理服务中心"}};
    const auto text = renderer().render_text("replies/sure_answer", value);
    CHECK(has(text, "依据：《居住证暂行条例》第九条"));
    CHECK(has(text, "责任单位：社区事务受理服务中心"));
    CHECK(has(text, "回复“转人工”"));
    CHECK(has(text, "自动回复"));
}

TEST_CASE("every reply renders with nothing known, without leftovers", "[templates]") {
    for (const auto& name : renderer().names()) {
        if (!name.starts_with("replies/") || name.starts_with("replies/letters/"))
            continue;
        CAPTURE(name);
        const auto text = renderer().render_text(name, Value());
        CHECK_FALSE(text.empty());
        CHECK_FALSE(has(text, "{{"));
        CHECK_FALSE(has(text, "}}"));
    }
}
