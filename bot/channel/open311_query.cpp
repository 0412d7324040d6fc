#include "bot/channel/open311_query.hpp"

#include "http/request.hpp"

#include <algorithm>
#include <optional>

namespace huiying::channel {
namespace {

constexpr std::size_t kMostServices = 50;

using Problem = std::optional<Open311Problem>;

/// "" where it is absent or empty, which is the same.
std::string value_of(const std::vector<http::Parameter>& parameters, std::string_view name) {
    const auto value = http::find(parameters, name);
    return value ? std::string(*value) : std::string();
}

Problem read_date(std::string text, std::string_view name, std::optional<model::Instant>& date) {
    if (text.empty())
        return std::nullopt;
    // A plus that was not escaped is a space in a query.
    std::replace(text.begin(), text.end(), ' ', '+');
    date = model::parse_rfc3339(text);
    if (date)
        return std::nullopt;
    return Open311Problem{400, std::string(name), "须为带时区的时间，如 2026-11-01T00:00:00+08:00"};
}

Problem read_dates(
    const std::vector<http::Parameter>& parameters, model::Instant now, Open311Filter& filter
) {
    std::optional<model::Instant> from;
    std::optional<model::Instant> until;
    if (auto problem = read_date(value_of(parameters, "start_date"), "start_date", from))
        return problem;
    if (auto problem = read_date(value_of(parameters, "end_date"), "end_date", until))
        return problem;
    if (from && until && *from > *until)
        return Open311Problem{400, "start_date", "不能晚于 end_date"};
    if (from && until && *until - *from > kOpen311Span)
        return Open311Problem{400, "end_date", "与 start_date 最多相隔 90 天"};
    filter.until = until  ? *until
                   : from ? std::max(*from, std::min(now, *from + kOpen311Span))
                          : now;
    filter.from = from ? *from : filter.until - kOpen311Span;
    return std::nullopt;
}

Problem read_status(const std::string& list, Open311Filter& filter) {
    bool open = false;
    bool closed = false;
    for (const auto& word : split_open311_list(list, 2)) {
        open = open || word == "open";
        closed = closed || word == "closed";
        if (word != "open" && word != "closed")
            return Open311Problem{400, "status", "只能是 open、closed，或用逗号分开的两者"};
    }
    if (open != closed)
        filter.openness = open ? Open311Filter::Openness::open : Open311Filter::Openness::closed;
    return std::nullopt;
}

}  // namespace

std::vector<std::string> split_open311_list(std::string_view list, std::size_t most) {
    std::vector<std::string> parts;
    for (std::size_t begin = 0; begin <= list.size() && parts.size() <= most;) {
        const std::size_t end = std::min(list.find(',', begin), list.size());
        if (end > begin)
            parts.emplace_back(list.substr(begin, end - begin));
        begin = end + 1;
    }
    return parts;
}

boost::system::result<Open311Filter, Open311Problem> read_open311_filter(
    std::string_view query, model::Instant now
) {
    const auto parameters = http::query_parameters(query);
    Open311Filter filter;
    if (auto problem = read_dates(parameters, now, filter))
        return std::move(*problem);
    if (auto problem = read_status(value_of(parameters, "status"), filter))
        return std::move(*problem);
    filter.services = split_open311_list(value_of(parameters, "service_code"), kMostServices);
    if (filter.services.size() > kMostServices)
        return Open311Problem{400, "service_code", "一次最多 50 个，用逗号分开"};
    return filter;
}

}  // namespace huiying::channel
