// The commands besides `serve` that work on a data folder. Each prints its result on standard
// output and returns the exit code: 0 done, 1 refused, 2 wrong usage or configuration.
#pragma once

#include "config/settings.hpp"

#include <map>
#include <string>
#include <vector>

namespace huiying::app {

struct NewUser {
    std::string login;
    std::string name;
    std::string unit;
    std::vector<std::string> roles;
    bool password_from_stdin = false;  ///< else a random one is made and printed once
};

int add_user(const config::Settings& settings, const NewUser& user);
int list_users(const config::Settings& settings);

struct NewAccount {
    std::string channel;
    std::string name;
    std::map<std::string, std::string> settings;
    std::map<std::string, std::string> secrets;
};

int add_channel(const config::Settings& settings, NewAccount wanted);
int list_channels(const config::Settings& settings);

int list_dead_letters(const config::Settings& settings);
/// Hands a dead letter's message in again, by the spool, so that it does not matter whether a
/// server runs; prints the number of its ticket and what staff must know.
int replay_dead_letter(const config::Settings& settings, long long id);
/// Marks a dead letter as dropped: a person has dealt with it.
int drop_dead_letter(const config::Settings& settings, long long id);

/// Brings the schema up to date and says its version.
int migrate(const config::Settings& settings);

/// Prints the effective settings, secrets hidden; a file, variable or flag that is wrong has been
/// refused before.
int check_config(const config::Settings& settings);

}  // namespace huiying::app
