// Vectors of the town's entries: asked for once, kept, followed; and words hidden and shown again.
#include "board/desk/entry_meanings.hpp"

#include "board/desk/hidden_words.hpp"
#include "board/knowledge/meanings.hpp"
#include "catch.hpp"
#include "desk_ground.hpp"

using namespace huiying;
using desk::EntryMeanings;
using desk::HiddenWords;
using desk::Missing;

namespace {

using Vectors = std::optional<std::vector<std::vector<float>>>;

struct MeaningGround : test::DeskGround {
    EntryMeanings meanings(Missing missing = Missing::ask) {
        const auto embed = [this](const std::vector<std::string>& texts) -> Vectors {
            asked.insert(asked.end(), texts.begin(), texts.end());
            if (is_down)
                return std::nullopt;
            return std::vector<std::vector<float>>(texts.size(), {1.0F, 0.0F});
        };
        return EntryMeanings({database, *town, clock, "m", embed, embed}, missing);
    }

    std::vector<std::string> asked;
    bool is_down = false;
};

}  // namespace

TEST_CASE("each text of an entry is asked for once, also after a start", "[desk]") {
    MeaningGround ground;
    auto first = ground.meanings();
    CHECK(first.of({"路灯"}).front() == nullptr);
    while (first.step()) {
    }
    CHECK(ground.asked.size() == 4);  // question, two variants, answer
    CHECK(first.count().missing == 0);
    ground.asked.clear();
    auto again = ground.meanings();
    CHECK_FALSE(again.step());
    CHECK(ground.asked.empty());
    CHECK(again.count().known == 4);
    auto reader = ground.meanings(Missing::await);
    CHECK_FALSE(reader.step());
    CHECK(reader.count().known == 4);
}

TEST_CASE("a question leaves masked, and without an answer there is no sense", "[desk]") {
    MeaningGround ground;
    auto meanings = ground.meanings();
    while (meanings.step()) {
    }
    ground.asked.clear();
    const auto senses = meanings.of({"路灯坏了，电话13812345678", "路灯"});
    REQUIRE(senses.size() == 2);
    CHECK(senses.front()->asked.size() == 2);
    REQUIRE(ground.asked.size() == 2);
    CHECK(ground.asked.front().find("13812345678") == std::string::npos);
    ground.is_down = true;
    for (const auto& sense : meanings.of({"路灯", "路灯"}))
        CHECK(sense == nullptr);
}

TEST_CASE("an endpoint that is away is no reason to stop, and is asked again", "[desk]") {
    MeaningGround ground;
    ground.is_down = true;
    auto meanings = ground.meanings();
    CHECK_FALSE(meanings.step());
    CHECK(meanings.count().missing == 4);
    ground.is_down = false;
    CHECK(meanings.step());
    CHECK(meanings.count().missing == 0);
}

TEST_CASE("hidden words come back, and no sign that was not given", "[desk]") {
    HiddenWords hidden;
    const std::string text = "王小明先生，您好：您的电话13812345678已登记，再联系13812345678。";
    const auto out = hidden.hide(text, {"王小明"});
    CHECK(out.find("王小明") == std::string::npos);
    CHECK(out.find("13812345678") == std::string::npos);
    CHECK(hidden.shown(out) == text);
    CHECK_FALSE(hidden.shown("⟦9⟧，您好"));
    CHECK_FALSE(hidden.shown("⟦"));
    CHECK_FALSE(hidden.shown("⟦1x⟧"));
    CHECK_FALSE(hidden.shown("⟧"));
    CHECK(HiddenWords::has_signs("a⟦1⟧"));
    CHECK(hidden.hide("", {""}).empty());
}
