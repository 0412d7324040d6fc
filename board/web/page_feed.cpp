#include "board/web/page_feed.hpp"

#include "board/desk/public_documents.hpp"
#include "board/desk/publications.hpp"
#include "board/desk/town.hpp"
#include "board/web/page_origin.hpp"
#include "board/web/page_text.hpp"
#include "templates/renderer.hpp"

#include <array>

namespace huiying::web {
namespace {

using templates::Value;

constexpr std::size_t kFeedEntries = 30;
constexpr std::size_t kFeedExcerpt = 200;
/// A sitemap holds 50,000 addresses at most; older ones are found from page to page.
constexpr int kSitemapCases = 40'000;

constexpr std::array<std::string_view, 9> kStandingPages{
    "/",
    "/topics",
    "/documents",
    "/search",
    "/catalogue",
    "/units",
    "/statistics",
    "/when",
    "/about"};

std::string site_of(const FeedUses& uses, const http::Request& request) {
    const auto& settings = uses.layout.settings();
    return own_address(request, settings.public_url, settings.base_path);
}

http::Response for_programs(const FeedUses& uses, std::string_view media_type, std::string body) {
    http::Response response{.status = 200};
    response.with("Content-Type", std::string(media_type));
    response.with("X-Content-Type-Options", "nosniff");
    // Without a public address the answer depends on how the board was called.
    const bool is_shared = !uses.layout.settings().public_url.empty();
    response.with("Cache-Control", is_shared ? "public, max-age=300" : "private, no-cache");
    response.body = std::move(body);
    return response;
}

Value feed_entry(const desk::PublishedEntry& entry, const std::string& site) {
    return Value{
        {"entry_address", site + "/published/" + percent_encode(entry.id)},
        {"entry_title", xml_text(entry.title)},
        {"entry_unit", xml_text(entry.unit)},
        {"entry_topic", xml_text(entry.topic)},
        {"entry_begin", xml_text(excerpt(entry.answer, kFeedExcerpt))},
        {"entry_time", model::to_rfc3339(entry.published_at)},
    };
}

Value address_row(const std::string& address, const std::string& day) {
    return Value{{"address", address}, {"day", day}};
}

std::string day_of(model::Instant instant) {
    return instant == model::Instant{} ? std::string() : model::to_iso(model::local_date(instant));
}

}  // namespace

std::string xml_text(std::string_view text) {
    std::string kept;
    kept.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto byte = static_cast<unsigned char>(text[i]);
        const bool is_blank_sign = byte == '\t' || byte == '\n' || byte == '\r';
        const auto three = text.substr(i, 3);
        if (three == "\xEF\xBF\xBE" || three == "\xEF\xBF\xBF")
            i += 2;
        else if ((byte >= ' ' && byte != 0x7F) || is_blank_sign)
            kept += text[i];
    }
    return kept;
}

http::Response get_feed(const FeedUses& uses, const http::Request& request) {
    const auto site = site_of(uses, request);
    const auto newest = uses.publications.newest(kFeedEntries);
    Value::List entries;
    for (const auto& entry : newest)
        entries.push_back(feed_entry(entry, site));
    const auto updated = newest.empty() ? model::from_unix_ms(0) : newest.front().published_at;
    const Value value{
        {"site", site},
        {"service", xml_text(uses.town.snapshot()->settings().service_name)},
        {"updated", model::to_rfc3339(updated)},
        {"entries", std::move(entries)},
    };
    return for_programs(
        uses, "application/atom+xml; charset=utf-8", uses.renderer.render_html("pages/feed", value)
    );
}

http::Response get_sitemap(const FeedUses& uses, const http::Request& request) {
    const auto site = site_of(uses, request);
    Value::List addresses;
    for (const auto page : kStandingPages)
        addresses.push_back(address_row(site + std::string(page), ""));
    for (const auto& [topic, count] : uses.publications.topics())
        addresses.push_back(address_row(site + "/topics/" + percent_encode(topic), ""));
    for (const auto& unit : uses.town.snapshot()->units())
        if (unit.active)
            addresses.push_back(address_row(site + "/units/" + percent_encode(unit.code), ""));
    for (const auto& entry : uses.publications.addresses(kSitemapCases))
        addresses.push_back(
            address_row(site + "/published/" + percent_encode(entry.id), day_of(entry.since))
        );
    for (const auto& document : uses.documents.list(""))
        addresses.push_back(address_row(
            site + "/documents/" + percent_encode(document.id), day_of(document.changed_at)
        ));
    return for_programs(
        uses,
        "application/xml; charset=utf-8",
        uses.renderer.render_html("pages/sitemap", {{"addresses", std::move(addresses)}})
    );
}

http::Response get_robots(const FeedUses& uses, const http::Request& request) {
    const auto& base = uses.layout.settings().base_path;
    std::string rules = "User-agent: *\n";
    for (const auto* path : {"/q", "/ask/", "/elder", "/display", "/desk", "/api/", "/hooks/"})
        rules += "Disallow: " + base + path + "\n";
    rules += "Sitemap: " + site_of(uses, request) + "/sitemap.xml\n";
    return for_programs(uses, "text/plain; charset=utf-8", std::move(rules));
}

}  // namespace huiying::web
