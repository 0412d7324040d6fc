#include "board/routing/learning.hpp"

#include "board/routing/measuring.hpp"
#include "catch.hpp"

#include <algorithm>
#include <string>
#include <vector>

using namespace huiying;
using routing::LabelledText;
using routing::TextModel;

namespace {

/// Three units' matters in turning words.
std::vector<LabelledText> lessons(std::size_t from = 0, std::size_t to = 40) {
    const std::vector<std::string> places{"银春路", "金都路", "村口", "学校门口", "公园", "菜场"};
    const std::vector<std::string> days{"三天", "一周", "半个月", "很久", "昨晚起"};
    std::vector<LabelledText> texts;
    for (std::size_t i = from; i < to; ++i) {
        const auto& place = places[i % places.size()];
        const auto& day = days[i % days.size()];
        const auto id = std::to_string(i);
        texts.push_back({"l" + id, place + "的路灯不亮" + day + "了，晚上看不清路", "lamps"});
        texts.push_back(
            {"s" + id, place + "幼儿园招生" + day + "了还没通知，入学怎么报名", "schools"}
        );
        texts.push_back({"w" + id, place + "垃圾桶满了" + day + "，没有清运，很臭", "waste"});
    }
    return texts;
}

std::string first(const TextModel& model, const std::string& text) {
    return model.labels().at(model.guess(text).at(0).label);
}

}  // namespace

TEST_CASE(
    "a model tells what it has learnt, and is surer of it than of mixed matters", "[routing]"
) {
    const auto model = routing::learn(lessons());
    CHECK(first(model, "我家门口路灯不亮") == "lamps");
    CHECK(first(model, "入学报名要什么材料") == "schools");
    CHECK(first(model, "垃圾没有清运") == "waste");
    const auto sure = model.guess("路灯不亮，晚上看不清");
    const auto unsure = model.guess("路灯和垃圾");
    CHECK(sure.front().probability > unsure.front().probability);
}

TEST_CASE("probabilities are of every label, sorted, and sum to one", "[routing]") {
    const auto model = routing::learn(lessons());
    for (const auto* text : {"路灯", "", "hello", "🙂", "从来没有见过的话题"}) {
        CAPTURE(text);
        const auto guesses = model.guess(text);
        REQUIRE(guesses.size() == 3);
        double sum = 0;
        for (std::size_t i = 0; i < guesses.size(); ++i) {
            sum += guesses[i].probability;
            if (i > 0)
                CHECK(guesses[i - 1].probability >= guesses[i].probability);
        }
        CHECK(sum == Approx(1.0));
    }
}

TEST_CASE("disguised and traditional text is told like plain text", "[routing]") {
    const auto model = routing::learn(lessons());
    CHECK(model.margins("路 灯 不 亮") == model.margins("路灯不亮"));
    CHECK(model.margins("路燈不亮") == model.margins("路灯不亮"));
}

TEST_CASE("the evidence names words of the text that speak for the label", "[routing]") {
    const auto model = routing::learn(lessons());
    const auto lamps = static_cast<std::size_t>(
        std::find(model.labels().begin(), model.labels().end(), "lamps") - model.labels().begin()
    );
    const auto words = model.evidence("银春路的路灯不亮", lamps, 3);
    REQUIRE_FALSE(words.empty());
    CHECK(words.size() <= 3);
    CHECK(words.front().find("路灯") != std::string::npos);
    CHECK(model.evidence("", lamps, 3).empty());
}

TEST_CASE("a model of one label gives it, of none nothing", "[routing]") {
    const auto one = routing::learn({{"1", "路灯不亮", "lamps"}, {"2", "路灯坏了", "lamps"}});
    REQUIRE(one.guess("垃圾").size() == 1);
    CHECK(one.guess("垃圾").front().probability == 1);
    CHECK(routing::learn({}).guess("垃圾").empty());
    const auto two = routing::learn({{"1", "路灯不亮", "lamps"}, {"2", "路灯不亮", "waste"}});
    CHECK(two.guess("路灯不亮").size() == 2);
    CHECK(routing::learn({{"1", "", "a"}, {"2", "", "b"}}).guess("").size() == 2);
}

TEST_CASE("a model read from its bytes guesses the same", "[routing]") {
    const auto model = routing::learn(lessons());
    const auto bytes = model.bytes();
    const auto read = TextModel::read(bytes);
    REQUIRE(read);
    CHECK(read->labels() == model.labels());
    for (const auto* text : {"路灯不亮", "招生", "垃圾没有清运"})
        CHECK(read->margins(text) == model.margins(text));
    CHECK(read->guess("招生").front().probability == model.guess("招生").front().probability);
}

TEST_CASE("bytes that are no whole model are refused", "[routing]") {
    const auto bytes = routing::learn(lessons(0, 5)).bytes();
    CHECK_FALSE(TextModel::read(""));
    CHECK_FALSE(TextModel::read("something else"));
    CHECK_FALSE(TextModel::read(bytes + "x"));
    for (std::size_t size = 0; size < bytes.size(); size += 37)
        CHECK_FALSE(TextModel::read(std::string_view(bytes).substr(0, size)));
    auto huge = bytes;
    huge.replace(huge.find("model 1\n") + 8, 8, std::string(8, '\xff'));
    CHECK_FALSE(TextModel::read(huge));
}

TEST_CASE("figures of a model on texts it has not seen", "[routing]") {
    const auto model = routing::learn(lessons(0, 30));
    const auto figures = routing::measure(model, lessons(30, 40));
    CHECK(figures.texts == 30);
    CHECK(figures.accuracy == 1);
    CHECK(figures.macro_f1 == 1);
    CHECK(figures.top2_accuracy == 1);
    CHECK(figures.coverage_at_95 == 1);
    CHECK(figures.per_label.at("lamps").texts == 10);
    CHECK(figures.predict_us_p99 >= figures.predict_us_p50);
    CHECK(routing::measure(model, {}).texts == 0);
}

TEST_CASE("wrong guesses lower the figures", "[routing]") {
    const auto model = routing::learn(lessons());
    const std::vector<LabelledText> half{
        {"1", "路灯不亮，晚上看不清路", "lamps"},
        {"2", "路灯不亮，晚上看不清路", "waste"},
        {"3", "垃圾没有清运", "waste"},
        {"4", "垃圾没有清运", "lamps"}};
    const auto figures = routing::measure(model, half);
    CHECK(figures.accuracy == 0.5);
    CHECK(figures.macro_f1 == Approx(0.5));
    CHECK(figures.coverage_at_95 == 0);  // the right and the wrong ones are equally sure
    CHECK(figures.ece > 0.3);
}
