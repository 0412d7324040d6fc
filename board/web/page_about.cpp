#include "board/web/page_about.hpp"

#include "board/desk/town.hpp"

namespace huiying::web {

using templates::Value;

Value about_value(const std::vector<std::string>& hours, const std::string& contact) {
    Value::List list;
    for (const auto& span : hours)
        list.push_back(Value{{"span", span}});
    return Value{
        {"hours", std::move(list)}, {"has_hours", !hours.empty()}, {"office_contact", contact}};
}

http::Response get_about(
    const PageLayout& layout, const desk::Town& town, const http::Request& request
) {
    const auto snapshot = town.snapshot();
    const auto* lead = snapshot->unit(snapshot->lead_unit());
    const auto frame = layout.frame(request, "关于本平台", NavEntry::about);
    return layout.page(
        frame,
        "pages/about",
        about_value(snapshot->settings().hours, lead ? lead->contact : std::string()),
        Caching::shared
    );
}

http::Response get_elder(const PageSettings& settings, const http::Request& request) {
    const auto parameters = http::query_parameters(request.query);
    const std::string back(http::find(parameters, "back").value_or("/"));
    const bool is_on = http::find(parameters, "on").value_or("0") == "1";
    auto cookie = std::string(kElderCookie) + (is_on ? "=1; Max-Age=31536000" : "=; Max-Age=0") +
                  "; Path=" + settings.base_path + "/; SameSite=Lax; HttpOnly";
    if (request.is_tls)
        cookie += "; Secure";
    auto response = http::see_other(settings.base_path + (is_local_path(back) ? back : "/"));
    response.with("Set-Cookie", std::move(cookie));
    response.with("Cache-Control", "no-store");
    return response;
}

}  // namespace huiying::web
