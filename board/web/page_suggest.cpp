#include "board/web/page_suggest.hpp"

#include "board/desk/publications.hpp"
#include "board/desk/suggestions.hpp"
#include "board/web/page_origin.hpp"
#include "board/web/page_published.hpp"
#include "board/web/page_text.hpp"
#include "http/address_quota.hpp"
#include "http/client_network.hpp"
#include "templates/renderer.hpp"

namespace huiying::web {
namespace {

using templates::Value;

constexpr int kNothingLike = 204;

}  // namespace

Value offers_value(const std::vector<desk::PublishedEntry>& entries, model::Instant now) {
    Value::List offers;
    for (const auto& entry : entries)
        offers.push_back(entry_value(entry, now));
    return Value{{"offers", std::move(offers)}, {"offer_count", entries.size()}};
}

http::Response post_suggest(const SuggestUses& uses, const http::Request& request) {
    if (!is_from_own_page(request, uses.layout.settings().public_url))
        return http::text(403, "forbidden\n");
    const auto fields = http::form_parameters(request.body);
    const auto subject = readable(http::find(fields, "subject").value_or(""));
    const auto text = readable(http::find(fields, "text").value_or(""));
    const auto network = http::client_network(request.peer);
    if (const auto over = uses.quota.take(network, subject + "\n" + text))
        return http::text(429, "rate_limited\n")
            .with("Retry-After", std::to_string(over->wait.count()));
    const auto entries = uses.suggestions.of(subject, text);
    if (entries.empty()) {
        auto nothing = http::empty(kNothingLike);
        nothing.with("Cache-Control", "no-store");
        return nothing;
    }
    const auto frame = uses.layout.frame(request, "", NavEntry::none);
    auto response = http::html(
        200, render_page(uses.renderer, frame, "pages/offers", offers_value(entries, frame.now))
    );
    add_page_headers(response, Caching::personal);
    return response;
}

http::Response get_solved(const PageLayout& layout, const http::Request& request) {
    const auto frame = layout.frame(request, "问题解决了", NavEntry::ask);
    return layout.page(frame, "pages/solved", Value{}, Caching::shared);
}

}  // namespace huiying::web
