#include "board/web/page_layout.hpp"

#include "board/desk/town.hpp"
#include "board/web/page_assets.hpp"
#include "board/web/page_chat.hpp"
#include "board/web/page_text.hpp"
#include "templates/renderer.hpp"

#include <algorithm>

namespace huiying::web {
namespace {

using templates::Value;

constexpr std::string_view kContentSecurityPolicy =
    "default-src 'none'; style-src 'self'; img-src 'self' data:; script-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

std::string_view cache_control(Caching caching) {
    switch (caching) {
        case Caching::shared:
            return "no-cache";
        case Caching::form:
            return "private, no-cache";
        case Caching::personal:
            return "no-store";
    }
    return "no-store";
}

// Longer addresses (a search for a whole letter) are not worth returning to.
constexpr std::size_t kLongestReturn = 1000;

std::string return_path(const http::Request& request) {
    std::string path(request.path);
    if (!request.query.empty())
        path += "?" + std::string(request.query);
    const bool is_get = request.method == http::Method::get;
    return is_get && path.size() <= kLongestReturn && is_local_path(path) ? path : std::string();
}

std::string promise_of(const model::ClockPolicy& policy) {
    return policy.message == model::MessagePolicy::same_calendar_day ? "当天有回应"
                                                                     : "下一个工作日内有回应";
}

/// "elder text-2 contrast": what the stylesheet goes by.
std::string html_class(const PageFrame& frame) {
    std::string classes = frame.size == TypeSize::large ? "elder" : "";
    if (frame.text_step > 0)
        classes += (classes.empty() ? "text-" : " text-") + std::to_string(frame.text_step);
    if (frame.contrast == Contrast::high)
        classes += classes.empty() ? "contrast" : " contrast";
    return classes;
}

/// What the cookie of pages/display says; anything else is the standard.
void set_display(PageFrame& frame, std::string_view kept) {
    if (kept.size() != 2)
        return;
    frame.text_step = kept[0] == '1' || kept[0] == '2' ? kept[0] - '0' : 0;
    frame.contrast = kept[1] == '1' ? Contrast::high : Contrast::standard;
}

}  // namespace

Value to_value(const PageFrame& frame) {
    const bool is_large = frame.size == TypeSize::large;
    return Value{
        {"base", frame.base},
        {"town", frame.town},
        {"town_place", frame.place},
        {"service", frame.service},
        {"office", frame.office},
        {"response_promise", frame.response_promise},
        {"final_workdays", frame.final_workdays},
        {"elder", is_large},
        {"html_class", html_class(frame)},
        {"demo", frame.is_demo},
        {"has_chat", frame.has_chat},
        {"title", frame.title},
        {"here", percent_encode(frame.here)},
        {"nav_home", frame.nav == NavEntry::home},
        {"nav_ask", frame.nav == NavEntry::ask},
        {"nav_status", frame.nav == NavEntry::status},
        {"nav_topics", frame.nav == NavEntry::topics},
        {"nav_documents", frame.nav == NavEntry::documents},
        {"nav_about", frame.nav == NavEntry::about},
        {"year", frame.year},
        {"printed_at", model::to_chinese(frame.now, frame.now)},
        {"css", asset_path("board.css")},
        {"script", asset_path("board.js")},
        {"icon", asset_path("favicon.svg")},
    };
}

std::string render_page(
    const templates::Renderer& renderer,
    const PageFrame& frame,
    std::string_view name,
    const Value& content
) {
    auto value = to_value(frame);
    for (const auto& [field, held] : std::get<Value::Object>(content.held()))
        value.set(field, held);
    return renderer.render_html(name, value);
}

void add_page_headers(http::Response& response, Caching caching) {
    response.with("Content-Security-Policy", std::string(kContentSecurityPolicy));
    // Not no-referrer: with it a browser sends "Origin: null" with our own forms.
    response.with("Referrer-Policy", "same-origin");
    response.with("X-Content-Type-Options", "nosniff");
    response.with("Cache-Control", std::string(cache_control(caching)));
    if (caching == Caching::shared)
        response.with("Vary", "Cookie");
}

bool is_local_path(std::string_view path) {
    if (path.empty() || path[0] != '/' || path.starts_with("//"))
        return false;
    return std::all_of(path.begin(), path.end(), [](char c) {
        return c > ' ' && c < '\x7F' && c != '\\';
    });
}

PageLayout::PageLayout(
    const desk::Town& town,
    const templates::Renderer& renderer,
    const model::Clock& clock,
    PageSettings settings
)
    : town_(town), renderer_(renderer), clock_(clock), settings_(std::move(settings)) {}

PageFrame PageLayout::frame(const http::Request& request, std::string title, NavEntry nav) const {
    const auto snapshot = town_.snapshot();
    const auto& town = snapshot->settings();
    const auto now = clock_.now();
    PageFrame frame{
        .base = settings_.base_path,
        .town = town.name,
        .place = town.city + town.district + town.name,
        .service = town.service_name,
        .office = town.office_name,
        .response_promise = promise_of(town.policy),
        .final_workdays = town.policy.final_workdays,
        .size = http::cookie(request, kElderCookie) == "1" ? TypeSize::large : TypeSize::standard,
        .is_demo = snapshot->demo() == desk::Demo::yes,
        .has_chat = chat_account(*snapshot).has_value(),
        .title = std::move(title),
        .here = return_path(request),
        .nav = nav,
        .year = static_cast<int>(model::local_date(now).year()),
        .now = now,
    };
    set_display(frame, http::cookie(request, kDisplayCookie));
    return frame;
}

http::Response PageLayout::page(
    const PageFrame& frame, std::string_view name, const Value& content, Caching caching, int status
) const {
    auto response = http::html(status, render_page(renderer_, frame, name, content));
    add_page_headers(response, caching);
    return response;
}

}  // namespace huiying::web
