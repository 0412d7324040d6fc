#include "board/routing/accusation.hpp"

#include <algorithm>

namespace huiying::routing {

namespace {

bool names_unit(const Mention& mention) {
    return mention.evidence == Evidence::name || mention.evidence == Evidence::alias;
}

std::set<std::size_t> named_in(
    const Findings& findings,
    const std::vector<std::size_t>& places,
    text::Extent (*around)(std::string_view, std::size_t)
) {
    std::set<std::size_t> units;
    for (const auto place : places) {
        const auto extent = around(findings.normalised, place);
        for (const auto& mention : findings.mentions) {
            const bool names = names_unit(mention) || mention.evidence == Evidence::place;
            if (names && extent.holds(mention.begin))
                units.insert(mention.unit);
        }
    }
    return units;
}

bool is_against_somebody(model::Kind kind) {
    return kind == model::Kind::report || kind == model::Kind::complaint;
}

/// Places of every sign of an accusation, repeated ones too.
std::vector<std::size_t> sign_places(const Findings& findings) {
    std::vector<std::size_t> places;
    for (const auto& sign : findings.signs) {
        if (sign.warning != text::Warning::accusation)
            continue;
        for (auto at = findings.normalised.find(sign.phrase); at != std::string_view::npos;
             at = findings.normalised.find(sign.phrase, at + 1))
            places.push_back(at);
    }
    return places;
}

std::set<std::size_t> accused(const Findings& findings) {
    const auto places = sign_places(findings);
    if (auto units = named_in(findings, places, text::clause_around); !units.empty())
        return units;
    if (auto units = named_in(findings, places, text::sentence_around); !units.empty())
        return units;
    if (findings.hinted && is_against_somebody(findings.kind))
        return {*findings.hinted};
    std::set<std::size_t> units;
    for (const auto& mention : findings.mentions) {
        if (names_unit(mention))
            units.insert(mention.unit);
    }
    if (units.empty() && findings.committee)
        units.insert(*findings.committee);
    return units;
}

}  // namespace

std::optional<Accusation> find_accusation(const Findings& findings) {
    Accusation accusation;
    for (const auto& sign : findings.signs) {
        if (sign.warning == text::Warning::accusation)
            accusation.phrases.push_back(sign.phrase);
    }
    // A report that speaks of officials at all is about them; so is a complaint to a unit that
    // speaks of its people, and one without an addressee that speaks of their conduct.
    const auto& persons = findings.persons;
    const bool by_kind =
        (findings.kind == model::Kind::report && persons.officials) ||
        (findings.kind == model::Kind::complaint &&
         ((findings.hinted && persons.officials) || (persons.acting && persons.conduct)));
    if (accusation.phrases.empty() && !by_kind)
        return std::nullopt;
    accusation.units = accused(findings);
    return accusation;
}

}  // namespace huiying::routing
