#include "board/desk/routing_models.hpp"

#include "board/desk/routing_lessons.hpp"
#include "board/desk/setting_keys.hpp"
#include "board/model/field_fault.hpp"
#include "board/routing/learned_routing.hpp"
#include "board/routing/measuring.hpp"
#include "board/store/database.hpp"
#include "board/store/directory_repository.hpp"
#include "board/store/people_repository.hpp"
#include "board/store/routing_repository.hpp"

#include <algorithm>

namespace huiying::desk {

namespace {

using routing::LabelledText;
using store::Connection;
using store::RoutingExample;

constexpr int kMostExamples = 50'000;
constexpr int kMostShown = 50;
constexpr std::size_t kLeastDecided = 20;
constexpr std::size_t kLeastCompared = 30;
constexpr std::int64_t kLeastSwitched = 100;
constexpr double kClearlyBetter = 0.01;
constexpr std::size_t kNightlyNews = 50;  // new examples that are worth a night's training
constexpr std::chrono::hours kNightBegins{3};
constexpr std::chrono::hours kNightEnds{5};
constexpr std::chrono::hours kSinceLast{20};
constexpr const char* kNightly = "夜间任务";

/// Examples in time's order, the newest fifth apart.
struct Split {
    std::vector<LabelledText> older;
    std::vector<LabelledText> held;
    std::vector<LabelledText> all;
};

Split split(const std::vector<RoutingExample>& examples) {
    Split parts;
    for (std::size_t i = 0; i < examples.size(); ++i) {
        parts.all.push_back(lesson_of(examples[i]));
        (i < examples.size() * 4 / 5 ? parts.older : parts.held).push_back(parts.all.back());
    }
    return parts;
}

bool of_one_unit(const std::vector<RoutingExample>& examples) {
    return std::all_of(examples.begin(), examples.end(), [&](const RoutingExample& one) {
        return one.unit == examples.front().unit;
    });
}

/// What the units say of themselves goes along: a unit without tickets yet is known by it.
std::vector<LabelledText> with_cold(std::vector<LabelledText> lessons, const TownSnapshot& town) {
    const auto cold = cold_lessons(town.units(), town.faq_entries());
    lessons.insert(lessons.end(), cold.begin(), cold.end());
    return lessons;
}

/// `precision`: 0 to 1.
void write_figures(
    const routing::TextModel& tried,
    const std::vector<LabelledText>& held,
    double precision,
    model::RoutingModel& row
) {
    const auto figures = routing::measure(tried, held);
    row.held = static_cast<std::int64_t>(figures.texts);
    row.accuracy = figures.accuracy;
    row.macro_f1 = figures.macro_f1;
    row.ece = figures.ece;
    row.bound = routing::chosen_bound(tried, held, precision, kLeastDecided);
    std::size_t decided = 0;
    for (const auto& text : held)
        decided += tried.guess(text.text).front().probability >= row.bound ? 1 : 0;
    row.coverage = static_cast<double>(decided) / static_cast<double>(held.size());
}

/// Those that the model in use has not learnt from, where they are enough to compare on; else all.
std::vector<LabelledText> unseen_or_all(
    const std::vector<LabelledText>& held, std::int64_t learnt_until
) {
    std::vector<LabelledText> unseen;
    std::copy_if(held.begin(), held.end(), std::back_inserter(unseen), [&](const auto& one) {
        return std::stoll(one.id) > learnt_until;
    });
    return unseen.size() >= kLeastCompared ? unseen : held;
}

void compare(
    const TownSnapshot& town, const std::vector<LabelledText>& held, model::RoutingModel& row
) {
    const auto figures = routing::measure(town.learned()->model, held);
    row.in_use_held = static_cast<std::int64_t>(figures.texts);
    row.in_use_accuracy = figures.accuracy;
    row.in_use_macro_f1 = figures.macro_f1;
}

/// Better by more than chance on enough tickets, or the first that is sure of anything.
bool is_better(const model::RoutingModel& row, bool another_in_use) {
    if (row.bound > 1)
        return false;
    return !another_in_use || (row.in_use_held >= kLeastSwitched &&
                               row.accuracy >= row.in_use_accuracy + kClearlyBetter);
}

}  // namespace

RoutingModels::RoutingModels(store::Database& database, Town& town, const model::Clock& clock)
    : database_(database), town_(town), clock_(clock) {}

std::optional<model::RoutingModel> RoutingModels::train(const std::string& by) {
    const auto used = in_use();
    std::int64_t learnt_until = 0;
    const auto examples = database_.read([&](Connection& connection) {
        store::RoutingRepository repository(connection);
        if (used) {
            if (const auto row = repository.find(*used))
                learnt_until = row->last_ticket.value;
        }
        return repository.examples(kMostExamples);
    });
    if (examples.size() < kLeastExamples || of_one_unit(examples))
        return std::nullopt;
    const auto town = town_.snapshot();
    const auto parts = split(examples);
    model::RoutingModel row;
    row.made_at = clock_.now();
    row.made_by = by;
    row.tickets = static_cast<std::int64_t>(examples.size());
    row.corrections = std::count_if(examples.begin(), examples.end(), [](const auto& one) {
        return one.corrected;
    });
    row.last_ticket = examples.back().ticket;
    const auto held = unseen_or_all(parts.held, learnt_until);
    row.precision = precision();
    write_figures(routing::learn(with_cold(parts.older, *town)), held, row.precision / 100.0, row);
    if (town->learned() && std::stoll(held.front().id) > learnt_until)
        compare(*town, held, row);
    const auto bytes = routing::learn(with_cold(parts.all, *town)).bytes();
    row.id = database_.write([&](Connection& connection) {
        store::PeopleRepository(connection)
            .add_audit(row.made_at, by, "train_routing", std::to_string(row.tickets), "");
        return store::RoutingRepository(connection).add(row, bytes);
    });
    return row;
}

std::vector<model::RoutingModel> RoutingModels::models() const {
    return database_.read([](Connection& connection) {
        return store::RoutingRepository(connection).models(kMostShown);
    });
}

std::optional<std::int64_t> RoutingModels::in_use() const {
    return database_.read([](Connection& connection) {
        return routing_model_from(store::DirectoryRepository(connection).settings());
    });
}

model::Result<void> RoutingModels::use(std::optional<std::int64_t> id, const std::string& by) {
    const auto word = id ? std::to_string(*id) : std::string();
    const bool known = database_.write([&](Connection& connection) {
        if (id && !store::RoutingRepository(connection).find(*id))
            return false;
        store::DirectoryRepository(connection).put_setting(std::string(kRoutingModel), word);
        store::PeopleRepository(connection)
            .add_audit(clock_.now(), by, "use_routing_model", word, "");
        return true;
    });
    if (!known)
        return model::Errc::not_found;
    town_.refresh();
    return {};
}

int RoutingModels::precision() const {
    const int kept = std::atoi(setting(kRoutingPrecision).c_str());
    return kept < kLowestPrecision || kept > kHighestPrecision ? kUsualPrecision : kept;
}

model::Result<void> RoutingModels::hold_to(int precision, const std::string& by) {
    if (precision < kLowestPrecision || precision > kHighestPrecision)
        return model::in_field(model::Errc::bad_request, "precision", "须在 80 到 99 之间");
    const auto word = std::to_string(precision);
    database_.write([&](Connection& connection) {
        store::DirectoryRepository(connection).put_setting(std::string(kRoutingPrecision), word);
        store::PeopleRepository(connection)
            .add_audit(clock_.now(), by, "routing_precision", word, "");
    });
    return {};
}

void RoutingModels::wish(const std::string& by) {
    database_.write([&](Connection& connection) {
        store::DirectoryRepository(connection).put_setting(std::string(kRoutingWish), by);
    });
}

bool RoutingModels::is_wished() const {
    return !setting(kRoutingWish).empty();
}

SwitchBy RoutingModels::switch_by() const {
    return setting(kRoutingSwitch) == "better" ? SwitchBy::rule : SwitchBy::person;
}

void RoutingModels::switch_by(SwitchBy who, const std::string& by) {
    const std::string word = who == SwitchBy::rule ? "better" : "person";
    database_.write([&](Connection& connection) {
        store::DirectoryRepository(connection).put_setting(std::string(kRoutingSwitch), word);
        store::PeopleRepository(connection).add_audit(clock_.now(), by, "routing_switch", word, "");
    });
}

std::string RoutingModels::setting(std::string_view key) const {
    return database_.read([&](Connection& connection) {
        const auto rows = store::DirectoryRepository(connection).settings();
        const auto row = rows.find(std::string(key));
        return row == rows.end() ? std::string() : row->second;
    });
}

/// Only one process gets it.
std::string RoutingModels::claimed_wish() {
    if (!is_wished())
        return {};
    return database_.write([&](Connection& connection) {
        store::DirectoryRepository directory(connection);
        const auto rows = directory.settings();
        const auto wish = rows.find(std::string(kRoutingWish));
        auto by = wish == rows.end() ? std::string() : wish->second;
        directory.put_setting(std::string(kRoutingWish), "");
        return by;
    });
}

bool RoutingModels::is_worth_a_night() const {
    const auto time = model::local_time_of_day(clock_.now());
    if (time < kNightBegins || time >= kNightEnds)
        return false;
    return database_.read([&](Connection& connection) {
        store::RoutingRepository repository(connection);
        const auto newest = repository.models(1);
        if (newest.empty())
            return repository.examples(kLeastExamples).size() >= kLeastExamples;
        if (clock_.now() - newest.front().made_at < kSinceLast)
            return false;
        const auto examples = repository.examples(kMostExamples);
        const auto news = std::count_if(examples.begin(), examples.end(), [&](const auto& one) {
            return one.ticket.value > newest.front().last_ticket.value;
        });
        return news >= static_cast<std::ptrdiff_t>(kNightlyNews);
    });
}

std::optional<model::RoutingModel> RoutingModels::step() {
    auto by = claimed_wish();
    if (by.empty() && !is_worth_a_night())
        return std::nullopt;
    auto row = train(by.empty() ? kNightly : by);
    if (row && switch_by() == SwitchBy::rule && is_better(*row, in_use().has_value()))
        (void)use(row->id, "规则");
    return row;
}

}  // namespace huiying::desk
