#include "config/town_files.hpp"

#include "config/config_error.hpp"
#include "config/toml_section.hpp"
#include "config_assets.hpp"

#include <cctype>
#include <fstream>
#include <set>
#include <sstream>

namespace huiying::config {
namespace {

/// Rows of `[[name]]` in a file, each made by `make(table, file)`.
template <class Make>
auto rows(const toml::table& table, const std::string& file, std::string_view name, Make make) {
    std::vector<decltype(make(table, file))> all;
    for (const auto* row : rows_of(table, file, name))
        all.push_back(make(*row, file));
    return all;
}

/// "17:00:00"
bool is_time_of_day(const std::string& text) {
    const auto two = [&](std::size_t at, int limit) {
        const bool digits = std::isdigit(static_cast<unsigned char>(text[at])) != 0 &&
                            std::isdigit(static_cast<unsigned char>(text[at + 1])) != 0;
        return digits && (text[at] - '0') * 10 + (text[at + 1] - '0') < limit;
    };
    return text.size() == 8 && text[2] == ':' && text[5] == ':' && two(0, 24) && two(3, 60) &&
           two(6, 60);
}

TownRow town_of(const std::string& file, std::string_view text) {
    const auto table = parse_toml(file, text);
    const Section sections(table, file, {"town", "hours", "policy"});
    const auto town = section_of(
        table, file, "town", {"code", "name", "district", "city", "office_name", "service_name"}
    );
    const auto hours = section_of(table, file, "hours", {"morning", "afternoon"});
    const auto policy = section_of(table, file, "policy", {"message", "close", "final_workdays"});
    if (!is_time_of_day(policy.text("close")))
        throw policy.wrong(
            "close", "\"" + policy.text("close") + "\" is no time of day; allowed: HH:MM:SS"
        );
    return {
        .code = town.text("code"),
        .name = town.text("name"),
        .district = town.text("district"),
        .city = town.text("city"),
        .office_name = town.text("office_name"),
        .service_name = town.text("service_name"),
        .hours = {hours.text("morning"), hours.text("afternoon")},
        .message_policy = policy.choice("message", {"same-calendar-day", "next-working-day"}),
        .close = policy.text("close"),
        .final_workdays = policy.whole("final_workdays", {1, 60}),
    };
}

UnitRow unit_of(const toml::table& table, const std::string& file) {
    const Section row(
        table,
        file,
        {"code",
         "name",
         "short_name",
         "aliases",
         "kind",
         "duties",
         "keywords",
         "places",
         "contact",
         "lead"}
    );
    return {
        .code = row.text("code"),
        .name = row.text("name"),
        .short_name = row.text_or("short_name", row.text("name")),
        .aliases = row.texts("aliases"),
        .kind = row.choice(
            "kind", {"department", "office", "institution", "enforcement", "committee", "company"}
        ),
        .duties = row.text_or("duties", ""),
        .keywords = row.texts("keywords"),
        .places = row.texts("places"),
        .contact = row.text_or("contact", "【待填】"),
        .lead = row.yes_or("lead", false),
    };
}

FaqRow faq_of(const toml::table& table, const std::string& file) {
    const Section row(
        table,
        file,
        {"id", "topic", "question", "variants", "answer", "unit", "source", "valid_from", "review"}
    );
    return {
        .id = row.text("id"),
        .topic = row.text_or("topic", ""),
        .question = row.text("question"),
        .variants = row.texts("variants"),
        .answer = row.text("answer"),
        .unit = row.text_or("unit", ""),
        .source = row.text_or("source", "【待填】"),
        .valid_from = row.text_or("valid_from", ""),
        .review = row.choice("review", {"draft", "sample", "reviewed", "retired"}),
    };
}

DemoMessageRow demo_message_of(const toml::table& table, const std::string& file) {
    const Section row(
        table,
        file,
        {"subject",
         "text",
         "kind",
         "channel",
         "sender_name",
         "place",
         "unit",
         "state",
         "days_ago",
         "publish",
         "reply",
         "reply_days",
         "public_question",
         "public_answer",
         "accuses"}
    );
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
    files.units = rows(parse_toml(units, read("units.toml")), units, "unit", unit_of);
    const std::string faq = folder + "/faq.toml";
    files.faq = rows(parse_toml(faq, read("faq.toml")), faq, "entry", faq_of);
    check(files, folder);
    return files;
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

std::vector<DemoMessageRow> packed_demo_messages() {
    std::vector<DemoMessageRow> messages;
    for (const auto path : packed_paths()) {
        if (!path.starts_with("demo/messages/"))
            continue;
        const std::string file(path);
        for (auto& message :
             rows(parse_toml(file, packed(path).value()), file, "message", demo_message_of))
            messages.push_back(std::move(message));
    }
    return messages;
}

}  // namespace huiying::config
