#include "board/routing/router.hpp"

#include "board/routing/accusation.hpp"
#include "board/routing/corrected_routes.hpp"
#include "board/routing/first_candidate.hpp"
#include "board/routing/hand_rules.hpp"
#include "board/routing/learned_routing.hpp"
#include "board/routing/unit_words.hpp"
#include "text/disguise.hpp"
#include "text/encoding.hpp"
#include "text/warning_signs.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <set>
#include <utility>

namespace huiying::routing {

namespace {

constexpr std::string_view kEmergencyMark = "紧急：";
constexpr double kHintWeight = 1.0;
constexpr double kSubjectFactor = 1.5;
constexpr double kHintedMention = 0.5;  // the writer picked it, and the text names it too
constexpr std::size_t kMaxReasons = 6;

std::string quoted_list(const std::vector<std::string>& words) {
    std::string joined;
    for (std::size_t i = 0; i < words.size() && i < 4; ++i) {
        joined += joined.empty() ? "“" : "、“";
        joined += words[i] + "”";
    }
    return joined;
}

std::vector<std::string> phrases_of(
    const std::vector<text::WarningSign>& signs, text::Warning warning
) {
    std::vector<std::string> phrases;
    for (const auto& sign : signs) {
        if (sign.warning == warning)
            phrases.push_back(sign.phrase);
    }
    return phrases;
}

/// Evidence for one unit while it is gathered.
struct Evidences {
    double weight = 0;
    std::vector<std::string> reasons;
};

std::string reason_of(const Mention& mention, const std::string& word, const model::Unit& unit) {
    switch (mention.evidence) {
        case Evidence::name:
        case Evidence::alias:
            return "提到单位“" + word + "”";
        case Evidence::place:
            return "地点“" + word + "”由" + unit.short_name + "负责";
        case Evidence::keyword:
            break;
    }
    return "提到“" + word + "”，属于" + unit.short_name + "职责";
}

}  // namespace

struct Router::Tables {
    std::vector<model::Unit> units;
    RoutingRules rules;
    UnitWords words;
    text::WarningSigns warnings;
    std::optional<std::size_t> lead;
    std::string lead_code;

    TownRouting town;

    Tables(std::vector<model::Unit> all, RoutingRules bounds, TownRouting of_town)
        : units(std::move(all)),
          rules(std::move(bounds)),
          words(units),
          warnings(UnitWords::names_of(units)),
          town(std::move(of_town)) {
        for (std::size_t i = 0; i < units.size() && !lead; ++i) {
            if (units[i].lead && units[i].active)
                lead = i;
        }
        lead_code = lead ? units[*lead].code : std::string();
    }

    [[nodiscard]] std::optional<std::size_t> hinted(const model::InboundMessage& message) const {
        for (std::size_t i = 0; i < units.size(); ++i) {
            if (units[i].code == message.unit_hint)
                return i;
        }
        return std::nullopt;
    }

    /// The committee whose place the writer gave.
    [[nodiscard]] std::optional<std::size_t> committee_of(const std::string& place) const {
        for (const auto& mention : words.find(place)) {
            if (units[mention.unit].kind == "committee" && mention.evidence != Evidence::keyword)
                return mention.unit;
        }
        return std::nullopt;
    }

    void add_warning_reasons(
        const std::vector<text::WarningSign>& signs, model::RoutingDecision& decision
    ) const;
    [[nodiscard]] model::RoutingDecision restrict_to_lead(
        const Accusation& accusation, model::RoutingDecision decision
    ) const;
    [[nodiscard]] std::vector<model::RoutingCandidate> candidates(
        const std::vector<Mention>& mentions,
        std::optional<std::size_t> hinted_unit,
        std::size_t subject_end
    ) const;
    void decide(model::RoutingDecision& decision) const;
    [[nodiscard]] bool is_named(
        const std::string& unit,
        const std::vector<Mention>& mentions,
        std::optional<std::size_t> hinted_unit
    ) const;

    [[nodiscard]] bool is_active(const std::string& unit) const;
    /// Whether a rule of the town says where it goes, or that a person says it.
    [[nodiscard]] bool follow_rule(const Written& message, model::RoutingDecision& decision) const;
    /// The same of what was corrected in nearly the same message.
    [[nodiscard]] bool follow_correction(
        const CorrectedRoutes::Alike& alike, model::RoutingDecision& decision
    ) const;
    /// Not once more to the unit that was wrong for a message like this.
    void avoid_mistake(const model::CorrectedRoute& route, model::RoutingDecision& decision) const;

    [[nodiscard]] std::string version() const {
        auto said = rules.version;
        if (town.by_hand && town.by_hand->version() > 0)
            said += "+hand-" + std::to_string(town.by_hand->version());
        return town.learned ? said + "+" + town.learned->version : said;
    }
};

void Router::Tables::add_warning_reasons(
    const std::vector<text::WarningSign>& signs, model::RoutingDecision& decision
) const {
    if (const auto emergencies = phrases_of(signs, text::Warning::emergency); !emergencies.empty())
        decision.reasons.push_back(
            std::string(kEmergencyMark) + "提到" + quoted_list(emergencies) +
            "，请立即人工核实，危及生命财产安全的同时联系110、119、120"
        );
    if (const auto petitions = phrases_of(signs, text::Warning::petition); !petitions.empty())
        decision.reasons.push_back(
            "提到" + quoted_list(petitions) + "，可能属于信访事项，请核实后告知相应渠道"
        );
}

model::RoutingDecision Router::Tables::restrict_to_lead(
    const Accusation& accusation, model::RoutingDecision decision
) const {
    decision.restricted = true;
    decision.unit = lead_code;
    for (const auto index : accusation.units)
        decision.accused_units.push_back(units[index].code);
    const auto words_found = accusation.phrases.empty()
                                 ? std::string("写信人对单位或工作人员提出投诉举报")
                                 : "提到" + quoted_list(accusation.phrases);
    decision.reasons.push_back(
        words_found + "，反映单位或工作人员的问题，仅限" +
        (lead ? units[*lead].short_name : std::string("牵头办公室")) + "办理，不转被反映单位"
    );
    std::vector<std::string> names;
    for (const auto index : accusation.units)
        names.push_back(units[index].short_name);
    decision.reasons.push_back(
        names.empty() ? "未写明被反映单位，请人工核实" : "被反映单位：" + quoted_list(names)
    );
    if (lead && accusation.units.contains(*lead))
        decision.reasons.emplace_back("被反映单位为牵头办公室，仅管理员可见，请另行指定人员办理");
    return decision;
}

std::vector<model::RoutingCandidate> Router::Tables::candidates(
    const std::vector<Mention>& mentions,
    std::optional<std::size_t> hinted_unit,
    std::size_t subject_end
) const {
    std::map<std::size_t, Evidences> gathered;
    if (hinted_unit && units[*hinted_unit].active) {
        gathered[*hinted_unit].weight = kHintWeight;
        gathered[*hinted_unit].reasons.push_back(
            "写信人选择了“" + units[*hinted_unit].short_name + "”"
        );
    }
    std::set<std::size_t> local;  // committees whose name or place was said
    for (const auto& mention : mentions) {
        if (mention.evidence != Evidence::keyword)
            local.insert(mention.unit);
    }
    std::set<std::size_t> counted;  // each word once, where it comes first (the subject)
    for (const auto& mention : mentions) {
        // Committees share duties ("村务公开"): only the one of the place is meant.
        const bool elsewhere = units[mention.unit].kind == "committee" &&
                               !local.contains(mention.unit) && hinted_unit != mention.unit;
        if (!units[mention.unit].active || elsewhere || !counted.insert(mention.word).second)
            continue;
        auto& evidence = gathered[mention.unit];
        const bool named = mention.evidence == Evidence::name;
        const double known = named && hinted_unit == mention.unit ? kHintedMention : 1.0;
        evidence.weight +=
            mention.weight * known * (mention.end <= subject_end ? kSubjectFactor : 1.0);
        if (evidence.reasons.size() < kMaxReasons)
            evidence.reasons.push_back(
                reason_of(mention, words.word(mention.word), units[mention.unit])
            );
    }
    std::vector<model::RoutingCandidate> found;
    found.reserve(gathered.size());
    for (auto& [unit, evidence] : gathered)
        found.push_back(
            {units[unit].code, 1.0 - std::exp(-evidence.weight), std::move(evidence.reasons)}
        );
    std::stable_sort(found.begin(), found.end(), [](const auto& left, const auto& right) {
        return left.score > right.score;
    });
    if (found.size() > kMaxCandidates)
        found.resize(kMaxCandidates);
    return found;
}

void Router::Tables::decide(model::RoutingDecision& decision) const {
    if (decision.candidates.empty()) {
        decision.reasons.emplace_back("没有找到与各单位职责相符的词语，请人工分派");
        return;
    }
    const auto& best = decision.candidates.front();
    const double second = decision.candidates.size() > 1 ? decision.candidates[1].score : 0.0;
    if (best.score < rules.min_score) {
        decision.reasons.emplace_back("与各单位职责的相符程度都较低，请人工分派");
        return;
    }
    if (best.score - second < rules.min_margin * best.score) {
        decision.reasons.emplace_back("与两个以上单位的职责都相符，请人工分派");
        return;
    }
    decision.unit = best.unit;
    decision.reasons.insert(decision.reasons.end(), best.reasons.begin(), best.reasons.end());
}

bool Router::Tables::is_active(const std::string& unit) const {
    return std::any_of(units.begin(), units.end(), [&](const model::Unit& one) {
        return one.active && one.code == unit;
    });
}

bool Router::Tables::follow_rule(const Written& message, model::RoutingDecision& decision) const {
    const auto match = town.by_hand ? town.by_hand->first(message, units) : std::nullopt;
    if (!match)
        return false;
    if (match->unit.empty())
        decision.reasons.push_back(match->reason + "，请人工分派");
    else
        decide_for(match->unit, match->reason, decision);
    return true;
}

bool Router::Tables::follow_correction(
    const CorrectedRoutes::Alike& alike, model::RoutingDecision& decision
) const {
    if (alike.likeness < kSameMatter || !is_active(alike.route->right))
        return false;
    decide_for(alike.route->right, "与一件由人分派过的来信几乎相同", decision);
    return true;
}

void Router::Tables::avoid_mistake(
    const model::CorrectedRoute& route, model::RoutingDecision& decision
) const {
    if (decision.unit.empty() || decision.unit != route.wrong)
        return;
    decision.unit.clear();
    drop_reasons(decision);
    const std::string reason = "与一件曾派错的来信相似，请人工分派";
    decision.reasons.push_back(reason);
    if (is_active(route.right))
        put_first(route.right, reason, decision);
}

/// The writer picked the unit, or the text names it: no duty word, no resemblance.
bool Router::Tables::is_named(
    const std::string& unit,
    const std::vector<Mention>& mentions,
    std::optional<std::size_t> hinted_unit
) const {
    if (hinted_unit && units[*hinted_unit].code == unit)
        return true;
    return std::any_of(mentions.begin(), mentions.end(), [&](const Mention& mention) {
        return units[mention.unit].code == unit && mention.evidence == Evidence::name;
    });
}

Router::Router(std::vector<model::Unit> units, RoutingRules rules, TownRouting town)
    : tables_(std::make_unique<const Tables>(std::move(units), std::move(rules), std::move(town))) {
}

Router::~Router() = default;
Router::Router(Router&&) noexcept = default;
Router& Router::operator=(Router&&) noexcept = default;

model::RoutingDecision Router::route(const model::InboundMessage& message) const {
    const auto& tables = *tables_;
    const auto subject = text::plain_form(message.subject);
    const auto said = text::normalise(message.text);
    const auto written = subject + "\n" + text::without_disguise(said);
    const auto place = text::plain_form(message.place);
    const auto begin = subject.size() + 1;
    const auto greeted = text::without_disguise(text::salutation_of(said)).size();
    const auto [signs, persons] = tables.warnings.read(written, {begin, begin + greeted});
    const auto hinted = tables.hinted(message);

    model::RoutingDecision decision;
    decision.rule_version = tables.version();
    tables.add_warning_reasons(signs, decision);
    const auto accusation = find_accusation(
        {.normalised = written,
         .signs = signs,
         .mentions = tables.words.find(written),
         .kind = message.kind,
         .hinted = hinted,
         .committee = tables.committee_of(place),
         .persons = persons}
    );
    if (accusation)
        return tables.restrict_to_lead(*accusation, std::move(decision));
    const auto mentions = tables.words.find(written + "\n" + place);
    decision.candidates = tables.candidates(mentions, hinted, subject.size());
    const bool petition = text::has_warning(signs, text::Warning::petition);
    bool settled = petition;
    if (petition)
        decision.reasons.emplace_back("请人工分派");
    else
        settled = tables.follow_rule(
            {.text = written, .place = place, .channel = message.channel, .kind = message.kind},
            decision
        );
    const auto alike =
        settled || !tables.town.corrected ? std::nullopt : tables.town.corrected->nearest(written);
    settled = settled || (alike && tables.follow_correction(*alike, decision));
    if (!settled)
        tables.decide(decision);
    if (const auto& learned = tables.town.learned)
        heed(
            proposals(*learned, tables.units, written),
            settled || tables.is_named(decision.unit, mentions, hinted) ? kOnlyProposes
                                                                        : learned->bound,
            decision
        );
    if (!settled && alike)
        tables.avoid_mistake(*alike->route, decision);
    return decision;
}

const std::string& Router::lead_unit() const {
    return tables_->lead_code;
}

bool is_emergency(const model::RoutingDecision& decision) {
    return !decision.reasons.empty() && decision.reasons.front().starts_with(kEmergencyMark);
}

}  // namespace huiying::routing
