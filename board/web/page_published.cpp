#include "board/web/page_published.hpp"

#include "board/desk/publications.hpp"
#include "board/web/page_errors.hpp"
#include "board/web/page_text.hpp"

namespace huiying::web {
namespace {

using templates::Value;

constexpr std::size_t kExcerpt = 80;
constexpr std::size_t kTitle = 60;

Value shared_fields(const desk::PublishedEntry& entry, model::Instant now) {
    const bool is_faq = entry.type == "faq";
    const bool is_dated = entry.published_at != model::Instant{};
    return Value{
        {"entry_path", percent_encode(entry.id)},
        {"entry_title", entry.title},
        {"is_faq", is_faq},
        {"is_case", !is_faq},
        {"entry_topic", entry.topic},
        {"entry_unit", entry.unit},
        {"entry_day", is_dated ? day_words(entry.published_at, now) : std::string()},
        {"entry_date",
         is_dated ? model::to_iso(model::local_date(entry.published_at)) : std::string()},
    };
}

}  // namespace

Value entry_card(const desk::PublishedEntry& entry, model::Instant now) {
    auto card = shared_fields(entry, now);
    card.set("answer_begin", excerpt(entry.answer, kExcerpt));
    return card;
}

Value entry_value(const desk::PublishedEntry& entry, model::Instant now) {
    auto value = shared_fields(entry, now);
    value.set("topic_path", percent_encode(entry.topic));
    value.set("has_question", entry.question != entry.title && !is_blank(entry.question));
    value.set("question_text", prose(entry.question));
    value.set("answer_text", prose(entry.answer));
    value.set("entry_source", entry.source);
    value.set("is_outdated", entry.outdated);
    return value;
}

http::Response get_published(
    const PageLayout& layout, const desk::Publications& publications, const http::Request& request
) {
    const auto entry = publications.find(std::string(request.param("id")));
    if (!entry)
        return error_page(layout, request, 404, "not_found");
    const auto frame = layout.frame(request, excerpt(entry->title, kTitle), NavEntry::topics);
    return layout.page(frame, "pages/published", entry_value(*entry, frame.now), Caching::shared);
}

}  // namespace huiying::web
