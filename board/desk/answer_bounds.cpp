#include "board/desk/answer_bounds.hpp"

#include "board/desk/known_questions.hpp"
#include "board/desk/setting_keys.hpp"
#include "board/knowledge/faq_index.hpp"
#include "board/knowledge/retrieval_figures.hpp"
#include "board/model/field_fault.hpp"
#include "board/store/database.hpp"
#include "board/store/directory_repository.hpp"
#include "board/store/people_repository.hpp"

#include <algorithm>

namespace huiying::desk {
namespace {

constexpr double kWantedPrecision = 0.95;
constexpr int kLowestSure = 50;
constexpr int kNever = 100;

BoundShown shown(const knowledge::BoundFigures& figures) {
    return {figures.bound, figures.precision, figures.answered, figures.false_answers};
}

/// Nobody chooses a bound under which more is wrong than right.
std::optional<double> proposed_in(const std::vector<BoundShown>& curve) {
    std::optional<double> lowest;
    for (auto point = curve.rbegin(); point != curve.rend(); ++point) {
        if (point->bound * kNever < kLowestSure || point->precision < kWantedPrecision)
            break;
        if (point->answered > 0)
            lowest = point->bound;
    }
    return lowest;
}

}  // namespace

AnswerBoundsView AnswerBoundsChoice::view() const {
    const auto town = town_.snapshot();
    const auto known = known_questions(database_, clock_.now());
    AnswerBoundsView view;
    view.present = town->settings().answer_bounds;
    view.known = static_cast<int>(known.size());
    view.answerable =
        static_cast<int>(std::count_if(known.begin(), known.end(), [](const auto& one) {
            return !one.answers.empty();
        }));
    if (known.empty())
        return view;
    const auto figures = knowledge::measure_retrieval(town->faq(), known);
    view.now = shown(figures.at_bound(view.present.sure));
    const auto offers =
        figures.offers(view.present.sure, {view.present.offer, view.present.beside});
    view.offered_right = offers.right;
    view.offered_for_nothing = offers.for_nothing;
    for (const auto& point : figures.curve())
        view.curve.push_back(shown(point));
    if (view.known >= kLeastKnown)
        view.proposed = proposed_in(view.curve);
    return view;
}

model::Result<void> AnswerBoundsChoice::choose(int sure, int offer, const std::string& by) {
    if (sure < kLowestSure || sure > kNever)
        return model::in_field(model::Errc::bad_request, "sure", "须在 50 到 100 之间");
    if (offer < 1 || offer > sure)
        return model::in_field(model::Errc::bad_request, "offer", "须在 1 到自动答复的把握之间");
    database_.write([&](store::Connection& connection) {
        store::DirectoryRepository directory(connection);
        directory.put_setting(std::string(kAnswerSure), std::to_string(sure));
        directory.put_setting(std::string(kAnswerOffer), std::to_string(offer));
        store::PeopleRepository(connection)
            .add_audit(
                clock_.now(),
                by,
                "answer_bounds",
                std::to_string(sure) + "/" + std::to_string(offer),
                ""
            );
    });
    town_.refresh();
    return {};
}

}  // namespace huiying::desk
