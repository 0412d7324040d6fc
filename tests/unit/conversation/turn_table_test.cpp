#include "bot/conversation/turn_table.hpp"

#include <array>
#include <catch.hpp>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace {

using namespace huiying::conversation;
using enum Stage;
using Kind = TurnKind;

constexpr std::array kStageNames{
    "fresh", "open", "offered", "answered", "with_person", "to_rate", "over"};
constexpr std::array kEveryStage{fresh, open, offered, answered, with_person, to_rate, over};

struct Expected {
    Kind kind;
    std::array<Step, kStages> steps;  // in the order of kEveryStage
};

constexpr Step kSilent{Say::nothing, Keep::add};
constexpr Step kSilentLine{Say::nothing, Keep::line};
constexpr Step kAdded{Say::added, Keep::add};
constexpr Step kReceipt{Say::receipt, Keep::new_ticket};
constexpr Step kReopened{Say::reopened, Keep::reopen};

constexpr Step said(Say say) {
    return {say, Keep::line};
}

constexpr Step made(Say say) {
    return {say, Keep::new_ticket};
}

constexpr Step added(Say say) {
    return {say, Keep::add};
}

constexpr Step rated() {
    return {Say::rated, Keep::rate};
}

constexpr std::array<Step, kStages> small_talk(Say say) {
    return {said(say), said(say), said(say), said(say), kSilentLine, said(say), said(say)};
}

constexpr std::array<Step, kStages> warned(Say say) {
    return {made(say), added(say), added(say), made(say), added(say), made(say), made(say)};
}

// Written by hand, not worked out: kind, then fresh, open, offered, answered, with_person, to_rate,
// over.
const std::vector<Expected>& whole_table() {
    static const std::vector<Expected> kTable{
        {Kind::emergency, warned(Say::emergency)},
        {Kind::self_harm, warned(Say::self_harm)},
        {Kind::wrongdoing, warned(Say::wrongdoing)},
        {Kind::petition, warned(Say::petition)},
        {Kind::person,
         {made(Say::hand_over_blank),
          added(Say::hand_over),
          added(Say::hand_over),
          kReopened,
          added(Say::hand_over),
          added(Say::hand_over),
          made(Say::hand_over_blank)}},
        {Kind::unsolved,
         {said(Say::welcome_back),
          kAdded,
          added(Say::hand_over),
          kReopened,
          kSilent,
          kAdded,
          kAdded}},
        {Kind::choice,
         {said(Say::welcome_back),
          kAdded,
          {Say::chosen, Keep::close},
          said(Say::welcome_back),
          kSilent,
          rated(),
          said(Say::welcome_back)}},
        {Kind::none_of_them,
         {said(Say::welcome_back),
          kAdded,
          added(Say::hand_over),
          kReopened,
          kSilent,
          said(Say::welcome_back),
          said(Say::welcome_back)}},
        {Kind::content,
         {said(Say::thanks),
          said(Say::thanks),
          said(Say::thanks),
          said(Say::thanks),
          kSilent,
          rated(),
          said(Say::thanks)}},
        {Kind::discontent,
         {said(Say::welcome_back), kAdded, kAdded, kReopened, kSilent, rated(), kAdded}},
        {Kind::greeting,
         {said(Say::greeting),
          said(Say::greeting_open),
          said(Say::greeting_open),
          said(Say::greeting),
          kSilentLine,
          said(Say::greeting),
          said(Say::greeting)}},
        {Kind::thanks, small_talk(Say::thanks)},
        {Kind::noted, small_talk(Say::noted)},
        {Kind::symbols, small_talk(Say::symbols)},
        {Kind::menu, small_talk(Say::menu)},
        {Kind::photo,
         {made(Say::photo),
          kAdded,
          kAdded,
          made(Say::photo),
          kSilent,
          made(Say::photo),
          made(Say::photo)}},
        {Kind::sure,
         {Step{Say::sure_answer, Keep::new_closed},
          added(Say::sure_answer),
          {Say::sure_answer, Keep::close},
          {Say::sure_answer, Keep::new_closed},
          kSilent,
          {Say::sure_answer, Keep::new_closed},
          {Say::sure_answer, Keep::new_closed}}},
        {Kind::vague,
         {made(Say::offer),
          kAdded,
          kAdded,
          made(Say::offer),
          kSilent,
          made(Say::offer),
          made(Say::offer)}},
        {Kind::follow_up, {kReceipt, kAdded, kAdded, kReopened, kSilent, kAdded, kAdded}},
        {Kind::other, {kReceipt, kReceipt, kReceipt, kReceipt, kSilent, kReceipt, kReceipt}},
        {Kind::matter, {kReceipt, kAdded, kAdded, kReceipt, kSilent, kReceipt, kReceipt}},
    };
    return kTable;
}

const Expected& row_of(Kind kind) {
    return whole_table().at(static_cast<std::size_t>(kind));
}

}  // namespace

TEST_CASE("every turn in every state of a talk has the step of the table", "[conversation]") {
    REQUIRE(whole_table().size() == kTurnKinds);
    for (std::size_t kind = 0; kind < kTurnKinds; ++kind) {
        const auto& expected = whole_table()[kind];
        REQUIRE(static_cast<std::size_t>(expected.kind) == kind);
        for (std::size_t stage = 0; stage < kStages; ++stage) {
            INFO("kind " << kind << " in " << kStageNames[stage]);
            const auto step = step_for(kEveryStage[stage], expected.kind);
            CHECK(step == expected.steps[stage]);
        }
    }
}

TEST_CASE("what warns is never answered from the FAQ, and a person always sees it") {
    for (const auto kind : {Kind::emergency, Kind::self_harm, Kind::wrongdoing, Kind::petition})
        for (const auto stage : kEveryStage) {
            const auto step = step_for(stage, kind);
            CHECK((step.keep == Keep::new_ticket || step.keep == Keep::add));
            CHECK(step.say != Say::sure_answer);
            CHECK(step.say != Say::nothing);
        }
}

TEST_CASE("asking for a person leads to a person wherever the talk stands") {
    for (const auto stage : kEveryStage) {
        const auto keep = step_for(stage, Kind::person).keep;
        CHECK((keep == Keep::new_ticket || keep == Keep::add || keep == Keep::reopen));
    }
    CHECK(row_of(Kind::person).kind == Kind::person);
}
