#include "board/store/directory_repository.hpp"

#include "board/store/database.hpp"
#include "board/store/faq_version_repository.hpp"
#include "board/store/json_columns.hpp"
#include "board/store/policy_links.hpp"
#include "board/store/sealing.hpp"

namespace huiying::store {

std::int64_t DirectoryRepository::revision() {
    auto row = connection_.query("select value from revision where name = 'directory'");
    return row.next() ? row.integer(0) : 0;
}

void DirectoryRepository::raise_revision() {
    connection_.run("update revision set value = value + 1 where name = 'directory'");
}

std::vector<model::Unit> DirectoryRepository::units() {
    std::vector<model::Unit> units;
    auto row = connection_.query(
        "select code, name, short_name, aliases, kind, duties, keywords, places, contact, lead, "
        "active from unit order by position, code"
    );
    while (row.next())
        units.push_back(
            {row.text(0),
             row.text(1),
             row.text(2),
             words_from_json(row.text(3)),
             row.text(4),
             row.text(5),
             words_from_json(row.text(6)),
             words_from_json(row.text(7)),
             row.text(8),
             row.integer(9) != 0,
             row.integer(10) != 0}
        );
    return units;
}

void DirectoryRepository::put(const model::Unit& unit) {
    connection_.run(
        "insert into unit (code, name, short_name, aliases, kind, duties, keywords, places, "
        "contact, lead, active, position)"
        " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, (select count(*) from unit))"
        " on conflict (code) do update set name = excluded.name, short_name = excluded.short_name, "
        "aliases = excluded.aliases,"
        " kind = excluded.kind, duties = excluded.duties, keywords = excluded.keywords, places = "
        "excluded.places,"
        " contact = excluded.contact, lead = excluded.lead, active = excluded.active",
        unit.code,
        unit.name,
        unit.short_name,
        to_json(unit.aliases),
        unit.kind,
        unit.duties,
        to_json(unit.keywords),
        to_json(unit.places),
        unit.contact,
        unit.lead,
        unit.active
    );
    raise_revision();
}

std::vector<model::FaqEntry> DirectoryRepository::faq_entries() {
    std::vector<model::FaqEntry> entries;
    PolicyLinks links(connection_);
    auto bases = links.bases();
    const auto doubts = links.doubts();
    auto row = connection_.query(
        "select id, topic, question, variants, answer, unit, source, valid_from, valid_to, review, "
        "auto_answer from faq_entry order by position, id"
    );
    while (row.next())
        entries.push_back(
            {row.text(0),
             row.text(1),
             row.text(2),
             words_from_json(row.text(3)),
             row.text(4),
             row.text(5),
             row.text(6),
             row.text(7),
             row.text(8),
             model::parse_faq_review(row.text(9)).value_or(model::FaqReview::draft),
             row.integer(10) != 0,
             std::move(bases[row.text(0)]),
             doubts.contains(row.text(0))}
        );
    return entries;
}

void DirectoryRepository::put(
    const model::FaqEntry& entry, const std::string& by, model::Instant now, const std::string& note
) {
    connection_.run(
        "insert into faq_entry (id, topic, question, variants, answer, unit, source, valid_from, "
        "valid_to, review, auto_answer,"
        " position, updated_at, updated_by) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, (select "
        "coalesce(max(position) + 1, 0) from faq_entry), ?, ?)"
        " on conflict (id) do update set topic = excluded.topic, question = excluded.question, "
        "variants = excluded.variants,"
        " answer = excluded.answer, unit = excluded.unit, source = excluded.source, valid_from = "
        "excluded.valid_from,"
        " valid_to = excluded.valid_to, review = excluded.review, auto_answer = "
        "excluded.auto_answer,"
        " updated_at = excluded.updated_at, updated_by = excluded.updated_by",
        entry.id,
        entry.topic,
        entry.question,
        to_json(entry.variants),
        entry.answer,
        entry.unit,
        entry.source,
        entry.valid_from,
        entry.valid_to,
        model::to_word(entry.review),
        entry.auto_answer,
        model::to_unix_ms(now),
        by
    );
    PolicyLinks(connection_).set_bases(entry.id, entry.documents);
    FaqVersionRepository(connection_).add_present(entry.id, note);
    raise_revision();
}

std::map<std::string, std::string> DirectoryRepository::settings() {
    std::map<std::string, std::string> settings;
    auto row = connection_.query("select key, value from setting");
    while (row.next())
        settings.emplace(row.text(0), row.text(1));
    return settings;
}

void DirectoryRepository::put_setting(const std::string& key, const std::string& value) {
    connection_.run(
        "insert into setting (key, value) values (?, ?) on conflict (key) do update set value = "
        "excluded.value",
        key,
        value
    );
    raise_revision();
}

std::vector<model::ChannelAccount> DirectoryRepository::channel_accounts(
    const model::TownSecret& town_secret
) {
    std::vector<model::ChannelAccount> accounts;
    auto row = connection_.query(
        "select channel, name, settings, sealed_secrets, active from channel_account order by "
        "channel, name"
    );
    while (row.next()) {
        const auto secrets = unseal(town_secret, row.text(3));
        if (!secrets)
            throw StoreUnavailable(
                "secrets of channel account " + row.text(0) + "/" + row.text(1) +
                " do not open: the town's secret is another one"
            );
        accounts.push_back(
            {row.text(0),
             row.text(1),
             fields_from_json(row.text(2)),
             fields_from_json(*secrets),
             row.integer(4) != 0}
        );
    }
    return accounts;
}

void DirectoryRepository::put(
    const model::ChannelAccount& account, const model::TownSecret& town_secret, model::Instant now
) {
    connection_.run(
        "insert into channel_account (channel, name, settings, sealed_secrets, active, created_at) "
        "values (?, ?, ?, ?, ?, ?)"
        " on conflict (channel, name) do update set settings = excluded.settings, sealed_secrets = "
        "excluded.sealed_secrets,"
        " active = excluded.active",
        account.channel,
        account.name,
        to_json(account.settings),
        seal(town_secret, to_json(account.secrets)),
        account.active,
        model::to_unix_ms(now)
    );
    raise_revision();
}

}  // namespace huiying::store
