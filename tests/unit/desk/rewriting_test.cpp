// Another wording of a reply: offered to who writes it, taken by a person, labelled where it is
// sent.
#include "board/desk/rewriting.hpp"

#include "catch.hpp"
#include "desk_ground.hpp"

#include <algorithm>

using namespace huiying;
using desk::Rewriting;

namespace {

struct RewritingGround : test::DeskGround {
    RewritingGround() {
        auto made = message("k1", "路灯不亮了找谁报修？电话13812345678。");
        made.sender_name = "王小明";
        number = taken_in(made);
        plain = tickets().view(handler, number).value().draft.text;
    }

    /// The model gives back what it was given, with `more` behind the entry's sentence.
    desk::RewritingModel model(const std::string& more) {
        return {
            "m",
            [this,
             more](const std::string&, const std::string& text) -> std::optional<std::string> {
                asked = text;
                if (is_silent)
                    return std::nullopt;
                const auto begin = text.find('\n') + 1;
                auto draft = text.substr(begin, text.find("\n\n【依据】") - begin);
                const auto at = draft.find("城建中心会安排维修。");
                if (at != std::string::npos)
                    draft.insert(at + std::string("城建中心会安排维修。").size(), more);
                return draft;
            }};
    }

    std::string number;
    std::string plain;
    std::string asked;
    bool is_silent = false;
};

const std::string kSaid = "请写明道路名称和最近的门牌。";

std::size_t taken_rows(RewritingGround& ground) {
    const auto view = ground.tickets().view(ground.handler, ground.number).value();
    return static_cast<std::size_t>(std::count_if(
        view.history.begin(),
        view.history.end(),
        [](const auto& entry) { return entry.event == "rewriting_taken"; }
    ));
}

}  // namespace

TEST_CASE("a supported wording is offered with the label and taken once", "[desk]") {
    RewritingGround ground;
    REQUIRE(ground.plain.find("城建中心会安排维修。") != std::string::npos);
    Rewriting rewriting(ground.uses(), ground.model(kSaid));
    const auto offered = rewriting.rewrite(ground.handler, ground.number, ground.plain).value();
    REQUIRE(offered);
    CHECK(offered->text.find(kSaid) != std::string::npos);
    CHECK(offered->text.ends_with(desk::kGeneratedLabel));
    CHECK(ground.asked.find("13812345678") == std::string::npos);
    CHECK(ground.tickets().view(ground.handler, ground.number).value().draft.text == ground.plain);
    CHECK(taken_rows(ground) == 0);
    CHECK_FALSE(rewriting.standing(ground.handler, ground.number).value().taken);

    CHECK(test::verdict(rewriting.take(ground.handler, ground.number, offered->id)) == "ok");
    CHECK(test::verdict(rewriting.take(ground.handler, ground.number, offered->id)) == "ok");
    CHECK(taken_rows(ground) == 1);
    const auto standing = rewriting.standing(ground.handler, ground.number).value();
    REQUIRE(standing.taken);
    CHECK(standing.taken->model == "m");
    CHECK(standing.taken->by == "wang");
}

TEST_CASE("what is invented is left out, and what nobody supports is no offer", "[desk]") {
    RewritingGround ground;
    Rewriting rewriting(ground.uses(), ground.model(kSaid + "维修需交费50元。"));
    const auto offered = rewriting.rewrite(ground.handler, ground.number, ground.plain).value();
    REQUIRE(offered);
    CHECK(offered->text.find("50元") == std::string::npos);
    Rewriting silent(ground.uses(), ground.model(""));
    CHECK_FALSE(silent.rewrite(ground.handler, ground.number, ground.plain).value());
    ground.is_silent = true;
    CHECK_FALSE(rewriting.rewrite(ground.handler, ground.number, ground.plain).value());
    Rewriting off(ground.uses(), {});
    CHECK_FALSE(off.rewrite(ground.handler, ground.number, ground.plain).value());
    CHECK_FALSE(off.standing(ground.handler, ground.number).value().is_on);
}

TEST_CASE("only who may write the reply asks, and takes what was offered to them", "[desk]") {
    RewritingGround ground;
    Rewriting rewriting(ground.uses(), ground.model(kSaid));
    const auto rewrite = [&](const model::Staff& staff, const std::string& text) {
        return test::verdict(rewriting.rewrite(staff, ground.number, text));
    };
    CHECK(rewrite(ground.enforcer, ground.plain) == "not_found");
    CHECK(rewrite(ground.handler, " ") == "empty_text");
    const auto id = rewriting.rewrite(ground.handler, ground.number, ground.plain).value()->id;
    CHECK(test::verdict(rewriting.take(ground.dispatcher, ground.number, id)) == "not_found");
    CHECK(test::verdict(rewriting.take(ground.handler, ground.number, id + 1)) == "not_found");
}

TEST_CASE("a reply with a taken sentence carries the label, another one does not", "[desk]") {
    RewritingGround ground;
    Rewriting rewriting(ground.uses(), ground.model(kSaid));
    const auto id = rewriting.rewrite(ground.handler, ground.number, ground.plain).value()->id;
    REQUIRE(rewriting.take(ground.handler, ground.number, id).has_value());
    const bool keeps = GENERATE(true, false);
    const std::string text = keeps ? "您好。" + kSaid : "您好，路灯今晚修好。";
    REQUIRE(
        test::verdict(
            ground.tickets().reply(ground.handler, ground.ref(ground.handler, ground.number), text)
        ) == "ok"
    );
    const auto view = ground.tickets().view(ground.handler, ground.number).value();
    const auto reply = std::find_if(view.talk.begin(), view.talk.end(), [](const auto& line) {
        return line.from == desk::TalkLine::From::staff;
    });
    REQUIRE(reply != view.talk.end());
    CHECK((reply->text.find(desk::kGeneratedLabel) != std::string::npos) == keeps);
}
