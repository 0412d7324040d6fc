// Home, search and subject pages of the board: published questions and answers.
// Used by page_routes. Handlers block (SQL); the value functions are pure.
#pragma once

#include "board/web/page_layout.hpp"

#include <string>
#include <utility>
#include <vector>

namespace huiying::desk {
class PublicFigures;
class Publications;
struct PublishedEntry;
struct PublishedList;
}  // namespace huiying::desk

namespace huiying::web {

/// Subject headings with how many questions each has.
using Topics = std::vector<std::pair<std::string, int>>;

/// Fields of pages/home.
templates::Value home_value(
    const Topics& topics, const std::vector<desk::PublishedEntry>& latest, model::Instant now
);
/// Fields of pages/search: `words` as typed, empty when everything is listed.
templates::Value search_value(
    const std::string& words, const desk::PublishedList& found, model::Instant now
);
/// Fields of pages/topics.
templates::Value topics_value(const Topics& topics);
/// Fields of pages/topic.
templates::Value topic_value(
    const std::string& topic, const std::vector<desk::PublishedEntry>& entries, model::Instant now
);

http::Response get_home(
    const PageLayout& layout,
    const desk::Publications& publications,
    const desk::PublicFigures& figures,
    const http::Request& request
);
http::Response get_search(
    const PageLayout& layout, const desk::Publications& publications, const http::Request& request
);
http::Response get_topics(
    const PageLayout& layout, const desk::Publications& publications, const http::Request& request
);
/// 404 for a subject without questions.
http::Response get_topic(
    const PageLayout& layout, const desk::Publications& publications, const http::Request& request
);

}  // namespace huiying::web
