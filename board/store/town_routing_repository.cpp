#include "board/store/town_routing_repository.hpp"

#include "board/store/database.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace huiying::model {

// NOLINTNEXTLINE(readability-identifier-naming): the names that nlohmann looks for
void to_json(nlohmann::json& json, const RoutingRule& rule) {
    json = {
        {"name", rule.name},
        {"words", rule.words},
        {"without", rule.without},
        {"places", rule.places},
        {"channels", rule.channels},
        {"kinds", nlohmann::json::array()},
        {"unit", rule.unit},
        {"active", rule.active}};
    for (const auto kind : rule.kinds)
        json["kinds"].push_back(to_word(kind));
}

// NOLINTNEXTLINE(readability-identifier-naming)
void from_json(const nlohmann::json& json, RoutingRule& rule) {
    json.at("name").get_to(rule.name);
    json.at("words").get_to(rule.words);
    json.at("without").get_to(rule.without);
    json.at("places").get_to(rule.places);
    json.at("channels").get_to(rule.channels);
    json.at("unit").get_to(rule.unit);
    json.at("active").get_to(rule.active);
    for (const auto& word : json.at("kinds"))
        if (const auto kind = parse_kind(word.get<std::string>()))
            rule.kinds.push_back(*kind);
}

}  // namespace huiying::model

namespace huiying::store {
namespace {

const std::string kNotForOthers =
    " t.restricted = 0 and t.accused = '[]' and t.state not in"
    " ('merged', 'not_accepted', 'to_petition', 'emergency_transferred', 'withdrawn') ";

/// Of so many tickets one may be tried on; older ones are not looked at.
constexpr int kLookedAtOfEach = 4;

RoutingRulesVersion version_of(const Cursor& row) {
    RoutingRulesVersion found;
    found.version = row.integer(0);
    found.at = model::from_unix_ms(row.integer(1));
    found.by = row.text(2);
    found.note = row.text(3);
    return found;
}

RoutingRulesVersion whole_version_of(const Cursor& row) {
    auto found = version_of(row);
    found.rules = nlohmann::json::parse(row.text(4)).get<std::vector<model::RoutingRule>>();
    return found;
}

}  // namespace

RoutingRulesVersion TownRoutingRepository::newest() {
    auto row = connection_.query(
        "select version, at, by, note, rules from routing_rules order by version desc limit 1"
    );
    return row.next() ? whole_version_of(row) : RoutingRulesVersion{};
}

std::optional<RoutingRulesVersion> TownRoutingRepository::find(std::int64_t version) {
    auto row = connection_.query(
        "select version, at, by, note, rules from routing_rules where version = ?", version
    );
    return row.next() ? std::optional(whole_version_of(row)) : std::nullopt;
}

std::vector<RoutingRulesVersion> TownRoutingRepository::versions(int most) {
    auto row = connection_.query(
        "select version, at, by, note from routing_rules order by version desc limit ?", most
    );
    std::vector<RoutingRulesVersion> found;
    while (row.next())
        found.push_back(version_of(row));
    return found;
}

std::int64_t TownRoutingRepository::add(const RoutingRulesVersion& row) {
    connection_.run(
        "insert into routing_rules (version, at, by, note, rules)"
        " values ((select coalesce(max(version), 0) + 1 from routing_rules), ?, ?, ?, ?)",
        model::to_unix_ms(row.at),
        row.by,
        row.note,
        nlohmann::json(row.rules).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace)
    );
    return connection_.last_id();
}

void TownRoutingRepository::note_correction(
    model::TicketId ticket, const std::string& wrong, const std::string& right, model::Instant now
) {
    connection_.run(
        "insert into routing_correction (ticket, at, wrong, \"right\") values (?, ?, ?, ?)"
        " on conflict (ticket) do update set at = excluded.at, \"right\" = excluded.\"right\","
        " wrong = case when excluded.wrong = '' then routing_correction.wrong else excluded.wrong"
        " end",
        ticket.value,
        model::to_unix_ms(now),
        wrong,
        right
    );
    corrections_changed();
}

void TownRoutingRepository::drop_correction(model::TicketId ticket) {
    if (connection_.run("delete from routing_correction where ticket = ?", ticket.value) > 0)
        corrections_changed();
}

void TownRoutingRepository::corrections_changed() {
    connection_.run("update revision set value = value + 1 where name = 'corrections'");
}

std::int64_t TownRoutingRepository::corrections_revision() {
    auto row = connection_.query("select value from revision where name = 'corrections'");
    return row.next() ? row.integer(0) : 0;
}

std::vector<model::CorrectedRoute> TownRoutingRepository::corrections(int most) {
    auto rows = connection_.query(
        "select t.subject, t.text, c.wrong, c.\"right\" from routing_correction c"
        " join ticket t on t.id = c.ticket where" +
            kNotForOthers + "order by c.at desc, c.ticket desc limit ?",
        most
    );
    std::vector<model::CorrectedRoute> found;
    while (rows.next())
        found.push_back({rows.text(0) + "\n" + rows.text(1), rows.text(2), rows.text(3)});
    std::reverse(found.begin(), found.end());
    return found;
}

std::vector<TrialMessage> TownRoutingRepository::received_since(model::Instant since, int most) {
    auto rows = connection_.query(
        "select t.number, t.channel, t.kind, t.subject, t.text, t.place, t.unit,"
        " t.unit <> '' and (t.replied_at is not null or exists (select 1 from routing_correction c"
        " where c.ticket = t.id)) from (select * from ticket order by id desc limit ?) t"
        " where t.received_at >= ? and" +
            kNotForOthers + "order by t.id desc limit ?",
        most * kLookedAtOfEach,
        model::to_unix_ms(since),
        most
    );
    std::vector<TrialMessage> found;
    while (rows.next()) {
        TrialMessage one;
        one.message.number = rows.text(0);
        one.message.channel = rows.text(1);
        one.message.kind = model::parse_kind(rows.text(2)).value_or(model::Kind::question);
        one.message.subject = rows.text(3);
        one.message.text = rows.text(4);
        one.message.place = rows.text(5);
        one.unit = rows.text(6);
        one.known = rows.integer(7) != 0;
        found.push_back(std::move(one));
    }
    return found;
}

}  // namespace huiying::store
