// The command line of huiying: reads flags, loads the settings, calls the command. Exit 0 done, 1
// failed, 2 usage or configuration.
#include "app/audit_commands.hpp"
#include "app/clock_commands.hpp"
#include "app/commands.hpp"
#include "app/faq_import.hpp"
#include "app/import_commands.hpp"
#include "app/login_commands.hpp"
#include "app/reply_eval.hpp"
#include "app/report_commands.hpp"
#include "app/retrieval_eval.hpp"
#include "app/routing_commands.hpp"
#include "app/routing_eval.hpp"
#include "app/serve.hpp"
#include "app/template_commands.hpp"
#include "app/version.hpp"
#include "bot/channel/channel_table.hpp"
#include "config/config_error.hpp"
#include "config/settings.hpp"
#include "queue/embedded_server.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <exception>
#include <iostream>
#include <map>
#include <sodium.h>
#include <unistd.h>

namespace huiying::app {
namespace {

std::map<std::string, std::string> environment() {
    std::map<std::string, std::string> variables;
    for (char** entry = environ; *entry; ++entry) {
        const std::string_view line(*entry);
        const auto equals = line.find('=');
        if (equals != std::string_view::npos)
            variables.emplace(line.substr(0, equals), line.substr(equals + 1));
    }
    return variables;
}

/// "key=value" pairs; throws ConfigError for one without '='.
std::map<std::string, std::string> pairs_of(
    const std::vector<std::string>& lines, const char* flag
) {
    std::map<std::string, std::string> pairs;
    for (const auto& line : lines) {
        const auto equals = line.find('=');
        if (equals == std::string::npos)
            throw config::ConfigError(
                "flag --" + std::string(flag) + ": \"" + line + "\"; allowed: key=value"
            );
        pairs.insert_or_assign(line.substr(0, equals), line.substr(equals + 1));
    }
    return pairs;
}

/// What the command line said.
struct Said {
    std::string config_file;
    std::map<std::string, std::string> flags;
    bool demo = false;
    app::NewUser user;
    app::NewAccount account;
    app::RoutingEval routing_eval;
    std::string routing_model;
    std::vector<std::string> settings;
    std::vector<std::string> secrets;
    std::map<std::string, std::string> shorthands;  // --api-base and the like
    long long dead_letter = 0;
    std::string month;
    bool as_csv = false;
    app::ClockArguments clocks;
};

config::Settings settings_of(const Said& said) {
    config::SettingSources sources{.environment = environment(), .flags = said.flags};
    const auto variable = sources.environment.find("HUIYING_CONFIG");
    const bool is_set = variable != sources.environment.end();
    const std::string file =
        said.config_file.empty() && is_set ? variable->second : said.config_file;
    if (!file.empty())
        sources.file = file;
    return config::load_settings(sources);
}

bool is_secret(const std::string& platform, const std::string& key) {
    const auto* const row = channel::find_channel(platform);
    if (row == nullptr)
        return false;
    return std::any_of(row->fields.begin(), row->fields.end(), [&](const auto& field) {
        return field.key == key && field.place == channel::AccountField::Place::secret;
    });
}

std::string known_platforms() {
    std::string names;
    for (const auto& row : channel::channel_table())
        names += (names.empty() ? "" : ", ") + std::string(row.platform);
    return names;
}

app::NewAccount account_of(const Said& said) {
    auto account = said.account;
    account.settings = pairs_of(said.settings, "set");
    account.secrets = pairs_of(said.secrets, "secret");
    for (const auto& [key, value] : said.shorthands)
        if (!value.empty())
            (is_secret(account.channel, key) ? account.secrets : account.settings)[key] = value;
    return account;
}

void add_setting_flags(CLI::App& command, Said& said) {
    command.add_option(
        "--config", said.config_file, "configuration file (huiying.toml); also HUIYING_CONFIG"
    );
    for (const auto& row : config::setting_rows()) {
        const std::string key(row.key);
        command
            .add_option_function<std::string>(
                "--" + key,
                [&said, key](const std::string& value) { said.flags.insert_or_assign(key, value); },
                std::string(row.meaning) + " [" + std::string(row.fallback) + "]"
            )
            ->group("Settings");
    }
}

void add_user_commands(CLI::App& command, Said& said, std::function<int()>& run) {
    auto* user = command.add_subcommand("user", "people who work at the desk");
    user->require_subcommand(1);
    auto* add = user->add_subcommand(
        "add", "add a person: huiying user add wang --name 王工 --unit cjzx --role handler"
    );
    add->add_option("login", said.user.login, "login name")->required();
    add->add_option("--name", said.user.name, "shown to colleagues");
    add->add_option("--unit", said.user.unit, "unit code");
    add->add_option(
           "--role",
           said.user.roles,
           "dispatcher, handler, reviewer, manager, administrator; may be given several times"
    )
        ->required();
    add->add_flag(
        "--password-stdin",
        said.user.password_from_stdin,
        "read the password from standard input; else one is made and printed once"
    );
    add->callback([&] { run = [&said] { return app::add_user(settings_of(said), said.user); }; });
    user->add_subcommand("list", "list people")->callback([&] {
        run = [&said] { return app::list_users(settings_of(said)); };
    });
    auto* reset = user->add_subcommand(
        "reset-second-factor",
        "for whoever lost telephone and recovery codes: the password alone will do again"
    );
    reset->add_option("login", said.user.login, "login name")->required();
    reset->callback([&] {
        run = [&said] { return app::reset_second_factor(settings_of(said), said.user.login); };
    });
}

void add_channel_commands(CLI::App& command, Said& said, std::function<int()>& run) {
    auto* channel = command.add_subcommand("channel", "accounts of message platforms");
    channel->require_subcommand(1);
    auto* add = channel->add_subcommand(
        "add",
        "add an account, live at once: huiying channel add webhook partner --reply-url https://..."
    );
    add->add_option("platform", said.account.channel, known_platforms())->required();
    add->add_option("name", said.account.name, "name in the callback address")->required();
    const std::map<std::string, std::string> shorthands{
        {"api_base", "address of the platform's API"},
        {"reply_url", "where replies of a webhook account are POSTed"},
        {"app_id", "AppID of the official account or application"},
        {"app_secret", "its secret"},
        {"app_key", "Client ID, once AppKey (dingtalk)"},
        {"corp_id", "CorpID (wecom)"},
        {"agent_id", "AgentId (wecom)"},
        {"open_kfid", "OpenKfId (wecom_kf)"},
        {"scheme", "standard, slack, github or telegram (webhook)"},
        {"api_token", "token of the bot or application (webhook)"},
        {"robot_code", "RobotCode, where it is not the Client ID (dingtalk)"},
        {"verification_token", "Verification Token (feishu)"},
        {"encrypt_key", "Encrypt Key (feishu)"},
        {"token", "callback token"},
        {"aes_key", "EncodingAESKey"},
        {"mode", "safe or plain"}};
    for (const auto& [key, meaning] : shorthands) {
        std::string flag = key;
        std::replace(flag.begin(), flag.end(), '_', '-');
        add->add_option("--" + flag, said.shorthands[key], meaning);
    }
    add->add_option("--set", said.settings, "any other setting, key=value");
    add->add_option("--secret", said.secrets, "any other secret, key=value");
    add->callback([&] {
        run = [&said] { return app::add_channel(settings_of(said), account_of(said)); };
    });
    channel->add_subcommand("list", "list accounts")->callback([&] {
        run = [&said] { return app::list_channels(settings_of(said)); };
    });
}

void add_dead_letter_commands(CLI::App& command, Said& said, std::function<int()>& run) {
    auto* letters = command.add_subcommand(
        "dead-letters", "deliveries that could not be read, and entries that the record refused"
    );
    letters->require_subcommand(1);
    letters->add_subcommand("list", "list them")->callback([&] {
        run = [&said] { return app::list_dead_letters(settings_of(said)); };
    });
    auto* replay = letters->add_subcommand(
        "replay", "hand it in again; prints its ticket's number: huiying dead-letters replay 7"
    );
    replay->add_option("id", said.dead_letter, "number of the dead letter")->required();
    replay->callback([&] {
        run = [&said] { return app::replay_dead_letter(settings_of(said), said.dead_letter); };
    });
    auto* drop = letters->add_subcommand("drop", "a person has dealt with it");
    drop->add_option("id", said.dead_letter, "number of the dead letter")->required();
    drop->callback([&] {
        run = [&said] { return app::drop_dead_letter(settings_of(said), said.dead_letter); };
    });
}

void add_report_commands(CLI::App& command, Said& said, std::function<int()>& run) {
    auto* report = command.add_subcommand("report", "figures of the dashboard");
    report->require_subcommand(1);
    report
        ->add_subcommand(
            "verify", "count every figure again from the tickets; exit 1 if one differs"
        )
        ->callback([&] { run = [&said] { return app::verify_report(settings_of(said)); }; });
    auto* month =
        report->add_subcommand("month", "the monthly report; huiying report month 2026-10");
    month->add_option("month", said.month, "year and month")->required();
    month->add_flag("--csv", said.as_csv, "its figures instead of its text");
    month->callback([&] {
        run = [&said] {
            return app::print_month(
                settings_of(said),
                said.month,
                said.as_csv ? app::MonthPart::figures : app::MonthPart::text
            );
        };
    });
}

void add_eval_commands(CLI::App& command, Said& said, std::function<int()>& run) {
    auto* eval = command.add_subcommand("eval", "measure a judgement on files of examples");
    eval->require_subcommand(1);
    auto* routing = eval->add_subcommand(
        "routing", "huiying eval routing --train A.jsonl --test B.jsonl; lines {id,text,label}"
    );
    routing->add_option("--train", said.routing_eval.train, "labelled texts to learn")->required();
    routing->add_option("--test", said.routing_eval.test, "labelled texts to tell")->required();
    routing->callback([&] { run = [&said] { return app::eval_routing(said.routing_eval); }; });
    app::add_retrieval_eval(*eval, run);
    app::add_reply_eval(*eval, run);
}

void add_routing_commands(CLI::App& command, Said& said, std::function<int()>& run) {
    auto* routing = command.add_subcommand("routing", "models learnt from the town's own tickets");
    routing->require_subcommand(1);
    routing
        ->add_subcommand("train", "learn from closed tickets and corrections; not in use by that")
        ->callback([&] { run = [&said] { return app::train_routing(settings_of(said)); }; });
    routing->add_subcommand("list", "models with their figures on held-back tickets")
        ->callback([&] { run = [&said] { return app::list_routing_models(settings_of(said)); }; });
    auto* use = routing->add_subcommand("use", "switch: huiying routing use 3, or none");
    use->add_option("model", said.routing_model, "number of the list, or none")->required();
    use->callback([&] {
        run = [&said] { return app::use_routing_model(settings_of(said), said.routing_model); };
    });
}

void add_commands(CLI::App& command, Said& said, std::function<int()>& run) {
    auto* serve =
        command.add_subcommand("serve", "run the service: huiying serve --server.port 8080");
    serve->add_flag("--demo", said.demo, "sample people and messages; sample FAQ entries answer");
    serve->callback([&] {
        run = [&said] {
            return app::serve(settings_of(said), said.demo ? desk::Demo::yes : desk::Demo::no);
        };
    });
    command.add_subcommand("check-config", "print the effective settings")->callback([&] {
        run = [&said] { return app::check_config(settings_of(said)); };
    });
    command.add_subcommand("migrate", "bring the database schema up to date")->callback([&] {
        run = [&said] { return app::migrate(settings_of(said)); };
    });
    command.add_subcommand("reference-config", "print a commented huiying.toml")->callback([&] {
        run = [] {
            std::cout << config::reference_file();
            return 0;
        };
    });
    add_user_commands(command, said, run);
    add_channel_commands(command, said, run);
    add_dead_letter_commands(command, said, run);
    add_report_commands(command, said, run);
    add_eval_commands(command, said, run);
    app::add_faq_import(
        command, [&said] { return settings_of(said); }, run
    );
    app::add_town_imports(
        command, [&said] { return settings_of(said); }, run
    );
    app::add_template_commands(
        command, [&said] { return settings_of(said); }, run
    );
    add_routing_commands(command, said, run);
    app::add_audit_commands(
        command, [&said] { return settings_of(said); }, run
    );
    app::add_clock_commands(
        command, said.clocks, [&said] { return settings_of(said); }, run
    );
}

int run_command(int argc, char** argv) {
    CLI::App command("Huiying (回应): citizens' messages, tickets, replies", "huiying");
    command.set_version_flag("--version", app::kVersion);
    command.require_subcommand(1);
    command.fallthrough();
    Said said;
    std::function<int()> run;
    add_setting_flags(command, said);
    add_commands(command, said, run);
    try {
        command.parse(argc, argv);
        return run();
    } catch (const CLI::ParseError& error) {
        return command.exit(error) == 0 ? 0 : 2;
    } catch (const config::ConfigError& error) {
        std::cerr << "huiying: " << error.what() << "\n";
        return 2;
    }
}

}  // namespace
}  // namespace huiying::app

int main(int argc, char** argv) {
    if (sodium_init() < 0) {
        std::cerr << "libsodium cannot be initialised\n";
        return 1;
    }
    try {
        return huiying::app::run_command(argc, argv);
    } catch (const std::exception& error) {
        std::cerr << "huiying: " << error.what() << "\n";
        return 1;
    }
}
