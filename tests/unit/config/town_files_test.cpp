#include "config/town_files.hpp"

#include "catch.hpp"
#include "config/config_error.hpp"

#include <filesystem>
#include <fstream>
#include <set>

using namespace huiying::config;

TEST_CASE(
    "the sample town is complete: at least 80 answers of 100 characters, each asked in more than "
    "one way",
    "[config]"
) {
    const auto files = packed_town();
    CHECK(files.town.name == "马桥镇");
    CHECK(files.units.size() >= 20);
    REQUIRE(files.faq.size() >= 80);
    for (const auto& entry : files.faq) {
        INFO(entry.id);
        std::size_t characters = 0;
        for (const char c : entry.answer)
            characters += (static_cast<unsigned char>(c) & 0xC0) != 0x80;
        CHECK(characters >= 100);
        CHECK(entry.variants.size() >= 2);
        CHECK_FALSE(entry.unit.empty());
        CHECK_FALSE(entry.source.empty());
        CHECK(entry.review == "sample");
    }
}

TEST_CASE("the demonstration has 300 messages of known units in every state", "[config]") {
    std::set<std::string> codes;
    for (const auto& unit : packed_town().units)
        codes.insert(unit.code);
    const auto messages = packed_demo_messages();
    CHECK(messages.size() == 300);
    std::map<std::string, int> states;
    for (const auto& message : messages) {
        INFO(message.subject);
        CHECK(codes.contains(message.unit));
        ++states[message.state];
    }
    for (const auto* state : {"to_dispatch", "handling", "in_review", "final_replied", "closed"})
        CHECK(states[state] > 0);
}

TEST_CASE("a town's file that is wrong in one place is refused with that place", "[config]") {
    const auto folder = std::filesystem::temp_directory_path() / "huiying_town_files_test";
    std::filesystem::create_directories(folder);
    const auto write = [&](const char* name, const std::string& text) {
        std::ofstream(folder / name) << text;
    };
    const std::string town =
        "[town]\ncode = \"x\"\nname = \"x\"\ndistrict = \"x\"\ncity = \"x\"\noffice_name = \"x\"\n"
        "service_name = \"x\"\n[hours]\nmorning = \"09:00-11:30\"\nafternoon = \"13:00-17:00\"\n"
        "[policy]\nmessage = \"same-calendar-day\"\nclose = \"23:59:59\"\nfinal_workdays = 5\n";
    const std::string units = "[[unit]]\ncode = \"a\"\nname = \"x\"\nlead = true\n";
    const std::string faq = "[[entry]]\nid = \"e\"\nquestion = \"q\"\nanswer = \"a\"\n";

    struct Row {
        const char* file;
        const char* old_text;
        const char* new_text;
        const char* said;
    };

    const auto row = GENERATE(
        Row{"town.toml", "city =", "town =", "town.toml:5: unknown key town; allowed: code"},
        Row{"town.toml", "[hours]", "[horus]", "unknown key horus; allowed: town, hours, policy"},
        Row{"town.toml", "= 5", "= 0", "town.toml:14: final_workdays: 0 is out of range; allowed"},
        Row{"town.toml", "= 5", "= \"5\"", "town.toml:14: final_workdays: wrong type; allowed"},
        Row{"town.toml", "23:59", "24:00", "town.toml:13: close: \"24:00:59\" is no time of day"},
        Row{"town.toml", "same-", "some-", "town.toml:12: message: \"some-calendar-day\" is none"},
        Row{"units.toml", "lead", "laed", "units.toml:4: unknown key laed; allowed: code"},
        Row{"units.toml", "true", "\"yes\"", "units.toml:4: lead: wrong type; allowed: true"},
        Row{"units.toml", "code", "kind = \"club\"\ncode", "units.toml:2: kind: \"club\" is none"},
        Row{"units.toml", "[[unit]]", "[[team]]", "unknown key team; allowed: unit"},
        Row{"faq.toml", "answer", "answers", "faq.toml:4: unknown key answers; allowed: id"}
    );
    std::map<std::string, std::string> files{
        {"town.toml", town}, {"units.toml", units}, {"faq.toml", faq}};
    for (const auto& [name, text] : files)
        write(name.c_str(), text);
    REQUIRE_NOTHROW(read_town(folder));
    auto& text = files[row.file];
    text.replace(text.find(row.old_text), std::string_view(row.old_text).size(), row.new_text);
    write(row.file, text);
    std::string said;
    try {
        (void)read_town(folder);
    } catch (const ConfigError& error) {
        said = error.what();
    }
    INFO(said);
    CHECK(said.find(row.said) != std::string::npos);
    std::filesystem::remove_all(folder);
}
