#include "app/commands.hpp"

#include "app/channel_doors.hpp"
#include "app/dead_letters.hpp"
#include "app/housekeeping.hpp"
#include "app/record.hpp"
#include "board/desk/administration.hpp"
#include "board/desk/people.hpp"
#include "board/store/schema.hpp"
#include "board/web/submission.hpp"
#include "bot/channel/open_channels.hpp"
#include "config/town_files.hpp"

#include <algorithm>
#include <iostream>
#include <sodium.h>

namespace huiying::app {
namespace {

constexpr int kDone = 0;
constexpr int kRefused = 1;
constexpr int kWrongUsage = 2;
constexpr const char* kBy = "command line";

std::string random_text(std::size_t length, std::string_view letters) {
    std::string text;
    for (std::size_t i = 0; i < length; ++i)
        text += letters[randombytes_uniform(static_cast<std::uint32_t>(letters.size()))];
    return text;
}

/// Fields that only the platform can give and whose absence would leave the account unusable:
/// random stand-ins, for trying the product out before the platform's own are at hand. Returns
/// their keys.
std::vector<std::string> stand_ins(NewAccount& account) {
    std::vector<std::string> made;
    if (account.channel != "wechat_oa")
        return made;
    if (account.settings["app_id"].empty()) {
        account.settings["app_id"] = "wx" + random_text(16, "0123456789abcdef");
        made.emplace_back("app_id");
    }
    if (account.secrets["app_secret"].empty()) {
        account.secrets["app_secret"] = random_text(32, "0123456789abcdef");
        made.emplace_back("app_secret");
    }
    return made;
}

int refused_letter(long long id, model::Errc code, const std::string& detail) {
    std::cerr << id << ": " << model::code_of(code) << (detail.empty() ? "" : " (" + detail + ")")
              << "\n";
    return kRefused;
}

}  // namespace

int add_user(const config::Settings& settings, const NewUser& user) {
    Record record(settings, desk::Demo::no);
    desk::NewStaff person{
        user.login, user.name.empty() ? user.login : user.name, user.unit, {}, {}};
    for (const auto& word : user.roles) {
        const auto role = model::parse_role(word);
        if (!role) {
            std::cerr << "--role: \"" << word
                      << "\"; allowed: dispatcher, handler, reviewer, manager, administrator\n";
            return kWrongUsage;
        }
        person.roles.push_back(*role);
    }
    if (user.password_from_stdin)
        std::getline(std::cin, person.password);
    else
        person.password =
            random_text(16, "abcdefghjkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789");
    desk::People people(record.database, *record.town, record.clock);
    const auto added = people.add(person, kBy);
    if (added.has_error()) {
        std::cerr << user.login << ": " << model::code_of(model::errc_of(added.error()))
                  << " (login [a-z0-9._-]{2,40}, known unit, a role, password of at least "
                  << desk::People::kMinPassword << " characters)\n";
        return kRefused;
    }
    std::cout << "login=" << user.login << "\n";
    if (!user.password_from_stdin)
        std::cout << "password=" << person.password << "\n";
    return kDone;
}

int list_users(const config::Settings& settings) {
    Record record(settings, desk::Demo::no);
    desk::People people(record.database, *record.town, record.clock);
    for (const auto& staff : people.all()) {
        std::cout << staff.login << "\t" << staff.name << "\t" << staff.unit << "\t";
        for (const auto role : staff.roles)
            std::cout << model::to_word(role) << " ";
        std::cout << (staff.active ? "" : "(inactive)") << "\n";
    }
    return kDone;
}

int add_channel(const config::Settings& settings, NewAccount wanted) {
    Record record(settings, desk::Demo::no);
    if (record.town->snapshot()->account(wanted.channel, wanted.name)) {
        std::cerr << wanted.channel << "/" << wanted.name << ": already_exists\n";
        return kRefused;
    }
    const auto invented = stand_ins(wanted);
    model::ChannelAccount account{
        wanted.channel, wanted.name, wanted.settings, wanted.secrets, true};
    web::Problem problem;
    complete(account, problem);
    desk::Administration administration(record.database, *record.town, record.clock);
    if (problem.field.empty()) {
        if (const auto put = administration.put(account, kBy); put.has_error())
            problem = {
                .code = model::errc_of(put.error()), .detail = "[a-z0-9_-]{2,40}", .field = "name"};
    }
    if (!problem.field.empty()) {
        std::cerr << problem.field << ": " << problem.detail;
        for (const auto& allowed : problem.allowed)
            std::cerr << " " << allowed;
        std::cerr << "\n";
        return kWrongUsage;
    }
    std::cout << "callback=" << settings.text("server.public_url")
              << settings.text("server.base_path") << "/hooks/" << account.channel << "/"
              << account.name << "\n";
    for (const auto& [key, value] : account.settings)
        if (!value.empty())
            std::cout << key << "=" << value << "\n";
    for (const auto& [key, value] : account.secrets)
        if (!value.empty())
            std::cout << key << "=" << value << "\n";
    for (const auto& key : invented)
        std::cerr << key << " is a random stand-in; set the platform's own with --"
                  << (key == "app_id" ? "app-id" : "app-secret") << "\n";
    return kDone;
}

int list_channels(const config::Settings& settings) {
    Record record(settings, desk::Demo::no);
    const auto town = record.town->snapshot();
    for (const auto& account : town->accounts())
        std::cout << account.channel << "\t" << account.name << "\t"
                  << (account.active ? "active" : "inactive") << "\n";
    return kDone;
}

int list_dead_letters(const config::Settings& settings) {
    Record record(settings, desk::Demo::no);
    desk::Administration administration(record.database, *record.town, record.clock);
    for (const auto& letter : administration.dead_letters())
        std::cout << letter.id << "\t" << model::to_rfc3339(letter.at) << "\t" << letter.channel
                  << "/" << letter.account << "\t" << letter.reason << "\t" << letter.state << "\t"
                  << letter.bytes.size() << " bytes\n";
    return kDone;
}

int replay_dead_letter(const config::Settings& settings, long long id) {
    Record record(settings, desk::Demo::no);
    desk::Administration administration(record.database, *record.town, record.clock);
    const auto letter = administration.dead_letter(id);
    if (letter.has_error())
        return refused_letter(id, model::errc_of(letter.error()), "");
    if (letter->state != "open")
        return refused_letter(id, model::Errc::move_not_allowed, letter->state);
    channel::OpenChannels channels;
    open_changed_channels(*record.town, channels);
    const auto result = reread(*letter, *record.town, channels, record.clock.now());
    if (const auto* problem = std::get_if<web::Problem>(&result))
        return refused_letter(id, problem->code, problem->detail);
    const auto& [message, note] = std::get<RereadLetter>(result);
    web::spool(administration, message);
    (void)administration.settle_dead_letter(id, "replayed", kBy);
    std::cout << "number=" << message.number << "\n";
    if (!note.empty())
        std::cout << "note=" << note << "\n";
    return kDone;
}

int drop_dead_letter(const config::Settings& settings, long long id) {
    Record record(settings, desk::Demo::no);
    desk::Administration administration(record.database, *record.town, record.clock);
    const auto dropped = administration.settle_dead_letter(id, "dropped", kBy);
    return dropped.has_error() ? refused_letter(id, model::errc_of(dropped.error()), "") : kDone;
}

int migrate(const config::Settings& settings) {
    Record record(settings, desk::Demo::no);
    const auto version = record.database.read([](store::Connection& connection) {
        return store::schema_version(connection);
    });
    std::cout << "schema version " << version << "\n";
    return kDone;
}

int check_config(const config::Settings& settings) {
    const auto& folder = settings.text("town.folder");
    const auto files = folder.empty() ? config::packed_town() : config::read_town(folder);
    std::cout << settings.effective() << "# town " << files.town.name << ": " << files.units.size()
              << " units, " << files.faq.size() << " FAQ entries\n";
    return kDone;
}

}  // namespace huiying::app
