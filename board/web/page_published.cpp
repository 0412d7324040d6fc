#include "board/web/page_published.hpp"

#include "board/desk/entry_feedback.hpp"
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

std::string thanks_for(std::string_view said) {
    if (said == "kept")
        return "谢谢，您的意见已经记下。";
    return said == "today" ? "您今天已经评价过这一条，谢谢。" : "";
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

http::Response published_page(
    const PageLayout& layout,
    const http::Request& request,
    const desk::PublishedEntry& entry,
    const ReaderWords& words,
    Caching caching,
    int status
) {
    auto frame = layout.frame(request, excerpt(entry.title, kTitle), NavEntry::topics);
    auto value = entry_value(entry, frame.now);
    value.set("remark", words.remark);
    value.set("remark_fault", words.fault);
    value.set("thanks", words.thanks);
    value.set("max_remark", desk::EntryFeedback::kMaxRemark);
    return layout.page(frame, "pages/published", value, caching, status);
}

http::Response get_published(
    const PageLayout& layout, const desk::Publications& publications, const http::Request& request
) {
    const auto entry = publications.find(std::string(request.param("id")));
    if (!entry)
        return error_page(layout, request, 404, "not_found");
    const auto parameters = http::query_parameters(request.query);
    return published_page(
        layout,
        request,
        *entry,
        {.remark = "",
         .fault = "",
         .thanks = thanks_for(http::find(parameters, "said").value_or(""))},
        Caching::shared
    );
}

}  // namespace huiying::web
