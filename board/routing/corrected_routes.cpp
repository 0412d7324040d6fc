#include "board/routing/corrected_routes.hpp"

#include "board/routing/ngrams.hpp"
#include "text/disguise.hpp"
#include "text/encoding.hpp"

#include <algorithm>

namespace huiying::routing {
namespace {

constexpr int kLongestGram = 2;
constexpr std::size_t kFewestGrams = 12;
/// Long messages are alike in how they begin, or not at all.
constexpr std::size_t kReadCharacters = 600;

std::vector<std::uint64_t> grams_of(std::string_view plain) {
    std::vector<std::uint64_t> grams;
    collect_ngrams(text::truncate(plain, kReadCharacters), kLongestGram, grams);
    std::sort(grams.begin(), grams.end());
    grams.erase(std::unique(grams.begin(), grams.end()), grams.end());
    return grams;
}

}  // namespace

CorrectedRoutes::CorrectedRoutes(const std::vector<model::CorrectedRoute>& routes) {
    for (const auto& route : routes) {
        const auto grams = grams_of(text::plain_form(route.text));
        const auto index = static_cast<std::uint32_t>(routes_.size());
        for (const auto gram : grams)
            having_[gram].push_back(index);
        sizes_.push_back(static_cast<std::uint32_t>(grams.size()));
        routes_.push_back({{}, route.wrong, route.right});
    }
}

std::optional<CorrectedRoutes::Alike> CorrectedRoutes::nearest(std::string_view plain) const {
    const auto grams = grams_of(plain);
    if (grams.size() < kFewestGrams)
        return std::nullopt;
    std::vector<std::uint32_t> shared(routes_.size());
    for (const auto gram : grams)
        if (const auto found = having_.find(gram); found != having_.end())
            for (const auto index : found->second)
                ++shared[index];
    Alike best;
    for (std::size_t i = 0; i < routes_.size(); ++i) {
        if (sizes_[i] < kFewestGrams)
            continue;
        const auto all = static_cast<double>(grams.size() + sizes_[i] - shared[i]);
        const auto likeness = static_cast<double>(shared[i]) / all;
        if (likeness >= best.likeness)
            best = {&routes_[i], likeness};
    }
    return best.route && best.likeness >= kLikeMatter ? std::optional(best) : std::nullopt;
}

}  // namespace huiying::routing
