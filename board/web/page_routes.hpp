// The public board: its pages and files as routes. Made by app, which adds them to the server.
// References must outlive it; constant after construction. Handlers run on the blocking pool, the
// files' and error_page's on the io thread.
#pragma once

#include "board/web/page_addition.hpp"
#include "board/web/page_ask.hpp"
#include "board/web/page_catalogue.hpp"
#include "board/web/page_documents.hpp"
#include "board/web/page_feed.hpp"
#include "board/web/page_feedback.hpp"
#include "board/web/page_layout.hpp"
#include "board/web/page_suggest.hpp"
#include "board/web/page_units.hpp"
#include "board/web/submit.hpp"
#include "http/address_quota.hpp"

#include <string_view>

namespace huiying::desk {
class Catalogue;
class CitizenMoves;
class Joining;
class CitizenStatus;
class EntryFeedback;
class Files;
class PublicDocuments;
class PublicFigures;
class Publications;
class Suggestions;
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
    const desk::PublicFigures& figures;
    const desk::Suggestions& suggestions;
    desk::EntryFeedback& feedback;
    const desk::Catalogue& catalogue;
    const desk::PublicDocuments& documents;
};

class PublicPages {
  public:
    PublicPages(PageUses uses, PageSettings settings);
    PublicPages(const PublicPages&) = delete;
    PublicPages& operator=(const PublicPages&) = delete;

    /// Adds /, /search, /topics, /topics/{topic}, /published/{id}, /ask, /q, /q/evaluate,
    /// /q/remind, /q/withdraw, /q/consent, /q/add, /q/added, /statistics, /units, /units/{code},
    /// /catalogue, /documents, /documents/{id}, /feed.xml, /sitemap.xml, /robots.txt, /about,
    /// /elder, /display, /assets/{file} and what lies below them. The object must outlive the
    /// router.
    void add_to(http::Router& router) const;

    /// For the server's error_response, of paths that are not the API's. Does not block.
    http::Response error_page(const http::Request& request, int status, std::string_view code)
        const;

  private:
    void add_reading(http::Router& router) const;
    void add_asking(http::Router& router) const;
    void add_adding(http::Router& router) const;
    void add_facts(http::Router& router) const;
    void add_switches(http::Router& router) const;

    const PageUses uses_;
    const PageLayout layout_;
    // Many people share an address; who types a letter asks some twenty times.
    http::AddressQuota suggest_quota_{{.an_hour = 600, .a_day = 3000}};
    http::AddressQuota feedback_quota_{{.an_hour = 60, .a_day = 300}};
    const AskUses ask_;
    const AdditionUses adding_;
    const UnitUses units_;
    const CataloguePageUses catalogue_;
    const DocumentUses documents_;
    const FeedUses feeds_;
    const SuggestUses suggesting_;
    const FeedbackUses rating_;
};

}  // namespace huiying::web
