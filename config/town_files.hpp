// A town's files: town.toml, units.toml, faq.toml, the sample messages of the demonstration. Read
// into rows and checked here; app turns the rows into values of the model. Calendars:
// calendar_files.hpp.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace huiying::config {

struct TownRow {
    std::string code;
    std::string name;
    std::string district;
    std::string city;
    std::string office_name;
    std::string service_name;
    std::vector<std::string> hours;  ///< "09:00-11:30"
    std::string message_policy;      ///< same-calendar-day, next-working-day
    std::string close;               ///< HH:MM:SS
    int final_workdays = 5;
};

struct UnitRow {
    std::string code;
    std::string name;
    std::string short_name;
    std::vector<std::string> aliases;
    std::string kind;
    std::string duties;
    std::vector<std::string> keywords;
    std::vector<std::string> places;
    std::string contact;
    bool lead = false;
};

struct FaqRow {
    std::string id;
    std::string topic;
    std::string question;
    std::vector<std::string> variants;
    std::string answer;
    std::string unit;
    std::string source;
    std::string valid_from;
    std::string review;
};

struct DemoMessageRow {
    std::string subject;
    std::string text;
    std::string kind;
    std::string channel;
    std::string sender_name;
    std::string place;
    std::string unit;
    std::string state;
    double days_ago = 0;
    bool publish = false;
    std::string reply;
    double reply_days = 0;
    std::string public_question;
    std::string public_answer;
    std::string accuses;
};

struct TownFiles {
    TownRow town;
    std::vector<UnitRow> units;
    std::vector<FaqRow> faq;
};

/// The sample town packed into the binary.
TownFiles packed_town();
/// A town's folder. Throws ConfigError: missing file or key, wrong type, unknown unit, id twice,
/// more or less than one lead unit.
TownFiles read_town(const std::filesystem::path& folder);

/// The sample messages of the demonstration.
std::vector<DemoMessageRow> packed_demo_messages();

}  // namespace huiying::config
