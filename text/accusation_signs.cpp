#include "text/accusation_signs.hpp"

#include <algorithm>
#include <array>

namespace huiying::text {

namespace {

constexpr std::size_t kHanBytes = 3;
constexpr std::size_t kPleaReach = 5 * kHanBytes;  // "请你们镇里的领导"
constexpr std::size_t kShortMessage = 2;           // sentences
constexpr std::size_t kDenialReach = 2 * kHanBytes;

bool is_official(PhraseClass one) {
    return one == PhraseClass::official || one == PhraseClass::in_office;
}

constexpr auto kCourtesies = std::to_array<std::string_view>(
    {"尊敬的",
     "敬爱的",
     "亲爱的",
     "各位",
     "工作人员",
     "负责人",
     "负责同志",
     "同志",
     "领导",
     "您好",
     "你好",
     "贵单位",
     "全体",
     "致",
     "的",
     "们"}
);

/// What may stand beside a name in a salutation.
bool is_of_courtesy(std::string_view words) {
    while (!words.empty()) {
        const auto found = std::find_if(kCourtesies.begin(), kCourtesies.end(), [&](auto word) {
            return words.starts_with(word);
        });
        if (found == kCourtesies.end())
            return false;
        words.remove_prefix(found->size());
    }
    return true;
}

bool is_name(PhraseClass one) {
    return is_official(one) || one == PhraseClass::private_party;
}

/// Ends of a set of stretches, for "is this inside a longer one of them".
class Cover {
  public:
    template <typename Wanted>
    Cover(const std::vector<Sight>& sights, Wanted wanted) {
        for (const auto& one : sights) {
            if (wanted(one.phrase_class))
                stretches_.push_back({one.begin, one.end});
        }
        std::sort(stretches_.begin(), stretches_.end(), [](const auto& left, const auto& right) {
            return left.begin != right.begin ? left.begin < right.begin : left.end < right.end;
        });
        std::size_t reach = 0;
        for (const auto& one : stretches_)
            reaches_.push_back(reach = std::max(reach, one.end));
    }

    /// One that begins no later and ends no earlier, and is not the same.
    [[nodiscard]] bool holds(const Sight& one) const {
        const auto after = std::upper_bound(
            stretches_.begin(),
            stretches_.end(),
            one.begin,
            [](std::size_t at, const Extent& stretch) { return at < stretch.begin; }
        );
        const auto earlier = std::lower_bound(
            stretches_.begin(),
            stretches_.end(),
            one.begin,
            [](const Extent& stretch, std::size_t at) { return stretch.begin < at; }
        );
        const auto reach_of = [&](auto end) {
            return end == stretches_.begin() ? 0 : reaches_[index(end) - 1];
        };
        return reach_of(earlier) >= one.end ||
               (after != earlier && std::prev(after)->end > one.end);
    }

  private:
    [[nodiscard]] std::size_t index(std::vector<Extent>::const_iterator at) const {
        return static_cast<std::size_t>(at - stretches_.begin());
    }

    std::vector<Extent> stretches_;
    std::vector<std::size_t> reaches_;
};

/// Who is spoken of in a clause or sentence.
struct Cast {
    bool official = false;  // one that acts
    bool private_party = false;
    bool weak = false;
    bool public_matter = false;
    bool fault = false;

    void operator+=(const Cast& other) {
        official = official || other.official;
        private_party = private_party || other.private_party;
        weak = weak || other.weak;
        public_matter = public_matter || other.public_matter;
        fault = fault || other.fault;
    }
};

/// What the rules ask of one text, gathered in one pass.
class Scene {
  public:
    explicit Scene(const std::vector<Sight>& sights) : sights_(sights), acts_(sights.size()) {
        if (sights.empty())
            return;
        clauses_.resize(sights.back().clause + 1);
        sentences_.resize(sights.back().sentence + 2);
        for (std::size_t i = 0; i < sights.size(); ++i) {
            const bool official = is_official(sights[i].phrase_class);
            const bool asked = official && is_asked(i);
            acts_[i] = official && !asked;
            const Cast cast{
                acts_[i],
                is(i, PhraseClass::private_party),
                is(i, PhraseClass::weak_who),
                is(i, PhraseClass::public_matter),
                is(i, PhraseClass::fault)};
            clauses_[sights[i].clause] += cast;
            sentences_[sights[i].sentence] += cast;
            all_ += cast;
            praises_ = praises_ || is(i, PhraseClass::praise);
            pleads_ = pleads_ || is(i, PhraseClass::plea);
            asks_ = asks_ || asked || is(i, PhraseClass::question);
        }
    }

    [[nodiscard]] bool official_anywhere() const { return all_.official; }

    [[nodiscard]] std::vector<std::size_t> accusing() const {
        std::vector<std::size_t> found;
        std::size_t subject = sights_.size();  // the last one spoken of in this sentence
        for (std::size_t i = 0; i < sights_.size(); ++i) {
            if (i > 0 && sights_[i].sentence != sights_[i - 1].sentence)
                subject = sights_.size();
            if (acts_[i] || is(i, PhraseClass::private_party))
                subject = i;
            if (told_on(i) || accuses(i, subject < sights_.size() && acts_[subject]))
                found.push_back(i);
        }
        return found;
    }

  private:
    [[nodiscard]] bool accuses(std::size_t deed, bool official_before) const {
        if (praises_ && denied(deed))
            return false;
        const auto& clause = clauses_[sights_[deed].clause];
        const auto& sentence = sentences_[sights_[deed].sentence];
        switch (sights_[deed].phrase_class) {
            case PhraseClass::corruption:
                return true;
            case PhraseClass::misconduct:
                return sentence.official || !sentence.private_party;
            case PhraseClass::grave: {
                const auto cast = around(deed);
                return sentence.official ||
                       (!sentence.private_party &&
                        (cast.official ||
                         (!cast.private_party && (sentence.weak || (is_short() && !asks_)))));
            }
            case PhraseClass::report:
                return around(deed).official;
            case PhraseClass::complaint:
                return clause.official;
            case PhraseClass::conduct:
                return clause.official ||
                       (!clause.private_party && (official_before || alone(deed, clause)));
            default:
                return false;
        }
    }

    [[nodiscard]] bool is(std::size_t at, PhraseClass wanted) const {
        return sights_[at].phrase_class == wanted;
    }

    /// Asked or thanked: "请领导", "领导您好".
    [[nodiscard]] bool is_asked(std::size_t official) const {
        const auto& one = sights_[official];
        for (auto i = official; i-- > 0 && sights_[i].begin + kPleaReach * 2 >= one.begin;) {
            if (is(i, PhraseClass::plea) && sights_[i].clause == one.clause &&
                sights_[i].end <= one.begin && sights_[i].end + kPleaReach >= one.begin)
                return true;
            if (is(i, PhraseClass::plea_direct) && sights_[i].end == one.begin)
                return true;
        }
        for (auto i = official + 1; i < sights_.size() && sights_[i].begin <= one.end; ++i) {
            if (is(i, PhraseClass::plea_after) && sights_[i].begin == one.end)
                return true;
        }
        return false;
    }

    /// The sentence and its neighbours.
    [[nodiscard]] Cast around(std::size_t deed) const {
        const auto sentence = sights_[deed].sentence;
        Cast cast = sentences_[sentence];
        cast += sentences_[sentence - 1];
        cast += sentences_[sentence + 1];
        return cast;
    }

    /// No private party near by who could have done it.
    [[nodiscard]] bool alone(std::size_t deed, const Cast& clause) const {
        const auto cast = around(deed);
        return !cast.private_party && (cast.official || clause.weak);
    }

    /// In a short message nobody writes of an official for nothing: without asking, thanking or
    /// praising, nor of what only an office gives and takes. An office is also spoken of as the
    /// place of something broken.
    [[nodiscard]] bool told_on(std::size_t who) const {
        if (asks_ || praises_ || !is_short())
            return false;
        if (is(who, PhraseClass::public_matter))
            return !pleads_ && !all_.fault && !all_.private_party;
        if (!acts_[who] || sights_[who].is_addressed)
            return false;
        return is(who, PhraseClass::in_office) || sentences_[sights_[who].sentence].public_matter;
    }

    [[nodiscard]] bool is_short() const { return sights_.back().sentence <= kShortMessage; }

    [[nodiscard]] bool denied(std::size_t deed) const {
        const auto begin = sights_[deed].begin;
        for (auto i = deed; i-- > 0 && sights_[i].begin + kDenialReach * 3 >= begin;) {
            if (is(i, PhraseClass::denial) && sights_[i].end <= begin &&
                sights_[i].end + kDenialReach >= begin)
                return true;
        }
        return false;
    }

    const std::vector<Sight>& sights_;
    std::vector<bool> acts_;
    std::vector<Cast> clauses_;
    std::vector<Cast> sentences_;
    Cast all_;
    bool praises_ = false;
    bool pleads_ = false;
    bool asks_ = false;  // a question, or an official is asked
};

}  // namespace

void place_in_clauses(std::string_view plain, std::vector<Sight>& sights) {
    std::size_t clauses = 1;
    std::size_t sentences = 1;
    std::size_t at = 0;
    for (auto& one : sights) {
        for (; at < one.begin; ++at) {
            const auto mark = mark_at(plain, at);
            clauses += mark == Mark::none ? 0 : 1;
            sentences += mark == Mark::sentence ? 1 : 0;
        }
        one.clause = clauses;
        one.sentence = sentences;
    }
}

namespace {

/// Whoever asks for something broken names the unit for that; whoever goes on with "你们" or "那位"
/// tells of its people.
bool asks_for_repair(const std::vector<Sight>& sights, std::size_t after) {
    bool asks = false;
    for (const auto& one : sights) {
        if (one.begin < after)
            continue;
        if (one.phrase_class == PhraseClass::weak_who)
            return false;
        asks =
            asks || one.phrase_class == PhraseClass::fault || one.phrase_class == PhraseClass::plea;
    }
    return asks;
}

/// An office, not only somebody in it; a unit's name may stand in both lists.
bool is_office(const Sight& who, const std::vector<Sight>& sights) {
    return std::any_of(sights.begin(), sights.end(), [&](const Sight& one) {
        return one.phrase_class == PhraseClass::official && one.begin == who.begin &&
               one.end == who.end;
    });
}

/// Nothing but offices and courtesy, at least one office.
bool names_offices(
    std::string_view plain, const Extent& salutation, const std::vector<Sight>& sights
) {
    auto at = salutation.begin;
    for (const auto& one : sights) {
        const bool outside = one.begin < salutation.begin || one.end > salutation.end;
        if (outside || one.end <= at ||
            is_of_courtesy(plain.substr(one.begin, one.end - one.begin)))
            continue;
        if (!is_office(one, sights) || one.begin < at ||
            !is_of_courtesy(plain.substr(at, one.begin - at)))
            return false;
        at = one.end;
    }
    return at > salutation.begin && is_of_courtesy(plain.substr(at, salutation.end - at));
}

}  // namespace

void mark_addressed(std::string_view plain, const Extent& salutation, std::vector<Sight>& sights) {
    if (!names_offices(plain, salutation, sights) || !asks_for_repair(sights, salutation.end))
        return;
    for (auto& one : sights)
        one.is_addressed = one.begin >= salutation.begin && one.end <= salutation.end;
}

void drop_covered(std::vector<Sight>& sights) {
    const Cover harmless(sights, [](PhraseClass one) { return one == PhraseClass::harmless; });
    const Cover names(sights, is_name);
    std::erase_if(sights, [&](const Sight& one) {
        if (one.phrase_class == PhraseClass::harmless)
            return true;
        return harmless.holds(one) || (is_name(one.phrase_class) && names.holds(one));
    });
}

std::vector<std::size_t> accusing(const std::vector<Sight>& sights) {
    return Scene(sights).accusing();
}

bool speaks_of_officials(const std::vector<Sight>& sights) {
    return Scene(sights).official_anywhere();
}

}  // namespace huiying::text
