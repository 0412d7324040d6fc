#include "board/routing/unit_words.hpp"

#include "text/disguise.hpp"
#include "text/encoding.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <set>

namespace huiying::routing {

namespace {

using namespace std::string_view_literals;

constexpr double kNameWeight = 1.0;
constexpr double kAliasWeight = 0.8;
constexpr double kPlaceWeight = 0.3;  // less than one duty word

/// Aliases that name any office, not this one.
bool is_generic(std::string_view name) {
    static constexpr auto kGeneric = std::to_array(
        {"办公室"sv,
         "中心"sv,
         "窗口"sv,
         "政府"sv,
         "镇政府"sv,
         "居委会"sv,
         "村委会"sv,
         "居委"sv,
         "村委"sv,
         "公司"sv,
         "派出所"sv,
         "服务中心"sv,
         "12345"sv}
    );
    return std::find(kGeneric.begin(), kGeneric.end(), name) != kGeneric.end();
}

/// "旗忠村委会" names the committee, "旗忠村" the village.
bool is_place_name(const model::Unit& unit, std::string_view name) {
    static constexpr auto kOffices = std::to_array({"委"sv, "居民区"sv, "支部"sv, "党总支"sv});
    return unit.kind == "committee" &&
           std::none_of(kOffices.begin(), kOffices.end(), [&](std::string_view office) {
               return name.find(office) != std::string_view::npos;
           });
}

/// Longer words are surer: two symbols 0.5, three 0.65, four and more 0.8.
double length_weight(std::string_view word) {
    const auto symbols = text::code_point_count(word);
    if (symbols <= 2)
        return symbols == 1 ? 0.2 : 0.5;
    return symbols == 3 ? 0.65 : 0.8;
}

/// A word that several units claim tells less: 1 for one owner, towards 0 for all.
class Rarity {
  public:
    explicit Rarity(const std::vector<model::Unit>& units)
        : units_(static_cast<double>(units.size())) {
        for (const auto& unit : units) {
            std::set<std::string> own;
            for (const auto* list : {&unit.keywords, &unit.places}) {
                for (const auto& word : *list)
                    own.insert(text::plain_form(word));
            }
            for (const auto& word : own)
                ++owners_[word];
        }
    }

    [[nodiscard]] double of(const std::string& word) const {
        return std::log((1.0 + units_) / owners_.at(text::plain_form(word))) /
               std::log(1.0 + units_);
    }

  private:
    double units_;
    std::map<std::string, double> owners_;
};

}  // namespace

std::vector<std::string> UnitWords::names_of(const std::vector<model::Unit>& units) {
    std::vector<std::string> names;
    for (const auto& unit : units) {
        const auto add = [&](const std::string& name) {
            if (!name.empty() && !is_generic(name) && !is_place_name(unit, name))
                names.push_back(name);
        };
        add(unit.name);
        add(unit.short_name);
        std::for_each(unit.aliases.begin(), unit.aliases.end(), add);
    }
    return names;
}

std::vector<std::pair<std::string, UnitWords::Owner>> UnitWords::rows_of(
    const std::vector<model::Unit>& units
) {
    const Rarity rarity(units);
    std::vector<std::pair<std::string, Owner>> rows;
    for (std::size_t i = 0; i < units.size(); ++i) {
        const auto& unit = units[i];
        std::set<std::string> seen;  // a word counts as the first thing it is
        const auto add = [&](const std::string& raw, Evidence evidence, double weight) {
            auto word = text::plain_form(raw);
            if (!word.empty() && seen.insert(word).second)
                rows.emplace_back(std::move(word), Owner{i, evidence, weight});
        };
        const auto add_name = [&](const std::string& name, Evidence evidence, double weight) {
            if (is_place_name(unit, name))
                add(name, Evidence::place, kPlaceWeight);
            else if (!is_generic(name))
                add(name, evidence, weight);
        };
        add_name(unit.name, Evidence::name, kNameWeight);
        add_name(unit.short_name, Evidence::name, kNameWeight);
        for (const auto& alias : unit.aliases)
            add_name(alias, Evidence::alias, kAliasWeight);
        for (const auto& place : unit.places)
            add(place, Evidence::place, kPlaceWeight * rarity.of(place));
        for (const auto& keyword : unit.keywords)
            add(keyword, Evidence::keyword, rarity.of(keyword) * length_weight(keyword));
    }
    return rows;
}

UnitWords::UnitWords(const std::vector<model::Unit>& units) : UnitWords(rows_of(units)) {}

UnitWords::UnitWords(std::vector<std::pair<std::string, Owner>> rows)
    : phrases_([&] {
          std::vector<std::string> words;
          words.reserve(rows.size());
          for (const auto& [word, owner] : rows)
              words.push_back(word);
          return text::PhraseSet(words);
      }()) {
    for (auto& [word, owner] : rows) {
        words_.push_back(std::move(word));
        owners_.push_back(owner);
    }
}

std::vector<Mention> UnitWords::find(std::string_view normalised) const {
    std::vector<Mention> found;
    for (const auto& match : phrases_.find(normalised)) {
        const auto& owner = owners_[match.phrase];
        const auto end = match.begin + words_[match.phrase].size();
        found.push_back({owner.unit, owner.evidence, match.phrase, match.begin, end, owner.weight});
    }
    const auto inside_longer = [&](const Mention& one) {
        return std::any_of(found.begin(), found.end(), [&](const Mention& other) {
            return other.begin <= one.begin && other.end >= one.end &&
                   other.end - other.begin > one.end - one.begin;
        });
    };
    std::vector<Mention> kept;
    std::copy_if(found.begin(), found.end(), std::back_inserter(kept), [&](const Mention& one) {
        return !inside_longer(one);
    });
    return kept;
}

}  // namespace huiying::routing
