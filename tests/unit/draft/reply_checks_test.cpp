#include "board/draft/reply_checks.hpp"

#include "board/draft/questions.hpp"
#include "board/draft/reply_room.hpp"
#include "bot/channel/channel_table.hpp"
#include "catch.hpp"
#include "text/encoding.hpp"

#include <algorithm>

using namespace huiying;
using draft::Check;
using draft::check_reply;
using draft::ReplyToCheck;

namespace {

const std::string kMessage =
    "银春路路灯不亮\n银春路68号门口的路灯坏了三天，什么时候能修好？路边的井盖松动由谁负责更换？";
const std::string kGoodReply =
    "您好，11月23日我们到银春路现场核查，68号门口的路灯因电缆老化不亮，已于11月24日更换电缆修好。"
    "路边松动的井盖由城运公司负责更换，计划11月27日前完成。根据《上海市城市道路管理条例》，"
    "今后发现类似情况可拨打12345。如有疑问请联系城建中心，电话021-64121234。";

bool has(const std::vector<draft::Finding>& findings, Check check) {
    return std::any_of(findings.begin(), findings.end(), [&](const auto& finding) {
        return finding.check == check;
    });
}

std::vector<draft::Finding> findings_of(const std::string& reply) {
    return check_reply({kMessage, reply, model::Kind::question});
}

}  // namespace

TEST_CASE("a reply that answers everything with its basis has no findings", "[draft]") {
    for (const auto& finding : findings_of(kGoodReply))
        FAIL_CHECK(finding.words);
}

TEST_CASE("the sentences of a message that ask are its questions", "[draft]") {
    const auto questions = draft::questions_of(kMessage);
    REQUIRE(questions.size() == 2);
    CHECK(questions[0].ends_with("什么时候能修好"));
    CHECK(questions[1] == "路边的井盖松动由谁负责更换");
    CHECK(draft::questions_of("可以吗？").empty());
    CHECK(draft::questions_of("").empty());
    CHECK(draft::questions_of("路灯坏了。").empty());
    CHECK(draft::questions_of("请问如何办理居住证").size() == 1);
}

TEST_CASE("a question that the reply does not take up is named", "[draft]") {
    const auto findings = findings_of(
        "11月23日我们到银春路现场核查，68号门口的路灯因电缆老化不亮，已于11月24日修好。根据养护办法"
        "，电缆已经整体更换，今后将每月巡查。感谢您的来信，也请继续监督我们的工作，祝生活愉快。"
    );
    const auto found = std::find_if(findings.begin(), findings.end(), [](const auto& finding) {
        return finding.check == Check::unanswered;
    });
    REQUIRE(found != findings.end());
    CHECK(found->words.find("井盖") != std::string::npos);
    CHECK(std::count_if(findings.begin(), findings.end(), [](const auto& finding) {
              return finding.check == Check::unanswered;
          }) == 1);
}

TEST_CASE("passing on is told from answering", "[draft]") {
    CHECK(has(findings_of("您好，您反映的问题已转相关部门处理，感谢您的支持。"), Check::forwarded));
    CHECK(has(findings_of("您好，我们高度重视，将尽快研究。"), Check::evasive));
    CHECK_FALSE(has(findings_of(kGoodReply), Check::evasive));
    CHECK(has(findings_of(""), Check::evasive));
    CHECK(draft::evasiveness(kMessage, kGoodReply) < 0.2);
    CHECK(draft::evasiveness(kMessage, "已收悉。") > 0.9);
}

TEST_CASE("an answer to a question wants its basis, a complaint does not", "[draft]") {
    const std::string reply = "路灯已于11月24日修好。";
    CHECK(has(check_reply({kMessage, reply, model::Kind::question}), Check::no_basis));
    CHECK_FALSE(has(check_reply({kMessage, reply, model::Kind::complaint}), Check::no_basis));
    CHECK_FALSE(has(findings_of(kGoodReply), Check::no_basis));
}

TEST_CASE("personal details are found, a unit's telephone is none", "[draft]") {
    const auto findings = findings_of("请联系王师傅，手机13812345678。");
    REQUIRE(has(findings, Check::personal));
    for (const auto& finding : findings)
        CHECK(finding.words.find("13812345678") == std::string::npos);
    CHECK_FALSE(has(findings_of("请拨打021-64121234或12345。"), Check::personal));
    CHECK(has(findings_of("您的身份证310112199001011234已登记。"), Check::personal));
}

TEST_CASE("expired documents, unwelcome words and blanks are found", "[draft]") {
    const ReplyToCheck reply{
        kMessage,
        "根据《老办法》，这不归我们管。办公时间：【待填】。",
        model::Kind::complaint,
        {"老办法", ""}};
    const auto findings = check_reply(reply);
    CHECK(has(findings, Check::expired));
    CHECK(has(findings, Check::wording));
    CHECK(has(findings, Check::blank));
    CHECK_FALSE(has(check_reply(reply, {"别的词"}), Check::wording));
    CHECK_FALSE(has(findings_of(kGoodReply), Check::too_long));
}

TEST_CASE("a reply longer than its platform sends is found, by that platform's room", "[draft]") {
    const auto of_symbols = [](std::size_t count, const std::string& channel) {
        ReplyToCheck reply{kMessage, kGoodReply};
        for (auto symbols = text::code_point_count(kGoodReply); symbols < count; ++symbols)
            reply.reply += "长";
        reply.channel = channel;
        return check_reply(reply);
    };
    CHECK_FALSE(has(of_symbols(3'200, "wechat_oa"), Check::too_long));
    CHECK(has(of_symbols(3'500, "wechat_oa"), Check::too_long));
    CHECK_FALSE(has(of_symbols(3'500, "dingtalk"), Check::too_long));
    CHECK(has(of_symbols(3'000, "wecom_kf"), Check::too_long));
    CHECK_FALSE(has(of_symbols(9'999, "board"), Check::too_long));
    CHECK(has(findings_of("已收悉。"), Check::too_short));
    CHECK_FALSE(has(findings_of(kGoodReply), Check::too_short));
    CHECK_FALSE(has(findings_of(""), Check::too_short));
}

TEST_CASE("the room of a reply is what the platform's channel sends", "[draft]") {
    for (const auto& row : channel::channel_table()) {
        CAPTURE(row.platform);
        const auto room = draft::room_of(row.platform);
        CHECK(room.has_value() == (row.limits.part_bytes > 0));
        if (!room)
            continue;
        CHECK(room->part_bytes == row.limits.part_bytes);
        CHECK(room->parts == row.limits.max_parts);
    }
}

TEST_CASE("somewhen and somebody are no date and no name", "[draft]") {
    CHECK(has(findings_of("您好，我们将尽快派人到现场处理。"), Check::no_date));
    CHECK_FALSE(has(findings_of("您好，我们将尽快处理，11月27日前派人到现场。"), Check::no_date));
    CHECK(has(findings_of("您好，相关部门已经到现场看过。"), Check::no_name));
    CHECK_FALSE(has(findings_of("您好，城建中心会同相关部门已经到现场看过。"), Check::no_name));
    CHECK_FALSE(has(findings_of(kGoodReply), Check::no_date));
    // What only looks like a unit or a day.
    CHECK(has(findings_of("您好，所以相关部门已经到场所门口看过，网站上有说明。"), Check::no_name));
    CHECK_FALSE(has(findings_of("您好，派出所会同相关部门看过。"), Check::no_name));
    CHECK(has(findings_of("您好，我们将尽快到68号门口，及时处理，请拨12345。"), Check::no_date));
    for (const auto* day : {"三个工作日内", "24小时内", "下周", "两天内", "12 月底前"})
        CHECK_FALSE(
            has(findings_of(std::string("我们将尽快处理，") + day + "完成。"), Check::no_date)
        );
}

TEST_CASE("a decision on information tells of review and lawsuit", "[draft]") {
    const std::string refusal = "您申请的信息涉及第三方商业秘密，决定不予公开。";
    CHECK(has(findings_of(refusal), Check::no_remedy));
    CHECK(has(findings_of(refusal + "可以申请行政复议。"), Check::no_remedy));
    CHECK_FALSE(
        has(findings_of(refusal + "可以自收到之日起六十日内申请行政复议，再依法提起行政诉讼。"),
            Check::no_remedy)
    );
    CHECK_FALSE(has(findings_of(kGoodReply), Check::no_remedy));
}

TEST_CASE(
    "a number that the source has otherwise is found, one of the reply's own is not", "[draft]"
) {
    const auto of = [](const std::string& reply) {
        ReplyToCheck check{"停车位怎么申请，要带什么？我的编号是20268888。", reply};
        check.sources = {
            "请带身份证到窗口办理，办理时间为工作日9:00至17:00。咨询电话021-64001234。"};
        return check_reply(check);
    };
    CHECK(has(of("请带身份证到窗口办理，办理时间为工作日8:30至16:00。"), Check::number));
    CHECK(has(of("请带身份证到窗口办理。咨询电话021-64009999。"), Check::number));
    CHECK_FALSE(has(of("请带身份证到窗口办理，办理时间为工作日９：00至17:00。"), Check::number));
    CHECK_FALSE(has(of("您的编号20268888已查到，11月28日我们会打电话给您。"), Check::number));
    CHECK_FALSE(has(of(""), Check::number));
}

namespace {

std::vector<std::string> outdated_in(const std::string& reply) {
    const ReplyToCheck checked{
        .message = kMessage,
        .reply = reply,
        .documents = {
            .outdated =
                {{"养老服务补贴办法", "马府发〔2020〕3号", "已被《养老服务补贴办法实施细则》替代"},
                 {"燃气补贴办法", "", "已废止"}},
            .in_force = {"养老服务补贴办法实施细则", "燃气补贴"}}};
    std::vector<std::string> words;
    for (const auto& finding : check_reply(checked))
        if (finding.check == Check::expired)
            words.push_back(finding.words);
    return words;
}

}  // namespace

TEST_CASE("a document that ended is found by title and by number", "[draft]") {
    const std::vector<std::string> replaced{
        "引用的文件已被《养老服务补贴办法实施细则》替代：《养老服务补贴办法》（马府发〔2020〕3号"
        "）"};
    CHECK(outdated_in("依据《养老服务补贴办法》第三条。") == replaced);
    CHECK(outdated_in("依据马府发[2020] 3号。") == replaced);
    CHECK(outdated_in("依据马府发（２０２０）3号。") == replaced);
    CHECK(
        outdated_in("依据燃气补贴办法。") ==
        std::vector<std::string>{"引用的文件已废止：《燃气补贴办法》"}
    );
}

TEST_CASE("one in force whose title holds the other's is not taken for it", "[draft]") {
    CHECK(outdated_in("依据《养老服务补贴办法实施细则》。").empty());
    CHECK(outdated_in("依据马府发〔2020〕30号。").empty());
}
