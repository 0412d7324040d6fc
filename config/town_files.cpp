#include "config/town_files.hpp"

#include "config/config_error.hpp"
#include "config_assets.hpp"

#include <fstream>
#include <nlohmann/json.hpp>
#include <set>
#include <sstream>
#include <toml++/toml.h>

namespace huiying::config {
namespace {

/// A TOML table with its place in a file, for errors.
class Section {
  public:
    Section(const toml::table& table, std::string file) : table_(table), file_(std::move(file)) {}

    std::string text(std::string_view key) const {
        const auto* node = required(key);
        if (!node->is_string())
            throw wrong(key, *node, "a text in quotes");
        return node->as_string()->get();
    }

    std::string text_or(std::string_view key, std::string_view fallback) const {
        return table_.contains(key) ? text(key) : std::string(fallback);
    }

    int whole(std::string_view key) const {
        const auto* node = required(key);
        if (!node->is_integer())
            throw wrong(key, *node, "a whole number");
        return static_cast<int>(node->as_integer()->get());
    }

    double number_or(std::string_view key, double fallback) const {
        return table_[key].value<double>().value_or(fallback);
    }

    bool yes_or(std::string_view key, bool fallback) const {
        return table_[key].value<bool>().value_or(fallback);
    }

    std::vector<std::string> texts(std::string_view key) const {
        std::vector<std::string> all;
        const auto* node = table_.get(key);
        if (!node)
            return all;
        if (!node->is_array())
            throw wrong(key, *node, "a list of texts");
        for (const auto& element : *node->as_array()) {
            if (!element.is_string())
                throw wrong(key, element, "a list of texts");
            all.push_back(element.as_string()->get());
        }
        return all;
    }

    ConfigError error(const std::string& message) const {
        return ConfigError(
            file_ + ":" + std::to_string(table_.source().begin.line) + ": " + message
        );
    }

  private:
    const toml::node* required(std::string_view key) const {
        const auto* node = table_.get(key);
        if (!node)
            throw error("missing key " + std::string(key));
        return node;
    }

    ConfigError wrong(std::string_view key, const toml::node& node, const std::string& allowed)
        const {
        return ConfigError(
            file_ + ":" + std::to_string(node.source().begin.line) + ": " + std::string(key) +
            ": wrong type; allowed: " + allowed
        );
    }

    const toml::table& table_;
    std::string file_;
};

toml::table parse(const std::string& name, std::string_view text) {
    try {
        return toml::parse(text, name);
    } catch (const toml::parse_error& error) {
        throw ConfigError(
            name + ":" + std::to_string(error.source().begin.line) + ": " +
            std::string(error.description())
        );
    }
}

/// Rows of `[[name]]` in a file, each made by `make(Section)`.
template <class Make>
auto rows(const toml::table& table, const std::string& file, std::string_view name, Make make) {
    std::vector<decltype(make(std::declval<Section>()))> all;
    const auto* array = table[name].as_array();
    if (!array)
        throw ConfigError(file + ":1: no [[" + std::string(name) + "]]");
    for (const auto& element : *array)
        if (const auto* row = element.as_table())
            all.push_back(make(Section(*row, file)));
    return all;
}

TownRow town_of(const std::string& file, std::string_view text) {
    const auto table = parse(file, text);
    const auto section = [&](std::string_view name) {
        const auto* inner = table[name].as_table();
        if (!inner)
            throw ConfigError(file + ":1: no [" + std::string(name) + "]");
        return Section(*inner, file);
    };
    const auto town = section("town");
    const auto hours = section("hours");
    const auto policy = section("policy");
    return {
        .code = town.text("code"),
        .name = town.text("name"),
        .district = town.text("district"),
        .city = town.text("city"),
        .office_name = town.text("office_name"),
        .service_name = town.text("service_name"),
        .hours = {hours.text("morning"), hours.text("afternoon")},
        .message_policy = policy.text("message"),
        .close = policy.text("close"),
        .final_workdays = policy.whole("final_workdays"),
    };
}

UnitRow unit_of(const Section& row) {
    return {
        .code = row.text("code"),
        .name = row.text("name"),
        .short_name = row.text_or("short_name", row.text("name")),
        .aliases = row.texts("aliases"),
        .kind = row.text_or("kind", "department"),
        .duties = row.text_or("duties", ""),
        .keywords = row.texts("keywords"),
        .places = row.texts("places"),
        .contact = row.text_or("contact", "【待填】"),
        .lead = row.yes_or("lead", false),
    };
}

FaqRow faq_of(const Section& row) {
    return {
        .id = row.text("id"),
        .topic = row.text_or("topic", ""),
        .question = row.text("question"),
        .variants = row.texts("variants"),
        .answer = row.text("answer"),
        .unit = row.text_or("unit", ""),
        .source = row.text_or("source", "【待填】"),
        .valid_from = row.text_or("valid_from", ""),
        .review = row.text_or("review", "draft"),
    };
}

DemoMessageRow demo_message_of(const Section& row) {
    return {
        .subject = row.text("subject"),
        .text = row.text("text"),
        .kind = row.text("kind"),
        .channel = row.text("channel"),
        .sender_name = row.text_or("sender_name", ""),
        .place = row.text_or("place", ""),
        .unit = row.text("unit"),
        .state = row.text("state"),
        .days_ago = row.number_or("days_ago", 0),
        .publish = row.yes_or("publish", false),
        .reply = row.text_or("reply", ""),
        .reply_days = row.number_or("reply_days", 0),
        .public_question = row.text_or("public_question", ""),
        .public_answer = row.text_or("public_answer", ""),
        .accuses = row.text_or("accuses", ""),
    };
}

void check(const TownFiles& files, const std::string& folder) {
    std::set<std::string> codes;
    int leads = 0;
    for (const auto& unit : files.units) {
        if (!codes.insert(unit.code).second)
            throw ConfigError(folder + "/units.toml: unit " + unit.code + " twice");
        leads += unit.lead ? 1 : 0;
    }
    if (leads != 1)
        throw ConfigError(
            folder + "/units.toml: lead: " + std::to_string(leads) +
            " units have it; allowed: exactly one"
        );
    std::set<std::string> ids;
    for (const auto& entry : files.faq) {
        if (!ids.insert(entry.id).second)
            throw ConfigError(folder + "/faq.toml: entry " + entry.id + " twice");
        if (!entry.unit.empty() && !codes.contains(entry.unit))
            throw ConfigError(
                folder + "/faq.toml: entry " + entry.id + ": unknown unit " + entry.unit
            );
    }
}

template <class Read>
TownFiles town_files(const std::string& folder, Read read) {
    TownFiles files;
    files.town = town_of(folder + "/town.toml", read("town.toml"));
    const std::string units = folder + "/units.toml";
    files.units = rows(parse(units, read("units.toml")), units, "unit", unit_of);
    const std::string faq = folder + "/faq.toml";
    files.faq = rows(parse(faq, read("faq.toml")), faq, "entry", faq_of);
    check(files, folder);
    return files;
}

std::map<std::string, std::string> days_of(
    const std::string& name, const nlohmann::json& days, int year
) {
    std::map<std::string, std::string> all;
    for (const auto& [date, label] : days.items()) {
        const bool shaped = date.size() == 10 && date[4] == '-' && date[7] == '-';
        const int of_year = shaped ? std::atoi(date.c_str()) : 0;
        if (of_year < year - 1 || of_year > year + 1)
            throw ConfigError(
                name + ": " + date + " is not a date of " + std::to_string(year) +
                " or a neighbouring year"
            );
        all.emplace(date, label.get<std::string>());
    }
    return all;
}

}  // namespace

TownFiles packed_town() {
    return town_files("towns/maqiao", [](const std::string& name) {
        return packed("towns/maqiao/" + name).value();
    });
}

TownFiles read_town(const std::filesystem::path& folder) {
    std::string held;
    return town_files(folder.string(), [&](const std::string& name) -> std::string_view {
        std::ifstream file(folder / name, std::ios::binary);
        if (!file)
            throw ConfigError((folder / name).string() + ": file not found");
        std::stringstream text;
        text << file.rdbuf();
        held = text.str();
        return held;
    });
}

CalendarRow parse_calendar(const std::string& name, std::string_view text) {
    try {
        const auto json = nlohmann::json::parse(text);
        CalendarRow row{
            .year = json.at("year").get<int>(),
            .standing = json.at("standing").get<std::string>(),
            .source = json.at("source").get<std::string>()};
        if (row.standing != "official" && row.standing != "provisional")
            throw ConfigError(
                name + ": standing: \"" + row.standing + "\"; allowed: official, provisional"
            );
        row.holidays = days_of(name, json.at("holidays"), row.year);
        row.workdays = days_of(name, json.at("workdays"), row.year);
        for (const auto& [date, label] : row.workdays)
            if (row.holidays.contains(date))
                throw ConfigError(name + ": " + date + " is a holiday and a working day");
        return row;
    } catch (const nlohmann::json::exception& error) {
        throw ConfigError(name + ": " + error.what());
    }
}

std::vector<CalendarRow> packed_calendars() {
    std::vector<CalendarRow> calendars;
    for (const auto path : packed_paths())
        if (path.starts_with("calendar/"))
            calendars.push_back(parse_calendar(std::string(path), packed(path).value()));
    return calendars;
}

std::vector<DemoMessageRow> packed_demo_messages() {
    std::vector<DemoMessageRow> messages;
    for (const auto path : packed_paths()) {
        if (!path.starts_with("demo/messages/"))
            continue;
        const std::string file(path);
        for (auto& message :
             rows(parse(file, packed(path).value()), file, "message", demo_message_of))
            messages.push_back(std::move(message));
    }
    return messages;
}

}  // namespace huiying::config
