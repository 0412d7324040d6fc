#include "board/desk/hidden_code.hpp"

namespace huiying::desk {

std::string without_code(
    std::string text, const model::TownSecret& secret, std::string_view number
) {
    constexpr std::string_view hidden = "********";
    const auto code = model::make_query_code(secret, number);
    for (auto at = text.find(code); at != std::string::npos; at = text.find(code, at))
        text.replace(at, code.size(), hidden);
    return text;
}

}  // namespace huiying::desk
