#include "board/knowledge/climbing.hpp"

#include <cmath>
#include <cstddef>
#include <utility>

namespace huiying::knowledge {
namespace {

constexpr double kLeastGain = 1e-6;  // as a share of the value
constexpr double kEnough = 1e-4;     // of what the slope promises (Armijo)
constexpr double kFirstStep = 0.01;
constexpr double kLeastStep = 1e-12;

std::vector<double> moved(
    const std::vector<double>& point, const std::vector<double>& slope, double step
) {
    std::vector<double> there(point);
    for (std::size_t at = 0; at < there.size(); ++at)
        there[at] += step * slope[at];
    return there;
}

double squared(const std::vector<double>& numbers) {
    double sum = 0;
    for (const double number : numbers)
        sum += number * number;
    return sum;
}

}  // namespace

std::vector<double> climbed(std::vector<double> start, const Slope& function, int steps) {
    std::vector<double> point = std::move(start);
    std::vector<double> slope(point.size());
    std::vector<double> next_slope(point.size());
    double value = function(point, slope);
    double step = kFirstStep;
    for (int done = 0; done < steps; ++done) {
        const double promised = squared(slope);
        auto next = moved(point, slope, step);
        double next_value = function(next, next_slope);
        while (next_value < value + kEnough * step * promised && step > kLeastStep) {
            step /= 2;
            next = moved(point, slope, step);
            next_value = function(next, next_slope);
        }
        if (next_value - value <= kLeastGain * std::abs(value))
            break;
        point = std::move(next);
        slope.swap(next_slope);
        value = next_value;
        step *= 2;
    }
    return point;
}

}  // namespace huiying::knowledge
