#include "board/desk/administration.hpp"

#include "board/desk/setting_keys.hpp"
#include "board/store/alarm_repository.hpp"
#include "board/store/arrival_repository.hpp"
#include "board/store/database.hpp"
#include "board/store/directory_repository.hpp"
#include "board/store/people_repository.hpp"
#include "text/encoding.hpp"

#include <algorithm>

namespace huiying::desk {
namespace {

using store::ArrivalRepository;
using store::Connection;
using store::DirectoryRepository;

constexpr int kShownDeadLetters = 200;
constexpr int kMostWorkdays = 60;

bool is_word(const std::string& text, std::size_t most, std::string_view allowed) {
    return text.size() >= 2 && text.size() <= most &&
           text.find_first_not_of(allowed) == std::string::npos;
}

constexpr std::string_view kCodeLetters = "abcdefghijklmnopqrstuvwxyz0123456789_";
constexpr std::string_view kNameLetters = "abcdefghijklmnopqrstuvwxyz0123456789_-";

/// Whether rungs of the ladder lie at other times under the new settings.
bool climbs_otherwise(const TownSettings& before, const TownSettings& after) {
    return before.ladder != after.ladder ||
           before.workflow.close_after_days != after.workflow.close_after_days ||
           before.policy.final_workdays != after.policy.final_workdays ||
           before.policy.close != after.policy.close;
}

/// "09:00-11:30", the end after the beginning.
bool is_span(const std::string& text) {
    if (text.size() != 11 || text[5] != '-')
        return false;
    const auto from = parse_time_of_day(text.substr(0, 5) + ":00");
    const auto to = parse_time_of_day(text.substr(6) + ":00");
    return from && to && *from < *to;
}

DeadLetterView view_of(const store::DeadLetter& letter) {
    return {
        letter.id,
        letter.at,
        letter.channel,
        letter.account,
        letter.reason,
        letter.bytes,
        letter.state};
}

}  // namespace

Administration::Administration(store::Database& database, Town& town, const model::Clock& clock)
    : database_(database), town_(town), clock_(clock) {}

bool Administration::fill(
    store::Database& database, const TownContents& contents, const model::Clock& clock
) {
    return database.write([&](Connection& connection) {
        DirectoryRepository directory(connection);
        if (!directory.units().empty())
            return false;
        for (const auto& [key, value] : rows_of(contents.settings))
            directory.put_setting(key, value);
        for (const auto& unit : contents.units)
            directory.put(unit);
        for (const auto& entry : contents.faq)
            directory.put(entry, "import", clock.now());
        return true;
    });
}

bool Administration::adopt_calendar(
    store::Database& database,
    const std::string& version,
    const std::string& by,
    const model::Clock& clock
) {
    return database.write([&](Connection& connection) {
        DirectoryRepository directory(connection);
        const std::string key(kCalendarVersion);
        const auto settings = directory.settings();
        const auto held = settings.find(key);
        if (held != settings.end() && held->second == version)
            return false;
        directory.put_setting(key, version);
        store::PeopleRepository(connection)
            .add_audit(clock.now(), by, "adopt_calendar", version, "");
        return true;
    });
}

model::Result<void> Administration::put(const model::Unit& unit, const std::string& by) {
    if (!is_word(unit.code, 20, kCodeLetters) || text::trim(unit.name).empty())
        return model::Errc::bad_request;
    const auto town = town_.snapshot();
    // Exactly one office dispatches: a second one, or none, would leave accusations nowhere to go.
    const bool is_lead_now = town->lead_unit() == unit.code;
    if (unit.lead != is_lead_now || (is_lead_now && !unit.active))
        return model::Errc::bad_request;
    database_.write([&](Connection& connection) { DirectoryRepository(connection).put(unit); });
    audit_and_refresh(by, "put_unit", unit.code);
    return {};
}

model::Result<void> Administration::put(const TownSettings& settings, const std::string& by) {
    const bool spans = std::all_of(settings.hours.begin(), settings.hours.end(), is_span);
    const bool days =
        settings.policy.final_workdays >= 1 && settings.policy.final_workdays <= kMostWorkdays;
    if (!spans || !days || text::trim(settings.name).empty() ||
        text::trim(settings.service_name).empty() || !model::wrong_field(settings.ladder).empty())
        return model::Errc::bad_request;
    database_.write([&](Connection& connection) {
        DirectoryRepository directory(connection);
        if (climbs_otherwise(settings_from(directory.settings()), settings))
            store::AlarmRepository(connection).look_again_at_all(clock_.now());
        for (const auto& [key, value] : rows_of(settings))
            directory.put_setting(key, value);
    });
    audit_and_refresh(by, "put_settings", settings.policy.version);
    return {};
}

model::Result<void> Administration::put(
    const model::ChannelAccount& account, const std::string& by
) {
    if (!is_word(account.name, 40, kNameLetters))
        return model::Errc::bad_request;
    database_.write([&](Connection& connection) {
        DirectoryRepository(connection).put(account, town_.secret(), clock_.now());
    });
    audit_and_refresh(by, "put_channel", account.channel + "/" + account.name);
    return {};
}

void Administration::audit_and_refresh(
    const std::string& by, const std::string& action, const std::string& object
) {
    database_.write([&](Connection& connection) {
        store::PeopleRepository(connection).add_audit(clock_.now(), by, action, object, "");
    });
    town_.refresh();
}

std::vector<std::pair<std::string, bool>> Administration::steps() const {
    const auto settings = database_.read([](Connection& connection) {
        return DirectoryRepository(connection).settings();
    });
    std::vector<std::pair<std::string, bool>> steps;
    steps.reserve(kSteps.size());
    for (const auto step : kSteps)
        steps.emplace_back(step, settings.contains(setup_key(std::string(step))));
    return steps;
}

model::Result<void> Administration::finish_step(const std::string& step, const std::string& by) {
    if (std::find(kSteps.begin(), kSteps.end(), step) == kSteps.end())
        return model::Errc::not_found;
    database_.write([&](Connection& connection) {
        DirectoryRepository(connection).put_setting(setup_key(step), "done");
    });
    audit_and_refresh(by, "finish_setup_step", step);
    return {};
}

std::vector<DeadLetterView> Administration::dead_letters() const {
    const auto letters = database_.read([](Connection& connection) {
        return ArrivalRepository(connection).dead_letters(kShownDeadLetters);
    });
    std::vector<DeadLetterView> views;
    for (const auto& letter : letters)
        views.push_back(view_of(letter));
    return views;
}

model::Result<DeadLetterView> Administration::dead_letter(std::int64_t id) const {
    const auto letter = database_.read([&](Connection& connection) {
        return ArrivalRepository(connection).dead_letter(id);
    });
    if (!letter)
        return model::Errc::not_found;
    return view_of(*letter);
}

model::Result<void> Administration::settle_dead_letter(
    std::int64_t id, const std::string& state, const std::string& by
) {
    return database_.write([&](Connection& connection) -> model::Result<void> {
        ArrivalRepository arrivals(connection);
        const auto letter = arrivals.dead_letter(id);
        if (!letter)
            return model::Errc::not_found;
        if (letter->state != "open")
            return model::Errc::move_not_allowed;
        arrivals.set_dead_letter_state(id, state);
        store::PeopleRepository(connection)
            .add_audit(clock_.now(), by, "dead_letter_" + state, std::to_string(id), "");
        return {};
    });
}

void Administration::spool(const std::string& delivery_key, const std::string& entry) {
    database_.write([&](Connection& connection) {
        ArrivalRepository(connection).add_spooled(delivery_key, entry, clock_.now());
    });
}

std::vector<Administration::Spooled> Administration::spooled(int limit) const {
    const auto rows = database_.read([&](Connection& connection) {
        return ArrivalRepository(connection).spooled(limit);
    });
    std::vector<Spooled> entries;
    for (const auto& row : rows)
        entries.push_back({row.id, row.entry});
    return entries;
}

void Administration::remove_spooled(std::int64_t id) {
    database_.write([&](Connection& connection) {
        ArrivalRepository(connection).remove_spooled(id);
    });
}

}  // namespace huiying::desk
