#include "board/desk/hidden_words.hpp"

#include "text/masking.hpp"

#include <algorithm>
#include <charconv>

namespace huiying::desk {
namespace {

constexpr std::string_view kOpen = "⟦";
constexpr std::string_view kClose = "⟧";

}  // namespace

bool HiddenWords::has_signs(std::string_view text) {
    return text.find(kOpen) != std::string_view::npos ||
           text.find(kClose) != std::string_view::npos;
}

std::string HiddenWords::sign_of(std::string_view word) {
    auto found = std::find(hidden_.begin(), hidden_.end(), word);
    if (found == hidden_.end())
        found = hidden_.insert(hidden_.end(), std::string(word));
    return std::string(kOpen) + std::to_string(found - hidden_.begin() + 1) + std::string(kClose);
}

std::string HiddenWords::hide(std::string text, const std::vector<std::string>& words) {
    for (const auto& word : words) {
        if (word.empty())
            continue;
        for (auto at = text.find(word); at != std::string::npos;) {
            const auto sign = sign_of(word);
            text.replace(at, word.size(), sign);
            at = text.find(word, at + sign.size());
        }
    }
    auto masked = text::mask_personal(text).masked;
    std::reverse(masked.begin(), masked.end());
    for (const auto& one : masked) {
        const auto word = text.substr(one.begin, one.length);
        if (!has_signs(word))
            text.replace(one.begin, one.length, sign_of(word));
    }
    return text;
}

std::optional<std::string> HiddenWords::shown(std::string_view text) const {
    std::string out;
    for (auto open = text.find(kOpen); open != std::string_view::npos; open = text.find(kOpen)) {
        const auto close = text.find(kClose, open);
        if (close == std::string_view::npos)
            return std::nullopt;
        const auto number = text.substr(open + kOpen.size(), close - open - kOpen.size());
        std::size_t place = 0;
        const auto [end, error] =
            std::from_chars(number.data(), number.data() + number.size(), place);
        if (error != std::errc() || end != number.data() + number.size() || place == 0 ||
            place > hidden_.size())
            return std::nullopt;
        out += text.substr(0, open);
        out += hidden_[place - 1];
        text.remove_prefix(close + kClose.size());
    }
    if (text.find(kClose) != std::string_view::npos)
        return std::nullopt;
    return out + std::string(text);
}

}  // namespace huiying::desk
