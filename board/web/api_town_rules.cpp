#include "board/web/api_town_rules.hpp"

#include "board/web/api_call.hpp"

#include <algorithm>
#include <charconv>

namespace huiying::web {
namespace {

using desk::RulesTrial;
using desk::Session;
using desk::TownRules;
using http::Request;
using model::Role;
using model::RoutingRule;

constexpr std::size_t kLongestNote = 200;

Json to_json(const RoutingRule& rule) {
    Json kinds = Json::array();
    for (const auto kind : rule.kinds)
        kinds.push_back(model::to_word(kind));
    return {
        {"name", rule.name},
        {"words", rule.words},
        {"without", rule.without},
        {"places", rule.places},
        {"channels", rule.channels},
        {"kinds", std::move(kinds)},
        {"unit", rule.unit},
        {"active", rule.active}};
}

Json rules_json(const std::vector<RoutingRule>& rules) {
    Json items = Json::array();
    for (const auto& rule : rules)
        items.push_back(to_json(rule));
    return items;
}

Json findings_json(const std::vector<model::RuleFinding>& findings) {
    Json items = Json::array();
    for (const auto& one : findings)
        items.push_back(
            {{"rule", one.rule},
             {"field", one.field},
             {"words", one.words},
             {"refused", one.refused}}
        );
    return items;
}

Json head_of(const model::RoutingRulesVersion& row) {
    Json json{{"version", row.version}};
    if (row.version == 0)
        return json;
    json["at"] = model::to_rfc3339(row.at);
    json["by"] = row.by;
    json["note"] = row.note;
    return json;
}

Json page_of(const TownRules& rules) {
    const auto newest = rules.newest();
    auto json = head_of(newest);
    json["rules"] = rules_json(newest.rules);
    json["findings"] = findings_json(rules.findings(newest.rules));
    json["versions"] = Json::array();
    for (const auto& row : rules.versions())
        json["versions"].push_back(head_of(row));
    return json;
}

model::Kind kind_in(const std::string& word) {
    const auto kind = model::parse_kind(word);
    if (!kind)
        throw BadField{Problem{
            .code = model::Errc::bad_request,
            .field = "kinds",
            .allowed = {"question", "complaint", "suggestion", "help", "report"}}};
    return *kind;
}

std::vector<std::string> words_in(const JsonBody& body, std::string_view key) {
    return body.has(key) ? body.texts(key) : std::vector<std::string>{};
}

RoutingRule rule_in(const JsonBody& body) {
    RoutingRule rule{
        .name = body.text("name"),
        .words = words_in(body, "words"),
        .without = words_in(body, "without"),
        .places = words_in(body, "places"),
        .channels = words_in(body, "channels"),
        .kinds = {},
        .unit = body.text_or("unit", ""),
        .active = body.yes_or("active", true)};
    for (const auto& word : words_in(body, "kinds"))
        rule.kinds.push_back(kind_in(word));
    return rule;
}

std::vector<RoutingRule> rules_in(const JsonBody& body) {
    const auto given = body.objects(
        "rules", {"name", "words", "without", "places", "channels", "kinds", "unit", "active"}
    );
    if (given.size() > model::kMostRules)
        throw BadField{Problem{
            .code = model::Errc::bad_request, .detail = "最多 200 条规则", .field = "rules"}};
    std::vector<RoutingRule> rules;
    std::transform(given.begin(), given.end(), std::back_inserter(rules), &rule_in);
    return desk::tidied(std::move(rules));
}

http::Response put_rules(const Request& request, const Session& session, TownRules& rules) {
    const JsonBody body(request, {"version", "note", "rules"});
    const auto given = rules_in(body);
    const auto note = body.text_or("note", "");
    if (note.size() > kLongestNote * 3)
        throw BadField{Problem{.code = model::Errc::text_too_long, .field = "note"}};
    const auto saved = rules.save(given, body.integer("version"), note, session.staff.login);
    const auto* refused = std::get_if<desk::RulesRefused>(&saved);
    if (!refused)
        return json_response(200, page_of(rules));
    if (!refused->finding)
        return problem(request, {.code = refused->errc});
    const auto& wrong = *refused->finding;
    return problem(
        request,
        {.code = refused->errc,
         .detail = "第 " + std::to_string(wrong.rule + 1) + " 条：" + wrong.words,
         .field = "rules." + std::to_string(wrong.rule) + "." + std::string(wrong.field)}
    );
}

Json score_json(const RulesTrial::Score& score) {
    return {{"known", score.known}, {"decided", score.decided}, {"right", score.right}};
}

Json trial_json(const RulesTrial& trial) {
    Json rules = Json::array();
    for (const auto& one : trial.rules)
        rules.push_back({{"taken", one.taken}, {"known", one.known}, {"right", one.right}});
    Json changed = Json::array();
    for (const auto& one : trial.shown)
        changed.push_back(
            {{"number", one.number},
             {"subject", one.subject},
             {"before", one.before},
             {"after", one.after},
             {"unit", one.unit},
             {"known", one.known},
             {"reason", one.reason}}
        );
    return {
        {"findings", findings_json(trial.findings)},
        {"days", trial.days},
        {"messages", trial.messages},
        {"before", score_json(trial.before)},
        {"after", score_json(trial.after)},
        {"rules", std::move(rules)},
        {"changed", trial.changed},
        {"shown", std::move(changed)}};
}

http::Response get_version(const Request& request, const TownRules& rules) {
    const auto word = request.param("version");
    std::int64_t version = 0;
    const auto* end = word.data() + word.size();
    const auto read = std::from_chars(word.data(), end, version);
    const auto found = read.ptr == end ? rules.find(version) : std::nullopt;
    if (!found)
        return problem(request, {.code = model::Errc::not_found});
    auto json = head_of(*found);
    json["rules"] = rules_json(found->rules);
    return json_response(200, json);
}

}  // namespace

void add_town_rule_routes(http::Router& router, desk::People& people, TownRules& rules) {
    using http::Method;
    const std::string path = "/api/v1/routing-rules";
    const auto administrator = [&](auto call) {
        return for_roles(people, {Role::administrator}, call);
    };
    const auto read = [&rules](const Request&, const Session&) {
        return json_response(200, page_of(rules));
    };
    const auto put = [&rules](const Request& request, const Session& session) {
        return put_rules(request, session, rules);
    };
    const auto one = [&rules](const Request& request, const Session&) {
        return get_version(request, rules);
    };
    const auto trial = [&rules](const Request& request, const Session&) {
        const JsonBody body(request, {"rules"});
        return json_response(200, trial_json(rules.trial(rules_in(body))));
    };
    router.add({Method::get, path, "api_routing_rules", administrator(read)});
    router.add({Method::put, path, "api_put_routing_rules", administrator(put), kLongTextBodyLimit}
    );
    router.add({Method::get, path + "/{version}", "api_routing_rules_version", administrator(one)});
    router.add(
        {Method::post,
         path + "/trial",
         "api_try_routing_rules",
         administrator(trial),
         kLongTextBodyLimit}
    );
}

}  // namespace huiying::web
