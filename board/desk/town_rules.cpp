#include "board/desk/town_rules.hpp"

#include "board/desk/setting_keys.hpp"
#include "board/desk/tidy_words.hpp"
#include "board/routing/hand_rules.hpp"
#include "board/routing/router.hpp"
#include "board/store/database.hpp"
#include "board/store/directory_repository.hpp"
#include "board/store/people_repository.hpp"
#include "board/store/town_routing_repository.hpp"
#include "text/disguise.hpp"
#include "text/encoding.hpp"

#include <algorithm>

namespace huiying::desk {
namespace {

using store::Connection;
using store::TownRoutingRepository;
using store::TrialMessage;

constexpr int kVersionsShown = 50;
constexpr int kTrialDays = 30;
constexpr int kMostTried = 5'000;
constexpr std::size_t kMostChangedShown = 100;

/// What messages come by, besides the channels that have accounts.
const std::vector<std::string>& plain_channels() {
    static const std::vector<std::string> kPlain{"board", "api", "phone", "counter", "letter"};
    return kPlain;
}

std::vector<std::string> channels_of(const TownSnapshot& town) {
    auto channels = plain_channels();
    for (const auto& account : town.accounts())
        if (std::find(channels.begin(), channels.end(), account.channel) == channels.end())
            channels.push_back(account.channel);
    return channels;
}

void count(RulesTrial::Score& score, const TrialMessage& one, const std::string& unit) {
    if (!one.known)
        return;
    ++score.known;
    if (unit.empty())
        return;
    ++score.decided;
    score.right += unit == one.unit ? 1 : 0;
}

/// Which rule took it, if one did.
void count_rule(
    const routing::HandRules& rules,
    const TownSnapshot& town,
    const TrialMessage& one,
    const std::string& decided,
    RulesTrial& trial
) {
    const auto written =
        text::plain_form(one.message.subject) + "\n" + text::plain_form(one.message.text);
    const auto place = text::plain_form(one.message.place);
    const auto match = rules.first(
        {.text = written, .place = place, .channel = one.message.channel, .kind = one.message.kind},
        town.units()
    );
    if (!match || match->unit != decided)
        return;
    auto& of_rule = trial.rules[match->rule];
    ++of_rule.taken;
    if (!one.known)
        return;
    ++of_rule.known;
    of_rule.right += match->unit == one.unit ? 1 : 0;
}

}  // namespace

std::vector<model::RoutingRule> tidied(std::vector<model::RoutingRule> rules) {
    for (auto& rule : rules) {
        rule.name = text::trim(rule.name);
        for (auto* words : {&rule.words, &rule.without, &rule.places, &rule.channels})
            tidy_words(*words);
    }
    return rules;
}

RoutingRulesVersion TownRules::newest() const {
    return database_.read([](Connection& connection) {
        return TownRoutingRepository(connection).newest();
    });
}

std::vector<RoutingRulesVersion> TownRules::versions() const {
    return database_.read([](Connection& connection) {
        return TownRoutingRepository(connection).versions(kVersionsShown);
    });
}

std::optional<RoutingRulesVersion> TownRules::find(std::int64_t version) const {
    return database_.read([&](Connection& connection) {
        return TownRoutingRepository(connection).find(version);
    });
}

std::vector<model::RuleFinding> TownRules::findings(const std::vector<model::RoutingRule>& rules
) const {
    const auto town = town_.snapshot();
    return routing::findings(rules, town->units(), channels_of(*town));
}

std::variant<std::int64_t, RulesRefused> TownRules::save(
    std::vector<model::RoutingRule> rules,
    std::int64_t seen,
    const std::string& note,
    const std::string& by
) {
    const auto found = findings(rules);
    const auto wrong =
        std::find_if(found.begin(), found.end(), [](const auto& one) { return one.refused; });
    if (wrong != found.end())
        return RulesRefused{model::Errc::bad_request, *wrong};
    const auto now = clock_.now();
    const auto version = database_.write([&](Connection& connection) -> std::int64_t {
        TownRoutingRepository repository(connection);
        if (repository.newest().version != seen)
            return 0;
        const auto added = repository.add({0, now, by, note, std::move(rules)});
        store::DirectoryRepository(connection)
            .put_setting(std::string(kRoutingRules), std::to_string(added));
        store::PeopleRepository(connection)
            .add_audit(now, by, "routing_rules", std::to_string(added), note);
        return added;
    });
    if (version == 0)
        return RulesRefused{model::Errc::version_conflict, std::nullopt};
    town_.refresh();
    return version;
}

RulesTrial TownRules::trial(const std::vector<model::RoutingRule>& rules) const {
    const auto town = town_.snapshot();
    const auto since = clock_.now() - std::chrono::days(kTrialDays);
    const auto messages = database_.read([&](Connection& connection) {
        return TownRoutingRepository(connection).received_since(since, kMostTried);
    });
    const auto present = town->router_with(newest().rules);
    const auto proposed = town->router_with(rules);
    const routing::HandRules by_hand(rules, 0);
    RulesTrial trial;
    trial.findings = findings(rules);
    trial.days = kTrialDays;
    trial.messages = static_cast<int>(messages.size());
    trial.rules.resize(rules.size());
    for (const auto& one : messages) {
        const auto before = present.route(one.message);
        const auto after = proposed.route(one.message);
        count(trial.before, one, before.unit);
        count(trial.after, one, after.unit);
        count_rule(by_hand, *town, one, after.unit, trial);
        if (before.unit == after.unit)
            continue;
        ++trial.changed;
        if (trial.shown.size() < kMostChangedShown)
            trial.shown.push_back(
                {one.message.number,
                 one.message.subject,
                 before.unit,
                 after.unit,
                 one.unit,
                 one.known,
                 after.reasons.empty() ? std::string() : after.reasons.front()}
            );
    }
    return trial;
}

}  // namespace huiying::desk
