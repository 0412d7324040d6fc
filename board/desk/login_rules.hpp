// What the town asks of logins beyond a password: for which roles a second factor is a duty, by
// which platforms staff come in. Rows "login.*" of the settings. Used by web. Source of the duty:
// GB/T 22239-2019, 8.1.4.1 d (two kinds of proof, one of them cryptographic).
#pragma once

#include "board/model/staff.hpp"

#include <map>
#include <string>
#include <vector>

namespace huiying::store {
class Connection;
}

namespace huiying::desk {

struct LoginRules {
    std::vector<model::Role> second_factor_roles;
    /// A login by a platform or a provider needs no code of ours: there it had two factors.
    bool outside_is_enough = false;
    std::vector<std::string> ways;  ///< accounts by which staff may log in: "wecom/main"
};

/// A missing or damaged row leaves the default.
LoginRules login_rules(store::Connection& connection);

/// "dispatcher,handler"
std::string role_words(const std::vector<model::Role>& roles);

void put_login_rules(store::Connection& connection, const LoginRules& rules);

/// By the roles that `staff` is given with: for a session those of now, with what is lent.
bool must_have_second_factor(const LoginRules& rules, const model::Staff& staff);

}  // namespace huiying::desk
