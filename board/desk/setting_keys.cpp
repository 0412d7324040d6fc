#include "board/desk/setting_keys.hpp"

#include "board/desk/ladder_rules.hpp"

#include <array>
#include <charconv>
#include <cstdio>
#include <sstream>

namespace huiying::desk {
namespace {

constexpr std::string_view kSameDay = "same-calendar-day";
constexpr std::string_view kNextWorkingDay = "next-working-day";

constexpr std::array kKinds{
    model::Kind::question,
    model::Kind::complaint,
    model::Kind::suggestion,
    model::Kind::help,
    model::Kind::report};

std::string review_key(model::Kind kind) {
    return "reply.review." + std::string(model::to_word(kind));
}

std::string joined(const std::vector<std::string>& parts) {
    std::string text;
    for (const auto& part : parts)
        text += (text.empty() ? "" : ",") + part;
    return text;
}

std::vector<std::string> split(const std::string& text) {
    std::vector<std::string> parts;
    std::stringstream stream(text);
    for (std::string part; std::getline(stream, part, ',');)
        if (!part.empty())
            parts.push_back(part);
    return parts;
}

/// Version word of a policy: what it is, so that equal policies have equal versions.
std::string version_of(const model::ClockPolicy& policy) {
    return policy_word(policy.message) + "/" + time_of_day_text(policy.close) + "/" +
           std::to_string(policy.final_workdays);
}

}  // namespace

std::string policy_word(model::MessagePolicy policy) {
    return std::string(
        policy == model::MessagePolicy::same_calendar_day ? kSameDay : kNextWorkingDay
    );
}

std::optional<model::MessagePolicy> parse_policy(std::string_view word) {
    if (word == kSameDay)
        return model::MessagePolicy::same_calendar_day;
    return word == kNextWorkingDay ? std::optional(model::MessagePolicy::next_working_day)
                                   : std::nullopt;
}

std::optional<std::chrono::seconds> parse_time_of_day(std::string_view text) {
    if (text.size() != 8 || text[2] != ':' || text[5] != ':')
        return std::nullopt;
    int parts[3];
    for (std::size_t i = 0; i < 3; ++i) {
        const char tens = text[i * 3];
        const char ones = text[i * 3 + 1];
        if (tens < '0' || tens > '9' || ones < '0' || ones > '9')
            return std::nullopt;
        parts[i] = (tens - '0') * 10 + (ones - '0');
    }
    if (parts[0] > 23 || parts[1] > 59 || parts[2] > 59)
        return std::nullopt;
    return std::chrono::seconds{parts[0] * 3600 + parts[1] * 60 + parts[2]};
}

std::string time_of_day_text(std::chrono::seconds since_midnight) {
    const auto seconds = static_cast<int>(since_midnight.count());
    std::array<char, 40> text{};
    std::snprintf(
        text.data(), text.size(), "%02d:%02d:%02d", seconds / 3600, seconds / 60 % 60, seconds % 60
    );
    return text.data();
}

namespace {

/// A number alone; nullopt for anything else.
std::optional<std::int64_t> id_in(
    const std::map<std::string, std::string>& rows, std::string_view key
) {
    const auto row = rows.find(std::string(key));
    if (row == rows.end())
        return std::nullopt;
    std::int64_t id = 0;
    const auto* end = row->second.data() + row->second.size();
    const auto read = std::from_chars(row->second.data(), end, id);
    return read.ec == std::errc() && read.ptr == end ? std::optional(id) : std::nullopt;
}

}  // namespace

std::optional<std::int64_t> routing_model_from(const std::map<std::string, std::string>& rows) {
    return id_in(rows, kRoutingModel);
}

std::optional<std::int64_t> answer_order_from(const std::map<std::string, std::string>& rows) {
    return id_in(rows, kAnswerOrder);
}

knowledge::Synonyms synonyms_from(const std::map<std::string, std::string>& rows) {
    knowledge::Synonyms groups;
    const auto row = rows.find(std::string(kSynonyms));
    std::istringstream lines(row == rows.end() ? std::string() : row->second);
    for (std::string line; std::getline(lines, line);) {
        groups.emplace_back();
        std::istringstream words(line);
        for (std::string word; std::getline(words, word, '\t');)
            groups.back().push_back(word);
    }
    return groups;
}

std::string synonyms_row(const knowledge::Synonyms& groups) {
    std::string row;
    for (const auto& group : groups) {
        for (const auto& word : group)
            row += (&word == &group.front() ? "" : "\t") + word;
        row += "\n";
    }
    return row;
}

AnswerBounds answer_bounds_from(const std::map<std::string, std::string>& rows) {
    const auto share = [&](std::string_view key, double usual) {
        const auto row = rows.find(std::string(key));
        // In hundredths; a damaged row leaves the usual one.
        const int hundredths = row == rows.end() ? 0 : std::atoi(row->second.c_str());
        return hundredths >= 1 && hundredths <= 100 ? hundredths / 100.0 : usual;
    };
    AnswerBounds bounds;
    bounds.sure = share(kAnswerSure, bounds.sure);
    bounds.offer = share(kAnswerOffer, bounds.offer);
    return bounds;
}

TownSettings settings_from(const std::map<std::string, std::string>& rows) {
    const auto at = [&](const std::string& key, const std::string& fallback) {
        const auto found = rows.find(key);
        return found == rows.end() ? fallback : found->second;
    };
    TownSettings settings;
    settings.code = at("town.code", "");
    settings.name = at("town.name", "");
    settings.district = at("town.district", "");
    settings.city = at("town.city", "");
    settings.office_name = at("town.office_name", "");
    settings.service_name = at("town.service_name", "");
    settings.hours = split(at("hours", ""));
    auto& policy = settings.policy;
    policy.message = parse_policy(at("policy.message", "")).value_or(policy.message);
    policy.close = parse_time_of_day(at("policy.close", "")).value_or(policy.close);
    if (const int days = std::atoi(at("policy.final_workdays", "").c_str()); days > 0)
        policy.final_workdays = days;
    policy.version = version_of(policy);
    settings.reply_review = parse_review(at("reply.review", "")).value_or(ReplyReview::not_needed);
    for (const auto kind : kKinds)
        if (const auto review = parse_review(at(review_key(kind), "")))
            settings.reply_review_of_kind.emplace(kind, *review);
    settings.workflow = workflow_rules_from(rows);
    settings.ladder = ladder_rules_from(rows);
    settings.answer_bounds = answer_bounds_from(rows);
    return settings;
}

std::map<std::string, std::string> rows_of(const TownSettings& settings) {
    std::map<std::string, std::string> rows{
        {"town.code", settings.code},
        {"town.name", settings.name},
        {"town.district", settings.district},
        {"town.city", settings.city},
        {"town.office_name", settings.office_name},
        {"town.service_name", settings.service_name},
        {"hours", joined(settings.hours)},
        {"policy.message", policy_word(settings.policy.message)},
        {"policy.close", time_of_day_text(settings.policy.close)},
        {"policy.final_workdays", std::to_string(settings.policy.final_workdays)},
        {"reply.review", review_word(settings.reply_review)},
    };
    // A kind without a row of its own is stored as "": it follows the town.
    for (const auto kind : kKinds) {
        const auto found = settings.reply_review_of_kind.find(kind);
        const bool own = found != settings.reply_review_of_kind.end();
        rows.emplace(review_key(kind), own ? review_word(found->second) : std::string());
    }
    rows.merge(rows_of(settings.workflow));
    rows.merge(rows_of(settings.ladder));
    return rows;
}

std::string setup_key(const std::string& step) {
    return "setup." + step;
}

}  // namespace huiying::desk
