#include "board/desk/stated_mobile.hpp"

#include "text/encoding.hpp"

#include <array>
#include <string_view>

namespace huiying::desk {
namespace {

constexpr std::size_t kMobileDigits = 11;
constexpr std::string_view kCountry = "86";

/// What says that the number after it is the writer's.
constexpr std::array<std::string_view, 7> kIntroductions{
    "我的电话", "我的手机", "我的号码", "我的联系", "我手机", "本人电话", "本人手机"};
/// The same where the text begins with it; elsewhere it may be anybody's.
constexpr std::string_view kHeading = "联系电话";
/// What may stand in between.
constexpr std::array<std::string_view, 8> kLinks{
    "号码", "号", "方式", "电话", "是", "为", ":", " "};

std::string_view after_links(std::string_view text) {
    for (bool is_shorter = true; is_shorter;) {
        is_shorter = false;
        for (const auto link : kLinks) {
            if (text.starts_with(link)) {
                text.remove_prefix(link.size());
                is_shorter = true;
            }
        }
    }
    return text;
}

/// The number at the beginning, after what may stand in between.
std::string mobile_at(std::string_view text) {
    const auto rest = after_links(text);
    return mobile_in(std::string(rest.substr(0, rest.find_first_not_of("0123456789 -+"))));
}

}  // namespace

std::string mobile_in(const std::string& contact) {
    std::string digits;
    for (const char c : contact) {
        if (c >= '0' && c <= '9')
            digits += c;
        else if (c != ' ' && c != '-' && c != '+')
            return {};
    }
    if (digits.size() == kMobileDigits + kCountry.size() && digits.starts_with(kCountry))
        digits.erase(0, kCountry.size());
    const bool is_mobile = digits.size() == kMobileDigits && digits[0] == '1' && digits[1] >= '3';
    return is_mobile ? digits : std::string();
}

std::string mobile_stated_in(const std::string& text) {
    const auto words = text::normalise(text);
    if (auto alone = mobile_in(std::string(text::trim(words))); !alone.empty())
        return alone;
    if (const auto trimmed = text::trim(words); trimmed.starts_with(kHeading))
        return mobile_at(trimmed.substr(kHeading.size()));
    for (const auto introduction : kIntroductions) {
        const auto at = words.find(introduction);
        if (at == std::string::npos)
            continue;
        if (auto mobile = mobile_at(std::string_view(words).substr(at + introduction.size()));
            !mobile.empty())
            return mobile;
    }
    return {};
}

}  // namespace huiying::desk
