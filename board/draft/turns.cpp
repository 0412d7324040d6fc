#include "board/draft/turns.hpp"

#include <algorithm>
#include <array>

namespace huiying::draft {
namespace {

using namespace std::string_view_literals;

enum class Turn { none, must, may };

struct TurnWord {
    std::string_view word;
    std::string_view meaning;  ///< the same for those that turn alike
    Turn turn = Turn::none;
};

/// Longer ones first: "不得" is one turn, not one and a half.
constexpr auto kTurns = std::to_array<TurnWord>({
    {"无需"sv, "无需"sv},
    {"无须"sv, "无需"sv},
    {"毋须"sv, "无需"sv},
    {"不需要"sv, "无需"sv},
    {"不需"sv, "无需"sv},
    {"不用"sv, "无需"sv},
    {"不必"sv, "无需"sv},
    {"不得"sv, "禁止"sv},
    {"不能"sv, "禁止"sv},
    {"不可以"sv, "禁止"sv},
    {"不可"sv, "禁止"sv},
    {"不予"sv, "禁止"sv},
    {"禁止"sv, "禁止"sv},
    {"严禁"sv, "禁止"sv},
    {"尚未"sv, "未"sv},
    {"没有"sv, "未"sv},
    {"未曾"sv, "未"sv},
    {"不满"sv, "以下"sv},
    {"至多"sv, "以下"sv},
    {"最高"sv, "以下"sv},
    {"以下"sv, "以下"sv},
    {"以上"sv, "以上"sv},
    {"超过"sv, "以上"sv},
    {"至少"sv, "以上"sv},
    {"最低"sv, "以上"sv},
    {"之前"sv, "之前"sv},
    {"之后"sv, "之后"sv},
    {"除外"sv, "除外"sv},
    {"暂停"sv, "停"sv},
    {"停止"sv, "停"sv},
    {"取消"sv, "停"sv},
    {"必须"sv, ""sv, Turn::must},
    {"应当"sv, ""sv, Turn::must},
    {"务必"sv, ""sv, Turn::must},
    {"需要"sv, ""sv, Turn::must},
    {"可以"sv, ""sv, Turn::may},
    {"能够"sv, ""sv, Turn::may},
    {"是否"sv, ""sv},
    {"不"sv, "不"sv},
    {"无"sv, "不"sv},
    {"非"sv, "不"sv},
    {"拒"sv, "不"sv},
    {"否"sv, "不"sv},
    {"未"sv, "未"sv},
    {"没"sv, "未"sv},
    {"勿"sv, "禁止"sv},
    {"免"sv, "无需"sv},
    {"仅"sv, "仅"sv},
    {"只"sv, "仅"sv},
    {"须"sv, ""sv, Turn::must},
    {"需"sv, ""sv, Turn::must},
    {"应"sv, ""sv, Turn::must},
    {"可"sv, ""sv, Turn::may},
});

}  // namespace

Turns turns_of(std::string_view normalised) {
    Turns turns;
    for (std::size_t at = 0; at < normalised.size();) {
        const auto* const found = std::find_if(kTurns.begin(), kTurns.end(), [&](const auto& one) {
            return normalised.substr(at).starts_with(one.word);
        });
        if (found == kTurns.end()) {
            ++at;
            continue;
        }
        turns.must = turns.must || found->turn == Turn::must;
        turns.may = turns.may || found->turn == Turn::may;
        if (!found->meaning.empty())
            turns.words.emplace_back(found->meaning);
        at += found->word.size();
    }
    std::sort(turns.words.begin(), turns.words.end());
    return turns;
}

bool turns_like(const Turns& said, const Turns& source) {
    return said.words == source.words && (!said.must || source.must) &&
           (!said.may || source.may || !source.must);
}

}  // namespace huiying::draft
