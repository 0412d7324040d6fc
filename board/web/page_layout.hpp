// What all public pages share: head, navigation, the town's name, large type, demonstration banner,
// headers of the response. Used by the page_* files.
// Sources: 个人信息保护法 17, 25; 国办公开办函〔2021〕28号 (长辈版); CSP level 3.
#pragma once

#include "board/model/instant.hpp"
#include "http/request.hpp"
#include "http/response.hpp"
#include "templates/value.hpp"

#include <cstddef>
#include <string>
#include <string_view>

namespace huiying::desk {
class Town;
class TownSnapshot;
}  // namespace huiying::desk

namespace huiying::templates {
class Renderer;
}

namespace huiying::web {

/// Which entry of the navigation is the present page.
enum class NavEntry { none, home, ask, status, topics, documents, about };

/// 长辈版: large type and fewer things on a page.
enum class TypeSize { standard, large };

enum class Contrast { standard, high };

/// How long a browser or a cache may keep a page.
enum class Caching {
    shared,    ///< published text: asked again each time
    form,      ///< an empty form: kept for the way back, so that nothing typed is lost
    personal,  ///< a citizen's: never kept
};

/// The common part of one page.
struct PageFrame {
    std::string base;  ///< "" or "/huiying": before every address
    std::string town;
    std::string place;  ///< 上海市闵行区马桥镇
    std::string service;
    std::string office;
    std::string response_promise;  ///< 当天有回应
    int final_workdays = 5;
    TypeSize size = TypeSize::standard;
    int text_step = 0;  ///< 0 to 2: how much larger the reader wants the text
    Contrast contrast = Contrast::standard;
    bool is_demo = false;
    bool has_chat = false;
    std::string title;
    std::string here;  ///< path and query to return to from the type-size switch; empty: no switch
    NavEntry nav = NavEntry::none;
    int year = 2026;
    model::Instant now{};
};

/// Name of the cookie that remembers large type.
inline constexpr std::string_view kElderCookie = "hy_elder";

/// Name of the cookie that remembers text size and contrast: two digits.
inline constexpr std::string_view kDisplayCookie = "hy_display";

/// Fields of the templates pages/head and pages/foot.
templates::Value to_value(const PageFrame& frame);

/// Page `name` ("pages/ask") with the fields of `content` and of the frame.
std::string render_page(
    const templates::Renderer& renderer,
    const PageFrame& frame,
    std::string_view name,
    const templates::Value& content
);

/// Adds Content-Security-Policy, Referrer-Policy, X-Content-Type-Options and Cache-Control.
void add_page_headers(http::Response& response, Caching caching);

/// A local path below the base: begins with one '/', nothing that a browser reads as another host.
bool is_local_path(std::string_view path);

struct PageSettings {
    std::string base_path;                 ///< "" or "/huiying"
    std::string public_url;                ///< address citizens use; empty: unknown
    std::size_t upload_limit = 32U << 20;  ///< bytes of a form with files
};

/// Makes frames and responses. References must outlive it. Safe from any thread, does not block.
class PageLayout {
  public:
    PageLayout(
        const desk::Town& town,
        const templates::Renderer& renderer,
        const model::Clock& clock,
        PageSettings settings
    );

    /// Frame of a page; the type-size switch leads back to it when the request is a GET.
    PageFrame frame(const http::Request& request, std::string title, NavEntry nav) const;

    http::Response page(
        const PageFrame& frame,
        std::string_view name,
        const templates::Value& content,
        Caching caching,
        int status = 200
    ) const;

    const PageSettings& settings() const { return settings_; }

  private:
    const desk::Town& town_;
    const templates::Renderer& renderer_;
    const model::Clock& clock_;
    const PageSettings settings_;
};

}  // namespace huiying::web
