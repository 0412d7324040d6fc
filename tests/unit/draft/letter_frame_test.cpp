// The answer of a letter, told from what stands in every letter.
#include "board/draft/letter_frame.hpp"

#include "board/draft/reply_checks.hpp"
#include "board/draft/shipped_reply.hpp"
#include "catch.hpp"
#include "templates/renderer.hpp"

#include <algorithm>

using namespace huiying;
using draft::answer_in;
using draft::Check;
using draft::ReplyForm;
using draft::ReplyKind;
using draft::ReplyLength;
using draft::ReplyStage;

namespace {

const std::string kEmpty = "我们高度重视，已转相关部门，将尽快处理。";
const std::string kConcrete =
    "经核实，银春路8盏路灯因电缆老化不亮。城建中心已于11月25日更换电缆120米，路灯全部恢复照明。\n\n"
    "今后每月巡查一次，再发现不亮请拨打021-6400 0000，24小时内派人维修。";
const std::string kMessage = "小区门口的路灯不亮\n银春路的路灯三天不亮了，什么时候能修好？";

std::string written(const ReplyForm& form, const std::string& answer) {
    static const templates::Renderer renderer;
    auto fields = draft::sample_fields(form.stage);
    fields["source"] = "";
    fields["answer"] = answer;
    return draft::write_reply(renderer, form, fields);
}

template <class Look>
void each_reply(const Look& look) {
    for (const auto kind : draft::all_reply_kinds())
        for (const auto stage : {ReplyStage::final_reply, ReplyStage::rework_reply})
            for (const auto length : {ReplyLength::letter, ReplyLength::chat})
                look(ReplyForm{kind, stage, length});
}

bool has_remedies(ReplyKind kind) {
    return kind == ReplyKind::information_request || kind == ReplyKind::petition;
}

bool has(const std::vector<draft::Finding>& findings, Check check) {
    return std::any_of(findings.begin(), findings.end(), [&](const auto& finding) {
        return finding.check == check;
    });
}

std::vector<draft::Finding> findings_of(const ReplyForm& form, const std::string& answer) {
    draft::ReplyToCheck reply{kMessage, written(form, answer), model::Kind::question};
    reply.frame = written(form, "");
    return draft::check_reply(reply);
}

}  // namespace

TEST_CASE("the answer of every shipped letter is what was filled in", "[draft][frame]") {
    each_reply([](const ReplyForm& form) {
        CAPTURE(draft::to_word(form.kind), draft::to_word(form.stage), draft::to_word(form.length));
        const auto frame = written(form, "");
        CHECK(answer_in(frame, frame).empty());
        CHECK(answer_in(written(form, kConcrete), frame) == kConcrete);
        if (has_remedies(form.kind))
            return;
        CHECK(answer_in(frame).empty());
        CHECK(answer_in(written(form, kConcrete)) == kConcrete);
    });
}

TEST_CASE("basis and remedies are no frame, other names and dates are", "[draft][frame]") {
    const std::string letter =
        "李先生，您好：\n\n您咨询的“停车”收悉，现答复如下：\n\n请到窗口办理。\n\n依据：《停车办法》"
        "\n\n"
        "感谢您的关心和支持。如有疑问，可凭受理编号继续留言。\n\n社会事业发展办公室\n2026年1月3日";
    CHECK(answer_in(letter, "王女士，您好：") == "请到窗口办理。\n\n依据：《停车办法》");
    CHECK(answer_in("您好！灯已修好。") == "灯已修好。");
    CHECK(answer_in("尊敬的李先生：灯已修好。") == "灯已修好。");
    CHECK(
        answer_in("您反映的“灯”收悉（受理编号：7K3M-9Q2X-RT4B），现由城建中心办理。\n灯已修好。") ==
        "灯已修好。"
    );
    CHECK(answer_in("如对本答复不服，可以申请行政复议。") == "如对本答复不服，可以申请行政复议。");
}

TEST_CASE("a text without a frame stays as it is", "[draft][frame]") {
    for (const std::string text :
         {"已换灯具。",
          "路灯已修好\n2026年前全部更换",
          "请您好好保管收据，凭收据领取。",
          "您的要求按照规定办理，理由如下：不属于保修范围。",
          ""})
        CHECK(answer_in(text) == text);
    CHECK(answer_in("路灯已修好\n2026年11月26日") == "路灯已修好");
}

TEST_CASE("an empty answer is found in a full letter, a concrete one is none", "[draft][frame]") {
    each_reply([](const ReplyForm& form) {
        CAPTURE(draft::to_word(form.kind), draft::to_word(form.stage), draft::to_word(form.length));
        const auto empty = findings_of(form, kEmpty);
        for (const auto check :
             {Check::forwarded, Check::no_name, Check::no_date, Check::too_short})
            CHECK(has(empty, check));
        CHECK(has(empty, Check::unanswered));
        const auto concrete = findings_of(form, kConcrete);
        for (const auto check :
             {Check::forwarded, Check::evasive, Check::no_name, Check::no_date, Check::too_short})
            CHECK_FALSE(has(concrete, check));
        if (has_remedies(form.kind))
            return;
        CHECK(draft::evasiveness(kMessage, written(form, kEmpty)) > draft::kEvasive);
        CHECK(draft::evasiveness(kMessage, written(form, kConcrete)) < draft::kEvasive);
    });
}
