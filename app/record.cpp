#include "app/record.hpp"

#include "app/calendars.hpp"
#include "board/desk/administration.hpp"
#include "board/desk/dashboard.hpp"
#include "config/config_error.hpp"
#include "config/town_files.hpp"

#include <fcntl.h>
#include <fstream>
#include <sodium.h>
#include <unistd.h>

namespace huiying::app {
namespace {

namespace fs = std::filesystem;

std::string joined(const std::string& folder, const char* name) {
    return (fs::path(folder) / name).string();
}

desk::TownContents contents_of(const config::TownFiles& files) {
    desk::TownContents contents;
    auto& settings = contents.settings;
    settings.code = files.town.code;
    settings.name = files.town.name;
    settings.district = files.town.district;
    settings.city = files.town.city;
    settings.office_name = files.town.office_name;
    settings.service_name = files.town.service_name;
    settings.hours = files.town.hours;
    settings.policy.message = files.town.message_policy == "next-working-day"
                                  ? model::MessagePolicy::next_working_day
                                  : model::MessagePolicy::same_calendar_day;
    if (const auto close = model::parse_rfc3339("2000-01-01T" + files.town.close + "+08:00"))
        settings.policy.close = model::local_time_of_day(*close);
    settings.policy.final_workdays = files.town.final_workdays;
    for (const auto& row : files.units)
        contents.units.push_back(
            {row.code,
             row.name,
             row.short_name,
             row.aliases,
             row.kind,
             row.duties,
             row.keywords,
             row.places,
             row.contact,
             row.lead,
             true}
        );
    for (const auto& row : files.faq) {
        const auto review = model::parse_faq_review(row.review);
        if (!review)
            throw config::ConfigError(
                "faq entry " + row.id + ": review: \"" + row.review +
                "\"; allowed: sample, draft, reviewed, retired"
            );
        contents.faq.push_back(
            {row.id,
             row.topic,
             row.question,
             row.variants,
             row.answer,
             row.unit,
             row.source,
             row.valid_from,
             "",
             *review,
             true}
        );
    }
    return contents;
}

std::unique_ptr<desk::Town> open_town(
    Record& record, const config::Settings& settings, desk::Demo demo
) {
    const auto& folder = settings.text("town.folder");
    const auto files = folder.empty() ? config::packed_town() : config::read_town(folder);
    desk::Administration::fill(record.database, contents_of(files), record.clock);
    auto town = std::make_unique<desk::Town>(
        record.database,
        [folder = record.folder] { return town_calendar(folder); },
        record.secret,
        demo
    );
    desk::complete_contact_dues(record.database, *town);
    return town;
}

templates::Renderer renderer_of(const config::Settings& settings) {
    const auto& overrides = settings.text("town.templates");
    return overrides.empty() ? templates::Renderer() : templates::Renderer(overrides);
}

}  // namespace

Record::Record(const config::Settings& settings, desk::Demo demo)
    : folder(made_folder(settings.text("data.folder"))),
      secret(town_secret(folder)),
      database({.path = joined(folder.string(), kRecordFile)}),
      files(
          database,
          folder / "files",
          clock,
          static_cast<std::uintmax_t>(settings.integer("data.min_free_mb")) << 20U
      ),
      renderer(renderer_of(settings)),
      town(open_town(*this, settings, demo)) {}

fs::path made_folder(const std::string& path) {
    fs::create_directories(path);
    fs::permissions(path, fs::perms::owner_all, fs::perm_options::replace);
    return fs::absolute(path);
}

model::TownSecret town_secret(const fs::path& folder) {
    model::TownSecret secret{};
    const fs::path path = folder / "town.secret";
    if (!fs::exists(path)) {
        randombytes_buf(secret.data(), secret.size());
        // Written whole under another name first: half a secret would make every number wrong for
        // ever.
        const std::string partial = path.string() + "." + std::to_string(::getpid());
        const int file = ::open(partial.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
        const bool good =
            file >= 0 &&
            ::write(file, secret.data(), secret.size()) == static_cast<ssize_t>(secret.size()) &&
            ::fsync(file) == 0;
        if (file >= 0)
            ::close(file);
        if (!good)
            throw config::ConfigError(path.string() + ": cannot be written");
        // `link` fails where another process was first: then its secret counts.
        if (::link(partial.c_str(), path.c_str()) != 0 && !fs::exists(path))
            throw config::ConfigError(path.string() + ": cannot be written");
        fs::remove(partial);
    }
    std::ifstream stream(path, std::ios::binary);
    stream.read(
        reinterpret_cast<char*>(secret.data()), static_cast<std::streamsize>(secret.size())
    );
    if (stream.gcount() != static_cast<std::streamsize>(secret.size()))
        throw config::ConfigError(path.string() + ": is not 32 bytes; restore it from the backup");
    return secret;
}

}  // namespace huiying::app
