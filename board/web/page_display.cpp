#include "board/web/page_display.hpp"

#include "board/web/page_text.hpp"

#include <array>

namespace huiying::web {
namespace {

using templates::Value;

struct SizeChoice {
    std::string_view word;
    std::string_view label;
    std::string_view hint;
};

constexpr std::array<SizeChoice, 3> kSizes{{
    {"0", "标准", "17像素"},
    {"1", "大", "20像素"},
    {"2", "特大", "24像素"},
}};

std::string asked_way_back(const http::Request& request) {
    const auto parameters = http::query_parameters(request.query);
    const std::string back(http::find(parameters, "back").value_or("/"));
    return is_local_path(back) ? back : "/";
}

}  // namespace

http::Response get_display(const PageLayout& layout, const http::Request& request) {
    auto frame = layout.frame(request, "显示设置", NavEntry::none);
    Value::List sizes;
    for (std::size_t i = 0; i < kSizes.size(); ++i)
        sizes.push_back(Value{
            {"size_word", kSizes[i].word},
            {"size_label", kSizes[i].label},
            {"size_hint", kSizes[i].hint},
            {"size_chosen", static_cast<std::size_t>(frame.text_step) == i}});
    const Value value{
        {"sizes", std::move(sizes)},
        {"contrast_chosen", frame.contrast == Contrast::high},
        {"back", asked_way_back(request)},
    };
    return layout.page(frame, "pages/display", value, Caching::personal);
}

http::Response get_display_set(const PageSettings& settings, const http::Request& request) {
    const auto parameters = http::query_parameters(request.query);
    const auto size = http::find(parameters, "size").value_or("0");
    const auto contrast = http::find(parameters, "contrast").value_or("0");
    const auto value =
        std::string(size == "1" || size == "2" ? size : "0") + (contrast == "1" ? "1" : "0");
    auto cookie = std::string(kDisplayCookie) + "=" + value +
                  (value == "00" ? "; Max-Age=0" : "; Max-Age=31536000") +
                  "; Path=" + settings.base_path + "/; SameSite=Lax; HttpOnly";
    if (request.is_tls)
        cookie += "; Secure";
    auto response = http::see_other(settings.base_path + asked_way_back(request));
    response.with("Set-Cookie", std::move(cookie));
    response.with("Cache-Control", "no-store");
    return response;
}

}  // namespace huiying::web
