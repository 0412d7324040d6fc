#include "board/web/asked_list.hpp"

#include "board/model/inbound_message.hpp"

#include <algorithm>
#include <cstdlib>
#include <functional>

namespace huiying::web {
namespace {

using Query = std::vector<http::Parameter>;

constexpr int kDefaultPage = 50;
/// Most values of one parameter.
constexpr std::size_t kMostValues = 60;
constexpr std::string_view kNoUnit = "-";

/// Thrown while the address is read.
struct BadParameter {
    Problem problem;
};

[[noreturn]] void refuse(std::string field, std::string detail, std::vector<std::string> allowed) {
    throw BadParameter{
        {.code = model::Errc::bad_request,
         .detail = std::move(detail),
         .field = std::move(field),
         .allowed = std::move(allowed)}};
}

std::string value_of(const Query& query, std::string_view name) {
    return std::string(http::find(query, name).value_or(""));
}

std::vector<std::string> values_of(const Query& query, const std::string& name) {
    const auto joined = value_of(query, name);
    std::vector<std::string> values;
    for (std::size_t begin = 0; begin < joined.size();) {
        const auto end = std::min(joined.find(',', begin), joined.size());
        if (end > begin)
            values.push_back(joined.substr(begin, end - begin));
        begin = end + 1;
    }
    if (values.size() > kMostValues)
        refuse(name, "一次最多选 60 项", {});
    return values;
}

std::vector<std::string> all_states() {
    std::vector<std::string> words;
    for (const auto state : model::all_ticket_states())
        words.emplace_back(model::to_word(state));
    return words;
}

desk::Queue queue_of(const Query& query) {
    const auto word = value_of(query, "queue");
    const auto queue = desk::parse_queue(word.empty() ? "mine" : word);
    if (!queue)
        refuse(
            "queue",
            "",
            {"mine",
             "unit",
             "to_dispatch",
             "to_review",
             "overdue",
             "answered",
             "commitments",
             "all"}
        );
    return *queue;
}

std::optional<model::Date> day_of(const Query& query, const std::string& name) {
    const auto word = value_of(query, name);
    if (word.empty())
        return std::nullopt;
    const auto day = model::parse_iso_date(word);
    if (!day)
        refuse(name, "日期请写成 2026-11-23 的样子", {});
    return day;
}

bool yes_of(const Query& query, const std::string& name) {
    const auto word = value_of(query, name);
    if (!word.empty() && word != "yes")
        refuse(name, "", {"yes"});
    return !word.empty();
}

model::Narrowing narrowing_of(const Query& query) {
    model::Narrowing narrowing;
    for (const auto& word : values_of(query, "state")) {
        const auto state = model::parse_ticket_state(word);
        if (!state)
            refuse("state", "", all_states());
        narrowing.states.push_back(*state);
    }
    for (const auto& word : values_of(query, "kind")) {
        const auto kind = model::parse_kind(word);
        if (!kind)
            refuse("kind", "", {"question", "complaint", "suggestion", "help", "report"});
        narrowing.kinds.push_back(*kind);
    }
    for (const auto& word : values_of(query, "unit"))
        narrowing.units.push_back(word == kNoUnit ? std::string() : word);
    narrowing.channels = values_of(query, "channel");
    if (const auto from = day_of(query, "from"))
        narrowing.received_from = model::at_local(*from, {});
    if (const auto to = day_of(query, "to"))
        narrowing.received_before = model::at_local(*to, std::chrono::hours{24});
    return narrowing;
}

}  // namespace

std::variant<desk::ListAsked, Problem> parse_asked_list(const Query& query) {
    using Asked = desk::ListAsked;
    try {
        const int limit = std::atoi(value_of(query, "limit").c_str());
        return Asked{
            .queue = queue_of(query),
            .words = value_of(query, "q"),
            .narrowing = narrowing_of(query),
            .whose = yes_of(query, "mine") ? Asked::Whose::own : Asked::Whose::anybody,
            .late = yes_of(query, "overdue") ? Asked::Late::overdue : Asked::Late::any,
            .after = value_of(query, "after"),
            .limit = limit > 0 ? limit : kDefaultPage};
    } catch (const BadParameter& bad) {
        return bad.problem;
    }
}

}  // namespace huiying::web
