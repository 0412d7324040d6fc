// The town's settings as rows of the record, by key, and back. Private to this room, used by town
// and administration.
#pragma once

#include "board/desk/town.hpp"
#include "board/knowledge/synonyms.hpp"

#include <map>
#include <string>

namespace huiying::desk {

/// Row that names the calendar in force, so that every process notices another one.
inline constexpr std::string_view kCalendarVersion = "calendar.version";

/// Row that names the routing model in use; absent or "" for none.
inline constexpr std::string_view kRoutingModel = "routing.model";
/// Who wished a training that has not begun; "" for nobody. Who switches: "person" or "better".
inline constexpr std::string_view kRoutingWish = "routing.wish";
inline constexpr std::string_view kRoutingSwitch = "routing.switch";
/// How many of a hundred tickets that a model decides must be right; of the next training.
inline constexpr std::string_view kRoutingPrecision = "routing.precision";
/// The newest list of the town's own rules.
inline constexpr std::string_view kRoutingRules = "routing.rules";
std::optional<std::int64_t> routing_model_from(const std::map<std::string, std::string>& rows);

/// In hundredths: from which probability on an answer goes out by itself, and is offered. 100:
/// none.
inline constexpr std::string_view kAnswerSure = "answer.sure";
inline constexpr std::string_view kAnswerOffer = "answer.offer";
/// Which learnt order of the knowledge base is in use; "" for the usual one. Who wished one to be
/// learnt, "" for nobody; the last night that a process looked whether to learn, "2026-11-26"; who
/// switches: "chosen", or by itself where better.
inline constexpr std::string_view kAnswerOrder = "answer.order";
inline constexpr std::string_view kOrderWish = "answer.order_wish";
inline constexpr std::string_view kOrderNight = "answer.order_night";
inline constexpr std::string_view kOrderSwitch = "answer.order_switch";
std::optional<std::int64_t> answer_order_from(const std::map<std::string, std::string>& rows);
AnswerBounds answer_bounds_from(const std::map<std::string, std::string>& rows);

/// Groups of synonyms: a line each, words between tabs; and how often the list was changed.
inline constexpr std::string_view kSynonyms = "knowledge.synonyms";
inline constexpr std::string_view kSynonymsVersion = "knowledge.synonyms_version";
knowledge::Synonyms synonyms_from(const std::map<std::string, std::string>& rows);
std::string synonyms_row(const knowledge::Synonyms& groups);

/// Settings of the rows; a missing or damaged row leaves the default.
TownSettings settings_from(const std::map<std::string, std::string>& rows);

/// Rows of the settings.
std::map<std::string, std::string> rows_of(const TownSettings& settings);

/// Rules of the rows "workflow.*"; a missing or damaged row leaves the default.
model::WorkflowRules workflow_rules_from(const std::map<std::string, std::string>& rows);
std::map<std::string, std::string> rows_of(const model::WorkflowRules& rules);

/// "needed", "not_needed", "needed_twice"
std::string review_word(ReplyReview review);
std::optional<ReplyReview> parse_review(std::string_view word);

/// "same-calendar-day", "next-working-day"
std::string policy_word(model::MessagePolicy policy);
std::optional<model::MessagePolicy> parse_policy(std::string_view word);

/// "HH:MM:SS" to seconds since midnight and back.
std::optional<std::chrono::seconds> parse_time_of_day(std::string_view text);
std::string time_of_day_text(std::chrono::seconds since_midnight);

/// Key of a finished step of the guided first start.
std::string setup_key(const std::string& step);

}  // namespace huiying::desk
