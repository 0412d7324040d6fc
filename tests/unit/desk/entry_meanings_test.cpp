// Vectors of the town's entries: asked for once, kept, followed; and words hidden and shown again.
#include "board/desk/entry_meanings.hpp"

#include "board/desk/arrival_senses.hpp"
#include "board/desk/hidden_words.hpp"
#include "board/knowledge/meanings.hpp"
#include "catch.hpp"
#include "desk_ground.hpp"

#include <algorithm>

using namespace huiying;
using desk::EntryMeanings;
using desk::HiddenWords;
using desk::Missing;

namespace {

using Vectors = std::optional<std::vector<std::vector<float>>>;

struct MeaningGround : test::DeskGround {
    EntryMeanings meanings(Missing missing = Missing::ask) {
        const auto question = [this](const std::vector<std::string>& texts) -> Vectors {
            asked.insert(asked.end(), texts.begin(), texts.end());
            if (is_down)
                return std::nullopt;
            return std::vector<std::vector<float>>(texts.size(), {1.0F, 0.0F});
        };
        const auto entries = [this, question](const std::vector<std::string>& texts) {
            const bool is_refused = std::any_of(texts.begin(), texts.end(), [&](const auto& text) {
                return refuses_all ||
                       (!unwanted.empty() && text.find(unwanted) != std::string::npos);
            });
            auto vectors = question(texts);
            if (is_refused || !vectors)
                return desk::EmbeddedEntries{{}, is_refused};
            return desk::EmbeddedEntries{std::move(*vectors), false};
        };
        return EntryMeanings(
            {database, *town, clock, "m", entries, question, {}, [this] { ++rests; }}, missing
        );
    }

    std::vector<std::string> asked;
    std::string unwanted;  ///< texts with it are refused
    bool refuses_all = false;
    bool is_down = false;
    int rests = 0;
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

TEST_CASE("what continues a ticket, and what is no matter, is not asked for", "[desk]") {
    MeaningGround ground;
    std::vector<std::string> asked;
    const auto ask = [&asked](const std::vector<std::string>& texts) {
        asked.insert(asked.end(), texts.begin(), texts.end());
        return std::vector<desk::SensePtr>(texts.size());
    };
    const auto matter = ground.message("a", "路灯坏了");
    auto addition = ground.message("b", "就在小区门口");
    addition.continues = true;
    auto line = ground.message("c", "好的谢谢");
    line.turn = model::Turn::small_talk;
    const std::vector<desk::Arrival> arrivals{{0, 1, matter}, {0, 2, addition}, {0, 3, line}};
    const auto senses = desk::senses_of(arrivals, *ground.town->snapshot(), ask);
    CHECK(senses.size() == 3);
    REQUIRE(asked.size() == 1);
    CHECK(asked.front().find("路灯坏了") != std::string::npos);
}

TEST_CASE("a text that the endpoint will not have keeps no other from its vector", "[desk]") {
    MeaningGround ground;
    ground.unwanted = "路灯报修";  // one of four
    auto meanings = ground.meanings();
    CHECK(meanings.step());
    CHECK(meanings.count().known == 3);
    CHECK(meanings.count().missing == 1);
    ground.asked.clear();
    CHECK_FALSE(meanings.step());
    CHECK(ground.asked.empty());
    CHECK(ground.rests == 0);
    // Only this process puts it aside: the next may find an endpoint that has it.
    ground.unwanted.clear();
    auto again = ground.meanings();
    CHECK(again.step());
    CHECK(again.count().missing == 0);
}

TEST_CASE("an endpoint that refuses everything is left alone, and no text is put aside", "[desk]") {
    MeaningGround ground;
    ground.refuses_all = true;
    auto meanings = ground.meanings();
    CHECK_FALSE(meanings.step());
    CHECK(ground.asked.size() == 5);  // the four texts together, and one that is nobody's
    CHECK(ground.rests == 1);
    ground.refuses_all = false;
    CHECK(meanings.step());
    CHECK(meanings.count().missing == 0);
}

TEST_CASE("a number that the end would cut through leaves masked all the same", "[desk]") {
    for (int before = 485; before <= 500; ++before) {
        std::string text;
        for (int at = 0; at < before - 1; ++at)
            text += "灯";
        text += "。13812345678。路灯坏了";
        const auto sent = desk::asked_of_model(text);
        INFO(before);
        CHECK(sent.find("138123") == std::string::npos);
        CHECK(sent.size() <= 1500);  // three bytes a symbol at most
    }
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
