#include "board/desk/order_learning.hpp"

#include "board/desk/known_questions.hpp"
#include "board/desk/setting_keys.hpp"
#include "board/knowledge/faq_index.hpp"
#include "board/knowledge/lessons.hpp"
#include "board/knowledge/retrieval_figures.hpp"
#include "board/store/database.hpp"
#include "board/store/directory_repository.hpp"
#include "board/store/learnt_order_repository.hpp"
#include "board/store/people_repository.hpp"

#include <algorithm>

namespace huiying::desk {
namespace {

using store::Connection;

constexpr int kMostShown = 20;
constexpr double kPrecision = 0.95;
constexpr std::chrono::hours kNightBegins{3};
constexpr std::chrono::hours kNightEnds{5};
constexpr std::chrono::hours kStale{7 * 24 - 12};  // the night a week later
constexpr std::int64_t kNews = 10;                 // a tenth more
constexpr const char* kNightly = "夜间任务";
constexpr const char* kRule = "规则";

model::OrderFigures figures_of(const knowledge::RetrievalFigures& measured) {
    model::OrderFigures figures{measured.mrr_at_10(), measured.recall_at(1), 0, measured.aurc()};
    for (const auto& point : measured.curve())
        if (point.precision >= kPrecision)
            figures.answered = std::max(figures.answered, point.answered);
    return figures;
}

int answerable_in(const std::vector<knowledge::KnownQuestion>& known) {
    return static_cast<int>(std::count_if(known.begin(), known.end(), [](const auto& one) {
        return !one.answers.empty();
    }));
}

/// Finds more at the first place, and is not less sure of what is right.
bool is_better(const model::LearntOrder& row) {
    return row.learnt.mrr >= row.usual.mrr && row.learnt.aurc <= row.usual.aurc &&
           (row.learnt.mrr > row.usual.mrr || row.learnt.aurc < row.usual.aurc);
}

std::string switch_word(OrderSwitch who) {
    return who == OrderSwitch::better ? "better" : "chosen";
}

std::string setting(Connection& connection, std::string_view key) {
    const auto rows = store::DirectoryRepository(connection).settings();
    const auto row = rows.find(std::string(key));
    return row == rows.end() ? std::string() : row->second;
}

void put(Connection& connection, std::string_view key, const std::string& value) {
    store::DirectoryRepository(connection).put_setting(std::string(key), value);
}

/// Only one process gets it. "" when there is none.
std::string claimed_wish(store::Database& database) {
    const auto wished =
        database.read([](Connection& connection) { return setting(connection, kOrderWish); });
    if (wished.empty())
        return {};
    return database.write([](Connection& connection) {
        auto by = setting(connection, kOrderWish);
        put(connection, kOrderWish, "");
        return by;
    });
}

}  // namespace

OrderLearningView OrderLearning::view() const {
    OrderLearningView view;
    view.answerable = answerable_in(known_questions(database_, clock_.now()));
    view.switched = switched();
    database_.read([&](Connection& connection) {
        view.is_waiting = !setting(connection, kOrderWish).empty();
        view.in_use = answer_order_from(store::DirectoryRepository(connection).settings());
        view.items = store::LearntOrderRepository(connection).newest(kMostShown);
    });
    return view;
}

std::optional<model::LearntOrder> OrderLearning::learn(const std::string& by) {
    const auto known = known_questions(database_, clock_.now());
    const int answerable = answerable_in(known);
    if (answerable < kLeastLearntFrom)
        return std::nullopt;
    const auto town = town_.snapshot();
    const auto usual = town->faq().changed(town->faq().entries(), knowledge::usual_weights());
    model::LearntOrder row;
    row.made_at = clock_.now();
    row.made_by = by;
    row.known = static_cast<std::int64_t>(known.size());
    row.answerable = answerable;
    row.usual = figures_of(knowledge::measure_retrieval(usual, known));
    row.learnt = figures_of(knowledge::measure_learnt(usual, known));
    const auto weights = knowledge::Lessons(usual, known).learn();
    row.id = database_.write([&](Connection& connection) {
        store::PeopleRepository(connection)
            .add_audit(row.made_at, by, "learn_order", std::to_string(row.known), "");
        return store::LearntOrderRepository(connection).add(row, knowledge::to_text(weights));
    });
    return row;
}

/// False when there is no such order.
bool OrderLearning::put_in_use(
    std::optional<std::int64_t> id, const std::string& by, OrderSwitch who
) {
    const auto word = id ? std::to_string(*id) : std::string();
    const bool is_known = database_.write([&](Connection& connection) {
        if (id && store::LearntOrderRepository(connection).weights(*id).empty())
            return false;
        put(connection, kAnswerOrder, word);
        put(connection, kOrderSwitch, switch_word(who));
        store::PeopleRepository(connection)
            .add_audit(clock_.now(), by, "use_learnt_order", word, "");
        return true;
    });
    if (is_known)
        town_.refresh();
    return is_known;
}

model::Result<void> OrderLearning::use(std::optional<std::int64_t> id, const std::string& by) {
    if (!put_in_use(id, by, OrderSwitch::chosen))
        return model::Errc::not_found;
    return {};
}

OrderSwitch OrderLearning::switched() const {
    const auto word =
        database_.read([](Connection& connection) { return setting(connection, kOrderSwitch); });
    return word == "chosen" ? OrderSwitch::chosen : OrderSwitch::better;
}

void OrderLearning::switch_by(OrderSwitch who, const std::string& by) {
    const auto word = switch_word(who);
    database_.write([&](Connection& connection) {
        put(connection, kOrderSwitch, word);
        store::PeopleRepository(connection)
            .add_audit(clock_.now(), by, "learnt_order_switch", word, "");
    });
}

void OrderLearning::wish(const std::string& by) {
    database_.write([&](Connection& connection) { put(connection, kOrderWish, by); });
}

/// One process gets a night; what it finds holds for all.
bool OrderLearning::has_claimed_night() {
    const auto now = clock_.now();
    const auto time = model::local_time_of_day(now);
    if (time < kNightBegins || time >= kNightEnds)
        return false;
    const auto night = model::to_iso(model::local_date(now));
    const auto looked_at = [&](Connection& connection) {
        return setting(connection, kOrderNight) == night;
    };
    if (database_.read(looked_at))
        return false;
    return database_.write([&](Connection& connection) {
        if (looked_at(connection))
            return false;
        put(connection, kOrderNight, night);
        return true;
    });
}

bool OrderLearning::is_worth_a_night() const {
    const auto newest = database_.read([](Connection& connection) {
        return store::LearntOrderRepository(connection).newest(1);
    });
    const auto known = known_questions(database_, clock_.now());
    if (answerable_in(known) < kLeastLearntFrom)
        return false;
    return newest.empty() || clock_.now() - newest.front().made_at >= kStale ||
           static_cast<std::int64_t>(known.size()) * kNews >= newest.front().known * (kNews + 1);
}

std::optional<model::LearntOrder> OrderLearning::step() {
    const auto by = claimed_wish(database_);
    if (by.empty() && !(has_claimed_night() && is_worth_a_night()))
        return std::nullopt;
    auto row = learn(by.empty() ? kNightly : by);
    if (!row || switched() != OrderSwitch::better)
        return row;
    if (is_better(*row))
        put_in_use(row->id, kRule, OrderSwitch::better);
    else if (town_.snapshot()->parts().order)
        put_in_use(std::nullopt, kRule, OrderSwitch::better);
    return row;
}

}  // namespace huiying::desk
