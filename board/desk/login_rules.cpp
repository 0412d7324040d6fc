#include "board/desk/login_rules.hpp"

#include "board/store/database.hpp"
#include "board/store/directory_repository.hpp"

#include <algorithm>
#include <sstream>

namespace huiying::desk {
namespace {

constexpr std::string_view kSecondFactorRoles = "login.second_factor_roles";
constexpr std::string_view kOutsideIsEnough = "login.outside_is_enough";
constexpr std::string_view kWays = "login.ways";

std::vector<std::string> words_at(
    const std::map<std::string, std::string>& rows, std::string_view key
) {
    const auto row = rows.find(std::string(key));
    std::istringstream stream(row == rows.end() ? std::string() : row->second);
    std::vector<std::string> words;
    for (std::string word; std::getline(stream, word, ',');)
        words.push_back(word);
    return words;
}

}  // namespace

LoginRules login_rules(store::Connection& connection) {
    const auto rows = store::DirectoryRepository(connection).settings();
    LoginRules rules;
    for (const auto& word : words_at(rows, kSecondFactorRoles))
        if (const auto role = model::parse_role(word))
            rules.second_factor_roles.push_back(*role);
    rules.outside_is_enough = !words_at(rows, kOutsideIsEnough).empty();
    rules.ways = words_at(rows, kWays);
    return rules;
}

std::string role_words(const std::vector<model::Role>& roles) {
    std::string words;
    for (const auto role : roles)
        words += (words.empty() ? "" : ",") + std::string(model::to_word(role));
    return words;
}

void put_login_rules(store::Connection& connection, const LoginRules& rules) {
    store::DirectoryRepository directory(connection);
    std::string ways;
    for (const auto& way : rules.ways)
        ways += (ways.empty() ? "" : ",") + way;
    directory.put_setting(std::string(kSecondFactorRoles), role_words(rules.second_factor_roles));
    directory.put_setting(std::string(kOutsideIsEnough), rules.outside_is_enough ? "yes" : "");
    directory.put_setting(std::string(kWays), ways);
}

bool must_have_second_factor(const LoginRules& rules, const model::Staff& staff) {
    const auto& roles = rules.second_factor_roles;
    return std::any_of(staff.roles.begin(), staff.roles.end(), [&](model::Role role) {
        return std::find(roles.begin(), roles.end(), role) != roles.end();
    });
}

}  // namespace huiying::desk
