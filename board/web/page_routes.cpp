#include "board/web/page_routes.hpp"

#include "board/web/api_call.hpp"
#include "board/web/page_about.hpp"
#include "board/web/page_assets.hpp"
#include "board/web/page_chat.hpp"
#include "board/web/page_display.hpp"
#include "board/web/page_errors.hpp"
#include "board/web/page_home.hpp"
#include "board/web/page_published.hpp"
#include "board/web/page_statistics.hpp"
#include "board/web/page_status.hpp"
#include "board/web/page_when.hpp"
#include "http/router.hpp"

namespace huiying::web {
namespace {

using http::Method;
using http::Request;

}  // namespace

PublicPages::PublicPages(PageUses uses, PageSettings settings)
    : uses_(std::move(uses)),
      layout_(uses_.town, uses_.renderer, uses_.clock, std::move(settings)),
      ask_{
          layout_,
          uses_.town,
          uses_.publications,
          uses_.files,
          uses_.renderer,
          uses_.clock,
          uses_.quota,
          uses_.submit,
          uses_.suggestions,
          suggest_quota_,
          uses_.documents},
      adding_{layout_, uses_.town, uses_.status, uses_.files, uses_.clock, uses_.submit},
      units_{layout_, uses_.town, uses_.publications, uses_.figures, uses_.catalogue},
      catalogue_{layout_, uses_.town, uses_.catalogue},
      documents_{layout_, uses_.documents},
      feeds_{layout_, uses_.town, uses_.publications, uses_.renderer, uses_.documents},
      suggesting_{layout_, uses_.suggestions, uses_.renderer, suggest_quota_},
      rating_{layout_, uses_.publications, uses_.feedback, feedback_quota_} {}

void PublicPages::add_to(http::Router& router) const {
    add_reading(router);
    add_asking(router);
    add_adding(router);
    add_facts(router);
    add_switches(router);
}

void PublicPages::add_reading(http::Router& router) const {
    const auto& published = uses_.publications;
    router.add({Method::get, "/", "page_home", [&](const Request& request) {
                    return get_home(layout_, published, uses_.figures, request);
                }});
    router.add({Method::get, "/search", "page_search", [&](const Request& request) {
                    return get_search(layout_, published, request);
                }});
    router.add({Method::get, "/topics", "page_topics", [&](const Request& request) {
                    return get_topics(layout_, published, request);
                }});
    router.add({Method::get, "/topics/{topic}", "page_topic", [&](const Request& request) {
                    return get_topic(layout_, published, request);
                }});
    router.add({Method::get, "/published/{id}", "page_published", [&](const Request& request) {
                    return get_published(layout_, published, request);
                }});
    router.add({Method::get, "/about", "page_about", [this](const Request& request) {
                    return get_about(layout_, uses_.town, request);
                }});
    router.add({Method::get, "/chat", "page_chat", [this](const Request& request) {
                    auto page = get_chat(layout_, uses_.town, request);
                    return page ? std::move(*page) : error_page(request, 404, "not_found");
                }});
    router.add({Method::get, "/when", "page_when", [this](const Request& request) {
                    return get_when(layout_, uses_.town, request);
                }});
}

void PublicPages::add_asking(http::Router& router) const {
    router.add({Method::get, "/ask", "page_ask", [this](const Request& request) {
                    return get_ask(ask_, request);
                }});
    router.add(
        {Method::post,
         "/ask",
         "page_ask_post",
         [this](const Request& request) { return post_ask(ask_, request); },
         layout_.settings().upload_limit}
    );
    router.add(
        {Method::post,
         "/ask/suggest",
         "page_suggest",
         [this](const Request& request) { return post_suggest(suggesting_, request); },
         kLongTextBodyLimit}
    );
    router.add({Method::get, "/ask/solved", "page_solved", [this](const Request& request) {
                    return get_solved(layout_, request);
                }});
    router.add({Method::get, "/q", "page_status", [this](const Request& request) {
                    return get_status(layout_, request);
                }});
    router.add({Method::post, "/q", "page_status_post", [this](const Request& request) {
                    return post_status(layout_, uses_.status, request);
                }});
    // Whoever reloads the answer sees the form.
    router.add({Method::get, "/q/code", "page_lost_code_form", [this](const Request& request) {
                    return get_status(layout_, request);
                }});
    router.add({Method::post, "/q/code", "page_lost_code", [this](const Request& request) {
                    return post_lost_code(layout_, uses_.status, request);
                }});
    router.add({Method::post, "/q/evaluate", "page_evaluate", [this](const Request& request) {
                    return post_evaluation(layout_, uses_.status, uses_.moves, request);
                }});
    router.add({Method::post, "/q/remind", "page_remind", [this](const Request& request) {
                    return post_reminder(layout_, uses_.status, uses_.moves, request);
                }});
    router.add({Method::post, "/q/join", "page_join", [this](const Request& request) {
                    return post_join(layout_, uses_.status, uses_.joining, request);
                }});
    router.add({Method::post, "/q/part", "page_part", [this](const Request& request) {
                    return post_part(layout_, uses_.status, uses_.joining, request);
                }});
    router.add({Method::post, "/q/file", "page_reply_file", [this](const Request& request) {
                    return post_reply_file(layout_, uses_.status, uses_.files, request);
                }});
    // Whoever reloads the answer sees the form.
    router.add({Method::get, "/q/file", "page_reply_file_form", [this](const Request& request) {
                    return get_status(layout_, request);
                }});
    router.add({Method::post, "/q/withdraw", "page_withdraw", [this](const Request& request) {
                    return post_withdrawal(layout_, uses_.status, uses_.moves, request);
                }});
    router
        .add({Method::post, "/q/consent", "page_withdraw_consent", [this](const Request& request) {
                  return post_consent_withdrawal(layout_, uses_.status, uses_.moves, request);
              }});
}

void PublicPages::add_adding(http::Router& router) const {
    router.add(
        {Method::post,
         "/q/add",
         "page_add",
         [this](const Request& request) { return post_addition(adding_, request); },
         layout_.settings().upload_limit}
    );
    router.add({Method::get, "/q/added", "page_added", [this](const Request& request) {
                    return get_added(adding_, request);
                }});
}

void PublicPages::add_facts(http::Router& router) const {
    const std::string feedback = "/published/{id}/feedback";
    router.add({Method::post, feedback, "page_feedback", [this](const Request& request) {
                    return post_feedback(rating_, request);
                }});
    // Whoever reloads the answer, or comes back after it, sees the entry.
    router.add({Method::get, feedback, "page_feedback_form", [this](const Request& request) {
                    return get_published(layout_, uses_.publications, request);
                }});
    router.add({Method::get, "/statistics", "page_statistics", [this](const Request& request) {
                    return get_statistics(layout_, uses_.figures, request);
                }});
    router.add({Method::get, "/statistics.csv", "page_statistics_file", [this](const Request&) {
                    return get_statistics_file(uses_.figures);
                }});
    router.add({Method::get, "/catalogue", "page_catalogue", [this](const Request& request) {
                    return get_catalogue(catalogue_, request);
                }});
    router.add({Method::get, "/catalogue.csv", "page_catalogue_file", [this](const Request&) {
                    return get_catalogue_file(uses_.catalogue);
                }});
    router.add(
        {Method::get,
         "/catalogue/{id}",
         "page_catalogue_item",
         [this](const Request& request) { return get_catalogue_item(catalogue_, request); }}
    );
    router.add({Method::get, "/units", "page_units", [this](const Request& request) {
                    return get_units(units_, request);
                }});
    router.add({Method::get, "/units/{code}", "page_unit", [this](const Request& request) {
                    return get_unit(units_, request);
                }});
    router.add({Method::get, "/documents", "page_documents", [this](const Request& request) {
                    return get_documents(documents_, request);
                }});
    router.add({Method::get, "/documents/{id}", "page_document", [this](const Request& request) {
                    return get_document(documents_, request);
                }});
    router.add({Method::get, "/feed.xml", "page_feed", [this](const Request& request) {
                    return get_feed(feeds_, request);
                }});
    router.add({Method::get, "/sitemap.xml", "page_sitemap", [this](const Request& request) {
                    return get_sitemap(feeds_, request);
                }});
    router.add({Method::get, "/robots.txt", "page_robots", [this](const Request& request) {
                    return get_robots(feeds_, request);
                }});
}

void PublicPages::add_switches(http::Router& router) const {
    router.add({Method::get, "/display", "page_display", [this](const Request& request) {
                    return get_display(layout_, request);
                }});
    router.add({Method::get, "/display/set", "page_display_set", [this](const Request& request) {
                    return get_display_set(layout_.settings(), request);
                }});
    router.add({Method::get, "/elder", "page_elder", [this](const Request& request) {
                    return get_elder(layout_.settings(), request);
                }});
    router.add(
        {Method::get,
         "/assets/{file}",
         "page_asset",
         http::AsyncHandler([this](const Request& request, http::Responder respond) {
             auto found = asset(
                 request.param("file"),
                 request.header("Accept-Encoding").find("gzip") != std::string_view::npos
             );
             respond(found ? std::move(*found) : error_page(request, 404, "not_found"));
         })}
    );
}

http::Response PublicPages::error_page(const Request& request, int status, std::string_view code)
    const {
    return web::error_page(layout_, request, status, code);
}

}  // namespace huiying::web
