// The public board: its pages and files as routes. Made by app, which adds them to the server.
// References must outlive it; constant after construction. Handlers run on the blocking pool, the
// files' and error_page's on the io thread.
#pragma once

#include "board/web/page_addition.hpp"
#include "board/web/page_ask.hpp"
#include "board/web/page_layout.hpp"
#include "board/web/submit.hpp"

#include <string_view>

namespace huiying::desk {
class CitizenMoves;
class Joining;
class CitizenStatus;
class Files;
class Publications;
class Town;
}  // namespace huiying::desk

namespace huiying::http {
class AddressQuota;
class Router;
}  // namespace huiying::http

namespace huiying::web {

/// What the pages are made from.
struct PageUses {
    const desk::Town& town;
    const desk::Publications& publications;
    desk::CitizenStatus& status;
    desk::CitizenMoves& moves;
    desk::Joining& joining;
    desk::Files& files;
    const templates::Renderer& renderer;
    const model::Clock& clock;
    http::AddressQuota& quota;
    Submit submit;
};

class PublicPages {
  public:
    PublicPages(PageUses uses, PageSettings settings);
    PublicPages(const PublicPages&) = delete;
    PublicPages& operator=(const PublicPages&) = delete;

    /// Adds /, /search, /topics, /topics/{topic}, /published/{id}, /ask, /q, /q/evaluate,
    /// /q/remind, /q/withdraw, /q/add, /q/added, /about, /elder, /assets/{file}. The object must
    /// outlive the router.
    void add_to(http::Router& router) const;

    /// For the server's error_response, of paths that are not the API's. Does not block.
    http::Response error_page(const http::Request& request, int status, std::string_view code)
        const;

  private:
    void add_reading(http::Router& router) const;
    void add_asking(http::Router& router) const;
    void add_adding(http::Router& router) const;
    void add_switches(http::Router& router) const;

    const PageUses uses_;
    const PageLayout layout_;
    const AskUses ask_;
    const AdditionUses adding_;
};

}  // namespace huiying::web
