#include "board/knowledge/meanings.hpp"

#include <algorithm>
#include <numeric>

namespace huiying::knowledge {
namespace {

constexpr double kDamping = 60;
/// Of two entries that the orders swap, the one that is nearer in meaning comes first.
constexpr double kMeaningWeight = 1.1;
constexpr double kNoLikeness = -2;  // below every cosine

double product(const Vector& left, const Vector& right) {
    double sum = 0;
    for (std::size_t at = 0; at < left.size(); ++at)
        sum += static_cast<double>(left[at]) * right[at];
    return sum;
}

std::vector<std::size_t> places(std::size_t count) {
    std::vector<std::size_t> all(count);
    std::iota(all.begin(), all.end(), std::size_t{0});
    return all;
}

double share_of(std::size_t rank) {
    return 1 / (kDamping + static_cast<double>(rank + 1));
}

}  // namespace

Meanings::Meanings(std::vector<Row> rows) {
    for (auto& row : rows) {
        if (dimensions_ == 0)
            dimensions_ = row.vector->size();
        if (!row.vector->empty() && row.vector->size() == dimensions_)
            vectors_[row.entry].push_back(std::move(row.vector));
    }
}

std::optional<double> Meanings::likeness(std::string_view entry, const Vector& asked) const {
    const auto found = vectors_.find(std::string(entry));
    if (found == vectors_.end() || asked.size() != dimensions_)
        return std::nullopt;
    double best = kNoLikeness;
    for (const auto& vector : found->second)
        best = std::max(best, product(*vector, asked));
    return best;
}

std::vector<std::size_t> order_by_sense(
    const std::vector<std::string_view>& entries, const Sense& sense
) {
    auto order = places(entries.size());
    if (!sense.entries || sense.asked.size() != sense.entries->dimensions())
        return order;
    std::vector<std::optional<double>> likeness;
    likeness.reserve(entries.size());
    for (const auto entry : entries)
        likeness.push_back(sense.entries->likeness(entry, sense.asked));
    auto by_likeness = order;
    // What has no vector yet keeps the rank that its words give it; of the rest the most alike.
    std::erase_if(by_likeness, [&](auto place) { return !likeness[place]; });
    std::stable_sort(by_likeness.begin(), by_likeness.end(), [&](auto left, auto right) {
        return *likeness[left] > *likeness[right];
    });
    std::vector<double> sums(entries.size());
    for (std::size_t place = 0; place < sums.size(); ++place)
        sums[place] = (1 + kMeaningWeight) * share_of(place);
    for (std::size_t rank = 0; rank < by_likeness.size(); ++rank)
        sums[by_likeness[rank]] = kMeaningWeight * share_of(rank) + share_of(by_likeness[rank]);
    std::stable_sort(order.begin(), order.end(), [&](auto left, auto right) {
        return sums[left] > sums[right];
    });
    return order;
}

}  // namespace huiying::knowledge
