#include "board/web/page_home.hpp"

#include "board/desk/public_figures.hpp"
#include "board/desk/publications.hpp"
#include "board/web/page_errors.hpp"
#include "board/web/page_published.hpp"
#include "board/web/page_text.hpp"

namespace huiying::web {
namespace {

using templates::Value;

constexpr int kLatest = 6;
constexpr int kPageSize = 20;
constexpr std::size_t kLongestQuery = 100;
// The search box offers the first subjects as shortcuts.
constexpr std::size_t kShortcuts = 4;

Value topic_list(const Topics& topics, std::size_t limit) {
    Value::List list;
    for (const auto& [name, count] : topics) {
        if (list.size() == limit)
            break;
        list.push_back(Value{
            {"topic_name", name}, {"topic_path", percent_encode(name)}, {"count", count}});
    }
    return list;
}

Value card_list(const std::vector<desk::PublishedEntry>& entries, model::Instant now) {
    Value::List list;
    for (const auto& entry : entries)
        list.push_back(entry_card(entry, now));
    return list;
}

std::string query_of(const http::Request& request, std::string_view name) {
    const auto parameters = http::query_parameters(request.query);
    return readable(http::find(parameters, name).value_or(""));
}

}  // namespace

Value home_value(
    const Topics& topics, const std::vector<desk::PublishedEntry>& latest, model::Instant now
) {
    return Value{
        {"topics", topic_list(topics, topics.size())},
        {"shortcuts", topic_list(topics, kShortcuts)},
        {"latest", card_list(latest, now)},
        {"has_topics", !topics.empty()},
        {"has_latest", !latest.empty()},
    };
}

Value search_value(const std::string& words, const desk::PublishedList& found, model::Instant now) {
    return Value{
        {"words", words},
        {"words_path", percent_encode(words)},
        {"has_results", !found.items.empty()},
        {"results", card_list(found.items, now)},
        {"result_count", found.items.size()},
        {"next", percent_encode(found.next)},
    };
}

Value topics_value(const Topics& topics) {
    return Value{{"topics", topic_list(topics, topics.size())}, {"has_topics", !topics.empty()}};
}

Value topic_value(
    const std::string& topic, const std::vector<desk::PublishedEntry>& entries, model::Instant now
) {
    Value::List list;
    for (const auto& entry : entries)
        list.push_back(entry_value(entry, now));
    return Value{
        {"topic_name", topic}, {"entries", std::move(list)}, {"entry_count", entries.size()}};
}

http::Response get_home(
    const PageLayout& layout,
    const desk::Publications& publications,
    const desk::PublicFigures& figures,
    const http::Request& request
) {
    const auto frame = layout.frame(request, "", NavEntry::home);
    const auto latest = publications.published("", "", kLatest);
    auto value = home_value(publications.topics(), latest.items, frame.now);
    const auto tables = figures.all();
    value.set("has_figures", tables.last_year.received > 0);
    value.set("figures_received", tables.last_year.received);
    value.set("figures_answered", tables.last_year.answered);
    value.set("figures_rate", desk::answer_rate(tables.last_year));
    return layout.page(frame, "pages/home", value, Caching::shared);
}

http::Response get_search(
    const PageLayout& layout, const desk::Publications& publications, const http::Request& request
) {
    const auto typed = query_of(request, "q");
    const auto words = is_blank(typed) ? std::string() : excerpt(typed, kLongestQuery);
    const auto frame = layout.frame(
        request, words.empty() ? "公开的留言与答复" : "搜索：" + words, NavEntry::topics
    );
    const auto found = publications.published(words, query_of(request, "after"), kPageSize);
    return layout.page(
        frame, "pages/search", search_value(words, found, frame.now), Caching::shared
    );
}

http::Response get_topics(
    const PageLayout& layout, const desk::Publications& publications, const http::Request& request
) {
    const auto frame = layout.frame(request, "常见问题", NavEntry::topics);
    return layout.page(frame, "pages/topics", topics_value(publications.topics()), Caching::shared);
}

http::Response get_topic(
    const PageLayout& layout, const desk::Publications& publications, const http::Request& request
) {
    const auto topic = readable(request.param("topic"));
    const auto entries = publications.of_topic(topic);
    if (entries.empty())
        return error_page(layout, request, 404, "not_found");
    const auto frame = layout.frame(request, topic, NavEntry::topics);
    return layout.page(
        frame, "pages/topic", topic_value(topic, entries, frame.now), Caching::shared
    );
}

}  // namespace huiying::web
