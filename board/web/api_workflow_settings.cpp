// The town's workflow rules over the API.
#include "board/web/api_call.hpp"
#include "board/web/api_routes.hpp"
#include "board/web/ladder_settings.hpp"

#include <algorithm>

namespace huiying::web {
namespace {

using desk::Session;
using http::Request;

/// Words of a choice, in the order of its enumeration.
using Words = std::vector<std::string>;

const Words kAcceptance{"automatic", "by_person"};
const Words kNeeded{"not_needed", "needed"};
const Words kPhoneReview{"needed", "not_needed"};
const Words kPausing{"not_allowed", "allowed"};
const Words kResponse{"receipt", "acceptance", "contact"};
const Words kReview{"needed", "not_needed", "needed_twice"};

template <class Enum>
std::string word_of(const Words& words, Enum value) {
    return words.at(static_cast<std::size_t>(value));
}

template <class Enum>
Enum choice(const JsonBody& body, std::string_view field, const Words& words) {
    const auto found = std::find(words.begin(), words.end(), body.text(field));
    if (found == words.end())
        throw BadField{Problem{
            .code = model::Errc::bad_request, .field = std::string(field), .allowed = words}};
    return static_cast<Enum>(found - words.begin());
}

int number(const JsonBody& body, std::string_view field, int least, int most) {
    const auto value = body.integer(field);
    if (value < least || value > most)
        throw BadField{Problem{
            .code = model::Errc::bad_request,
            .field = std::string(field),
            .allowed = {std::to_string(least) + "-" + std::to_string(most)}}};
    return static_cast<int>(value);
}

Json kinds_json(const desk::TownSettings& settings) {
    Json kinds = Json::object();
    for (const auto& [kind, review] : settings.reply_review_of_kind)
        kinds[std::string(model::to_word(kind))] = word_of(kReview, review);
    return kinds;
}

Json to_json(const desk::TownSettings& settings) {
    const auto& rules = settings.workflow;
    Json json{
        {"acceptance", word_of(kAcceptance, rules.acceptance)},
        {"signing", word_of(kNeeded, rules.signing)},
        {"response", word_of(kResponse, rules.response)},
        {"review", word_of(kReview, settings.reply_review)},
        {"review_of_kind", kinds_json(settings)},
        {"phone_review", word_of(kPhoneReview, rules.phone_review)},
        {"pausing", word_of(kPausing, rules.pausing)},
        {"max_returns", rules.max_returns},
        {"max_extension_workdays", rules.max_extension_workdays},
        {"max_reworks", rules.max_reworks},
        {"rework_workdays", rules.rework_workdays},
        {"close_after_days", rules.close_after_days},
    };
    add_ladder(json, settings.ladder);
    return json;
}

void read_kinds(const JsonBody& body, desk::TownSettings& settings) {
    settings.reply_review_of_kind.clear();
    for (const auto& [word, review] : body.fields("review_of_kind")) {
        const auto kind = model::parse_kind(word);
        const auto found = std::find(kReview.begin(), kReview.end(), review);
        if (!kind || found == kReview.end())
            throw BadField{Problem{
                .code = model::Errc::bad_request, .field = "review_of_kind", .allowed = kReview}};
        settings.reply_review_of_kind.emplace(
            *kind, static_cast<desk::ReplyReview>(found - kReview.begin())
        );
    }
}

desk::TownSettings read(const Request& request, desk::TownSettings settings) {
    const JsonBody body(request, {"acceptance",      "signing",         "response",
                                  "review",          "review_of_kind",  "phone_review",
                                  "pausing",         "max_returns",     "max_extension_workdays",
                                  "max_reworks",     "rework_workdays", "close_after_days",
                                  "remind_before",   "draft_by",        "review_by",
                                  "supervise_after", "report_after",    "response_warning_minutes",
                                  "notice_from",     "notice_to",       "digest_at",
                                  "duty_minutes"});
    auto& rules = settings.workflow;
    rules.acceptance = choice<model::Acceptance>(body, "acceptance", kAcceptance);
    rules.signing = choice<model::Signing>(body, "signing", kNeeded);
    rules.response = choice<model::ResponseGrade>(body, "response", kResponse);
    settings.reply_review = choice<desk::ReplyReview>(body, "review", kReview);
    read_kinds(body, settings);
    rules.phone_review = choice<model::PhoneReview>(body, "phone_review", kPhoneReview);
    rules.pausing = choice<model::Pausing>(body, "pausing", kPausing);
    rules.max_returns = number(body, "max_returns", 0, 10);
    rules.max_extension_workdays = number(body, "max_extension_workdays", 0, 60);
    rules.max_reworks = number(body, "max_reworks", 0, 10);
    rules.rework_workdays = number(body, "rework_workdays", 1, 60);
    if (body.has("close_after_days"))
        rules.close_after_days = number(body, "close_after_days", 0, 365);
    settings.ladder = read_ladder(body, settings.ladder);
    return settings;
}

}  // namespace

void add_workflow_settings_routes(
    http::Router& router,
    desk::People& people,
    desk::Administration& administration,
    const desk::Town& town
) {
    using http::Method;
    router.add(
        {Method::get,
         "/api/v1/settings/workflow",
         "api_workflow_settings",
         for_staff(
             people,
             [&town](const Request&, const Session&) {
                 return json_response(200, to_json(town.snapshot()->settings()));
             }
         )}
    );
    router.add(
        {Method::put,
         "/api/v1/settings/workflow",
         "api_put_workflow_settings",
         for_roles(
             people,
             {model::Role::administrator},
             [&administration, &town](const Request& request, const Session& session) {
                 const auto settings = read(request, town.snapshot()->settings());
                 const auto put = administration.put(settings, session.staff.login);
                 if (put.has_error())
                     return problem(request, {model::errc_of(put.error())});
                 return json_response(200, to_json(town.snapshot()->settings()));
             }
         )}
    );
}

}  // namespace huiying::web
